/** Whether a parameter or object can be written; `-`: nobody told. */
export type Access = "w" | "r" | "-";

/** What is known of one name: its access, then the type its values have on the wire. `wunsignedInt` */
export type Trait = string;

/** What devices of one model and firmware told of their data model. Names have `{i}` for instances, objects end in a dot. */
export interface ModelEntry {
  /** A device of it listed all its names. */
  readonly whole: boolean;
  readonly names: Readonly<Record<string, Trait>>;
  /** Parameters below each object, in the device that was read whole last. */
  readonly weights: Readonly<Record<string, number>>;
  /** Parameters an answer may have, as that one bore it. */
  readonly pace?: number;
}

/** Names of one model, what others of it add included. */
export const MOST_NAMES = 20_000;

export function accessOf(trait: Trait | undefined): Access {
  return trait?.startsWith("w") === true ? "w" : trait?.startsWith("r") === true ? "r" : "-";
}

/**
 * What is known with what one more device told. Names are only added, never taken away, and what one device can write
 * stays writable: no device makes less of a model than another one told. The same entry when nothing is new.
 */
export function extended(known: ModelEntry | undefined, told: ModelEntry): ModelEntry {
  if (known === undefined) return told;
  const added: Record<string, Trait> = {};
  let room = MOST_NAMES - Object.keys(known.names).length;
  let changed = told.whole && !known.whole;
  for (const [name, trait] of Object.entries(told.names)) {
    const before = known.names[name];
    const after = before === undefined ? trait : joined(before, trait);
    if (after === before || (before === undefined && room-- <= 0)) continue;
    added[name] = after;
    changed = true;
  }
  const sizes = told.whole && differ(known, told) ? told : known;
  if (!changed && sizes === known) return known;
  const pace = sizes.pace ?? known.pace;
  return {
    whole: known.whole || told.whole,
    names: { ...known.names, ...added },
    weights: sizes.weights,
    ...(pace === undefined ? {} : { pace }),
  };
}

/** The inverse of `JSON.stringify`. */
export function entryIn(text: string): ModelEntry {
  return JSON.parse(text) as ModelEntry;
}

const RANK: Readonly<Record<Access, number>> = { "-": 0, r: 1, w: 2 };

function joined(before: Trait, after: Trait): Trait {
  const access = RANK[accessOf(after)] > RANK[accessOf(before)] ? accessOf(after) : accessOf(before);
  return access + (before.slice(1) || after.slice(1));
}

/** Devices of a model differ in their rows; only another order of size is worth keeping. */
function differ(known: ModelEntry, told: ModelEntry): boolean {
  return isFar(sum(told), sum(known)) || (told.pace !== undefined && isFar(told.pace, known.pace));
}

function sum({ weights }: ModelEntry): number {
  return Math.max(0, ...["Device.", "InternetGatewayDevice."].map((root) => weights[root] ?? 0));
}

/** The size that was found is of another order than the one that is known. */
export function isFar(found: number, known = 0): boolean {
  return found > 2 * known || known > 2 * found;
}
