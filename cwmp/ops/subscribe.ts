import {
  ParameterTree,
  subscriptionsNote,
  subscriptionStatus,
  type Operation,
  type Outcome,
  type Sliced,
  type SubscriptionProblem,
} from "#core";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import { goneAfter } from "../reading/verdicts.ts";
import { faultRow } from "../soap/fault.table.ts";
import { watchingIn, watchingNote } from "../subscribe/notes.ts";
import { staleTables, watchPlan, type WatchPlan } from "../subscribe/plan.ts";
import { rowEvents, rowsIn, watchedTables } from "../subscribe/tables.ts";
import {
  end,
  joining,
  send,
  type Answer,
  type Call,
  type OperationContext,
  type Step,
  type StepMachine,
} from "./step.ts";

type Subscribe = Extract<Operation, { type: "subscribe" }>;

/** What was learned of the device's rows before it is asked for anything. */
type Learned = Pick<Outcome, "values" | "removed" | "events" | "memory">;
interface Planned {
  readonly plan: WatchPlan;
  readonly rows: Readonly<Record<string, readonly number[]>>;
  readonly learned: Learned;
}

/** JSON. `levels`: the notification of each parameter as the device told it; `refused`: CWMP fault codes by name. */
export type SubscribeState =
  | { readonly phase: "rows"; readonly names: readonly string[]; readonly reading: Reading }
  | (Planned & {
      readonly phase: "look";
      /** The first is under way. */
      readonly batches: readonly (readonly string[])[];
      readonly levels: Readonly<Record<string, number>>;
    })
  | (Planned & {
      readonly phase: "set";
      readonly batches: readonly (readonly Setting[])[];
      readonly refused: Readonly<Record<string, number>>;
    });

type Setting = readonly [native: string, level: number];

const OFF = 0;
/** The device does not know the RPC: asking for less of it is of no use. */
const NO_METHOD = 9000;
const NO_ANSWER = -1;

/**
 * Has a device tell what is wanted of it: active and passive notifications where they differ, and the rows of watched tables
 * compared with those that were told last. Done again it changes nothing that is right, so it never reconciles. What the
 * device refuses is told in the result: it fails nothing. [TR-069a6 A.3.2.4]
 */
export const subscribe: StepMachine<Subscribe, SubscribeState> = {
  *start(_operation, context) {
    const { translation, knowledge, wanted = [] } = context;
    const tree = ParameterTree.from(yield* translation.viewing(knowledge));
    const tables = (yield* watchedTables(wanted, tree)).map(({ path }) => path);
    const stale = yield* staleTables(wanted, { tree, knowledge, translation });
    const names = [...new Set(translation.sources([...tables, ...stale], knowledge))];
    return yield* read({ phase: "rows", names, reading: reading(names, context) }, context);
  },
  *step(_operation, state, answer, context) {
    switch (state.phase) {
      case "rows":
        return yield* read({ ...state, reading: readAnswer(state.reading, answer, context) }, context);
      case "look":
        return looked(state, answer, context);
      case "set":
        return written(state, answer, context);
    }
  },
};

/** Reads the watched tables; then plans on what they are now. */
function* read(
  state: SubscribeState & { phase: "rows" },
  context: OperationContext,
): Sliced<Step<SubscribeState>> {
  const call = readCall(state.reading);
  if (call !== undefined) return send(call, state);
  const values = readValues(state.reading);
  const removed = goneAfter(state.names, state.reading, context.knowledge.values);
  const knowledge = yield* joining(context.knowledge, values, removed);
  const { translation, at, wanted = [] } = context;
  const memory = yield* translation.remembering(knowledge, false);
  const view = yield* translation.viewing(knowledge);
  const tree = ParameterTree.from(view);
  yield* tree.indexing();
  const tables = yield* watchedTables(wanted, tree);
  const plan = yield* watchPlan(wanted, tables, { view, tree, knowledge, translation });
  const { rows: before } = watchingIn(context.knowledge.memory);
  const events = rowEvents(tables, before, tree, { key: context.commandKey, at });
  const rows = rowsIn(tables, tree);
  const learned = { values, removed, events, ...(memory === undefined ? {} : { memory }) };
  return look({ phase: "look", plan, rows, learned, batches: [], levels: {} }, context);
}

/** Asks how the parameters are that should tell, and those that did. */
function look(state: SubscribeState & { phase: "look" }, context: OperationContext): Step<SubscribeState> {
  const { notified } = watchingIn(context.knowledge.memory);
  const { values } = context.knowledge;
  const known = new Set([...values.keys(), ...(state.learned.values ?? []).map(({ path }) => path)]);
  const names = [...new Set([...Object.keys(state.plan.notified), ...Object.keys(notified)])];
  const batches = inBatches(
    names.filter((name) => known.has(name)),
    context.parametersPerRpc,
  );
  return asked({ ...state, batches }, context);
}

function asked(state: SubscribeState & { phase: "look" }, context: OperationContext): Step<SubscribeState> {
  const [names] = state.batches;
  if (names !== undefined)
    return send({ rpc: "GetParameterAttributes", args: { ParameterNames: [...names] } }, state);
  const { plan, rows, learned, levels } = state;
  const { notified } = watchingIn(context.knowledge.memory);
  const wanted = Object.entries(plan.notified).map(([native, [level]]): Setting => [native, level]);
  const dropped = Object.keys(notified)
    .filter((native) => !Object.hasOwn(plan.notified, native))
    .map((native): Setting => [native, OFF]);
  const differing = [...wanted, ...dropped].filter(([native, level]) => levels[native] !== level);
  const batches = inBatches(differing, context.parametersPerRpc);
  return write({ phase: "set", plan, rows, learned, batches, refused: {} }, context);
}

/** What a device does not tell counts as not known, and is set. */
function looked(
  state: SubscribeState & { phase: "look" },
  answer: Answer,
  context: OperationContext,
): Step<SubscribeState> {
  const [names = [], ...batches] = state.batches;
  const body = answer.kind === "response" ? answer.body : undefined;
  const told =
    body?.rpc === "GetParameterAttributes"
      ? body.args.ParameterList.filter(({ Name }) => names.includes(Name))
      : [];
  const levels = { ...state.levels };
  for (const { Name, Notification } of told) levels[Name] = Notification;
  return asked({ ...state, batches, levels }, context);
}

function write(state: SubscribeState & { phase: "set" }, context: OperationContext): Step<SubscribeState> {
  const [batch] = state.batches;
  if (batch === undefined) return end(outcomeOf(state, context));
  const call: Call = {
    rpc: "SetParameterAttributes",
    args: {
      ParameterList: batch.map(([Name, Notification]) => ({
        Name,
        NotificationChange: true,
        Notification,
        AccessListChange: false,
        AccessList: [],
      })),
    },
  };
  // Known before the device may have it: what was switched on is switched off again one day.
  const before = watchingIn(context.knowledge.memory);
  const memory = watchingNote({ ...before, notified: { ...before.notified, ...state.plan.notified } });
  return { do: "send", call, state, keep: { memory, secrets: {} } };
}

/** One parameter that cannot be asked for spoils the call for all: each half is asked for by itself. */
function written(
  state: SubscribeState & { phase: "set" },
  answer: Answer,
  context: OperationContext,
): Step<SubscribeState> {
  const [batch = [], ...batches] = state.batches;
  if (answer.kind === "response") return write({ ...state, batches }, context);
  const code = answer.kind === "fault" ? answer.fault.code : NO_ANSWER;
  if (code === NO_METHOD || code === NO_ANSWER) {
    const all = [...batch, ...batches.flat()];
    return write({ ...state, batches: [], refused: refusing(state.refused, all, code) }, context);
  }
  if (batch.length === 1)
    return write({ ...state, batches, refused: refusing(state.refused, batch, code) }, context);
  const half = Math.ceil(batch.length / 2);
  return write({ ...state, batches: [batch.slice(0, half), batch.slice(half), ...batches] }, context);
}

function refusing(
  refused: Readonly<Record<string, number>>,
  settings: readonly Setting[],
  code: number,
): Readonly<Record<string, number>> {
  return { ...refused, ...Object.fromEntries(settings.map(([native]) => [native, code])) };
}

function outcomeOf(state: SubscribeState & { phase: "set" }, context: OperationContext): Outcome {
  const { plan, rows, learned, refused } = state;
  const { wanted = [], at } = context;
  const items = wanted.map((subscription) => {
    const own = plan.uses.filter(({ id }) => id === subscription.id);
    const failed = own.flatMap(({ path, natives }): SubscriptionProblem[] => {
      const native = natives.find((name) => refused[name] !== undefined);
      return native === undefined ? [] : [problemOf(path, native, refused[native] ?? 0)];
    });
    return subscriptionStatus(subscription, [...(plan.problems[subscription.id] ?? []), ...failed]);
  });
  const notified = Object.fromEntries(
    Object.entries(plan.notified).filter(([native]) => refused[native] === undefined),
  );
  return {
    ...learned,
    state: "succeeded",
    result: { type: "subscribe", subscriptions: items },
    memory: {
      ...learned.memory,
      ...watchingNote({ notified, counters: plan.counters, rows }),
      ...subscriptionsNote(at, items),
    },
  };
}

function problemOf(path: string, native: string, code: number): SubscriptionProblem {
  if (code === NO_ANSWER)
    return { path, why: "refused", detail: "the device does not answer SetParameterAttributes" };
  const why = code === NO_METHOD ? "unsupported" : "refused";
  return { path, why, detail: `${native}: ${faultRow(code).title}`, protocolCode: `cwmp:${code}` };
}

function inBatches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const batches: T[][] = [];
  for (let i = 0; i < all.length; i += size) batches.push(all.slice(i, i + size));
  return batches;
}
