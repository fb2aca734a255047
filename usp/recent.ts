/** What is known of a Notify that comes: never seen; stored before; its message id was used for another content. */
export type Sighting = "new" | "repeated" | "reused";

/** The last Notifies that were stored: a repeated one is answered again without asking the store. */
export class Recent {
  /** Content id by sender and message id. */
  readonly #ids = new Map<string, string>();
  /** Keys in order of arrival, a ring: the oldest of a large Map is not found in constant time. */
  readonly #ring: string[] = [];
  readonly #max: number;
  #next = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** `key`: sender and message id; `id`: that of the whole content. */
  sighted(key: string, id: string): Sighting {
    const known = this.#ids.get(key);
    if (known === undefined) return "new";
    return known === id ? "repeated" : "reused";
  }

  add(key: string, id: string): void {
    if (!this.#ids.has(key)) {
      const oldest = this.#ring[this.#next];
      if (oldest !== undefined) this.#ids.delete(oldest);
      this.#ring[this.#next] = key;
      this.#next = (this.#next + 1) % this.#max;
    }
    this.#ids.set(key, id);
  }
}
