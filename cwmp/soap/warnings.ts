/** What was wrong with one message and could be borne. Each kind is kept once, and only the first 32. */
export class Warnings {
  readonly list: string[] = [];
  #kinds: Set<string> | undefined;

  /** `kind` is a constant text; `offset` tells where it was first seen. */
  add(kind: string, offset?: number): void {
    this.#kinds ??= new Set();
    if (this.list.length >= 32 || this.#kinds.has(kind)) return;
    this.#kinds.add(kind);
    this.list.push(offset === undefined ? kind : `${kind} at ${offset}`);
  }
}
