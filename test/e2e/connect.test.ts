import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MAIN } from "./built.ts";
import { scratch, serve } from "./gateway.ts";
import { blocksOf, followed, pageShell } from "./page.ts";

/** docs/connect-a-cpe.md, word by word: its shell blocks in one shell, with the addresses of a gateway of this test. */
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

test.skipIf(tools.length > 0)("the page on connecting a CPE can be followed word by word", async () => {
  const folder = scratch();
  const gateway = await serve(join(folder, ".causeway"), ["--enrolment", "approve"]);
  const blocks = blocksOf("connect-a-cpe.md");
  expect(blocks.length).toBe(PRINTS.length);
  const api = gateway.printed.get("api") ?? "";
  // `npx causeway` is the program that was built.
  const program = `'${process.execPath}' '${MAIN}' "$@"`;
  const own = `--url ${api} --token-file .causeway/admin.token`;
  const npx = `npx() { shift; if [ "$1" = import ]; then ${program} ${own}; else exec ${program}; fi; }`;
  const shell = pageShell(folder, npx, [
    ["http://127.0.0.1:8080", api],
    ["http://127.0.0.1:7547/", gateway.printed.get("cwmp") ?? ""],
  ]);
  try {
    await followed(shell, blocks, PRINTS, (block, said, expected) => {
      if (!block.startsWith("openssl")) expect(said).toMatch(expected);
    });
  } finally {
    await shell.end();
  }
  gateway.kill("SIGTERM");
  await gateway.ended;
});
