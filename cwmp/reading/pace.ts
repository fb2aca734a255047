import type { Json, JsonObject } from "#core";

/**
 * How many parameters the answer to one RPC may have: halved when a device finds it too much, grown slowly by full answers
 * that came. JSON.
 */
export interface Pace {
  readonly limit: number;
  /** The least that was too much; as good as known when the sessions before broke off. */
  readonly ceiling: number;
  /** The limit before it was cut; given back when a single parameter turns out to be what the device stumbles over. */
  readonly before?: number;
  /** It was cut for sessions that broke off, and answers of that size came: it does not grow any more. */
  readonly cut?: "assumed" | "proven";
}

/** Parameters in an answer: what a device nobody knows is asked for, and what any one is asked for at most. */
export const FIRST = 1024;
export const MOST = 2048;
/** What others of its model were asked for never makes a device's first reading slower than this. */
const LEAST_OF_MODEL = 128;
/** A session that broke off may have done so under a long answer: the next one asks for so much less. */
const AFTER_LOSS = 4;
const LEAST_AFTER_LOSS = 16;

/** Where the pace of a device is kept in the stack's notes: a number, or in a list alone when it is not to grow. */
const NOTE = "pace";

/** `attempt`: sessions that took up the operation, this one included. `ofModel`: what its model was found to answer. */
export function paceFor(memory: JsonObject, attempt: number, ofModel?: number): Pace {
  const own = noted(memory[NOTE]);
  const model = ofModel === undefined ? FIRST : Math.max(LEAST_OF_MODEL, ofModel);
  const known = Math.min(MOST, own.limit ?? model);
  const lost = Math.min(10, Math.max(0, attempt - 1));
  const least = Math.min(known, LEAST_AFTER_LOSS);
  const limit = Math.max(1, least, Math.floor(known / AFTER_LOSS ** lost));
  if (lost > 0) return { limit, ceiling: limit + 1, cut: "assumed" };
  return own.cut ? { limit, ceiling: limit + 1, cut: "proven" } : { limit, ceiling: MOST + 1 };
}

function noted(note: Json | undefined): { readonly limit?: number; readonly cut: boolean } {
  const cut = Array.isArray(note);
  const limit: Json | undefined = cut ? note[0] : note;
  return typeof limit === "number" && limit >= 1 ? { limit, cut } : { cut: false };
}

/** `asked`: how many parameters would have come. */
export function tooMuch(pace: Pace, asked: number): Pace {
  const { limit, ceiling, before = limit } = pace;
  const least = Math.min(ceiling, Math.max(2, asked));
  return { ...pace, limit: Math.max(1, Math.floor(Math.min(limit, least) / 2)), ceiling: least, before };
}

export function came(pace: Pace, answered: number): Pace {
  const { limit, ceiling, cut } = pace;
  if (answered * 2 < limit) return pace;
  const grown = Math.min(MOST, ceiling - 1, limit + Math.ceil(limit / 4));
  const proven = cut === undefined ? pace : { ...pace, cut: "proven" as const };
  return grown <= limit ? proven : { ...proven, limit: grown };
}

/** One parameter alone is what the device cannot tell: it was not the amount. */
export function notTheAmount({ limit, before = limit, cut }: Pace): Pace {
  return {
    limit: before,
    ceiling: cut === undefined ? MOST + 1 : before + 1,
    ...(cut === undefined ? {} : { cut }),
  };
}

/** The note that keeps a pace; undefined: it is what the device would be asked at anyway, or nothing was learned of it. */
export function paceNote({ limit, cut }: Pace, memory: JsonObject): JsonObject | undefined {
  const own = noted(memory[NOTE]);
  if (cut === "assumed") return undefined;
  if (cut === "proven") return own.cut && own.limit === limit ? undefined : { [NOTE]: [limit] };
  if (own.limit === limit || (own.limit === undefined && limit >= FIRST)) return undefined;
  return { [NOTE]: limit };
}
