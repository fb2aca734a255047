import { entryIn, type ModelEntry } from "./entry.ts";

/** Models that stay read. */
const READ = 64;

/** Entries by their text: the devices of one model share one. */
export class Entries {
  readonly #read = new Map<string, ModelEntry>();

  of(text: string): ModelEntry {
    const known = this.#read.get(text);
    if (known !== undefined) return known;
    const entry = entryIn(text);
    this.#read.set(text, entry);
    if (this.#read.size > READ) this.#read.delete(this.#read.keys().next().value as string);
    return entry;
  }
}
