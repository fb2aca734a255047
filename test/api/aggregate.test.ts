import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
let device: DeviceId;
let asleep: DeviceId;
beforeAll(async () => {
  rig = await apiRig({ limits: { sweepMs: 50, ringBackoffMs: [100_000] } });
  device = await rig.device();
  asleep = await rig.device("cwmp");
  rig.cwmp.asleep.add(asleep);
});
afterAll(() => rig.close());

interface Group {
  readonly key: Readonly<Record<string, string>>;
  readonly count: number;
}

async function aggregate(resource: string, groupBy?: string, filter?: string) {
  const query = new URLSearchParams({ resource });
  if (groupBy !== undefined) query.set("groupBy", groupBy);
  if (filter !== undefined) query.set("filter", filter);
  const { status, json } = await rig.admin("GET", `/v1/fleet/aggregate?${query.toString()}`);
  return { status, code: json.code as string | undefined, ...json } as {
    readonly status: number;
    readonly code?: string;
    readonly groups: readonly Group[];
    readonly total: number;
    readonly truncated: boolean;
    readonly since?: string;
  };
}

const GET = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };

test("operations are counted by state, type and priority, filtered by them, and agree with the list", async () => {
  const path = `/v1/devices/${device}/operations`;
  for (let i = 0; i < 3; i++) await rig.admin("POST", path, GET, { prefer: "wait=10" });
  await rig.admin("POST", path, { ...GET, priority: "background" }, { prefer: "wait=10" });
  const late = await rig.admin("POST", `/v1/devices/${asleep}/operations`, { ...GET, priority: "campaign" });
  await rig.admin("POST", `/v1/operations/${late.json.id}:cancel`, {});

  const { json } = await rig.admin("GET", "/v1/operations?limit=1000");
  const listed = (wanted: (one: Record<string, string>) => boolean) => json.items.filter(wanted).length;
  const byState = await aggregate("operations");
  expect(byState).toMatchObject({ total: json.items.length, truncated: false });
  expect(byState.groups).toContainEqual({
    key: { state: "succeeded" },
    count: listed((one) => one["state"] === "succeeded"),
  });
  expect(byState.groups).toContainEqual({ key: { state: "cancelled" }, count: 1 });

  const byTwo = await aggregate("operations", "type,priority", 'state="succeeded" AND NOT type="onboard"');
  expect(byTwo).toMatchObject({ total: 4, truncated: false });
  expect(byTwo.groups).toEqual([
    { key: { type: "get", priority: "interactive" }, count: 3 },
    { key: { type: "get", priority: "background" }, count: 1 },
  ]);
});

test("events are counted by type, and say since when", async () => {
  const types = async () =>
    (await aggregate("events", "type", 'type:"device"')).groups.map(({ key }) => key["type"]);
  await expect.poll(types).toContain("causeway.device.seen");
  const all = await aggregate("events");
  expect(all).toMatchObject({ status: 200, truncated: false });
  expect(all.total).toBe(all.groups.reduce((sum, { count }) => sum + count, 0));
  expect(Date.parse(all.since ?? "")).toBeLessThanOrEqual(rig.clock.now());
  const own = await aggregate("events", undefined, `subject="${device}"`);
  expect(own.total).toBeLessThan(all.total);
  expect((await aggregate("events", undefined, 'time>"-0s"')).total).toBe(0);
});

test("counts by type are whole however many events there are; by anything else, what was not looked at is said", async () => {
  const { scripts, keys } = rig.bridge.parts();
  const fill = `for i = 1, 5100 do redis.call('XADD', KEYS[1], '*', 'id', ARGV[1] .. i, 'type', 'causeway.test', 'device', 'd', 'at', '1', 'data', '{}') end`;
  for (let i = 0; i < 4; i++) await scripts.client.eval(fill, 1, keys.events(i), String(i));
  const counted = async () => (await aggregate("events", "type", 'type="causeway.test"')).total;
  await expect.poll(counted, { timeout: 10_000 }).toBe(20_400);
  const all = await aggregate("events");
  expect(all.truncated).toBe(false);
  expect(all.groups[0]).toEqual({ key: { type: "causeway.test" }, count: 20_400 });
  expect((await aggregate("events", "type", 'NOT type="causeway.test" OR type:"x"')).total).toBe(
    all.total - 20_400,
  );
  const some = await aggregate("events", "type", 'subject="d"');
  expect(some.truncated).toBe(true);
  expect(some.total).toBe(20_000);
});

test.each([
  ["operations", "device", undefined, "request.invalid"],
  ["operations", "state,type,priority", undefined, "request.invalid"],
  ["operations", "constructor", undefined, "request.invalid"],
  ["operations", "state", 'device="d_x"', "filter.field"],
  ["events", "subject", undefined, "request.invalid"],
  ["events", "type", "nothing=1", "filter.field"],
])("%s by %s with filter %s is refused by name, not scanned for", async (resource, groupBy, filter, code) => {
  expect(await aggregate(resource, groupBy, filter)).toMatchObject({ status: 400, code });
});
