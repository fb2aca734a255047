import type { Clock } from "#core";
import type { Sighting } from "./sighting.ts";

/** Sightings kept of one endpoint, newest last, and for how long, ms. */
const EACH = 16;
const KEPT_MS = 24 * 3_600_000;

/**
 * What was seen lately of endpoints: records that were refused, and the Connect records of those that were let in. A bounded
 * memory of this replica, for whoever asks why an agent does not show up; the endpoint seen longest ago is forgotten first.
 */
export class Sightings {
  readonly #clock: Clock;
  readonly #max: number;
  readonly #byEndpoint = new Map<string, readonly Sighting[]>();

  constructor(clock: Clock, max: number) {
    this.#clock = clock;
    this.#max = max;
  }

  note(sighting: Sighting): void {
    const { from } = sighting;
    if (from === "") return;
    const at = this.#clock.now();
    // With its Connect record an agent begins anew: what it did before may have been mended since.
    const earlier = sighting.kind === "connect" ? [] : (this.#byEndpoint.get(from) ?? []);
    const before = earlier.filter((other) => !isSame(other, sighting));
    this.#byEndpoint.delete(from);
    this.#byEndpoint.set(from, [...before, { ...sighting, at }].slice(-EACH));
    const oldest = this.#byEndpoint.keys().next().value;
    if (this.#byEndpoint.size > this.#max && oldest !== undefined) this.#byEndpoint.delete(oldest);
  }

  /** Oldest first. */
  of(endpoint: string): readonly Sighting[] {
    const since = this.#clock.now() - KEPT_MS;
    return (this.#byEndpoint.get(endpoint) ?? []).filter(({ at = 0 }) => at >= since);
  }
}

/** The same again is remembered once, with its last time. */
function isSame(
  { at: _at, msgId: _id, ...one }: Sighting,
  { at: _at2, msgId: _id2, ...other }: Sighting,
): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
