// Who may import whom. dependency-cruiser passes an empty tree, so the number of cruised modules is asserted too.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./prepare.mjs";

const ROOMS = ["src", "core", "cwmp", "usp", "bridge", "sim", "bench", "test"].filter((room) =>
  existsSync(join(root, room)),
);
const cruiser = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
const { stdout } = spawnSync(process.execPath, [cruiser, "--output-type", "json", ...ROOMS], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 256 * 1024 * 1024,
});
const { summary, modules } = JSON.parse(stdout);
const ours = modules.filter((module) => ROOMS.some((room) => module.source.startsWith(`${room}/`)));
for (const violation of summary.violations)
  say(`${violation.rule.name}: ${violation.from} -> ${violation.to}`);
if (ours.length === 0) say("no module was cruised: the gate itself is broken (is @swc/core installed?)");
const ok = ours.length > 0 && summary.violations.length === 0;
say(`rooms: ${ours.length} modules, ${summary.violations.length} violations`);
process.exitCode = ok ? 0 : 1;
