import { afterAll, beforeAll, expect, test } from "vitest";
import { silent, unmetered, type DeviceId } from "#core";
import { createBus, type Followed } from "../../bridge/events/bus.ts";
import { asPosition, cloudEvent, type FeedEvent } from "../../bridge/events/feed.ts";
import { createForwarder, type Forwarder } from "../../bridge/events/forwarder.ts";
import { newestPosition, readEvents, type EventQuery } from "../../bridge/events/read.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

const rigs: Rig[] = [];
let r: Rig;
async function fresh(
  ...limits: Parameters<typeof rig> extends [string, ...infer L] ? L : never
): Promise<Rig> {
  const made = await rig(redisUrl(), ...limits);
  rigs.push(made);
  return made;
}
beforeAll(async () => {
  r = await fresh();
});
afterAll(() => Promise.all(rigs.map((one) => one.close())));

interface Options {
  readonly holder?: string;
  readonly before?: (events: readonly FeedEvent[]) => Promise<void>;
  readonly clock?: typeof systemClock;
}

function forwarder(
  on: Rig,
  { holder = "one", before = async () => undefined, clock }: Options = {},
): Forwarder {
  const { scripts, keys, limits } = on.context;
  return createForwarder({
    scripts,
    keys,
    limits,
    clock: clock ?? on.clock,
    log: silent,
    metrics: unmetered,
    holder,
    before,
  });
}

let made = 0;
async function commit(on: Rig, device: DeviceId, type = "causeway.device.boot", n = 1): Promise<void> {
  for (let i = 0; i < n; i++) {
    const data = JSON.stringify({ n: made });
    const fields = ["id", `e${made++}`, "type", type, "device", device, "at", "1000", "data", data];
    await on.client.xadd(on.keys.events(Number.parseInt(device.slice(2, 4), 16)), "*", ...fields);
  }
}

const page = (on: Rig, query: Partial<EventQuery> = {}) =>
  readEvents(on.client, on.keys, { filter: {}, order: "asc", limit: 1000, ...query });

test("what partitions committed reaches the feed once, in the order of each device", async () => {
  const on = await fresh();
  const devices = await Promise.all([0, 1, 2, 3].map((p) => on.device(p)));
  for (let i = 0; i < 40; i++) await commit(on, devices[(i * 7) % 4] as DeviceId);
  const forward = forwarder(on);
  expect(await forward.round()).toBe(40);
  expect(await forward.round()).toBe(0);
  const { items } = await page(on);
  expect(new Set(items.map(({ id }) => id)).size).toBe(40);
  for (const device of devices) {
    const own = items.filter((event) => event.device === device).map(({ id }) => Number(id.slice(1)));
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  }
});

test("two forwarders at once lose nothing and double nothing; the older one's appends are refused", async () => {
  const on = await fresh();
  const devices = await Promise.all([0, 1, 2, 3].map((p) => on.device(p)));
  const one = forwarder(on, { holder: "one" });
  const two = forwarder(on, { holder: "two" });
  let turn = 0;
  for (let i = 0; i < 30; i++) {
    await Promise.all(devices.map((device) => commit(on, device, "causeway.device.event", 3)));
    // The lease lapses in every third round, so that a stalled holder meets its heir.
    if (i % 3 === 2) on.clock.move(9000);
    turn += (await Promise.all([one.round(), two.round(), one.round()])).reduce((a, b) => a + b, 0);
  }
  await one.round();
  await two.round();
  const ids = (await page(on)).items.map(({ id }) => id);
  expect(turn).toBeGreaterThan(0);
  expect(ids).toHaveLength(360);
  expect(new Set(ids).size).toBe(360);
  for (const device of devices) {
    const own = (await page(on, { filter: { devices: [device] } })).items.map(({ id }) =>
      Number(id.slice(1)),
    );
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  }
});

test("an event is forwarded only after the work before it is done; until then it comes again", async () => {
  const on = await fresh();
  const device = await on.device(1);
  await commit(on, device, "causeway.device.command-complete", 2);
  const seen: string[][] = [];
  let broken = true;
  const forward = forwarder(on, {
    before: async (events) => {
      seen.push(events.map(({ id }) => id));
      if (broken) throw new TypeError("not yet");
    },
  });
  expect(await forward.round()).toBe(0);
  expect((await page(on)).items).toEqual([]);
  broken = false;
  expect(await forward.round()).toBe(0);
  on.clock.move(1000);
  expect(await forward.round()).toBe(2);
  expect(seen[0]).toEqual(seen[1]);
});

test("a partition whose events cannot be worked off waits alone: the others are forwarded, and it goes on later", async () => {
  const on = await fresh();
  const [bad, good] = await Promise.all([on.device(1), on.device(2)]);
  let broken = true;
  const forward = forwarder(on, {
    before: async (events) => {
      if (broken && events.some(({ device }) => device === bad)) throw new TypeError("poison");
    },
  });
  const feed = async () => (await page(on)).items.map(({ device }) => device);
  for (let i = 0; i < 3; i++) {
    await commit(on, bad);
    await commit(on, good);
    expect(await forward.round()).toBe(1);
  }
  expect(await feed()).toEqual([good, good, good]);
  broken = false;
  on.clock.move(1000);
  expect(await forward.round()).toBe(3);
  expect(await feed()).toEqual([good, good, good, bad, bad, bad]);
});

test("pages go forwards and backwards, by device, type and time, and stop at the end", async () => {
  const on = await fresh();
  const [a, b] = [await on.device(0), await on.device(1)];
  const forward = forwarder(on);
  for (let i = 0; i < 10; i++) {
    await commit(on, a, "causeway.device.boot");
    await commit(on, b, i % 2 ? "causeway.operation.failed" : "causeway.operation.succeeded");
    await forward.round();
    on.clock.move(1000);
  }
  const all = await page(on);
  expect(all.items).toHaveLength(20);
  expect(all.next).toBeUndefined();
  const first = await page(on, { limit: 8 });
  const rest = await page(on, { after: first.next as string });
  expect([...first.items, ...rest.items]).toEqual(all.items);
  const down = await page(on, { order: "desc", limit: 5 });
  expect(down.items).toEqual(all.items.toReversed().slice(0, 5));
  const further = await page(on, { order: "desc", after: down.next as string });
  expect(further.items).toEqual(all.items.toReversed().slice(5));
  expect((await page(on, { filter: { devices: [a] } })).items).toHaveLength(10);
  expect((await page(on, { filter: { types: ["causeway.operation."] } })).items).toHaveLength(10);
  expect((await page(on, { filter: { types: ["causeway.operation.failed"], devices: [a] } })).items).toEqual(
    [],
  );
  const start = Number(all.items[0]?.position.split("-")[0]);
  expect((await page(on, { from: start + 1000, to: start + 3000 })).items).toHaveLength(4);
  expect(() => asPosition("x")).toThrow("not a position");
});

test("the feed is trimmed by age, and a reader behind the cut is told of the gap", async () => {
  const on = await fresh({ feedMs: 60_000 });
  const device = await on.device(0);
  const forward = forwarder(on);
  await commit(on, device, "causeway.device.boot", 300);
  await forward.round();
  const old = (await page(on)).items[0]?.position as string;
  on.clock.move(120_000);
  await commit(on, device, "causeway.device.boot", 1);
  await forward.round();
  const after = await page(on, { after: old });
  expect(after.gap).toBe(true);
  expect(after.items.length).toBeLessThan(300);
  expect((await page(on, { after: after.items.at(-2)?.position ?? "0-0" })).gap).toBeUndefined();
});

test("a CloudEvent says what, who, when, and where it stands in the feed", () => {
  const event = {
    position: "5-1",
    id: "e",
    type: "causeway.device.boot",
    device: "d_x" as DeviceId,
    at: 0,
    data: '{"a":1}',
  };
  expect(cloudEvent(event)).toEqual({
    specversion: "1.0",
    id: "e",
    source: "/causeway",
    type: "causeway.device.boot",
    subject: "d_x",
    time: "1970-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    sequence: "5-1",
    data: { a: 1 },
  });
});

async function live(on: Rig) {
  const forward = forwarder(on, { clock: systemClock });
  const bus = createBus({
    url: redisUrl(),
    keys: on.keys,
    client: on.client,
    clock: systemClock,
    log: silent,
    onBell: (partitions) => partitions.forEach((p) => forward.nudge(p)),
  });
  await bus.start();
  forward.start();
  return { forward, bus, stop: () => Promise.all([forward.stop(), bus.stop()]) };
}

async function collect(steps: AsyncIterable<Followed>, n: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { events } of steps) {
    ids.push(...events.map(({ id }) => id));
    if (ids.length >= n) return ids;
  }
  return ids;
}

test("a follower gets what was stored after its position and then what comes, without a seam", async () => {
  const device = await r.device(2);
  const { forward, bus, stop } = await live(r);
  await commit(r, device, "causeway.device.boot", 20);
  forward.nudge(2);
  const gone = new AbortController();
  expect(await collect(bus.follow({ after: "0-0", filter: {}, signal: gone.signal }), 20)).toHaveLength(20);
  const start = (await page(r)).items[9]?.position as string;
  const following = collect(
    bus.follow({ after: start, filter: { devices: [device] }, signal: gone.signal }),
    310,
  );
  for (let i = 0; i < 30; i++) {
    await commit(r, device, "causeway.device.boot", 10);
    forward.nudge(2);
  }
  const ids = (await following).map((id) => Number(id.slice(1)));
  expect(ids).toEqual(Array.from({ length: 310 }, (_, i) => (ids[0] as number) + i));
  const idle = collect(bus.follow({ filter: {}, signal: gone.signal }), 1);
  gone.abort();
  expect(await idle).toEqual([]);
  await stop();
});

test("a commit on another replica reaches the holder through the bell", async () => {
  const on = await fresh();
  const device = await on.device(3);
  const holder = await live(on);
  await commit(on, device);
  const gone = new AbortController();
  expect(await collect(holder.bus.follow({ after: "0-0", filter: {}, signal: gone.signal }), 1)).toHaveLength(
    1,
  );
  const other = forwarder(on, { holder: "two", clock: systemClock });
  const next = collect(holder.bus.follow({ filter: {}, signal: gone.signal }), 1);
  const before = performance.now();
  await commit(on, device);
  other.nudge(3);
  expect(await next).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(400);
  expect(await newestPosition(on.client, on.keys)).toBe(holder.bus.position());
  gone.abort();
  await holder.stop();
});
