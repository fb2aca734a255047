import { genericPath } from "#core";
import { entryIn, type ModelEntry, type Trait } from "./entry.ts";

/** Models that stay read, and paths of their devices that stay looked up. */
const READ = 64;
const LOOKED_UP = 50_000;

/** What is known of a model, for all its devices: most have the same paths. */
export class Model {
  readonly entry: ModelEntry;
  readonly #traits = new Map<string, Trait | undefined>();

  constructor(entry: ModelEntry) {
    this.entry = entry;
  }

  /** What is known of a path of one of its devices; undefined: its name is new. */
  trait(path: string): Trait | undefined {
    const known = this.#traits.get(path);
    if (known !== undefined || this.#traits.has(path)) return known;
    const name = genericPath(path);
    const trait = Object.hasOwn(this.entry.names, name) ? this.entry.names[name] : undefined;
    if (this.#traits.size >= LOOKED_UP) this.#traits.clear();
    this.#traits.set(path, trait);
    return trait;
  }
}

/** Models by their text: the devices of one share it. */
export class Models {
  readonly #read = new Map<string, Model>();

  of(text: string): Model {
    const known = this.#read.get(text);
    if (known !== undefined) return known;
    const model = new Model(entryIn(text));
    this.#read.set(text, model);
    if (this.#read.size > READ) this.#read.delete(this.#read.keys().next().value as string);
    return model;
  }
}
