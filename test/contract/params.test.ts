import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, until } from "./api.ts";
import { openStand, type Stand } from "./rig.ts";

const SSID = "Device.WiFi.SSID.1.SSID";
const ENABLE = "Device.WiFi.SSID.1.Enable";
const MTU = "Device.IP.Interface.1.MaxMTUSize";
const VERSION = "Device.DeviceInfo.SoftwareVersion";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(960, [`--indexed-parameters=${[SSID, ENABLE, MTU, VERSION].join(",")}`]);
}, 60_000);
afterAll(() => stand.stop());

async function found(filter: string): Promise<readonly string[]> {
  const { status, body } = await stand.api.call("GET", `/v1/devices?filter=${encodeURIComponent(filter)}`);
  expect({ status, code: body["code"] }).toEqual({ status: 200, code: undefined });
  return (body["items"] as Json[]).map(({ id }) => String(id));
}

const everybody = () => stand.subjects.map(({ id }) => id).toSorted();

test("what is read and written is found by its value at once, whatever the device speaks", async () => {
  for (const [i, subject] of stand.subjects.entries()) {
    expect(await stand.values(subject, SSID)).toMatchObject({ [SSID]: expect.any(String) });
    const update = { path: "Device.WiFi.SSID.1.", params: { SSID: `param ${i}` } };
    expect((await stand.operate(subject, { type: "set", updates: [update] })).body["state"]).toBe(
      "succeeded",
    );
    expect(await found(`param("${SSID}")="param ${i}"`)).toEqual([subject.id]);
  }
  expect([...(await found(`param("${SSID}"):"PARAM"`))].toSorted()).toEqual(everybody());
  expect([...(await found(`param("${ENABLE}")=true AND presence="online"`))].toSorted()).toEqual(everybody());
  expect(await found(`param("${ENABLE}")=0`)).toEqual([]);
});

test("a change on the device is found once it was told", async () => {
  for (const subject of stand.subjects) {
    subject.change(subject.native(VERSION), "99.1");
    await until(`${subject.kind} is found by its new version`, async () =>
      (await found(`param("${VERSION}")>"99"`)).includes(subject.id) ? true : undefined,
    );
  }
});

test("the fields tell which parameters there are, with their operators; others are refused by name", async () => {
  const { body } = await stand.api.call("GET", "/v1/fields?resource=devices");
  const rows = new Map((body["items"] as Json[]).map((row) => [row["field"], row]));
  expect(rows.get(`param("${MTU}")`)).toMatchObject({
    type: "number",
    operators: ["=", "!=", "<", "<=", ">", ">="],
  });
  expect(rows.get(`param("${ENABLE}")`)).toMatchObject({ operators: ["=", "!="] });
  const other = encodeURIComponent('param("Device.DeviceInfo.UpTime")<600');
  const refused = await stand.api.call("GET", `/v1/devices?filter=${other}`);
  expect(refused).toMatchObject({
    status: 400,
    body: { code: "filter.field", offset: 0, allowed: expect.arrayContaining([`param("${SSID}")`]) },
  });
  const values = `/v1/fields/${encodeURIComponent(`param("${ENABLE}")`)}/values`;
  expect((await stand.api.call("GET", values)).body["items"]).toEqual([{ value: "true", count: 3 }]);
  const groups = `/v1/fleet/aggregate?groupBy=${encodeURIComponent(`param("${ENABLE}")`)}`;
  expect((await stand.api.call("GET", groups)).body).toMatchObject({ total: 3 });
  expect((await stand.api.call("GET", "/v1/system")).body["indexing"]).toMatchObject({
    state: "ready",
    devices: 3,
    remaining: 0,
    parameters: [SSID, ENABLE, MTU, VERSION],
  });
});
