import { afterAll, beforeAll, expect, test } from "vitest";
import { watchDependencies } from "../../src/dependencies.ts";
import { mortalRedis, type MortalRedis } from "../bridge/redis.rig.ts";
import { MovableClock } from "../clock.ts";
import { apiRig, type ApiRig } from "./api.rig.ts";

let redis: MortalRedis;
let rig: ApiRig;
beforeAll(async () => {
  redis = await mortalRedis();
  const about = { version: "1.2.3", roles: ["api"] };
  rig = await apiRig({ about }, "sys", {}, redis.url);
});
afterAll(async () => {
  await rig.close();
  await redis.close();
});

const system = async () => (await rig.admin("GET", "/v1/system")).json;
const names = async (): Promise<readonly string[]> =>
  (await system()).replicas.map(({ name }: { name: string }) => name);

test("the system page tells replicas by their heartbeats, and forgets those that left or fell silent", async () => {
  const [one] = (await system()).replicas;
  expect(one).toMatchObject({ name: "one", roles: ["api"], version: "1.2.3" });
  expect(Date.parse(one.lastSeenAt)).toBeGreaterThanOrEqual(Date.parse(one.startedAt));
  const two = await apiRig({ state: { replica: "two" } }, "sys", {}, redis.url);
  expect(await names()).toEqual(["one", "two"]);
  await two.close();
  expect(await names()).toEqual(["one"]);
  const { scripts, keys } = rig.bridge.parts();
  const silent = { name: "three", roles: [], version: "", startedAt: 0, seenAt: rig.clock.now() - 16_000 };
  await scripts.client.hset(keys.meta("replicas"), "three.x", JSON.stringify(silent));
  expect(await names()).toEqual(["one"]);
});

test("the system page tells how many wake jobs wait and how far the feed is behind", async () => {
  const queueLag = async () => (await system()).queueLag;
  await expect.poll(queueLag).toEqual({
    wakes: { waiting: 0, active: 0 },
    feed: { partitions: 0, ms: 0 },
  });
  const { scripts, keys } = rig.bridge.parts();
  // An event under an older lease is not forwarded: as if the holder had just died.
  const until = rig.clock.now() + 60_000;
  await scripts.client.hset(keys.feed("lease"), "holder", "another", "fence", "99", "until", until);
  const fields = ["id", "x", "type", "causeway.test", "device", "d", "at", "1", "data", "{}"];
  await scripts.client.xadd(keys.events(1), `${rig.clock.now() - 5000}-0`, ...fields);
  const { feed } = await queueLag();
  expect(feed.partitions).toBe(1);
  expect(feed.ms).toBeGreaterThanOrEqual(5000);
  expect(feed.ms).toBeLessThan(60_000);
});

test("while Redis is away the system page still answers: what is down, since when, what follows, what to do", async () => {
  const before = await system();
  expect(before.dependencies).toEqual([
    { name: "redis", state: "up", since: expect.any(String), effect: null, advice: null },
  ]);
  await redis.kill();
  await expect.poll(async () => (await system()).dependencies[0].state).toBe("down");
  const { dependencies, replicas, queueLag } = await system();
  expect(dependencies[0]).toMatchObject({
    effect: expect.stringContaining("503"),
    advice: expect.stringContaining("Check that Redis"),
  });
  expect(Date.parse(dependencies[0].since)).toBeGreaterThan(Date.parse(before.dependencies[0].since));
  expect((await system()).dependencies[0].since).toBe(dependencies[0].since);
  expect([replicas, queueLag]).toEqual([null, null]);
  await redis.revive();
  await expect.poll(async () => (await system()).dependencies[0].state, { timeout: 5000 }).toBe("up");
});

test("a dependency's change is noticed without being asked for", async () => {
  const clock = new MovableClock();
  let up = true;
  const watch = watchDependencies(clock, [{ name: "mqtt", up: () => up }]);
  const [first] = await watch.look();
  watch.start();
  up = false;
  clock.move(5000);
  const since = clock.now();
  await new Promise((resolve) => setImmediate(resolve));
  clock.move(1000);
  expect(await watch.look()).toMatchObject([{ name: "mqtt", state: "down", since }]);
  expect(first).toMatchObject({ state: "up", since: since - 5000, effect: null });
  watch.stop();
});
