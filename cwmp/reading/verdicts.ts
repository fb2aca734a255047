import type { NativeValue } from "#core";
import { upwards } from "./above.ts";
import type { Failure } from "./queue.ts";
import { readValues, type Reading } from "./reading.ts";

/** What came of the names of a reading. */
export interface Verdicts {
  /** Why there is nothing of a name: its own failure, or that of a partial path it lies below. */
  of(name: string): Failure | undefined;
  /** It was asked for by its own name, and left out of the answer. */
  isUnanswered(name: string): boolean;
  /** What failed below a partial path. */
  below(path: string): readonly (readonly [name: string, failure: Failure])[];
}

export function verdictsOf({ failed, unanswered }: Reading): Verdicts {
  const failures = new Map(failed);
  const left = new Set(unanswered);
  return {
    of: (name) => {
      if (failures.size === 0) return undefined;
      for (const path of upwards(name)) {
        const failure = failures.get(path);
        if (failure !== undefined) return failure;
      }
      return undefined;
    },
    isUnanswered: (name) => left.has(name),
    below: (path) => failed.filter(([name]) => name.startsWith(path) && name !== path),
  };
}

/** What is known at or below the names that were read, and the device does not have any more. */
export function goneAfter(
  names: readonly string[],
  state: Reading,
  known: ReadonlyMap<string, NativeValue>,
): readonly string[] {
  const failures = new Map(state.failed);
  const gone = names.filter(
    (name) => !name.endsWith(".") && failures.get(name)?.code === UNKNOWN_NAME && known.has(name),
  );
  const partial = new Set(names.filter((name) => name.endsWith(".")));
  if (partial.size === 0) return gone;
  const there = new Set(state.unanswered);
  for (const { path } of readValues(state)) there.add(path);
  for (const path of known.keys()) if (!there.has(path) && isGone(path, partial, failures)) gone.push(path);
  return gone;
}

const UNKNOWN_NAME = 9005;

/** Whether it lies below a partial path that was read, and below nothing that failed. */
function isGone(name: string, read: ReadonlySet<string>, failures: ReadonlyMap<string, Failure>): boolean {
  for (const path of upwards(name)) {
    const failure = failures.get(path);
    if (failure !== undefined && !(path === name && failure.code === UNKNOWN_NAME)) return false;
    if (read.has(path)) return true;
  }
  return false;
}
