import { benchFirst } from "./first.ts";
import { benchInform } from "./inform.ts";
import { benchLatency } from "./latency.ts";
import { benchLoad } from "./load.ts";
import { benchTree } from "./tree.ts";
import { benchUsp } from "./usp.ts";

/** `npm run bench -- inform|latency|first|load|tree|usp`: figures as ratios against a floor measured in the same run. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  inform: benchInform,
  latency: benchLatency,
  first: benchFirst,
  load: benchLoad,
  tree: benchTree,
  usp: benchUsp,
};

const [name = ""] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(`use: npm run bench -- ${Object.keys(BENCHES).join(" | ")}\n`);
  process.exitCode = 64;
} else {
  await bench();
}
