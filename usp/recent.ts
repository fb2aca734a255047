/** The last ids that were stored: a repeated Notify is answered again without asking the store. */
export class Recent {
  readonly #ids = new Set<string>();
  /** In order of arrival, a ring: the oldest of a large Set is not found in constant time. */
  readonly #ring: string[] = [];
  readonly #max: number;
  #next = 0;

  constructor(max: number) {
    this.#max = max;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    if (this.#ids.has(id)) return;
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) this.#ids.delete(oldest);
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % this.#max;
    this.#ids.add(id);
  }
}
