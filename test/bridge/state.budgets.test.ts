import { afterAll, beforeAll, expect, test } from "vitest";
import fc from "fast-check";
import { silent, unmetered, type DeviceId, type LogFields } from "#core";
import { createForwarder } from "../../bridge/events/forwarder.ts";
import { countEvents, readEvents } from "../../bridge/events/read.ts";
import { cancel, countOperations, list } from "../../bridge/operate/ledger.ts";
import { claim } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit } from "../../bridge/operate/submit.ts";
import { createBudgets } from "../../bridge/state/budgets.ts";
import { type Level, levelOf } from "../../bridge/state/level.machine.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

const rigs: Rig[] = [];
async function fresh(limits: Parameters<typeof rig>[1] = {}): Promise<Rig> {
  const made = await rig(redisUrl(), limits);
  rigs.push(made);
  return made;
}
let r: Rig;
beforeAll(async () => {
  r = await fresh();
});
afterAll(() => Promise.all(rigs.map((one) => one.close())));

test.each<readonly [before: Level, share: number, after: Level]>([
  ["ok", 0.799, "ok"],
  ["ok", 0.8, "high"],
  ["high", 0.76, "high"],
  ["high", 0.749, "ok"],
  ["high", 0.95, "critical"],
  ["critical", 0.91, "critical"],
  ["critical", 0.899, "high"],
  ["critical", 0.5, "ok"],
  ["ok", 2, "critical"],
])("from %s, %d in use is %s: a level is left lower than it was entered", (before, share, after) => {
  expect(levelOf(before, share)).toBe(after);
});

const GET = { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 } as const;
const ended = { state: "succeeded", result: { type: "get", results: [] } } as const;

test("while the store is nearly full background work is refused and waits; the rest goes on; then it runs", async () => {
  const device = await r.device();
  const common = { device, operation: GET, actor: "t" };
  const waiting = await submit(r.context, { ...common, priority: "background" });
  const first = await submit(r.context, { ...common, priority: "interactive" });
  r.pressure.pressed = true;
  await expect(submit(r.context, { ...common, priority: "background" })).rejects.toMatchObject({
    code: "store.full",
  });
  const campaign = await submit(r.context, { ...common, priority: "campaign" });
  const lease = await r.session(device);
  expect((await claim(r.context, lease))?.record.id).toBe(first.id);
  const next = await settle(r.context, lease, first.id, ended, { change: {} });
  expect(next?.record.id).toBe(campaign.id);
  expect(await settle(r.context, lease, campaign.id, ended, { change: {} })).toBeUndefined();
  expect(await claim(r.context, lease)).toBeUndefined();
  r.pressure.pressed = false;
  expect((await claim(r.context, lease))?.record.id).toBe(waiting.id);
});

test("a device whose background work waits is named again, so that nothing is forgotten", async () => {
  const device = await r.device(1);
  await submit(r.context, { device, operation: GET, actor: "t", priority: "background" });
  r.pressure.pressed = true;
  expect(await claim(r.context, await r.session(device))).toBeUndefined();
  r.pressure.pressed = false;
  const at = Number(await r.client.zscore(`${r.keys.tag(1)}:wakeat`, `${device}:cwmp`));
  expect(at - r.clock.now()).toBe(30_000);
});

test("of ended operations no more are kept than the budget says; the oldest leave with the next submission", async () => {
  const on = await fresh({ settledOperations: 40 });
  const device = await on.device(2);
  const ids: string[] = [];
  for (let i = 0; i < 30; i++) {
    const { id } = await submit(on.context, { device, operation: GET, actor: "t" });
    await cancel(on.context, id);
    ids.push(id);
    on.clock.move(1000);
  }
  await submit(on.context, { device, operation: GET, actor: "t" });
  // Of 40 each of 4 partitions keeps 10.
  const kept = (await list(on.context, { device, limit: 100 })).items.filter(
    ({ state }) => state === "cancelled",
  );
  expect(kept.map(({ id }) => id)).toEqual(ids.slice(-10).toReversed());
  expect(await countOperations(on.context)).toContainEqual(
    expect.objectContaining({ state: "cancelled", count: 10 }),
  );
});

async function commit(on: Rig, device: DeviceId, type: string, data: string): Promise<void> {
  const fields = ["id", "e", "type", type, "device", device, "at", "1000", "data", data];
  await on.client.xadd(on.keys.events(Number.parseInt(device.slice(2, 4), 16)), "*", ...fields);
}

function forwarder(on: Rig) {
  return createForwarder({ ...on.context, metrics: unmetered, holder: "one", before: async () => undefined });
}

const step = fc.record({
  type: fc.constantFrom("causeway.a", "causeway.b", "causeway.c"),
  n: fc.integer({ min: 1, max: 60 }),
  bytes: fc.integer({ min: 2, max: 3000 }),
  wait: fc.constantFrom(0, 0, 20_000, 50_000),
});

test("whatever comes, the feed keeps to its bytes, length and age, and its tally is what is in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const on = await rig(redisUrl(), { feedBytes: 60_000, feedEvents: 150, feedMs: 60_000 });
      try {
        const forward = forwarder(on);
        const device = await on.device(0);
        for (const { type, n, bytes, wait } of steps) {
          for (let i = 0; i < n; i++) await commit(on, device, type, "x".repeat(bytes));
          await forward.round();
          on.clock.move(wait);
        }
        const { items } = await readEvents(on.client, on.keys, { filter: {}, order: "asc", limit: 1000 });
        const sizes = items.map((one) => 1 + one.type.length + one.device.length + 4 + one.data.length + 40);
        const bytes = sizes.reduce((a, b) => a + b, 0);
        expect(items.length).toBeLessThanOrEqual(150);
        // What came with one step may be more than the budget by itself.
        expect(bytes).toBeLessThanOrEqual(Math.max(60_000, (steps.at(-1)?.n ?? 0) * 3100));
        expect(Number(await on.client.hget(on.keys.feed("tally"), "bytes"))).toBe(bytes);
        const { counts, truncated } = await countEvents(on.client, on.keys, () => true);
        expect(truncated).toBe(false);
        for (const type of ["causeway.a", "causeway.b", "causeway.c"])
          expect(counts.get(type) ?? 0).toBe(items.filter((one) => one.type === type).length);
      } finally {
        await on.close();
      }
    }),
    { numRuns: 15 },
  );
});

test("events that were stored before they were counted are said to be missing, until they have left", async () => {
  const on = await fresh({ feedEvents: 5 });
  const old = ["id", "e", "type", "causeway.old", "device", "d", "at", "1", "data", "{}"];
  for (let i = 0; i < 3; i++)
    await on.client.xadd(on.keys.feed("stream"), `${on.clock.now() - 1000}-${i}`, ...old);
  const device = await on.device(0);
  const forward = forwarder(on);
  await commit(on, device, "causeway.a", "{}");
  await forward.round();
  expect(await countEvents(on.client, on.keys, () => true)).toMatchObject({
    truncated: true,
    counts: new Map([["causeway.a", 1]]),
  });
  for (let i = 0; i < 5; i++) await commit(on, device, "causeway.a", "{}");
  await forward.round();
  expect(await countEvents(on.client, on.keys, () => true)).toMatchObject({
    truncated: false,
    counts: new Map([["causeway.a", 5]]),
  });
});

test("the bytes that are counted are those Redis needs, about", async () => {
  const on = await fresh();
  const device = await on.device(0);
  for (let i = 0; i < 400; i++)
    await commit(on, device, "causeway.device.value-changed", "x".repeat(20 + (i % 200)));
  await forwarder(on).round();
  const real = Number(await on.client.memory("USAGE", on.keys.feed("stream"), "SAMPLES", 0));
  const said = Number(await on.client.hget(on.keys.feed("tally"), "bytes"));
  expect(said / real).toBeGreaterThan(0.8);
  expect(said / real).toBeLessThan(1.3);
  // What is in the feed does not stay in the partition as well.
  expect(await on.client.xlen(on.keys.events(0))).toBeLessThan(100);
});

test("a budget is told when it is nearly used up and when it has room again, once each", async () => {
  const on = await fresh({ feedEvents: 10 });
  const lines: (LogFields & { readonly message: string })[] = [];
  const note = (fields: LogFields, message: string): void => void lines.push({ ...fields, message });
  const gauges = new Map<string, number>();
  const budgets = createBudgets({
    ...on.context,
    client: on.client,
    log: { ...silent, warn: note, info: note },
    metrics: {
      ...unmetered,
      gauge: (name, n, labels) => void gauges.set(`${name} ${labels?.["budget"]}`, n),
    },
    quarantineDevices: 100,
    files: { totalBytes: 1, totalFiles: 1 },
  });
  const feed = on.keys.feed("stream");
  for (let i = 0; i < 8; i++) await on.client.xadd(feed, "*", "id", "e");
  await budgets.look();
  await budgets.look();
  expect(lines).toMatchObject([{ budget: "eventCount", level: "high", used: 8, limit: 10, percent: 80 }]);
  expect(budgets.list().find(({ name }) => name === "eventCount")).toMatchObject({
    level: "high",
    since: on.clock.now(),
  });
  expect(gauges.get("bridge_budget_used eventCount")).toBe(8);
  await on.client.xtrim(feed, "MAXLEN", 2);
  await budgets.look();
  expect(lines[1]).toMatchObject({ budget: "eventCount", message: "a budget has room again" });
  expect(lines).toHaveLength(2);
});
