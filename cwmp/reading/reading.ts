import { askableNames, NEVER_ASKED } from "../asking.ts";
import type { NativeValue } from "#core";
import { nativeOf } from "../secret.ts";
import type { Answer, Call, OperationContext } from "../ops/step.ts";
import { childrenOf, namesIn } from "./children.ts";
import { came, notTheAmount, paceFor, tooMuch, type Pace } from "./pace.ts";
import {
  fitting,
  UNASKED_CODE,
  namesOf,
  wantedOf,
  weightOf,
  type Ask,
  type Failure,
  type GetAsk,
  type ListAsk,
  type Wanted,
} from "./queue.ts";
import { UNKNOWN, weigher, type Weigh } from "./weigh.ts";

/**
 * The reading of parameters and partial paths, in RPCs that the device can bear: what it refuses is asked for in smaller
 * parts, down to the single name; a partial path that is too large, by its children. JSON.
 */
export interface Reading {
  /** The last one is asked first. */
  readonly queue: readonly Ask[];
  readonly pace: Pace;
  /** Names in one RPC. */
  readonly perRpc: number;
  /** One list for each answer. */
  readonly told: readonly (readonly NativeValue[])[];
  /** By native name or partial path; each only once. */
  readonly failed: readonly (readonly [name: string, failure: Failure])[];
  /** Parameters that were asked for and left out of the answer without a fault. */
  readonly unanswered: readonly string[];
  readonly rpcs: number;
  /** Values told and names listed. */
  readonly held: number;
  /** Objects that were listed for their known size. */
  readonly listed: number;
  /** Answers in a row that were too much for the device. */
  readonly strikes: number;
}

/** RPCs that one reading may take. */
export const MOST_RPCS = 1000;
/** Values and names of one reading: a real tree has some ten thousand. */
const MOST_HELD = 200_000;
const MOST_LISTED = 48;
/** From this many refusals in a row on, the device does not bear what stands next at any size. */
const MOST_STRIKES = 24;

/** A name among the asked is bad: each half is asked for by itself. */
const BAD_NAME: ReadonlySet<number> = new Set([9003, 9005]);
/** It was too much, or a part of it makes the device stumble. */
const TOO_MUCH: ReadonlySet<number> = new Set([9002, 9004]);
const ROOTS: ReadonlySet<string> = new Set(["Device.", "InternetGatewayDevice."]);
const NO_ANSWER: Failure = { code: 9000, message: "no answer" };
const UNASKED: Failure = { code: UNASKED_CODE, message: `not read within ${MOST_RPCS} RPCs` };

/** The reading of names; those that lie below a partial path among them are left out. */
export function reading(names: readonly string[], context: OperationContext): Reading {
  const { unread, knowledge } = context;
  if (unread === undefined) return readingOf(wantedOf(names, weighed(context)), context);
  const may = askableNames(names, unread, knowledge.values.keys());
  return failing(readingOf(wantedOf(may.names, weighed(context)), context), may.never, NEVER_ASKED.fault);
}

/** The reading of names in this order, none of which lies below another. */
export function readingOf(wanted: readonly Wanted[], context: OperationContext): Reading {
  const { parametersPerRpc, knowledge, attempt = 1, model } = context;
  return ready({
    queue: [{ get: wanted }],
    pace: paceFor(knowledge.memory, attempt, model?.entry.pace),
    perRpc: parametersPerRpc,
    told: [],
    failed: [],
    unanswered: [],
    rpcs: 0,
    held: 0,
    listed: 0,
    strikes: 0,
  });
}

export function weighed({ knowledge, model }: Pick<OperationContext, "knowledge" | "model">): Weigh {
  return weigher(() => [...knowledge.values.keys()], model?.entry.weights);
}

/** The next RPC; undefined: all is read. */
export function readCall({ queue, pace, perRpc }: Reading): Call | undefined {
  const ask = queue.at(-1);
  if (ask === undefined) return undefined;
  if ("list" in ask) return { rpc: "GetParameterNames", args: { ParameterPath: ask.list, NextLevel: true } };
  const count = fitting(ask.get, pace.limit, perRpc);
  const names = ask.get.slice(0, count).map(([name]) => name);
  return { rpc: "GetParameterValues", args: { ParameterNames: names } };
}

type Reader = Pick<OperationContext, "at" | "knowledge" | "translation" | "model" | "unread">;

/** Takes the answer to the reading's current RPC, without the secrets in it. `weigh`: where the caller knows more of the device. */
export function readAnswer(
  state: Reading,
  answer: Answer,
  reader: Reader,
  weigh: Weigh = weighed(reader),
): Reading {
  const ask = state.queue.at(-1);
  if (ask === undefined) return state;
  const rest = { ...state, queue: state.queue.slice(0, -1), rpcs: state.rpcs + 1 };
  return ready("list" in ask ? took(rest, ask, answer, weigh) : got(rest, ask, answer, reader));
}

/** All values that were told. */
export function readValues({ told }: Reading): readonly NativeValue[] {
  return told.length === 1 ? (told[0] ?? []) : told.flat();
}

/** Brings to the top what can be asked, or ends the reading. */
function ready(state: Reading): Reading {
  if (state.rpcs >= MOST_RPCS || state.held > MOST_HELD)
    return failing({ ...state, queue: [] }, state.queue.flatMap(namesOf), UNASKED);
  const ask = state.queue.at(-1);
  if (ask === undefined || "list" in ask) return state;
  const [first] = ask.get;
  const below = state.queue.slice(0, -1);
  if (first === undefined) return ready({ ...state, queue: below });
  const [name, weight] = first;
  if (ask.whole === true || state.listed >= MOST_LISTED) return state;
  if (!name.endsWith(".") || weight <= state.pace.limit) return state;
  const others = ask.get.length > 1 ? [...below, { get: ask.get.slice(1) }] : below;
  return { ...state, queue: [...others, { list: name }], listed: state.listed + 1 };
}

/** The children of an object take its place. */
function took(state: Reading, ask: ListAsk, answer: Answer, weigh: Weigh): Reading {
  const names = namesIn(answer);
  if (names === undefined) {
    if (ask.why !== undefined) return failing(state, [ask.list], ask.why);
    return { ...state, queue: [...state.queue, { get: [[ask.list, state.pace.limit]], whole: true }] };
  }
  const children = childrenOf(ask.list, names).map((name): Wanted => [name, weigh(name)]);
  return { ...state, queue: [...state.queue, { get: children }], held: state.held + children.length };
}

function got(state: Reading, { get, whole }: GetAsk, answer: Answer, reader: Reader): Reading {
  const count = fitting(get, state.pace.limit, state.perRpc);
  const asked = get.slice(0, count);
  const left = count < get.length ? [...state.queue, { get: get.slice(count), ...flag(whole) }] : state.queue;
  const after = { ...state, queue: left };
  if (answer.kind === "response") return answered(after, asked, answer, reader);
  const failure = answer.kind === "fault" ? answer.fault : NO_ANSWER;
  if (answer.kind === "silence" || TOO_MUCH.has(failure.code)) return smaller(after, asked, failure);
  if (!BAD_NAME.has(failure.code)) return failing(after, named(asked), failure);
  if (asked.length > 1) return { ...after, queue: [...left, ...halves(asked)] };
  const [name = ""] = named(asked);
  // Some CPEs have every object but the root, or take parameters only; and what holds something that must never be read was
  // asked for by names of the snapshot, one of which may be gone.
  const isDoubtful = failure.code === 9003 || ROOTS.has(name) || reader.unread?.reaches(name) === true;
  if (name.endsWith(".") && isDoubtful)
    return { ...after, queue: [...left, { list: name, why: plain(failure) }] };
  return failing(after, [name], failure);
}

function answered(state: Reading, asked: readonly Wanted[], answer: Answer, reader: Reader): Reading {
  const values = valuesOf(answer, reader);
  const given = new Set(values.map(({ path }) => path));
  const missing = named(asked).filter((name) => !name.endsWith(".") && !given.has(name));
  return {
    ...state,
    pace: came(state.pace, Math.max(values.length, asked.length)),
    strikes: 0,
    held: state.held + values.length,
    told: [...state.told, values],
    unanswered: missing.length === 0 ? state.unanswered : [...state.unanswered, ...missing],
  };
}

function smaller(state: Reading, asked: readonly Wanted[], failure: Failure): Reading {
  const [name = ""] = asked[0] ?? [];
  // Of an object nobody knows it cannot be said how much it was.
  const unknown = asked.some(([part, weight]) => part.endsWith(".") && weight === UNKNOWN);
  const pace = unknown ? state.pace : tooMuch(state.pace, weightOf(asked));
  const after = { ...state, strikes: state.strikes + 1, pace };
  if (after.strikes >= MOST_STRIKES) return givingUp(after, asked, failure);
  if (asked.length > 1) return { ...after, queue: [...after.queue, ...halves(asked)] };
  if (name.endsWith(".")) return { ...after, queue: [...after.queue, { list: name, why: plain(failure) }] };
  return failing({ ...after, pace: notTheAmount(after.pace) }, [name], failure);
}

/** What was asked has failed, and with it what it was a part of. */
function givingUp(state: Reading, asked: readonly Wanted[], failure: Failure): Reading {
  const next = state.queue.at(-1);
  const names = [...named(asked), ...(next === undefined ? [] : namesOf(next))];
  const queue = state.queue.slice(0, -1);
  return failing({ ...state, queue, strikes: 0, pace: notTheAmount(state.pace) }, names, failure);
}

function failing(state: Reading, names: readonly string[], failure: Failure): Reading {
  if (names.length === 0) return state;
  const why = plain(failure);
  return { ...state, failed: [...state.failed, ...names.map((name) => [name, why] as const)] };
}

function halves(asked: readonly Wanted[]): readonly Ask[] {
  const half = Math.ceil(asked.length / 2);
  return [{ get: asked.slice(half) }, { get: asked.slice(0, half) }];
}

function named(wanted: readonly Wanted[]): readonly string[] {
  return wanted.map(([name]) => name);
}

function flag(whole: true | undefined): { readonly whole?: true } {
  return whole === undefined ? {} : { whole };
}

function plain({ code, message }: Failure): Failure {
  return { code, message };
}

function valuesOf(answer: Answer, { at, knowledge, translation }: Reader): NativeValue[] {
  if (answer.kind !== "response" || answer.body.rpc !== "GetParameterValues") return [];
  return answer.body.args.ParameterList.filter(({ Name }) => Name !== "" && !Name.endsWith(".")).map((one) =>
    nativeOf(one, at, translation.hides, knowledge.values.get(one.Name)),
  );
}
