import type { Json, Knowledge, NativeValue, Outcome, Report } from "#core";
import type { Gone, Layers } from "./snapshot.ts";

/** What a change says of a device's values and notes. */
export interface LearnedValues extends Pick<Report, "values" | "memory"> {
  readonly removed?: Outcome["removed"];
  readonly complete?: true | undefined;
  readonly reset?: boolean;
  /** They came with a contact. */
  readonly contact?: true;
}

/** Pure: what is known of a device once a change is stored; as `assemble` gives it after the commit. */
export function after(known: Knowledge, layers: Layers, learned: LearnedValues): Knowledge {
  const { values = [], complete, reset = false } = learned;
  // A whole tree without values is none: it changes nothing.
  const anew = reset || (complete === true && values.length > 0);
  const next = new Map<string, NativeValue>(anew ? [] : known.values);
  const counts = judgeOf(anew ? NOTHING : layers, learned.contact === true);
  for (const value of values) if (counts(value)) put(next, value);
  if (complete !== true) for (const path of learned.removed ?? []) forget(next, path);
  return {
    ...known,
    values: new Map([...next].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    memory: merged(reset ? {} : known.memory, learned.memory),
  };
}

/** Tells whether a value counts beside what is kept in layers of its own. */
function judgeOf({ gone, contact }: Layers, isContact: boolean): (value: NativeValue) => boolean {
  const told = new Map(isContact ? [] : contact.map(({ path, at }) => [path, at]));
  return (value) => (told.get(value.path) ?? -1) < value.at && !gone.some((one) => covers(one, value));
}

const NOTHING: Layers = { gone: [], contact: [] };

function covers([path, at]: Gone[number], value: NativeValue): boolean {
  if (value.at > at) return false;
  return path.endsWith(".") ? value.path.startsWith(path) : value.path === path;
}

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
