import type { Answer, Call } from "../ops/step.ts";
import { childrenOf, namesIn, type Named } from "./children.ts";
import { UNASKED_CODE, type Failure } from "./queue.ts";

/**
 * The listing of all names at and below objects: an object whose names are too many for one answer is listed level by
 * level. JSON.
 */
export interface Naming {
  /** The last one is asked first. */
  readonly queue: readonly NamesAsk[];
  readonly told: readonly (readonly Named[])[];
  /** Objects that could not be listed; each only once. */
  readonly failed: readonly (readonly [path: string, failure: Failure])[];
  readonly rpcs: number;
  /** Names told. */
  readonly held: number;
}

interface NamesAsk {
  readonly path: string;
  /** How many of its levels are listed one by one before a child is listed whole; `"first"`: nothing below its children. */
  readonly levels: number | "first";
}

/** RPCs and names that one listing may take. */
export const MOST_LISTINGS = 300;
const MOST_HELD = 200_000;

const TOO_MUCH: ReadonlySet<number> = new Set([9002, 9004]);
const NO_ANSWER: Failure = { code: 9000, message: "no answer" };
const UNASKED: Failure = { code: UNASKED_CODE, message: `not listed within ${MOST_LISTINGS} RPCs` };

/** `attempt`: sessions that began it, this one included: the ones before may have broken off under the answer. */
export function naming(paths: readonly string[], attempt = 1, firstLevelOnly = false): Naming {
  const levels: NamesAsk["levels"] = firstLevelOnly ? "first" : Math.max(0, attempt - 1);
  const queue = paths.map((path) => ({ path, levels })).toReversed();
  return { queue, told: [], failed: [], rpcs: 0, held: 0 };
}

/** The next RPC; undefined: all is listed. */
export function namingCall({ queue }: Naming): Call | undefined {
  const ask = queue.at(-1);
  if (ask === undefined) return undefined;
  return { rpc: "GetParameterNames", args: { ParameterPath: ask.path, NextLevel: ask.levels !== 0 } };
}

/** Takes the answer to the listing's current RPC. */
export function namingAnswer(state: Naming, answer: Answer): Naming {
  const ask = state.queue.at(-1);
  if (ask === undefined) return state;
  const { path, levels } = ask;
  const rest = { ...state, queue: state.queue.slice(0, -1), rpcs: state.rpcs + 1 };
  const names = namesIn(answer);
  if (names !== undefined) return bounded(took(rest, ask, names));
  const { code, message } = answer.kind === "fault" ? answer.fault : NO_ANSWER;
  const splits = levels === 0 && path.endsWith(".") && (answer.kind === "silence" || TOO_MUCH.has(code));
  if (splits) return bounded({ ...rest, queue: [...rest.queue, { path, levels: 1 }] });
  return bounded({ ...rest, failed: [...rest.failed, [path, { code, message }]] });
}

/** All names that were told; of one that was told twice the first counts. */
export function namesOf({ told }: Naming): readonly Named[] {
  return told.length === 1 ? (told[0] ?? []) : told.flat();
}

function took(state: Naming, { path, levels }: NamesAsk, names: readonly Named[]): Naming {
  const told = { ...state, told: [...state.told, names], held: state.held + names.length };
  if (levels === 0 || levels === "first") return told;
  const objects = childrenOf(path, names).filter((name) => name.endsWith("."));
  const asks = objects.map((object) => ({ path: object, levels: levels - 1 })).toReversed();
  return { ...told, queue: [...state.queue, ...asks] };
}

function bounded(state: Naming): Naming {
  if (state.rpcs < MOST_LISTINGS && state.held <= MOST_HELD) return state;
  const left = state.queue.map(({ path }) => [path, UNASKED] as const);
  return { ...state, queue: [], failed: [...state.failed, ...left] };
}
