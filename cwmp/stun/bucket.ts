import { isIPv6 } from "node:net";
import type { Clock } from "#core";

interface Level {
  tokens: number;
  at: number;
}

/** How many sources are kept; the oldest go first, and begin anew. */
const SOURCES = 50_000;

/** So much per second and source, and a burst before that; an IPv6 source is its /64. */
export class Buckets {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #levels = new Map<string, Level>();

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** False: the source has used up what it may. */
  take(address: string): boolean {
    const key = isIPv6(address) ? address.split(":", 4).join(":") : address;
    const now = this.#clock.now();
    const level = this.#levels.get(key) ?? { tokens: this.#burst, at: now };
    level.tokens = Math.min(this.#burst, level.tokens + ((now - level.at) / 1000) * this.#perSecond);
    level.at = now;
    this.#levels.delete(key);
    this.#levels.set(key, level);
    const oldest = this.#levels.keys().next().value;
    if (this.#levels.size > SOURCES && oldest !== undefined) this.#levels.delete(oldest);
    if (level.tokens < 1) return false;
    level.tokens--;
    return true;
  }
}
