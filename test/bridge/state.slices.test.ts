import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createSlicer,
  SLICE,
  whole,
  type DeviceId,
  type NativeValue,
  type OperationResult,
  type Outcome,
} from "#core";
import { deflating } from "../../bridge/state/deflate.ts";
import { commit } from "../../bridge/state/commit.ts";
import { createState } from "../../bridge/state/registry.ts";
import { createVault } from "../../bridge/state/secret.ts";
import { packing, packTree } from "../../bridge/state/snapshot.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, SECRET_KEY, stateRig, type StateRig } from "./state.rig.ts";

const vault = createVault(SECRET_KEY);
const DEVICE = "d_00test" as DeviceId;
const result: OperationResult = { type: "onboard", summary: {} };
let rig: StateRig;

beforeAll(async () => {
  rig = await stateRig(redisUrl(), { partitions: 1 });
});
afterAll(() => rig.close());

const ROOT = "InternetGatewayDevice.LANDevice.1.Hosts.Host.";
const hosts = (from: number, to: number, value: string, at: number): NativeValue[] =>
  Array.from({ length: to - from }, (_, i) => ({
    path: `${ROOT}${from + i}.HostName`,
    value: `${value}${i}`,
    type: "string",
    at,
  }));

test("a text of any length is one deflate stream, however many pieces it is made of", () => {
  const long = fc
    .tuple(fc.string({ minLength: 1, maxLength: 60, unit: "binary" }), fc.integer({ min: 1, max: 9000 }))
    .map(([text, times]) => text.repeat(times));
  fc.assert(
    fc.property(long, (text) => {
      expect(inflateRawSync(whole(deflating(text, 1))).equals(Buffer.from(text))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("a tree is packed in slices as at once", () => {
  const values = hosts(0, 4000, "h", 1);
  const work = packing(DEVICE, values.toReversed(), vault);
  let pauses = 0;
  for (;;) {
    const step = work.next();
    if (step.done === true) {
      expect(step.value).toEqual(packTree(DEVICE, values, vault));
      break;
    }
    pauses++;
  }
  expect(pauses).toBeGreaterThanOrEqual(2 * Math.floor(4000 / SLICE));
});

const row = fc.integer({ min: 0, max: 600 });
const many = fc.record({
  values: fc.uniqueArray(
    fc.record({
      path: row.map((n) => `${ROOT}${n}.HostName`),
      value: fc.string({ maxLength: 8 }),
      type: fc.constant("string"),
      at: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 200, maxLength: 400, selector: ({ path }) => path },
  ),
  removed: fc.array(
    row.map((n) => (n % 2 === 0 ? `${ROOT}${n}.` : `${ROOT}${n}.HostName`)),
    { maxLength: 30 },
  ),
});

test("much learned at once is kept as so many single values would be, in one snapshot", async () => {
  let serial = 0;
  await fc.assert(
    fc.asyncProperty(many, async ({ values, removed }) => {
      const outcome: Outcome = { state: "succeeded", result, values, removed };
      const [once, apart] = await Promise.all(
        [false, true].map(async (byItself) => {
          const device = deviceOf(await rig.state.contact(inform(rig.clock, `much${serial++}`)));
          await rig.apply(device, "cwmp", { ...outcome, values: hosts(0, 300, "known", 5), removed: [] });
          await commit(rig.context, device, await rig.state.outcome(device, "cwmp", outcome, byItself));
          const { values: known } = await rig.state.knowledge(device, "cwmp");
          const overlaid = await rig.client.hlen(`${rig.keys.tagOf(device)}:ov:${device}:cwmp`);
          return { known: [...known], overlaid };
        }),
      );
      expect(once?.known).toEqual(apart?.known);
      expect(once?.overlaid).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test("a snapshot that was made from an older one is refused, and nothing of it is kept", async () => {
  const device = deviceOf(await rig.state.contact(inform(rig.clock, "moved")));
  const outcome: Outcome = { state: "succeeded", result, values: hosts(0, 300, "late", 9) };
  const packed = await rig.state.outcome(device, "cwmp", outcome);
  await rig.apply(device, "cwmp", { state: "succeeded", result, values: hosts(0, 2, "early", 8) });
  expect(await commit(rig.context, device, packed)).toEqual({ state: "conflict" });
  const { values } = await rig.state.knowledge(device, "cwmp");
  expect(values.get(`${ROOT}0.HostName`)?.value).toBe("early0");
  expect(values.has(`${ROOT}5.HostName`)).toBe(false);
});

test.each([0, 1, 5, 20])(
  "a process that dies after %i slices leaves the old snapshot whole",
  async (slices) => {
    const device = deviceOf(await rig.state.contact(inform(rig.clock, `dies${slices}`)));
    const told = (value: string, at: number): Outcome => ({
      state: "succeeded",
      result,
      values: hosts(0, 2000, value, at).toReversed(),
      complete: true,
    });
    await rig.apply(device, "cwmp", told("old", 5));
    const before = [...(await rig.state.knowledge(device, "cwmp")).values];
    const turns: (() => void)[] = [];
    const slicer = createSlicer({ now: () => 0, pause: (then) => void turns.push(then), budgetMs: 0 });
    const dying = createState({ ...rig.context, slicer });
    let packed = false;
    void dying.outcome(device, "cwmp", told("new", 6)).then(() => (packed = true));
    for (let i = 0; i < slices; i++) turns.shift()?.();
    expect([...(await rig.state.knowledge(device, "cwmp")).values]).toEqual(before);
    expect(packed).toBe(false);
    await rig.apply(device, "cwmp", told("new", 6));
    expect((await rig.state.knowledge(device, "cwmp")).values.get(`${ROOT}7.HostName`)?.value).toBe("new7");
  },
);
