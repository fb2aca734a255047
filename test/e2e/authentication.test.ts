import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { searchPath } from "../../src/config.ts";
import { run, scratch, serve } from "./gateway.ts";

/** Clients that are not ours: what docs/cwmp-authentication.md tells an operator to try. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl)
  process.stderr.write("authentication.test.ts: curl is not installed; what needs it is left out\n");

const INFORM = (serial: string): string =>
  `<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">7</cwmp:ID></soap-env:Header><soap-env:Body><cwmp:Inform><DeviceId><Manufacturer>Example</Manufacturer><OUI>0A5067</OUI><ProductClass>HG1</ProductClass><SerialNumber>${serial}</SerialNumber></DeviceId><Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount><ParameterList></ParameterList></cwmp:Inform></soap-env:Body></soap-env:Envelope>`;

/** One Inform posted by curl: the status of its last answer. */
function curl(url: string, folder: string, serial: string, flags: readonly string[]): Promise<string> {
  const file = join(folder, `${serial}.xml`);
  writeFileSync(file, INFORM(serial));
  const given = ["-s", "-o", join(folder, "answer.xml"), "-w", "%{http_code}", "--max-time", "10"];
  const type = ["-H", 'Content-Type: text/xml; charset="utf-8"', "--data-binary", `@${file}`];
  const child = spawn("curl", [...given, ...type, ...flags, url], { env: { PATH: searchPath() } });
  let status = "";
  child.stdout.on("data", (bytes: Buffer) => (status += bytes.toString()));
  return new Promise((resolve) => child.once("close", () => resolve(status)));
}

test.skipIf(!hasCurl)(
  "curl proves a group's credentials by Digest, and by Basic only where it is allowed [TR-069a6 3.4.4]",
  async () => {
    const folder = scratch();
    const credentials = join(folder, "groups");
    writeFileSync(credentials, "# two makers\nmaker-a:red-7781\nmaker-b:pass:with:colons\n\n");
    const open = ["--cwmp-provision-credentials", "false", "--cwmp-credentials-file", credentials];
    const flags = [...open, "--enrolment", "approve", "--cwmp-digest", "MD5,SHA-256"];
    const gateway = await serve(join(folder, "data"), flags);
    const url = gateway.printed.get("cwmp") ?? "";

    expect(await curl(url, folder, "A1", ["--digest", "-u", "maker-a:red-7781"])).toBe("200");
    expect(await curl(url, folder, "B1", ["--digest", "-u", "maker-b:pass:with:colons"])).toBe("200");
    expect(await curl(url, folder, "X1", ["--digest", "-u", "maker-a:blue"])).toBe("401");
    expect(await curl(url, folder, "X2", [])).toBe("401");
    expect(await curl(url, folder, "X3", ["--basic", "-u", "maker-a:red-7781"])).toBe("401");
    const { body } = await gateway.api.call(
      "GET",
      `/v1/devices?filter=${encodeURIComponent('enrolment="accepted"')}`,
    );
    const { items } = body as { readonly items: readonly { readonly serialNumber: string }[] };
    expect(items.map(({ serialNumber }) => serialNumber).toSorted()).toEqual(["A1", "B1"]);
    gateway.kill("SIGTERM");
    await gateway.ended;

    const lenient = await serve(join(folder, "data"), [...flags, "--cwmp-basic-over-http", "true"]);
    const again = lenient.printed.get("cwmp") ?? "";
    expect(await curl(again, folder, "A1", ["--basic", "-u", "maker-a:red-7781"])).toBe("200");
    expect(await curl(again, folder, "A1", ["--basic", "-u", "maker-a:blue"])).toBe("401");
    lenient.kill("SIGTERM");
    await lenient.ended;
  },
);

test("a credentials file that cannot be read as one stops the start, and its passwords are not told", async () => {
  const folder = scratch();
  const credentials = join(folder, "groups");
  writeFileSync(credentials, "maker-a:red-7781\nno-colon-secret\n");
  const flags = [
    "--data-dir",
    join(folder, "data"),
    "--api-port",
    "0",
    "--cwmp-port",
    "0",
    "--stun-port",
    "0",
    "--files-port",
    "0",
    "--usp-ws-port",
    "0",
  ];
  const { ended } = run("up", [...flags, "--cwmp-credentials-file", credentials]);
  const { code, out, err } = await ended;
  expect(code).toBe(78);
  expect(err).toContain("CAUSEWAY_CWMP_CREDENTIALS_FILE: line 2 is not user:password");
  expect(out + err).not.toMatch(/red-7781|no-colon-secret/);
});
