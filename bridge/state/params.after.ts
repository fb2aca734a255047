import {
  byPath,
  SLICE,
  type Json,
  type Knowledge,
  type NativeValue,
  type Outcome,
  type Report,
  type Sliced,
} from "#core";
import { valueMap, type Layers } from "./snapshot.ts";

/** What a change says of a device's values and notes. */
export interface LearnedValues extends Pick<Report, "values" | "memory"> {
  readonly removed?: Outcome["removed"];
  readonly complete?: true | undefined;
  readonly reset?: boolean;
  /** They came with a contact. */
  readonly contact?: true;
}

/** Pure: what is known of a device once a change is stored; as `assemble` gives it after the commit. */
export function* becoming(known: Knowledge, layers: Layers, learned: LearnedValues): Sliced<Knowledge> {
  const { values = [], complete, reset = false } = learned;
  // A whole tree without values is none: it changes nothing.
  const anew = reset || (complete === true && values.length > 0);
  const next = new Map<string, NativeValue>(anew ? [] : known.values);
  const counts = judgeOf(anew ? NOTHING : layers, learned.contact === true);
  let seen = 0;
  for (const value of values) {
    if (++seen % SLICE === 0) yield;
    if (counts(value)) put(next, value);
  }
  if (complete !== true)
    for (const path of learned.removed ?? []) {
      forget(next, path);
      if (path.endsWith(".")) yield;
    }
  return {
    ...known,
    values: yield* valueMap(yield* byPath(next.values())),
    memory: merged(reset ? {} : known.memory, learned.memory),
  };
}

/** Tells whether a value counts beside what is kept in layers of its own. */
function judgeOf({ gone, contact }: Layers, isContact: boolean): (value: NativeValue) => boolean {
  const told = new Map(isContact ? [] : contact.map(({ path, at }) => [path, at]));
  const since = new Map(gone);
  const objects = gone.filter(([path]) => path.endsWith("."));
  return ({ path, at }) =>
    (told.get(path) ?? -1) < at &&
    (since.get(path) ?? -1) < at &&
    !objects.some(([object, goneAt]) => at <= goneAt && path.startsWith(object));
}

const NOTHING: Layers = { gone: [], contact: [] };

function put(values: Map<string, NativeValue>, value: NativeValue): void {
  const before = values.get(value.path);
  if (before !== undefined && before.at > value.at) return;
  const writable = value.writable ?? before?.writable;
  const type = value.type === "" ? (before?.type ?? "") : value.type;
  values.set(value.path, { ...value, type, ...(writable === undefined ? {} : { writable }) });
}

function forget(values: Map<string, NativeValue>, gone: string): void {
  if (!gone.endsWith(".")) values.delete(gone);
  else for (const path of values.keys()) if (path.startsWith(gone)) values.delete(path);
}

function merged(before: Knowledge["memory"], notes: Report["memory"] = {}): Knowledge["memory"] {
  const all: Record<string, Json> = { ...before };
  for (const [name, note] of Object.entries(notes)) {
    if (note === null || note === undefined) delete all[name];
    else all[name] = note;
  }
  return all;
}
