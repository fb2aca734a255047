import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asFault, type DeviceId, Fault, sortableId } from "#core";
import type { Batch } from "../../bridge/batch/row.ts";
import type { NewBatch } from "../../bridge/batch/batches.ts";
import { claim } from "../../bridge/operate/session.ts";
import { shiftClock } from "../api/api.rig.ts";
import { until } from "../contract/api.ts";
import { redisUrl } from "../services.ts";
import { batchesOf } from "./batch.rig.ts";
import { rig, type Rig } from "./operate.rig.ts";

let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl());
});
afterAll(() => r.close());

const GET: NewBatch = {
  action: {
    type: "operation",
    operation: { type: "get", paths: ["Device."], maxDepth: 0 },
    priority: "background",
  },
  by: "test",
  rate: 10_000,
};
const clock = shiftClock();

async function fleetOf(count: number): Promise<DeviceId[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => r.device(i % 4)));
}

/** Throws from its n-th step on, as a process that was killed says nothing any more. */
function mortal(steps: number): { readonly step: () => void; readonly dead: () => boolean } {
  let left = steps;
  return {
    step() {
      if (left-- <= 0) throw new Fault("store.unavailable");
    },
    dead: () => left < 0,
  };
}

test("wherever its workers die, a batch asks every device exactly once [RELIABILITY I1]", async () => {
  const lives = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(30), lives, async (count, birth, deaths) => {
      const fleet = await fleetOf(count);
      const seed = sortableId(clock.now());
      let made: Batch | undefined;
      for (let attempt = 0; made === undefined; attempt++) {
        const { step } = mortal(attempt === 0 ? birth : Number.MAX_SAFE_INTEGER);
        made = await batchesOf(r, { fleet, clock, step })
          .make(GET, { filter: "all", expectCount: count }, seed)
          .catch((error: unknown) => {
            expect(asFault(error).code).toBe("store.unavailable");
            return undefined;
          });
      }
      for (const pair of deaths) {
        const processes = pair.map((steps) => {
          const life = mortal(steps);
          return { life, batches: batchesOf(r, { fleet, clock, step: life.step }) };
        });
        for (const { batches } of processes) batches.worker.start();
        const watch = batchesOf(r, { fleet, clock });
        const id = made.id;
        await until("one has died or all is begun", async () => {
          const over = processes.some(({ life }) => life.dead());
          return over || (await watch.get(id)).counts.waiting === 0 ? true : undefined;
        });
        for (const { batches } of processes) await batches.worker.stop();
        // Whatever they held is free.
        clock.move(11_000);
      }
      const last = batchesOf(r, { fleet, clock });
      last.worker.start();
      const id = made.id;
      await until("all have begun", async () => {
        clock.move(500);
        return (await last.get(id)).counts.waiting === 0 ? true : undefined;
      });
      await last.worker.stop();
      expect((await last.get(id)).counts).toMatchObject({ queued: count, skipped: 0 });
      for (const device of fleet)
        expect(await r.client.zcard(`${r.keys.tagOf(device)}:ops:${device}`)).toBe(1);
    }),
    { numRuns: 25, examples: [[9, 1, [[22, 56]]]] },
  );
}, 120_000);

test("a batch that is cancelled while it fans out leaves nothing that could run [RELIABILITY I8]", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(40), async (count, afterMs) => {
      const fleet = await fleetOf(count);
      const here = batchesOf(r, { fleet, clock });
      const there = batchesOf(r, { fleet, clock });
      here.worker.start();
      const { id } = await there.make(GET, { filter: "all" });
      await new Promise<void>((resolve) => void clock.after(afterMs, resolve));
      const told = await there.cancel(id).catch((error: unknown) => asFault(error));
      if (told instanceof Fault) throw told;
      expect(told.counts.waiting).toBe(0);
      for (const device of fleet) {
        const lease = await r.session(device, "cwmp");
        expect(await claim({ ...r.context, clock }, lease)).toBeUndefined();
      }
      await until("it has ended", async () => {
        clock.move(1000);
        return (await there.get(id)).phase === "cancelled" ? true : undefined;
      });
      await here.worker.stop();
      expect((await there.get(id)).counts.cancelled).toBe(count);
    }),
    { numRuns: 10 },
  );
}, 120_000);

test("the rate holds over two workers, also when the one that began dies", async () => {
  const fleet = await fleetOf(40);
  const started: number[] = [];
  const submitted = (): void => void started.push(clock.now());
  const life = { dead: false };
  const step = (): void => {
    if (life.dead) throw new Fault("store.unavailable");
  };
  const first = batchesOf(r, { fleet, clock, step, submitted });
  const second = batchesOf(r, { fleet, clock, submitted });
  first.worker.start();
  const { id } = await second.make({ ...GET, rate: 25 }, { filter: "all" });
  await until("some have begun", async () => ((await second.get(id)).counts.queued >= 10 ? true : undefined));
  second.worker.start();
  life.dead = true;
  await first.worker.stop();
  const before = started.length;
  clock.move(11_000);
  await until(
    "all have begun",
    async () => ((await second.get(id)).counts.waiting === 0 ? true : undefined),
    20_000,
  );
  await second.worker.stop();
  for (const part of [started.slice(0, before), started.slice(before)])
    for (const [n, at] of part.entries()) expect(at - (part[0] ?? 0)).toBeGreaterThanOrEqual(n * 40 - 290);
}, 60_000);

test("while memory is short nothing more begins, whatever priority was asked for", async () => {
  const fleet = await fleetOf(40);
  const here = batchesOf(r, { fleet, clock });
  const { id } = await here.make({ ...GET, rate: 1000 }, { filter: "all" });
  r.pressure.pressed = true;
  await expect(here.make(GET, { filter: "all" })).rejects.toMatchObject({ code: "store.full" });
  here.worker.start();
  for (let i = 0; i < 5; i++) {
    clock.move(1000);
    expect((await here.get(id)).counts.waiting).toBe(40);
  }
  r.pressure.pressed = false;
  await until("it goes on", async () => {
    clock.move(1000);
    return (await here.get(id)).counts.queued === 40 ? true : undefined;
  });
  await here.worker.stop();
});

test("what an older version of the gateway ends is noticed all the same", async () => {
  const fleet = await fleetOf(5);
  const here = batchesOf(r, { fleet, clock });
  here.worker.start();
  const { id } = await here.make(GET, { filter: "all" });
  await until("all are queued", async () => ((await here.get(id)).counts.queued === 5 ? true : undefined));
  // It knows nothing of batches: the record ends, and the mark stays.
  for (const { operation } of (await here.outcomes(id, { limit: 10 })).items)
    await r.client.hset(r.keys.operation(operation!.id), "state", "succeeded");
  clock.move(61_000);
  await until("it has ended", async () => {
    clock.move(10_000);
    return (await here.get(id)).phase === "finished" ? true : undefined;
  });
  await here.worker.stop();
  expect((await here.get(id)).counts.succeeded).toBe(5);
});

test("the oldest batches that are over leave for new ones, those under way stay", async () => {
  const small = { ...r, context: { ...r.context, limits: { ...r.context.limits, batchDevices: 10 } } };
  const fleet = await fleetOf(4);
  await r.client.unlink(r.keys.meta("batches:devices"), r.keys.meta("batches"), r.keys.meta("batches:open"));
  const here = batchesOf(small, { fleet, clock });
  const one = await here.make(GET, { filter: "all" });
  const two = await here.make(GET, { filter: "all" });
  await expect(here.make(GET, { filter: "all" })).rejects.toMatchObject({ code: "batch.full" });
  here.worker.start();
  await here.cancel(one.id);
  await until("it has ended", async () => {
    clock.move(1000);
    return (await here.get(one.id)).phase === "cancelled" ? true : undefined;
  });
  const three = await here.make(GET, { filter: "all" });
  await expect(here.get(one.id)).rejects.toMatchObject({ code: "request.notFound" });
  expect((await here.list(10)).items.map(({ id }) => id)).toEqual([three.id, two.id]);
  expect(await r.client.keys(`*:${one.id}`)).toEqual([]);
  await here.worker.stop();
});

test("reboots, factory resets, downloads and raw requests go to 100 devices at most", async () => {
  const fleet = await fleetOf(101);
  const here = batchesOf(r, { fleet, clock });
  const graves = [
    { type: "operate", command: "Device.Reboot()", input: {} },
    { type: "operate", command: "Device.FactoryReset()", input: {} },
    { type: "operate", command: "Device.DeviceInfo.FirmwareImage.1.Download()", input: {} },
    { type: "native", protocol: "cwmp", rpc: "GetRPCMethods", args: {} },
  ] as const;
  for (const operation of graves) {
    const action = { type: "operation", operation, priority: "background" } as const;
    await expect(here.make({ ...GET, action }, { filter: "all" })).rejects.toMatchObject({
      code: "batch.tooMany",
    });
    expect(await here.reach(action, { devices: fleet.slice(1) })).toBe(100);
  }
  expect(await here.reach(GET.action, { filter: "all" })).toBe(101);
});
