import fc from "fast-check";
import { expect, test } from "vitest";
import { newDeviceId, type JsonObject, type NativeValue } from "#core";
import type { Answer, Call, OperationContext } from "../../cwmp/ops/step.ts";
import { upwards } from "../../cwmp/reading/above.ts";
import { MOST_LISTINGS, naming, namesOf, namingAnswer, namingCall } from "../../cwmp/reading/naming.ts";
import { came, paceFor, paceNote } from "../../cwmp/reading/pace.ts";
import {
  MOST_RPCS,
  readAnswer,
  readCall,
  reading,
  readValues,
  type Reading,
} from "../../cwmp/reading/reading.ts";
import { UNASKED_CODE } from "../../cwmp/reading/queue.ts";
import { goneAfter, verdictsOf } from "../../cwmp/reading/verdicts.ts";
import { identity } from "../../cwmp/translation.identity.ts";

/** A device with limits of its own; it answers like one on the wire. */
interface Box {
  readonly leaves: readonly string[];
  /** Names in a request, parameters in an answer, names in a listing: above it, this fault or none at all. */
  readonly names?: number;
  readonly values?: number;
  readonly listing?: number;
  readonly refuses?: 9002 | 9004 | "silence";
  /** Parameters it stumbles over. */
  readonly broken?: ReadonlySet<string>;
}

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** The leaves at or below a name. */
function leavesAt({ leaves }: Box, name: string): readonly string[] {
  let index = indexes.get(leaves);
  if (index === undefined) {
    const made = new Map<string, string[]>();
    for (const leaf of leaves)
      for (const path of upwards(leaf)) {
        const below = made.get(path);
        if (below === undefined) made.set(path, [leaf]);
        else below.push(leaf);
      }
    indexes.set(leaves, made);
    index = made;
  }
  return index.get(name) ?? [];
}

function faulty(code: number): Answer {
  return { kind: "fault", fault: { code, message: `fault ${code}`, parameters: [] } };
}

function tooMuch({ refuses = 9004 }: Box): Answer {
  return refuses === "silence" ? { kind: "silence" } : faulty(refuses);
}

function asked(box: Box, call: Call): Answer {
  const { broken, values = Infinity, names = Infinity, listing = Infinity } = box;
  if (call.rpc === "GetParameterNames") {
    const { ParameterPath: path, NextLevel } = call.args;
    const below = leavesAt(box, path);
    if (below.length === 0) return faulty(9005);
    const found = NextLevel ? [...new Set(below.map((leaf) => childOf(path, leaf)))] : below;
    if (found.length > listing) return tooMuch(box);
    return response(
      "GetParameterNames",
      found.map((Name) => ({ Name, Writable: true })),
    );
  }
  if (call.rpc !== "GetParameterValues") throw new TypeError(call.rpc);
  const wanted = call.args.ParameterNames;
  if (wanted.length > names) return tooMuch(box);
  const found: string[] = [];
  for (const name of wanted) {
    const named = leavesAt(box, name);
    if (named.length === 0) return faulty(9005);
    found.push(...named);
  }
  if (found.length > values) return tooMuch(box);
  if (found.some((leaf) => broken?.has(leaf) === true)) return faulty(9002);
  return response(
    "GetParameterValues",
    found.map((Name) => ({ Name, Value: { type: "string", value: "v" } })),
  );
}

function childOf(path: string, leaf: string): string {
  const dot = leaf.indexOf(".", path.length);
  return dot < 0 ? leaf : leaf.slice(0, dot + 1);
}

function response(rpc: Call["rpc"], ParameterList: readonly object[]): Answer {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arguments are of the RPC's own response
  return { kind: "response", body: { kind: "response", rpc, args: { ParameterList } } } as unknown as Answer;
}

function contextFor(
  known: readonly string[] = [],
  more: Partial<OperationContext> = {},
  memory: JsonObject = {},
): OperationContext {
  const values = new Map(
    known
      .toSorted()
      .map((path): [string, NativeValue] => [path, { path, value: "old", type: "string", at: 1 }]),
  );
  return {
    device: newDeviceId(0, 0),
    knowledge: { protocol: "cwmp", values, memory, secrets: {} },
    translation: identity,
    commandKey: "key",
    at: 2,
    reconcile: false,
    parametersPerRpc: 256,
    onboarding: { informInterval: 300, proven: false },
    ...more,
  };
}

function run(box: Box, names: readonly string[], context: OperationContext) {
  let state = reading(names, context);
  // The state is JSON at every step.
  const moved = (from: Reading): Reading =>
    box.leaves.length > 1000 ? from : (JSON.parse(JSON.stringify(from)) as Reading);
  const calls: Call[] = [];
  const answers: number[] = [];
  for (let call = readCall(state); call !== undefined; call = readCall(state)) {
    calls.push(call);
    expect(calls.length).toBeLessThanOrEqual(MOST_RPCS);
    const before = readValues(state).length;
    state = readAnswer(moved(state), asked(box, call), context);
    answers.push(readValues(state).length - before);
  }
  return {
    state,
    calls,
    answers,
    told: readValues(state)
      .map(({ path }) => path)
      .toSorted(),
  };
}

/** `objects` tables with `rows` rows of `width` parameters each. */
function tree(objects: number, rows: number, width: number): string[] {
  const leaves: string[] = [];
  for (let o = 0; o < objects; o++)
    for (let r = 1; r <= rows; r++)
      for (let w = 0; w < width; w++) leaves.push(`Device.T${o}.Row.${r}.P${w}`);
  return leaves;
}

const boxes = fc
  .record({
    objects: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 5 }),
    names: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    values: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    refuses: fc.constantFrom<9002 | 9004 | "silence">(9002, 9004, "silence"),
    breaks: fc.array(fc.nat(150), { maxLength: 3 }),
  })
  .map(({ objects, rows, width, names, values, refuses, breaks }): Box => {
    const leaves = tree(objects, rows, width);
    const broken = new Set(breaks.flatMap((at) => leaves[at] ?? []));
    return {
      leaves,
      refuses,
      broken,
      ...(names === undefined ? {} : { names }),
      ...(values === undefined ? {} : { values }),
    };
  });

test("every parameter that is asked for by name gets exactly one value or fault, whatever the device bears", () => {
  fc.assert(
    fc.property(boxes, fc.array(fc.nat(200)), fc.integer({ min: 1, max: 4 }), (box, picks, attempt) => {
      const names = [...new Set(picks.map((at) => box.leaves[at] ?? `Device.T0.No.${at}`))];
      const { state, told, calls } = run(box, names, contextFor(box.leaves, { attempt }));
      const verdicts = verdictsOf(state);
      for (const name of names) {
        const fates = [told.includes(name), verdicts.of(name) !== undefined, verdicts.isUnanswered(name)];
        expect(fates.filter(Boolean)).toHaveLength(1);
        const good = box.leaves.includes(name) && box.broken?.has(name) !== true;
        expect(fates[0]).toBe(good);
      }
      expect(told).toEqual([...new Set(told)]);
      // Halving finds each bad name by itself, and a smaller size costs its failed tries.
      expect(calls.length).toBeLessThanOrEqual(4 * names.length + 40);
    }),
    { numRuns: 400 },
  );
});

test("a partial path gives all that the device can tell below it, and a fault for each part it cannot", () => {
  fc.assert(
    fc.property(boxes, fc.boolean(), (box, known) => {
      const { state, told } = run(box, ["Device."], contextFor(known ? box.leaves : []));
      const verdicts = verdictsOf(state);
      const good = box.leaves.filter((leaf) => box.broken?.has(leaf) !== true);
      expect(told).toEqual(good.toSorted());
      for (const leaf of box.broken ?? []) expect(verdicts.of(leaf)).toMatchObject({ code: 9002 });
      expect(verdicts.below("Device.").length).toBe(box.broken?.size ?? 0);
      expect(
        goneAfter(["Device."], state, contextFor([...box.leaves, "Device.Gone.1.X"]).knowledge.values),
      ).toEqual(["Device.Gone.1.X"]);
    }),
    { numRuns: 300 },
  );
});

test("answers that make no sense end, and what was asked is told", () => {
  const answers = fc.constantFrom<Answer>(
    faulty(9000),
    faulty(9001),
    faulty(9002),
    faulty(9003),
    faulty(9004),
    faulty(9005),
    { kind: "silence" },
    response("GetParameterValues", []),
    response("GetParameterNames", [{ Name: "Device.A.", Writable: true }]),
    response("GetParameterNames", [
      { Name: "Device.A.B.C.D.", Writable: true },
      { Name: "Device.X", Writable: true },
    ]),
  );
  fc.assert(
    fc.property(fc.infiniteStream(answers), fc.integer({ min: 1, max: 12 }), (stream, attempt) => {
      const context = contextFor([], { attempt });
      const names = ["Device.A.", "Device.B", "Device.C", "Device.D."];
      let state = reading(names, context);
      let sent = 0;
      for (const answer of stream) {
        if (readCall(state) === undefined) break;
        expect(++sent).toBeLessThanOrEqual(MOST_RPCS);
        state = readAnswer(state, answer, context);
      }
      const failed = state.failed.map(([name]) => name);
      expect(failed).toEqual([...new Set(failed)]);
      const verdicts = verdictsOf(state);
      for (const name of ["Device.B", "Device.C"])
        expect([verdicts.of(name) !== undefined, verdicts.isUnanswered(name)].filter(Boolean)).toHaveLength(
          1,
        );
    }),
    { numRuns: 300 },
  );
});

test("a tree of 20,000 parameters comes in answers of at most about 2,000, in few RPCs", () => {
  const leaves = [
    ...tree(20, 5, 20),
    ...Array.from({ length: 1800 }, (_, r) =>
      Array.from({ length: 10 }, (__, w) => `Device.Hosts.Host.${r + 1}.P${w}`),
    ).flat(),
  ];
  expect(leaves).toHaveLength(20_000);
  const { told, calls, answers } = run({ leaves }, ["Device."], contextFor(leaves));
  expect(told).toHaveLength(20_000);
  expect(Math.max(...answers)).toBeLessThanOrEqual(2048);
  expect(calls.length).toBeLessThanOrEqual(25);
});

test("a device that bears 64 parameters is asked for that from then on", () => {
  const leaves = tree(10, 10, 8);
  const box: Box = { leaves, values: 64 };
  const first = run(box, ["Device."], contextFor(leaves));
  expect(first.told).toHaveLength(800);
  const memory = paceNote(first.state.pace, {}) ?? {};
  const again = run(box, ["Device."], contextFor(leaves, {}, memory));
  expect(again.told).toHaveLength(800);
  expect(again.calls.length).toBeLessThan(first.calls.length);
  // 13 full answers, the listing of the root and of its children, and what growing costs.
  expect(again.calls.length).toBeLessThanOrEqual(45);
  // What was too much was a table of 80.
  expect(memory["pace"]).toBeLessThan(80);
});

test("after a lost session less is asked for, and what others of the model bore is where a device begins", () => {
  expect(paceFor({}, 1).limit).toBe(1024);
  expect(paceFor({}, 2).limit).toBe(256);
  expect(paceFor({}, 50).limit).toBe(16);
  expect(paceFor({ pace: 5 }, 3).limit).toBe(5);
  expect(paceFor({}, 1, 300).limit).toBe(300);
  expect(paceFor({}, 1, 1).limit).toBe(128);
  expect(paceFor({ pace: 20 }, 1, 2000).limit).toBe(20);
  expect(paceFor({ pace: 1e9 }, 1).limit).toBe(2048);
  expect(paceFor({ pace: "x" }, 1).limit).toBe(1024);
  // What a device bore after it had lost sessions is not tried to be more.
  const lost = came(paceFor({}, 3), 60);
  expect(paceNote(paceFor({}, 3), {})).toBeUndefined();
  expect(paceNote(lost, {})).toEqual({ pace: [64] });
  expect(came(paceFor({ pace: [64] }, 1), 64).limit).toBe(64);
  expect(came(paceFor({ pace: 64 }, 1), 64).limit).toBe(80);
});

test("a reading that would take too many RPCs ends, and says so of each name it did not come to", () => {
  const leaves = Array.from({ length: 1500 }, (_, i) => `Device.T.P${i}`);
  const { state, told, calls } = run({ leaves, names: 1 }, leaves, contextFor(leaves));
  expect(calls).toHaveLength(MOST_RPCS);
  const verdicts = verdictsOf(state);
  const left = leaves.filter((leaf) => verdicts.of(leaf)?.code === UNASKED_CODE);
  expect(left.length + told.length).toBe(1500);
  expect(left.length).toBeGreaterThan(400);
});

test("what is known stays where the device could not tell it, and goes where it told the object without it", () => {
  const leaves = ["Device.A.X", "Device.A.Y", "Device.B.X"];
  const context = contextFor([...leaves, "Device.A.Z", "Device.C.X"]);
  const box: Box = { leaves, broken: new Set(["Device.A.Y"]) };
  const { state } = run(box, ["Device.A.", "Device.C.X"], context);
  expect(goneAfter(["Device.A.", "Device.C.X"], state, context.knowledge.values)).toEqual([
    "Device.C.X",
    "Device.A.Z",
  ]);
});

test("names that are too many for one answer are listed level by level", () => {
  fc.assert(
    fc.property(
      boxes,
      fc.option(fc.integer({ min: 6, max: 40 }), { nil: undefined }),
      fc.integer({ min: 0, max: 4 }),
      (box, listing, attempt) => {
        const limited: Box = { ...box, ...(listing === undefined ? {} : { listing }) };
        let state = naming(["Device."], attempt);
        let sent = 0;
        for (let call = namingCall(state); call !== undefined; call = namingCall(state)) {
          expect(++sent).toBeLessThanOrEqual(MOST_LISTINGS);
          state = namingAnswer(JSON.parse(JSON.stringify(state)) as typeof state, asked(limited, call));
        }
        const leaves = namesOf(state)
          .map(([path]) => path)
          .filter((path) => !path.endsWith("."));
        expect([...new Set(leaves)].toSorted()).toEqual(box.leaves.toSorted());
        expect(state.failed).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
