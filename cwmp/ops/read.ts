import type { NativeValue } from "#core";
import { nativeOf } from "../secret.ts";
import type { Answer, Call, OperationContext } from "./step.ts";

/** A GetParameterValues over many names: sent in batches, a batch that is refused is halved until each bad name stands alone. JSON. */
export interface Reading {
  readonly batches: readonly (readonly string[])[];
  readonly values: readonly NativeValue[];
  /** By native name. */
  readonly failed: Readonly<Record<string, { readonly code: number; readonly message: string }>>;
  /** Parameters that were asked for and left out of the answer without a fault. */
  readonly unanswered: readonly string[];
}

/** Names that lie below a partial path of the same list are left out. */
export function reading(names: readonly string[], perRpc: number): Reading {
  const unique = withoutCovered(names);
  const batches: (readonly string[])[] = [];
  for (let i = 0; i < unique.length; i += perRpc) batches.push(unique.slice(i, i + perRpc));
  return { batches, values: [], failed: {}, unanswered: [] };
}

function withoutCovered(names: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let cover: string | undefined;
  // Sorted, a partial path comes right before all that lies below it.
  for (const name of [...new Set(names)].toSorted()) {
    if (cover !== undefined && name.startsWith(cover)) continue;
    kept.push(name);
    if (name.endsWith(".")) cover = name;
  }
  return kept;
}

/** The next RPC of the reading; undefined: all is read. */
export function readCall(state: Reading): Call | undefined {
  const [names] = state.batches;
  return names === undefined ? undefined : { rpc: "GetParameterValues", args: { ParameterNames: names } };
}

/** Faults that may be the fault of one name, or of asking for too much. */
const SPLITS = new Set([9003, 9004, 9005]);

type Reader = Pick<OperationContext, "at" | "knowledge" | "translation">;

/** Takes the answer to the reading's current RPC, without the secrets in it. */
export function readAnswer(state: Reading, answer: Answer, reader: Reader): Reading {
  const [names, ...rest] = state.batches;
  if (names === undefined) return state;
  if (answer.kind === "response") {
    const values = valuesOf(answer, reader);
    const given = new Set(values.map(({ path }) => path));
    const unanswered = names.filter((name) => !name.endsWith(".") && !given.has(name));
    return {
      ...state,
      batches: rest,
      values: [...state.values, ...values],
      unanswered: [...state.unanswered, ...unanswered],
    };
  }
  const fault = answer.kind === "fault" ? answer.fault : { code: 9000, message: "no answer" };
  if (answer.kind === "fault" && names.length > 1 && SPLITS.has(fault.code)) {
    const half = Math.ceil(names.length / 2);
    return { ...state, batches: [names.slice(0, half), names.slice(half), ...rest] };
  }
  const failed = { ...state.failed };
  for (const name of names) failed[name] = { code: fault.code, message: fault.message };
  return { ...state, batches: rest, failed };
}

function valuesOf(answer: Answer, { at, knowledge, translation }: Reader): NativeValue[] {
  if (answer.kind !== "response" || answer.body.rpc !== "GetParameterValues") return [];
  return answer.body.args.ParameterList.filter(({ Name }) => Name !== "" && !Name.endsWith(".")).map((told) =>
    nativeOf(told, at, translation.hides, knowledge.values.get(told.Name)),
  );
}

/** What the snapshot holds below a partial path that was read, and the device did not name any more. */
export function goneAfter(
  names: readonly string[],
  state: Reading,
  known: ReadonlyMap<string, NativeValue>,
): readonly string[] {
  const fresh = new Set(state.values.map(({ path }) => path));
  const gone: string[] = [];
  for (const name of names) {
    const failed = state.failed[name];
    if (failed === undefined && name.endsWith(".")) {
      for (const path of known.keys()) if (path.startsWith(name) && !fresh.has(path)) gone.push(path);
    } else if (failed?.code === 9005 && !name.endsWith(".") && known.has(name)) gone.push(name);
  }
  return gone;
}
