import type { Clock } from "#core";

/** One thing a simulated device really did. `facts` are plain values, in the device's own words. */
export interface Entry {
  /** ms since the epoch, by the device's clock */
  readonly at: number;
  readonly what: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What one device really did, in order: the witness of tests, never fed by what was merely asked of it. */
export class Journal {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #watchers = new Set<(entry: Entry) => void>();
  #entries: Entry[] = [];

  /** Keeps the last `limit` entries. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  record(what: string, facts: Readonly<Record<string, unknown>> = {}): void {
    const entry: Entry = { at: this.#clock.now(), what, facts };
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries = this.#entries.slice(-Math.ceil(this.#limit / 2));
    for (const watcher of this.#watchers) watcher(entry);
  }

  /** Every entry of one kind. */
  of(what: string): readonly Entry[] {
    return this.#entries.filter((entry) => entry.what === what);
  }

  /** The first entry, past or to come, that fits. Never rejects: the caller brings its own deadline. */
  until(what: string, fits: (entry: Entry) => boolean = () => true): Promise<Entry> {
    const past = this.#entries.find((entry) => entry.what === what && fits(entry));
    return past === undefined ? this.next(what, fits) : Promise.resolve(past);
  }

  /** The next entry to come that fits. */
  next(what: string, fits: (entry: Entry) => boolean = () => true): Promise<Entry> {
    return new Promise((resolve) => {
      const watcher = (entry: Entry) => {
        if (entry.what !== what || !fits(entry)) return;
        this.#watchers.delete(watcher);
        resolve(entry);
      };
      this.#watchers.add(watcher);
    });
  }

  clear(): void {
    this.#entries = [];
  }
}
