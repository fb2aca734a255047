import type { Weigh } from "./weigh.ts";

/** A parameter or partial path to read, and about how many parameters that is. */
export type Wanted = readonly [name: string, weight: number];

/** Names, in as many RPCs as it takes. `whole`: the first is not to be listed for its weight alone. */
export interface GetAsk {
  readonly get: readonly Wanted[];
  readonly whole?: true;
}
/** The children of an object, to be read in its place. `why`: what became of it when it was asked for whole. */
export interface ListAsk {
  readonly list: string;
  readonly why?: Failure;
}
export type Ask = GetAsk | ListAsk;

/** The code of names that were not asked for any more. */
export const UNASKED_CODE = -1;

/** Why a name has no value, in the device's own code. */
export interface Failure {
  readonly code: number;
  readonly message: string;
}

/** Of names those that do not lie below a partial path among them. */
export function wantedOf(names: readonly string[], weigh: Weigh): readonly Wanted[] {
  const kept: Wanted[] = [];
  let cover: string | undefined;
  // Sorted, a partial path comes right before all that lies below it.
  for (const name of [...new Set(names)].toSorted()) {
    if (cover !== undefined && name.startsWith(cover)) continue;
    kept.push([name, weigh(name)]);
    if (name.endsWith(".")) cover = name;
  }
  return kept;
}

/** How many of the first names go into one RPC: one, and then as many as stay within both limits. */
export function fitting(wanted: readonly Wanted[], parameters: number, names: number): number {
  let [count, sum] = [0, 0];
  for (const [, weight] of wanted) {
    sum += weight;
    if (count > 0 && (sum > parameters || count >= names)) break;
    count++;
  }
  return count;
}

export function weightOf(wanted: readonly Wanted[]): number {
  let sum = 0;
  for (const [, weight] of wanted) sum += weight;
  return sum;
}

/** The names of what is left. */
export function namesOf(ask: Ask): readonly string[] {
  return "list" in ask ? [ask.list] : ask.get.map(([name]) => name);
}
