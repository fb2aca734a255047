import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "./api.ts";
import { KINDS, openStand, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(957);
}, 30_000);
afterAll(() => stand.stop());

const SSID = "Device.WiFi.SSID.1.SSID";

async function read(id: string, query: string): Promise<Json> {
  const { status, body } = await stand.api.call("GET", `/v1/devices/${id}/parameters?${query}`);
  expect(status).toBe(200);
  return body;
}

test.each(KINDS)("%s: its own names are read live, one parameter and a whole object", async (kind) => {
  const subject = stand.of(kind);
  const path = subject.native(SSID);
  const object = path.slice(0, path.lastIndexOf(".") + 1);
  for (const asked of [path, object]) {
    const value = `live-${asked.length}`;
    subject.change(path, value);
    const { items, missing } = await read(subject.id, `model=native&path=${asked}&maxAge=0`);
    expect(missing).toEqual([]);
    expect(items).toContainEqual(expect.objectContaining({ path, value }));
  }
});

test("a TR-098 path is read live without naming the model; a device of TR-181 has none", async () => {
  const subject = stand.of("TR-098 CPE");
  const path = subject.native(SSID);
  subject.change(path, "named");
  const { items } = await read(subject.id, `path=${path}&maxAge=0`);
  expect(items).toEqual([expect.objectContaining({ path, value: "named" })]);
  for (const kind of ["TR-181 CPE", "USP agent"] as const) {
    const answer = await read(stand.of(kind).id, `path=${path}&maxAge=0`);
    expect([kind, answer]).toMatchObject([kind, { items: [], missing: [{ path, code: "path.unknown" }] }]);
  }
});

test.each(KINDS)("%s: everything is read live without naming the root of its model", async (kind) => {
  const subject = stand.of(kind);
  subject.change(subject.native(SSID), "whole");
  const { items } = await read(subject.id, "model=native&maxAge=0&limit=1000");
  expect(items).toContainEqual(expect.objectContaining({ path: subject.native(SSID), value: "whole" }));
});
