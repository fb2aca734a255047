import { systemClock } from "../../src/platform/clock.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silent, type DeviceId } from "#core";
import { connectRedis, Scripts } from "../../bridge/state/redis.ts";
import { redisUrl } from "../services.ts";
import { MovableClock } from "../clock.ts";
import { cuttingProxy, mortalRedis, type CuttingProxy } from "./redis.rig.ts";
import { accepted, deviceOf, inform, leaseOf, native, stateRig, type StateRig } from "./state.rig.ts";

let proxy: CuttingProxy;
let direct: StateRig;
let cut: StateRig;

beforeAll(async () => {
  proxy = await cuttingProxy(redisUrl());
  const clock = new MovableClock();
  direct = await stateRig(redisUrl(), { clock });
  cut = await stateRig(proxy.url, { clock, prefix: direct.keys.prefix });
});
afterAll(async () => {
  cut.client.disconnect();
  proxy.close();
  await direct.close();
});

/** Runs `call` with its reply cut off, then again until the connection is back; gives the second answer. */
async function lostAndRepeated<T>(call: () => Promise<T>): Promise<T> {
  const { client } = cut;
  await client.ping();
  proxy.cutNextReply();
  await expect(call()).rejects.toMatchObject({ code: "store.unavailable" });
  if (client.status !== "ready") await new Promise((resolve) => client.once("ready", resolve));
  return call();
}

test("a first contact whose reply is lost and that is repeated makes one device with one onboarding", async () => {
  const said = inform(direct.clock, "C1", {
    events: [{ type: "bootstrap", id: "b1", at: direct.clock.now(), reason: "firstContact" }],
    reset: true,
  });
  const admission = accepted(await lostAndRepeated(() => cut.state.contact(said)));
  expect((await direct.state.list({ filter: 'serialNumber="C1"', limit: 10 })).items).toHaveLength(1);
  expect((await direct.state.device(admission.device)).operations).toEqual({ queued: 1, running: 0 });
  const types = (await direct.events())
    .filter((event) => event.device === admission.device)
    .map(({ type }) => type);
  expect(types.toSorted()).toEqual([...new Set(types)].toSorted());
});

test("a periodic contact whose reply is lost leaves one session: the one of the repetition", async () => {
  const said = inform(direct.clock, "C2");
  const first = leaseOf(await direct.state.contact(said));
  const lease = leaseOf(await lostAndRepeated(() => cut.state.contact(said)));
  expect(lease.fence).toBe(first.fence + 2);
  await expect(direct.state.renew(lease)).resolves.toBeDefined();
});

test("a report whose reply is lost and that is repeated stores its events once", async () => {
  const device = deviceOf(await direct.state.contact(inform(direct.clock, "C3")));
  const at = direct.clock.now();
  const path = "Device.DeviceInfo.SoftwareVersion";
  const report = {
    device,
    protocol: "cwmp" as const,
    at,
    events: [{ type: "valueChanged" as const, id: "v1", at, path, value: "2", native: path }],
    values: [native(direct.clock, path, "2")],
    seen: true as const,
  };
  await lostAndRepeated(() => cut.state.report(report));
  const stored = (await direct.events()).filter(
    (event) => event.device === device && event.type.endsWith("value-changed"),
  );
  expect(stored.map(({ data }) => data)).toEqual([{ path, native: path, value: "2" }]);
});

test("approving, patching, rotating and removing can be repeated after a lost reply", async () => {
  const device = deviceOf(await direct.state.contact(inform(direct.clock, "C4")));
  await direct.state.quarantine(device);
  await lostAndRepeated(() => cut.state.approve(device));
  await lostAndRepeated(() => cut.state.patch(device, { tags: ["a"], label: "L" }));
  expect(await direct.state.device(device)).toMatchObject({ tags: ["a"], label: "L", enrolment: "accepted" });
  await lostAndRepeated(() => cut.state.rotateCredential(device, "user-c4", "secret"));
  expect(await direct.state.credentials("user-c4")).toHaveLength(1);
  const { total } = await direct.state.list({ filter: 'tags:"a"', limit: 0 });
  expect(total).toBe(1);
});

test("every contact that was answered is there after Redis was killed, and the registry recovers by itself", async () => {
  const redis = await mortalRedis();
  const rig = await stateRig(redis.url);
  const answered: string[] = [];
  let refused = 0;
  try {
    const work = Array.from({ length: 300 }, async (_, i) => {
      for (let turn = 0; turn < i % 10; turn++) await rig.client.ping().catch(() => undefined);
      try {
        answered.push(deviceOf(await rig.state.contact(inform(rig.clock, `K${i}`))));
      } catch (error) {
        expect(error).toMatchObject({ code: "store.unavailable" });
        refused++;
      }
    });
    while (answered.length < 40) await new Promise((resolve) => setImmediate(resolve));
    await redis.kill();
    await Promise.all(work);
    await redis.revive();
    if (rig.client.status !== "ready") await new Promise((resolve) => rig.client.once("ready", resolve));
    expect(answered.length + refused).toBe(300);
    expect(refused).toBeGreaterThan(0);
    const records = await rig.state.devices(answered as DeviceId[]);
    expect(records.filter((record) => record === undefined)).toEqual([]);
    for (let i = 0; i < 300; i++) await rig.state.contact(inform(rig.clock, `K${i}`));
    expect((await rig.state.list({ limit: 0 })).total).toBe(300);
  } finally {
    await rig.close().catch(() => undefined);
    await redis.close();
  }
});

test("scripts run after the server forgot them", async () => {
  const client = await connectRedis(redisUrl(), silent);
  const scripts = new Scripts(client, systemClock);
  const script = { name: "t", source: "return { KEYS[1], ARGV[1], redis.call('PING').ok }" };
  const run = (): Promise<unknown> => scripts.run(script, ["k"], [1]);
  expect(await run()).toEqual(["k", "1", "PONG"]);
  await client.script("FLUSH");
  expect(await Promise.all([run(), run(), scripts.runBuffer(script, ["k"], [1])])).toEqual([
    ["k", "1", "PONG"],
    ["k", "1", "PONG"],
    [Buffer.from("k"), Buffer.from("1"), Buffer.from("PONG")],
  ]);
  await expect(scripts.run({ name: "bad", source: "return nope()" }, [], [])).rejects.toMatchObject({
    code: "internal",
  });
  client.disconnect();
  await expect(run()).rejects.toMatchObject({ code: "store.unavailable" });
});
