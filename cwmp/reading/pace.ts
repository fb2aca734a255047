import type { JsonObject } from "#core";

/**
 * How many parameters the answer to one RPC may have: halved when a device finds it too much, grown slowly by full answers
 * that came. JSON.
 */
export interface Pace {
  readonly limit: number;
  /** The least that was too much in this reading. */
  readonly ceiling: number;
  /** The limit before it was cut; given back when a single parameter turns out to be what the device stumbles over. */
  readonly before?: number;
}

/** Parameters in an answer: what a device nobody knows is asked for, and what any one is asked for at most. */
export const FIRST = 1024;
export const MOST = 2048;
/** What others of its model were asked for never makes a device's first reading slower than this. */
const LEAST_OF_MODEL = 128;
/** A session that broke off may have done so under a long answer: the next one asks for so much less. */
const AFTER_LOSS = 4;

/** Where the pace of a device is kept in the stack's notes. */
const NOTE = "pace";

/** `attempt`: sessions that took up the operation, this one included. `ofModel`: what its model was found to answer. */
export function paceFor(memory: JsonObject, attempt: number, ofModel?: number): Pace {
  const own = memory[NOTE];
  const model = ofModel === undefined ? FIRST : Math.max(LEAST_OF_MODEL, ofModel);
  const known = typeof own === "number" && own >= 1 ? own : model;
  const limit = Math.floor(Math.min(MOST, known) / AFTER_LOSS ** Math.min(10, Math.max(0, attempt - 1)));
  return { limit: Math.max(1, limit), ceiling: MOST + 1 };
}

/** `asked`: how many parameters would have come. */
export function tooMuch({ limit, ceiling, before = limit }: Pace, asked: number): Pace {
  const least = Math.min(ceiling, Math.max(2, asked));
  return { limit: Math.max(1, Math.floor(Math.min(limit, least) / 2)), ceiling: least, before };
}

export function came(pace: Pace, answered: number): Pace {
  const { limit, ceiling } = pace;
  if (answered * 2 < limit) return pace;
  const grown = Math.min(MOST, ceiling - 1, limit + Math.ceil(limit / 4));
  return grown <= limit ? pace : { ...pace, limit: grown };
}

/** One parameter alone is what the device cannot tell: it was not the amount. */
export function notTheAmount({ limit, before = limit }: Pace): Pace {
  return { limit: before, ceiling: MOST + 1 };
}

/** The note that keeps a pace; undefined: it is what the device would be asked at anyway. */
export function paceNote({ limit }: Pace, memory: JsonObject): JsonObject | undefined {
  const own = memory[NOTE];
  if (own === limit || (own === undefined && limit >= FIRST)) return undefined;
  return { [NOTE]: limit };
}
