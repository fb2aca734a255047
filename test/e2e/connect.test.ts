import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { searchPath } from "../../src/config.ts";
import { until } from "../contract/api.ts";
import { MAIN } from "./built.ts";
import { type Running, scratch, serve } from "./gateway.ts";

/** docs/connect-a-cpe.md, word by word: its shell blocks in one shell, with the addresses of a gateway of this test. */
const PAGE = readFileSync(join(import.meta.dirname, "../../docs/connect-a-cpe.md"), "utf8");
const tools = ["curl", "openssl"].filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
if (tools.length > 0)
  process.stderr.write(`connect.test.ts is left out: ${tools.join(", ")} not installed\n`);

/** What each block prints, in order. Blocks that only look are repeated until they do. */
const PRINTS: readonly (readonly [expected: RegExp, again?: "again"])[] = [
  [/^$/],
  [/(?:"enrolment":"quarantined".*){3}/s, "again"],
  [/"enrolment":"accepted"/],
  [/"state":"succeeded".*"path":"Device.DeviceInfo.SoftwareVersion".*\{"state":"(?:rung|open)"/s],
  [/^$/],
  [/"enrolment":"preregistered".*"tags":\["lab"\]/],
  [/(?:finished: 2 created, 0 linked, 0 unchanged, 0 refused\s*){2}/],
  [/finished: 1 created, 0 linked, 0 unchanged, 1 refused\n1 problems: .*\nsome rows were refused/],
  [/"unchanged":1,"refused":1.*line,column,code,device,detail,advice\r\n2,cwmp,cwmp,/s],
  [/^200 \n401 $/],
  [/"waiting":1,"sent":0.*\n307 https:\/\/acs.example.org:7547\/\n.*"waiting":0,"sent":1/s],
  [/\{"items":\[\]\}\s+200 $/],
  [/"username":"cpe-a2","password":"old-password-2","connectionRequestUsername":"acs"/],
];

function blocksOf(page: string): readonly string[] {
  return Array.from(page.matchAll(/^```sh\n(.*?)^```$/gms), ([, text = ""]) => text);
}

/** A shell that goes on from block to block; `npx causeway` is the program that was built. */
function shell(folder: string, { printed }: Running) {
  const child = spawn("bash", { cwd: folder, env: { PATH: searchPath(), HOME: folder } });
  let out = "";
  child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (out += bytes.toString()));
  const api = printed.get("api") ?? "";
  const own = `--url ${api} --token-file .causeway/admin.token`;
  child.stdin.write(
    `npx() { shift; if [ "$1" = import ]; then '${process.execPath}' '${MAIN}' "$@" ${own}; else exec_sim "$@"; fi; }\n` +
      `exec_sim() { exec '${process.execPath}' '${MAIN}' "$@"; }\ntrap 'kill $(jobs -p) 2>/dev/null' EXIT\n`,
  );
  let marks = 0;
  return {
    async run(block: string): Promise<string> {
      const mark = `--- end ${marks++} ---`;
      out = "";
      const here = block
        .replaceAll("http://127.0.0.1:8080", api)
        .replaceAll("http://127.0.0.1:7547/", printed.get("cwmp") ?? "");
      child.stdin.write(`${here}\necho "${mark}"\n`);
      await until(`the end of ${block.slice(0, 60)}`, () => (out.includes(mark) ? true : undefined), 60_000);
      return out.slice(0, out.indexOf(mark)).replace(/\n$/, "");
    },
    end(): Promise<void> {
      const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
      child.stdin.end();
      return ended;
    },
  };
}

test.skipIf(tools.length > 0)("the page on connecting a CPE can be followed word by word", async () => {
  const folder = scratch();
  const gateway = await serve(join(folder, ".causeway"), ["--enrolment", "approve"]);
  const blocks = blocksOf(PAGE);
  expect(blocks.length).toBe(PRINTS.length);
  const bash = shell(folder, gateway);
  try {
    for (const [i, block] of blocks.entries()) {
      const [expected, again] = PRINTS[i] ?? [/^$/];
      let said = await bash.run(block);
      if (again !== undefined)
        await until(
          `block ${i} prints ${String(expected)}`,
          async () => {
            if (expected.test(said)) return true;
            said = await bash.run(block);
            return undefined;
          },
          30_000,
        );
      if (!block.startsWith("openssl")) expect(said).toMatch(expected);
    }
  } finally {
    await bash.end();
  }
  gateway.kill("SIGTERM");
  await gateway.ended;
});
