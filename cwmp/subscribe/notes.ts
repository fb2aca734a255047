import type { JsonObject } from "#core";

/**
 * What the gateway remembers of the notifications it asked a device for. `notified`: by native name the level (1 passive,
 * 2 active) and the TR-181 paths whose changes it tells. `counters`: those of them that say that rows came or went.
 * `rows`: the instance numbers last told of each watched TR-181 table.
 */
export interface Watching {
  readonly notified: Readonly<Record<string, readonly [level: number, ...paths: string[]]>>;
  readonly counters: readonly string[];
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

const NOTE = "watching";
const NOTHING: Watching = { notified: {}, counters: [], rows: {} };

export function watchingIn(memory: JsonObject): Watching {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `watchingNote` alone
  return (memory[NOTE] as unknown as Watching | undefined) ?? NOTHING;
}

export function watchingNote(watching: Watching): JsonObject {
  const { notified, counters, rows } = watching;
  const empty = Object.keys(notified).length + Object.keys(rows).length === 0;
  return { [NOTE]: empty ? null : { notified, counters, rows } };
}

/** The TR-181 paths a change of a native parameter is to be told of; undefined: it was not asked for, and is told as it comes. */
export function toldOf({ notified }: Watching, native: string): readonly string[] | undefined {
  if (!Object.hasOwn(notified, native)) return undefined;
  return notified[native]?.slice(1) as readonly string[] | undefined;
}

/** The parameter counts rows that are watched. */
export function isCounter({ counters }: Watching, native: string): boolean {
  return counters.includes(native);
}
