import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Json, until } from "../contract/api.ts";
import { run, type Running, scratch, serve } from "./gateway.ts";

const ROWS = 4000;

async function imports(gateway: Running): Promise<readonly Json[]> {
  return (await gateway.api.call("GET", "/v1/imports")).body["items"] as Json[];
}

test("an import outlives kill -9 of the gateway in the middle, and the command that sends it goes on by itself", async () => {
  const folder = scratch();
  const file = join(folder, "devices.csv");
  const rows = Array.from({ length: ROWS }, (_, i) => `00256D-X-${i},cpe-${i},password-${i},pilot\n`);
  writeFileSync(file, `cwmp,username,password,tags\n${rows.join("")}`);
  const first = await serve(join(folder, "data"));
  const url = first.printed.get("api") ?? "";
  const token = join(folder, "data", "admin.token");
  const command = run("import", [file, "--url", url, "--token-file", token]);
  await until(
    "some of it was taken in",
    async () => (Number((await imports(first))[0]?.["offset"] ?? 0) > 0 ? true : undefined),
    60_000,
  );
  first.kill("SIGKILL");
  await first.ended;
  const second = await serve(join(folder, "data"), ["--api-port", new URL(url).port]);
  const { code, out, err } = await command.ended;
  expect(`${code} ${out}${err}`).toContain(`0 finished: ${ROWS} created, 0 linked, 0 unchanged, 0 refused`);
  const { body } = await second.api.call("GET", '/v1/devices?limit=0&filter=enrolment="preregistered"');
  expect(body["total"]).toBe(ROWS);

  // The same file is not taken in twice, a longer one is, and what it refuses is told by the exit code.
  const again = await run("import", [file, "--url", url, "--token-file", token]).ended;
  expect(again).toMatchObject({ code: 0, err: expect.stringContaining("was imported before") });
  appendFileSync(file, "not an identity,,,\n");
  const more = await run("import", [file, "--url", url, "--token-file", token]).ended;
  expect(more.out).toContain(
    `finished: 0 created, 0 linked, ${ROWS} unchanged, 1 refused\n1 problems: ${url}/v1/imports/`,
  );
  expect(more.code).toBe(1);
});

test("the command says what it wants", async () => {
  expect(await run("import").ended).toMatchObject({ code: 78, err: expect.stringContaining("wants a file") });
  expect(await run("import", ["devices.txt"]).ended).toMatchObject({
    code: 78,
    err: expect.stringContaining("--format"),
  });
  const help = await run("import", ["--help"]).ended;
  expect(help.out).toContain("causeway import devices.csv");
});
