import type { Notes } from "./notes.ts";

/**
 * The filters that the session of one client id is subscribed to. The session outlives the process and its configuration: what is no
 * longer wanted would be heard for ever.
 */
export class Subscribed {
  readonly #notes: Notes;
  readonly #name: string;

  constructor(notes: Notes, name: string) {
    this.#notes = notes;
    this.#name = name;
  }

  /** Before these are subscribed to: a kill right after that must not forget them. Gives what is stale then. */
  adding(filters: readonly string[]): readonly string[] {
    const before = this.#notes
      .read(this.#name)
      .split("\n")
      .filter((filter) => filter !== "");
    const all = [...new Set([...before, ...filters])];
    if (all.length > before.length) this.#write(all);
    return all.filter((filter) => !filters.includes(filter));
  }

  /** These are all that is left. */
  only(filters: readonly string[]): void {
    this.#write(filters);
  }

  #write(filters: readonly string[]): void {
    this.#notes.write(this.#name, filters.join("\n"));
  }
}
