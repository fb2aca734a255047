import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MAIN } from "./built.ts";
import { scratch, serve } from "./gateway.ts";
import { blocksOf, followed, pageShell } from "./page.ts";

/** docs/connect-an-agent.md, word by word: its shell blocks in one shell, with the addresses of a gateway of this test. */
const missing = spawnSync("curl", ["--version"]).error !== undefined;
if (missing) process.stderr.write("connect.agent.test.ts is left out: curl is not installed\n");

const PRINTS: readonly (readonly [expected: RegExp, again?: "again"])[] = [
  [/^$/],
  [/"enrolment":"preregistered"/],
  [/^"username":"os::0AF436-MRDQ00000042"$/, "again"],
  [/^$/],
  [/"presence":"online".*"snapshotAt"/s, "again"],
  [/"state":"succeeded".*"value":"MRDQ00000042"/s],
  [
    /^os::0AF436-MRDQ00000042: no fault found \(known, online; it answers\)\nos::0AF436-MRDQ00000043: 1 fault .*\n {2}silence: .*exit code 1$/s,
    "again",
  ],
  [/"controller":"Device.LocalAgent.Controller.1.","assigned":\[\].*"lacks":\[\]/],
];

test.skipIf(missing)(
  "the page on connecting an agent can be followed word by word",
  async () => {
    const folder = scratch();
    const file = join(folder, "bootstrap.password");
    writeFileSync(file, "printed-in-the-image");
    const flags = ["--enrolment", "approve", "--mqtt-identity", "dynsec", "--usp-bootstrap-username", "new"];
    const gateway = await serve(join(folder, ".causeway"), [...flags, "--usp-bootstrap-password-file", file]);
    const blocks = blocksOf("connect-an-agent.md");
    expect(blocks.length).toBe(PRINTS.length);
    const api = gateway.printed.get("api") ?? "";
    const program = `'${process.execPath}' '${MAIN}' "$@"`;
    const npx = `npx() { shift; if [ "$1" = doctor ]; then ${program} --url ${api}; else exec ${program}; fi; }`;
    const shell = pageShell(folder, npx, [
      ["http://127.0.0.1:8080", api],
      ["mqtt://127.0.0.1:1883", gateway.printed.get("mqtt") ?? ""],
    ]);
    try {
      await followed(shell, blocks, PRINTS, (_block, said, expected) => expect(said).toMatch(expected));
    } finally {
      await shell.end();
    }
    gateway.kill("SIGTERM");
    await gateway.ended;
  },
  120_000,
);
