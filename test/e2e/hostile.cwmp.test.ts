import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cpe } from "../cwmp/cpe.ts";
import { CWMP_ATTACKS } from "./hostile.cwmp.ts";
import { type Row, rowsOf, Target, withinASecond } from "./hostile.rig.ts";

const TREE = {
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.UpTime": "7",
  "Device.ManagementServer.PeriodicInformInterval": "300",
  "Device.ManagementServer.ConnectionRequestURL": "http://127.0.0.1:1/cr",
};
const target = new Target(["--cwmp-provision-credentials", "false"]);
const good = new Cpe(TREE, { serial: "GOOD" });
const rows = rowsOf("HTTP", "SESS", "SOAP").filter(({ outcome }) => outcome !== undefined);

beforeAll(async () => {
  await target.start();
  expect((await good.session(target.cwmp)).status).toBe(204);
});
afterAll(() => target.stop());

async function play({ id, outcome = [], payload }: Row): Promise<void> {
  const attacks = CWMP_ATTACKS[id] ?? [];
  const found: [number | string, string | null][] = [];
  const before = target.lines.length;
  const counted = await target.metric("causeway_rejected_total", 'surface="cwmp"');
  for (const attack of attacks) {
    const from = target.lines.length;
    const answer = await attack(target, payload);
    const { status } = await withinASecond(id, () => good.session(target.cwmp));
    expect(status).toBe(204);
    const said = await target.badInputs(from);
    found.push([answer, said.map(({ reason }) => reason).join() || null]);
  }
  const reasons = outcome.flatMap(([, reason]) => (reason === null ? [] : [reason]));
  expect(found).toEqual(outcome);
  await target.expectReasons(id, before, "cwmp", reasons);
  expect(await target.metric("causeway_rejected_total", 'surface="cwmp"')).toBe(counted + reasons.length);
  if ((await target.load()).delayMs >= 200)
    await target.expectResponsive(async () => {
      for (const attack of attacks) await attack(target, payload);
    });
  target.expectUntouched();
}

describe.each(["live", "again after a restart"])("%s", (when) => {
  test("starts", async () => {
    if (when !== "live") await target.restart();
    expect((await good.session(target.cwmp)).status).toBe(204);
    await target.load();
  });
  test.each(rows)("$id $input", play);

  test("whatever was stored of hostile devices can be read [SOAP-36]", async () => {
    const { body } = await target.api.call("GET", "/v1/devices?limit=1000");
    const devices = body["items"] as { id: string }[];
    expect(devices.length).toBeGreaterThan(5);
    for (const { id } of devices)
      for (const path of ["", "/parameters?limit=1000", "/schema"])
        expect([id, path, (await target.api.call("GET", `/v1/devices/${id}${path}`)).status]).toEqual([
          id,
          path,
          200,
        ]);
    for (const path of ["events?limit=1000", "operations?limit=1000"])
      expect((await target.api.call("GET", `/v1/${path}`)).status).toBe(200);
    target.expectUntouched();
  });
});
