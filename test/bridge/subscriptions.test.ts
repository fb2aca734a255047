import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Fault, type DeviceId, type DeviceRecord, type Protocol } from "#core";
import type { SubscriptionSpec } from "../../bridge/subscriptions/row.ts";
import { createSubscriptionRows, type SubscriptionRows } from "../../bridge/subscriptions/rows.ts";
import { statusOf } from "../../bridge/subscriptions/status.ts";
import { createWalks } from "../../bridge/subscriptions/walks.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

const SPEC: SubscriptionSpec = {
  name: "status",
  filter: "",
  notifType: "ValueChange",
  paths: ["Device.WiFi.SSID.*.Status"],
  enabled: true,
  persistent: true,
  notifRetry: true,
  timeToLive: 0,
  notifExpiration: 0,
};
const RATE = 3;
const DEVICES = 8;

let rig: StateRig;
let rows: SubscriptionRows;
const devices: DeviceId[] = [];
beforeAll(async () => {
  rig = await stateRig(redisUrl(), { limits: { subscriptionsPerSecond: RATE } });
  for (let i = 0; i < DEVICES; i++)
    devices.push(deviceOf(await rig.state.contact(inform(rig.clock, `SUB${i}`))));
  rows = createSubscriptionRows(rig.context);
});
beforeEach(() => rig.client.del(rig.keys.meta("subscription-walks"), rig.keys.meta("subscription-worker")));
afterAll(() => rig.close());

/** A worker of one replica; `ask` says what asking a device comes to. */
function worker(instance: string, ask: (device: DeviceId) => void = () => undefined) {
  const asked: DeviceId[] = [];
  const woken: DeviceId[] = [];
  const walks = createWalks({
    context: rig.context,
    state: rig.state,
    instance,
    queued: ({ id }) => woken.push(id),
    subscriptions: {
      rows,
      async ask(device: Pick<DeviceRecord, "id">): Promise<readonly Protocol[]> {
        ask(device.id);
        asked.push(device.id);
        return ["cwmp"];
      },
    },
  });
  return { asked, woken, round: () => walks.round() };
}

test("a changed subscription is carried to its devices so many a round, and another replica goes on after a crash", async () => {
  const row = await rows.add(SPEC, "tester");
  const first = worker("one");
  await first.round();
  await first.round();
  expect(first.asked).toHaveLength(2 * RATE);
  expect(first.woken).toEqual(first.asked);
  const second = worker("two");
  await second.round();
  // The first one has the lease: it may be alive.
  expect(second.asked).toEqual([]);
  await rig.client.del(rig.keys.meta("subscription-worker"));
  await second.round();
  await second.round();
  expect(new Set([...first.asked, ...second.asked])).toEqual(new Set(devices));
  expect(first.asked.length + second.asked.length).toBe(DEVICES);
  expect(await rows.walks()).toEqual([]);
  await rows.remove(row.id);
});

test("while background work waits a page is tried again; a device that cannot be asked holds up no other", async () => {
  const row = await rows.add(SPEC, "tester");
  let full = true;
  const busy = worker("one", () => {
    if (full) throw new Fault("store.full");
  });
  await busy.round();
  expect(busy.asked).toEqual([]);
  full = false;
  const [stuck] = devices;
  const one = worker("one", (device) => {
    if (device === stuck) throw new Fault("gateway.overloaded");
  });
  for (let i = 0; i < DEVICES; i++) await one.round();
  expect(one.asked).toHaveLength(DEVICES - 1);
  expect(await rows.walks()).toEqual([]);
  await rows.remove(row.id);
});

test("a change reaches the devices of the old filter and of the new one, a removal those it had", async () => {
  const row = await rows.add({ ...SPEC, filter: 'tags:"a"' }, "tester");
  const filters = async () =>
    (await rows.walks()).map(({ walk }) => walk.filter).toSorted((a, b) => (a < b ? -1 : 1));
  await rig.client.del(rig.keys.meta("subscription-walks"));
  await rows.change(row.id, (was) => ({ ...was, filter: 'tags:"b"' }), row.revision);
  expect(await filters()).toEqual(['tags:"a"', 'tags:"b"']);
  await expect(rows.change(row.id, (was) => was, row.revision)).rejects.toMatchObject({
    code: "request.precondition",
  });
  await rig.client.del(rig.keys.meta("subscription-walks"));
  await rows.remove(row.id);
  expect(await filters()).toEqual(['tags:"b"']);
});

test("a walk whose filter cannot be asked any more ends, and the next one goes on", async () => {
  await rows.walk('attributes.gone="1"');
  await rows.walk(`id="${devices[0] ?? ""}"`);
  const one = worker("one");
  await one.round();
  await one.round();
  expect(one.asked).toEqual([devices[0]]);
  expect(await rows.walks()).toEqual([]);
});

test("walks do not grow without a bound: above it one over all devices stands for the new ones", async () => {
  for (let i = 0; i < 1005; i++) await rows.walk(`label="${i}"`);
  const all = await rows.walks();
  expect(all).toHaveLength(1001);
  expect(all.at(-1)?.walk).toMatchObject({ id: "w_all", filter: "" });
});

test("a walk that is to wait is not begun before its time", async () => {
  await rows.walk(`id="${devices[0] ?? ""}"`, 2000);
  const one = worker("one");
  await one.round();
  expect(one.asked).toEqual([]);
  rig.clock.move(2000);
  await one.round();
  expect(one.asked).toEqual([devices[0]]);
});

test("there are at most 200 subscriptions, and one of the same seed is the same", async () => {
  const first = await rows.add(SPEC, "tester", "seed");
  expect((await rows.add({ ...SPEC, name: "other" }, "tester", "seed")).name).toBe("status");
  const made = [first];
  while (made.length < 200) made.push(await rows.add(SPEC, "tester"));
  await expect(rows.add(SPEC, "tester")).rejects.toMatchObject({ code: "request.unprocessable" });
  for (const { id } of made) await rows.remove(id);
});

test("of several parts the status is what all of them came to, else partial; older than the row it is none", () => {
  const row = {
    ...SPEC,
    telemetry: "standard" as const,
    id: "s_1",
    revision: 1,
    createdAt: 1,
    createdBy: "tester",
    changedAt: 10,
  };
  const parts = [
    "interfaces",
    "stations",
    "stationsgone",
    "hosts",
    "hostsgone",
    "hostsactive",
    "faults",
    "faultsgone",
    "thresholds",
  ];
  const items = parts.map((part) => ({ id: `s_1.${part}`, state: "applied" as const, problems: [] }));
  expect(statusOf(row, undefined).state).toBe("waiting");
  expect(statusOf(row, { at: 9, items }).state).toBe("waiting");
  expect(statusOf(row, { at: 10, items: items.slice(1) }).state).toBe("waiting");
  expect(statusOf(row, { at: 10, items }).state).toBe("applied");
  const [first, ...rest] = items;
  const problem = { path: "Device.X.", why: "unsupported" as const, detail: "none" };
  const odd = { ...first!, state: "unsupported" as const, problems: [problem] };
  expect(statusOf(row, { at: 10, items: [odd, ...rest] })).toEqual({
    state: "partial",
    at: 10,
    problems: [{ subscription: "s_1.interfaces", ...problem }],
  });
});
