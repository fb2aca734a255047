import type { Json, JsonObject } from "#core";

/**
 * What the stack notes of commands that go on, beside the agent's address. Each note is a key of its own, so that one is
 * written without reading the others:
 *
 *   image:<command key>   what was known when an image was sent to run     told:<command key>  when its end was told (ms)
 *   gone:<command key>    since when the agent has it no more, and until when its result is waited for
 *   boot                  its last start                                    units   changes of deployment units it told of
 */
export interface ImageNote {
  /** ms since the epoch */
  readonly at: number;
  /** The version it ran then. */
  readonly before: string;
  readonly wanted?: string;
  /** Path of the bank. */
  readonly bank?: string;
  readonly bootFailureLog?: string;
  /** ms it may wait with an image it has before it starts it. */
  readonly activationMs: number;
}

export interface BootNote {
  /** ms since the epoch */
  readonly at: number;
  readonly commandKey: string;
  readonly firmwareUpdated?: boolean;
}

export interface GoneNote {
  /** ms since the epoch */
  readonly at: number;
  readonly until: number;
}

/** How a deployment unit was changed, as DUStateChange! told it. */
export interface UnitNote {
  /** ms since the epoch */
  readonly at: number;
  readonly uuid: string;
  /** Without a final dot. */
  readonly unit: string;
  readonly version: string;
  readonly state: string;
  readonly performed: string;
  readonly faultCode: number;
  readonly faultString: string;
}

/** Notes of one kind by command key that are kept; of more the oldest is forgotten. */
const MOST = 8;

/** Only this file writes these keys. */
interface Notes {
  readonly [image: `image:${string}`]: ImageNote | undefined;
  readonly [told: `told:${string}`]: number | undefined;
  readonly [gone: `gone:${string}`]: GoneNote | undefined;
  readonly boot?: BootNote;
  readonly units?: readonly UnitNote[];
}

function notesIn(memory: JsonObject): Notes {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return memory as unknown as Notes;
}

function asNote(note: object): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- notes are flat objects of strings, numbers and booleans
  return note as unknown as Json;
}

export function imageNote(memory: JsonObject, commandKey: string): ImageNote | undefined {
  return notesIn(memory)[`image:${commandKey}`];
}

export function toldAt(memory: JsonObject, commandKey: string): number | undefined {
  return notesIn(memory)[`told:${commandKey}`];
}

export function bootNote(memory: JsonObject): BootNote | undefined {
  return notesIn(memory).boot;
}

export function goneNote(memory: JsonObject, commandKey: string): GoneNote | undefined {
  return notesIn(memory)[`gone:${commandKey}`];
}

export function unitNotes(memory: JsonObject): readonly UnitNote[] {
  return notesIn(memory).units ?? [];
}

/** A note of an image that is about to be sent, in the place of the oldest where there are many. */
export function withImage(memory: JsonObject, commandKey: string, note: ImageNote): JsonObject {
  return { ...crowded(memory, "image", commandKey), [`image:${commandKey}`]: asNote(note) };
}

export function withGone(memory: JsonObject, commandKey: string, note: GoneNote): JsonObject {
  return { ...crowded(memory, "gone", commandKey), [`gone:${commandKey}`]: asNote(note) };
}

export function withTold(commandKey: string, at: number): JsonObject {
  return { [`told:${commandKey}`]: at };
}

export function withBoot(note: BootNote): JsonObject {
  return { boot: asNote(note) };
}

export function withUnit(memory: JsonObject, note: UnitNote): JsonObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return { units: [...unitNotes(memory).slice(1 - MOST), note] as unknown as Json };
}

/** The notes without a change that has become the end of its command. */
export function withoutUnit(memory: JsonObject, note: UnitNote): JsonObject {
  const left = unitNotes(memory).filter((other) => other !== note);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return { units: left.length === 0 ? null : (left as unknown as Json) };
}

/** The agent has it after all. */
export function notGone(commandKey: string): JsonObject {
  return { [`gone:${commandKey}`]: null };
}

/** Nothing of this command any more. */
export function forgotten(commandKey: string): JsonObject {
  return { [`image:${commandKey}`]: null, [`told:${commandKey}`]: null, [`gone:${commandKey}`]: null };
}

/** Deletes the oldest notes of one kind, with what was told of them, so that one more has room. */
function crowded(memory: JsonObject, kind: "image" | "gone", commandKey: string): JsonObject {
  const start = `${kind}:`;
  const keys = Object.keys(memory).flatMap((name) =>
    name.startsWith(start) && name !== start + commandKey ? [name.slice(start.length)] : [],
  );
  const notes = notesIn(memory);
  const at = (key: string): number => notes[`${kind}:${key}`]?.at ?? 0;
  const oldest = keys.toSorted((a, b) => at(b) - at(a)).slice(MOST - 1);
  return Object.fromEntries(oldest.flatMap((key) => Object.entries(forgotten(key))));
}
