import { genericPath, SLICE, whole as atOnce, type NativeValue, type Sliced } from "#core";
import type { Named } from "../reading/children.ts";
import { MOST_NAMES, type ModelEntry, type Trait } from "./entry.ts";

interface Told {
  /** Names that do not begin with it are nothing of a data model. */
  readonly root: string;
  readonly named: readonly Named[];
  readonly values: Iterable<NativeValue>;
  /** The names and values are all that the device has. */
  readonly whole: boolean;
  readonly pace?: number;
}

/** What one device told, as a model has it: of names of several rows what any of them has. */
export function* telling({ root, named, values, whole, pace }: Told): Sliced<ModelEntry> {
  const traits = new Map<string, Trait>();
  /** Parameters right below each object. */
  const own = new Map<string, number>();
  let seen = 0;
  for (const [path, writable] of named) {
    if (path.startsWith(root)) noted(traits, path, writable);
    if (++seen % SLICE === 0) yield;
  }
  let told = 0;
  for (const { path, type } of values) {
    if (++told % SLICE === 0) yield;
    if (!path.startsWith(root)) continue;
    const generic = genericPath(path);
    const trait = traits.get(generic) ?? "-";
    if (trait.length === 1) put(traits, generic, trait + type);
    if (whole) count(own, path);
  }
  if (whole && told === 0) for (const [path] of named) count(own, path);
  yield;
  return {
    whole,
    names: Object.fromEntries(traits),
    weights: whole ? yield* weightsOf(own) : {},
    ...(pace === undefined ? {} : { pace }),
  };
}

/** As `telling`, at once. */
export function toldBy(told: Told): ModelEntry {
  return atOnce(telling(told));
}

function noted(traits: Map<string, Trait>, path: string, writable: boolean): void {
  const generic = genericPath(path);
  if (writable || !traits.has(generic)) put(traits, generic, writable ? "w" : "r");
}

function put(traits: Map<string, Trait>, name: string, trait: Trait): void {
  if (traits.size < MOST_NAMES || traits.has(name)) traits.set(name, trait);
}

function count(own: Map<string, number>, path: string): void {
  if (path.endsWith(".")) return;
  const object = path.slice(0, path.lastIndexOf(".") + 1);
  own.set(object, (own.get(object) ?? 0) + 1);
}

/** Parameters below each object, at any depth. */
function* sizesOf(own: ReadonlyMap<string, number>): Sliced<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  let seen = 0;
  for (const [path, size] of own) {
    for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
      const object = path.slice(0, dot + 1);
      sizes.set(object, (sizes.get(object) ?? 0) + size);
    }
    if (++seen % SLICE === 0) yield;
  }
  return sizes;
}

/** Of the rows of a table the largest. */
function* weightsOf(own: ReadonlyMap<string, number>): Sliced<Readonly<Record<string, number>>> {
  const weights = new Map<string, number>();
  let seen = 0;
  for (const [object, size] of yield* sizesOf(own)) {
    if (++seen % SLICE === 0) yield;
    const name = genericPath(object);
    if (size > (weights.get(name) ?? 0) && (weights.size < MOST_NAMES || weights.has(name)))
      weights.set(name, size);
  }
  return Object.fromEntries(weights);
}
