import { afterAll, beforeAll, expect, test } from "vitest";
import { newDeviceId } from "#core";
import { createRings } from "../../bridge/state/rings.ts";
import { inform, deviceOf, stateRig, type StateRig } from "../bridge/state.rig.ts";
import { MovableClock } from "../clock.ts";
import { MemoryRings } from "../cwmp/rings.ts";
import { redisUrl } from "../services.ts";
import { ringsContract } from "./rings.contract.ts";

let rig: StateRig;
let count = 0;
beforeAll(async () => {
  rig = await stateRig(redisUrl());
});
afterAll(() => rig.close());

const onRedis = async () => deviceOf(await rig.state.contact(inform(rig.clock, `R${String(count++)}`)));

ringsContract("Redis", () => ({
  rings: [createRings(rig.context), createRings(rig.context)],
  clock: rig.clock,
  device: onRedis,
}));

const clock = new MovableClock();
const memory = new MemoryRings();
memory.clock = clock;
ringsContract("memory", () => ({
  rings: [memory, memory],
  clock,
  device: async () => newDeviceId(0, count++),
}));

test("the device shows how it was woken last; an older note does not hide a newer one", async () => {
  const rings = createRings(rig.context);
  const id = await onRedis();
  const shown = async () => (await rig.state.device(id)).wake;
  const began = rig.clock.now();
  const turn = await rings.turn(id, 20_000);
  rig.clock.move(50);
  const result = { state: "rung", method: "http" } as const;
  await rings.done(id, { stamp: turn.may ? turn.stamp : 0, tried: ["http"], result, restMs: 2000 });
  expect(await shown()).toMatchObject({ method: "http", lastResult: "rung" });
  rig.clock.move(50);
  await rings.came(id);
  await rings.note(id, result, began);
  expect(await shown()).toEqual({
    method: "http",
    lastResult: "ok",
    at: new Date(began + 100).toISOString(),
  });
});

test("a removed device leaves nothing of its waking and takes no turn", async () => {
  const rings = createRings(rig.context);
  const id = await onRedis();
  await rings.turn(id, 20_000);
  expect((await rig.allKeys()).filter((key) => key.includes(`:ring:${id}`))).toHaveLength(1);
  await rig.state.remove(id);
  expect((await rig.allKeys()).filter((key) => key.includes(`:ring:${id}`))).toEqual([]);
  await expect(rings.turn(id, 20_000)).rejects.toMatchObject({ code: "device.notFound" });
  await rings.came(id);
  expect((await rig.allKeys()).filter((key) => key.includes(`:ring:${id}`))).toEqual([]);
});

test("a binding that was silent for too long is forgotten, and none is kept of a device that is gone", async () => {
  const rings = createRings(rig.context);
  const id = await onRedis();
  await rings.bind(id, { address: "192.0.2.1", port: 1, replica: "one" }, 1000);
  rig.clock.move(1001);
  expect(await rings.turn(id, 20_000)).toMatchObject({ may: true, memory: { inVain: {} } });
  await rig.state.remove(id);
  await rings.bind(id, { address: "192.0.2.1", port: 1, replica: "one" }, 1000);
  expect((await rig.allKeys()).filter((key) => key.includes(`:ring:${id}`))).toEqual([]);
});
