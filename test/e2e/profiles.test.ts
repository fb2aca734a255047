import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCpe, homeOf, igdPlan, MODELS, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "../contract/api.ts";
import { run, scratch, serve } from "./gateway.ts";

const DOC = readFileSync(join(import.meta.dirname, "../../docs/vendor-profiles.md"), "utf8");
const NAME = "example-networks";

/** The first JSON block of the page, as a reader copies it. */
function example(): string {
  return /```json\n([\s\S]*?)```/.exec(DOC)?.[1]?.replaceAll(/^ {3}/gm, "") ?? "";
}

test("docs/vendor-profiles.md, word by word: a file in a folder changes what the gateway does, without code", async () => {
  const folder = join(scratch(), "profiles");
  mkdirSync(folder);
  const file = join(folder, `${NAME}.json`);
  writeFileSync(file, example());

  const linted = await run("profiles", ["lint", file]).ended;
  expect([linted.code, linted.err]).toEqual([0, ""]);
  const missing = await run("profiles", ["show", "0A256D-HG%2DEX100-EX100000001", "--manufacturer", "Acme"])
    .ended;
  expect([missing.code, missing.out]).toEqual([1, expect.stringContaining("no profile")]);

  const gateway = await serve(scratch(), ["--profiles-dir", folder]);
  const acsUrl = gateway.printed.get("cwmp") ?? "";
  const cpe = createCpe({ clock, acsUrl, tree: new Tree(igdPlan(homeOf(1, MODELS[0]))), timeoutMs: 5000 });
  try {
    await cpe.start();
    const device = await until("the device is listed", async () => {
      const { body } = await gateway.api.call("GET", "/v1/devices");
      return (body["items"] as Json[])[0];
    });
    const path = `/v1/devices/${String(device["id"])}`;
    const profile = async () => (await gateway.api.call("GET", path)).body["vendorProfile"];
    expect(await profile()).toBe(NAME);
    expect(device["vendorProfile"]).toBe(NAME);
    const shown = await gateway.api.call("GET", `/v1/vendor-profiles/${NAME}`);
    expect(shown.body).toMatchObject({ shipped: false, quirks: { namesPerGet: 20 } });
    await until("it is onboarded", async () => {
      const { body } = await gateway.api.call("GET", "/v1/operations?type=onboard");
      return (body["items"] as Json[])[0]?.["state"] === "succeeded" ? true : undefined;
    });

    const updates = [{ path: "Device.DeviceInfo.", params: { ProvisioningCode: "new.code" } }];
    const set = async () => {
      const asked = gateway.api.call(
        "POST",
        `${path}/operations`,
        { type: "set", allowPartial: false, updates },
        { Prefer: "wait=10" },
      );
      await until("the device has come for it", async () => {
        await cpe.inform("2 PERIODIC");
        const { body } = await gateway.api.call("GET", path);
        const { queued, running } = body["operations"] as Record<string, number>;
        return queued === 0 && running === 0 ? true : undefined;
      });
      return (await asked).body;
    };
    expect(await set()).toMatchObject({ status: 422, code: "parameter.readOnly" });
    expect(cpe.tree.leaf("InternetGatewayDevice.DeviceInfo.ProvisioningCode")?.value).not.toBe("new.code");

    // Wrong: the old one stays. Right: the new one counts from then on.
    writeFileSync(file, example().replace("namesPerGet", "namesPerGot"));
    gateway.kill("SIGHUP");
    const wrong = await run("profiles", ["lint", file]).ended;
    expect([wrong.code, wrong.err]).toEqual([
      1,
      expect.stringContaining("quirks.namesPerGot: is no quirk of a profile"),
    ]);
    expect(await profile()).toBe(NAME);
    writeFileSync(
      file,
      JSON.stringify({ ...(JSON.parse(example()) as object), quirks: { namesPerGet: 20 } }),
    );
    gateway.kill("SIGHUP");
    await until("the new file is read", async () => {
      const { body } = await gateway.api.call("GET", `/v1/vendor-profiles/${NAME}`);
      return "neverWrite" in (body["quirks"] as Json) ? undefined : true;
    });
    expect(await set()).toMatchObject({ state: "succeeded" });
  } finally {
    cpe.stop();
  }
});

test("a wrong profile ends the start with one line and exit code 78", async () => {
  const folder = scratch();
  writeFileSync(
    join(folder, "own.json"),
    '{"name": "own", "title": "x", "match": [{"oui": ["00256D"]}], "quirks": {"fast": true}}',
  );
  const { code, err } = await run("serve", ["--data-dir", scratch(), "--profiles-dir", folder]).ended;
  expect(code).toBe(78);
  expect(err.trim().split("\n").at(-1)).toMatch(
    /vendor profile .*own\.json: quirks\.fast: is no quirk of a profile; there are /,
  );
});
