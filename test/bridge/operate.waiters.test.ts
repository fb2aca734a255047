import { afterAll, beforeAll, expect, test } from "vitest";
import { isTerminal, newOperationId, type OperationId, type OperationRecord } from "#core";
import { createWaiters } from "../../bridge/operate/waiters.ts";
import { idempotent, seededOperationId } from "../../bridge/operate/idempotency.ts";
import { submit } from "../../bridge/operate/submit.ts";
import { Fault } from "#core";
import { redisUrl } from "../services.ts";
import { MovableClock } from "../clock.ts";
import { rig, type Rig } from "./operate.rig.ts";

let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl());
});
afterAll(() => r.close());

const ID = "o_00aaaaaaaaaaaaaaaaaaaaaaaaaa" as OperationId;
const ended = { id: ID, state: "succeeded" } as OperationRecord;
const running = { id: ID, state: "running" } as OperationRecord;

test("a waiter is answered when its operation ends here, and is gone then", async () => {
  const clock = new MovableClock();
  const waiters = createWaiters(clock, ({ state }) => isTerminal(state));
  const waiting = waiters.wait(ID, 1000, async () => running);
  expect(waiters.size()).toBe(1);
  waiters.ended(ID, ended);
  expect(await waiting).toBe(ended);
  expect(waiters.size()).toBe(0);
});

test("an end told by the feed makes the waiter read the record", async () => {
  const waiters = createWaiters(new MovableClock(), ({ state }) => isTerminal(state));
  let reads = 0;
  const waiting = waiters.wait(ID, 1000, async () => (reads++ === 0 ? running : ended));
  await Promise.resolve();
  waiters.ended(ID);
  expect(await waiting).toBe(ended);
  expect(reads).toBe(2);
});

test("what ended before the waiter came is found at once", async () => {
  const waiters = createWaiters(new MovableClock(), ({ state }) => isTerminal(state));
  expect(await waiters.wait(ID, 1000, async () => ended)).toBe(ended);
  expect(waiters.size()).toBe(0);
});

test("every waiter has a deadline, can be aborted, and closing answers all", async () => {
  const clock = new MovableClock();
  const waiters = createWaiters(clock, ({ state }) => isTerminal(state));
  const late = waiters.wait(ID, 1000, async () => running);
  clock.move(1000);
  expect(await late).toBeUndefined();
  const abort = new AbortController();
  const gone = waiters.wait(ID, 1000, async () => running, abort.signal);
  abort.abort();
  expect(await gone).toBeUndefined();
  const closing = waiters.wait(ID, 1000, async () => running);
  waiters.close();
  expect(await closing).toBeUndefined();
  const broken = waiters.wait(ID, 1000, async () => {
    throw new Fault("store.unavailable");
  });
  await expect(broken).rejects.toMatchObject({ code: "store.unavailable" });
  expect(waiters.size()).toBe(0);
});

const request = { actor: "a", key: "k1", body: '{"x":1}' };

test("the same key and body run once and get the same answer; another body is refused", async () => {
  let runs = 0;
  const work = async (seed: string) => ({ seed, runs: ++runs });
  const first = await idempotent(r.context, request, work);
  const again = await idempotent(r.context, request, work);
  expect(again).toEqual({ answer: first.answer, replayed: true });
  await expect(idempotent(r.context, { ...request, body: "{}" }, work)).rejects.toMatchObject({
    code: "idempotency.mismatch",
  });
  expect((await idempotent(r.context, { ...request, actor: "b" }, work)).replayed).toBe(false);
  expect(runs).toBe(2);
  r.clock.move(86_400_001);
  expect((await idempotent(r.context, request, work)).replayed).toBe(false);
});

test("while the first request runs the second is refused; a dead one is taken over with its seed", async () => {
  const one = { ...request, key: "k2" };
  let release!: (by: string) => void;
  const first = idempotent(r.context, one, async () => ({
    by: await new Promise<string>((done) => (release = done)),
  }));
  await expect.poll(() => r.client.keys(`${r.keys.prefix}*idem*`)).not.toEqual([]);
  await expect
    .poll(() => idempotent(r.context, one, async () => "x").catch((e: Fault) => e.code))
    .toBe("idempotency.running");
  r.clock.move(60_001);
  const seeds: string[] = [];
  const second = await idempotent(r.context, one, async (seed) => seeds.push(seed));
  expect(second.answer).toBe(1);
  release("first");
  expect((await first).answer).toEqual({ by: "first" });
});

test("a run that failed leaves the key free, one whose outcome is unknown goes on with the same seed", async () => {
  const one = { ...request, key: "k3" };
  const seeds: string[] = [];
  const failing = (code: "device.notFound" | "store.unavailable") =>
    idempotent(r.context, one, async (seed) => {
      seeds.push(seed);
      throw new Fault(code);
    });
  await expect(failing("device.notFound")).rejects.toMatchObject({ code: "device.notFound" });
  await expect(failing("store.unavailable")).rejects.toMatchObject({ code: "store.unavailable" });
  const device = await r.device();
  const id = await idempotent(r.context, one, async (seed) => {
    seeds.push(seed);
    const operation = { type: "get", paths: ["Device."], maxDepth: 0 } as const;
    return (await submit(r.context, { device, operation, actor: "a", id: seededOperationId(device, seed) }))
      .id;
  });
  expect(seeds[1]).not.toBe(seeds[0]);
  expect(seeds[2]).toBe(seeds[1]);
  expect(id.answer).toBe(`o_00${seeds[2]}`);
  expect(newOperationId(device, 0)).toHaveLength(id.answer.length);
});
