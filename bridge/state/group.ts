import type { Clock } from "#core";

/** At most this many commits make one group, so that none waits long for its answer. */
const GROUP = 16;
/** ms between two groups that are not full. */
const PACE = 3;

/**
 * Group commit: what comes while others are on their way waits for the next group, which leaves a few ms after the last one,
 * as one packet, and is synced by the store at once. A caller alone never waits, and a group leaves as soon as it is full. Each
 * caller gets its own answer or its own rejection.
 */
export class Groups {
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #left = Number.NEGATIVE_INFINITY;
  #underWay = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  run<T>(send: () => Promise<T>): Promise<T> {
    const now = this.#clock.now();
    const since = now - this.#left;
    // A clock that was set back must hold nobody up.
    const isAlone = this.#underWay === 0 || since >= PACE || since < 0;
    if (this.#waiting.length === 0 && isAlone) {
      this.#left = now;
      return this.#send(send);
    }
    const sent = new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => void this.#send(send).then(resolve, reject));
    });
    if (this.#waiting.length >= GROUP) this.#go();
    else this.#cancel ??= this.#clock.after(Math.max(1, PACE - since), this.#go);
    return sent;
  }

  #send<T>(send: () => Promise<T>): Promise<T> {
    this.#underWay++;
    const sent = send();
    sent.then(this.#back, this.#back);
    return sent;
  }

  readonly #back = (): void => void this.#underWay--;

  readonly #go = (): void => {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#left = this.#clock.now();
    for (const go of this.#waiting.splice(0)) go();
  };
}
