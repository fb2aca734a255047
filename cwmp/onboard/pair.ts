import type { Json, JsonObject, Knowledge } from "#core";
import type { Pair } from "./set.table.ts";

/** Pairs that the stack notes of a device itself, in two generations. */
export type PairName = "connectionRequest" | "stun";

/** Changes of notes and of secret notes; null deletes. */
export interface Notes {
  readonly memory: JsonObject;
  readonly secrets: Readonly<Record<string, string | null>>;
}

export const NO_NOTES: Notes = { memory: {}, secrets: {} };

type Known = Pick<Knowledge, "memory" | "secrets">;

/**
 * A device may have its newest pair or the one before: a write can have run without its answer. So the newest is noted
 * before it is sent, the one before stays noted until the newest has worked, and what was sent without an answer is what
 * is sent next time: there are never more than two.
 */
export function pairFor(name: PairName, known: Known, fresh: Pair): Pair {
  const newest = pairOf(name, known);
  const isOpen = known.memory[`${name}Sent`] === true && !isProved(name, known);
  return newest !== undefined && isOpen ? newest : fresh;
}

/** To be noted before a pair is sent. `by`: what names this sending, and nothing else does. */
export function sendingPair(name: PairName, known: Known, pair: Pair, by: string): Notes {
  const newest = pairOf(name, known);
  if (newest?.username === pair.username && newest.password === pair.password)
    return { memory: { [`${name}Sent`]: true }, secrets: {} };
  return {
    memory: {
      [`${name}Sent`]: true,
      [`${name}By`]: by,
      [`${name}Username`]: pair.username,
      [`${name}UsernamePrevious`]: newest?.username ?? null,
    },
    secrets: {
      [`${name}Password`]: pair.password,
      [`${name}PasswordPrevious`]: newest?.password ?? null,
    },
  };
}

/** The device has said that it took the newest pair. */
export function tookPair(name: PairName): Notes {
  return { memory: { [`${name}Sent`]: null }, secrets: {} };
}

/** The device has refused the newest pair: it has the one before. */
export function refusedPair(name: PairName, known: Known): Notes {
  const before = pairOf(name, known, "Previous");
  return {
    memory: {
      [`${name}Sent`]: null,
      [`${name}Username`]: before?.username ?? null,
      [`${name}UsernamePrevious`]: null,
    },
    secrets: {
      [`${name}Password`]: before?.password ?? null,
      [`${name}PasswordPrevious`]: null,
    },
  };
}

/**
 * The device has let the pair in. Undefined: nothing is to be noted. Safe beside a new pair that is being sent meanwhile:
 * what is noted holds of the sending that was known alone.
 */
export function provedPair(name: PairName, known: Known, pair: Pair): Notes | undefined {
  const newest = pairOf(name, known);
  const by = text(known.memory[`${name}By`]);
  const isNewest = newest?.username === pair.username && newest.password === pair.password;
  if (!isNewest || by === undefined || isProved(name, known)) return undefined;
  return { memory: { [`${name}Proved`]: by }, secrets: {} };
}

function isProved(name: PairName, { memory }: Known): boolean {
  return memory[`${name}By`] !== undefined && memory[`${name}By`] === memory[`${name}Proved`];
}

/** What a device may have, the likeliest first. */
export function pairsOf(name: PairName, known: Known): readonly Pair[] {
  const before = isProved(name, known) ? undefined : pairOf(name, known, "Previous");
  return [pairOf(name, known), before].filter((pair) => pair !== undefined);
}

/** What is noted of a device. */
export function pairOf(
  name: PairName,
  { memory, secrets }: Known,
  which: "" | "Previous" | "Bootstrap" = "",
): Pair | undefined {
  const username = text(memory[`${name}Username${which}`]);
  const password = secrets[`${name}Password${which}`];
  return username === undefined || password === undefined ? undefined : { username, password };
}

const NOTES = /^(?:connectionRequest|stun)(?:Username(?:Previous|Bootstrap)?|Sent|By|Proved)$/;

/**
 * Of the notes of a device those of its pairs. They outlive its `0 BOOTSTRAP`: with only the URL of its ACS changed it has
 * its pairs still, and is rung with them should its onboarding break off.
 */
export function pairsKept(memory: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(memory).filter(([name]) => NOTES.test(name)));
}

/** Several changes as one; the later wins. */
export function together(...notes: readonly Notes[]): Notes {
  return {
    memory: Object.assign({}, ...notes.map(({ memory }) => memory)) as JsonObject,
    secrets: Object.assign({}, ...notes.map(({ secrets }) => secrets)) as Notes["secrets"],
  };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
