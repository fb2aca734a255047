import type { Clock } from "#core";

/**
 * Admission of new sessions: what cannot be finished is sent away before it is parsed, with a time to come back that is
 * spread over what has been sent away. Sessions in progress never ask here.
 */
export class Overload {
  readonly #clock: Clock;
  readonly #limit: number;
  #working = 0;
  #minute = 0;
  #served = 0;
  #refused = 0;

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#working >= this.#limit;
  }

  enter(): void {
    this.#working++;
  }

  leave(): void {
    this.#working--;
    this.#turn();
    this.#served++;
  }

  /** Seconds for Retry-After: 30 s and a random share of the time that the backlog of this minute takes to serve. */
  retryAfter(random: () => number = Math.random): number {
    this.#turn();
    this.#refused++;
    const perSecond = Math.max(1, this.#served / 60);
    return 30 + Math.floor(random() * Math.min(600, Math.max(30, this.#refused / perSecond)));
  }

  /** Starts the counts of a new minute from half of the old ones, so that they follow without a jump. */
  #turn(): void {
    const minute = Math.floor(this.#clock.now() / 60_000);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#served /= 2;
    this.#refused /= 2;
  }
}
