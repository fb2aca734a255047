import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createModels } from "../../bridge/state/models.ts";
import { redisUrl } from "../services.ts";
import { stateRig, type StateRig } from "./state.rig.ts";

let rig: StateRig;
beforeAll(async () => {
  rig = await stateRig(redisUrl(), { limits: { modelBytes: 20_000 } });
});
afterAll(async () => rig.close());

/** Text that packs to about its size. */
function noise(bytes: number): string {
  return randomBytes(bytes).toString("latin1");
}

test("what one replica keeps of a model, every replica reads", async () => {
  const [one, other] = [createModels(rig.context), createModels(rig.context)];
  expect(await one.model("cwmp", "a")).toBeUndefined();
  await one.keepModel("cwmp", "a", "first");
  expect(await other.model("cwmp", "a")).toBe("first");
  expect(await other.model("usp", "a")).toBeUndefined();
  await one.keepModel("cwmp", "a", "second");
  // What it has read is good for a while.
  expect(await other.model("cwmp", "a")).toBe("first");
  rig.clock.move(30_001);
  expect(await other.model("cwmp", "a")).toBe("second");
});

test("over the budget the models leave that nobody asked for longest; what is counted is what there is", async () => {
  const models = createModels(rig.context);
  for (let i = 0; i < 40; i++) {
    rig.clock.move(31_000);
    await models.keepModel("cwmp", `m${i}`, noise(1000));
    expect(await models.model("cwmp", "m0")).toBeDefined();
  }
  const fresh = createModels(rig.context);
  expect(await fresh.model("cwmp", "m0")).toBeDefined();
  expect(await fresh.model("cwmp", "m1")).toBeUndefined();
  expect(await fresh.model("cwmp", "m39")).toBeDefined();
  const all = await rig.client.hgetallBuffer(rig.keys.meta("models"));
  const bytes = Object.values(all).reduce((sum, packed) => sum + packed.length, 0);
  expect(Number(await rig.client.get(rig.keys.meta("modelb")))).toBe(bytes);
  expect(bytes).toBeLessThanOrEqual(20_000);
  expect(await rig.client.zcard(rig.keys.meta("modela"))).toBe(Object.keys(all).length);
});

test("a model that is too large is not kept, and nothing else suffers", async () => {
  const models = createModels(rig.context);
  await models.keepModel("cwmp", "small", "text");
  await models.keepModel("cwmp", "huge", noise(300_000));
  expect(await models.model("cwmp", "huge")).toBeUndefined();
  expect(await models.model("cwmp", "small")).toBe("text");
});
