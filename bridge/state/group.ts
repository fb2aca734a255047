import type { Clock } from "#core";

/** At most this many commits make one group, so that none waits long for its answer. */
const GROUP = 16;
/** ms between two groups that are not full. */
const PACE = 3;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what comes while others are on their way waits for the next group, which leaves a few ms after the last one,
 * as one command, and is synced by the store at once. A caller alone never waits, and a group leaves as soon as it is full.
 * Each caller gets its own answer.
 */
export class Groups<T, R> {
  readonly #clock: Clock;
  readonly #send: (items: readonly T[]) => Promise<readonly (R | Error)[]>;
  #waiting: Waiting<T, R>[] = [];
  #left = Number.NEGATIVE_INFINITY;
  #underWay = 0;
  #cancel: (() => void) | undefined;

  /** @param send gives the answers in the order of the items, an error to whom it concerns; rejects when none was answered */
  constructor(clock: Clock, send: (items: readonly T[]) => Promise<readonly (R | Error)[]>) {
    this.#clock = clock;
    this.#send = send;
  }

  run(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      const now = this.#clock.now();
      const since = now - this.#left;
      // A clock that was set back must hold nobody up.
      const isAlone = this.#underWay === 0 || since >= PACE || since < 0;
      this.#waiting.push({ item, resolve, reject });
      if ((isAlone && this.#waiting.length === 1) || this.#waiting.length >= GROUP) this.#go();
      else this.#cancel ??= this.#clock.after(Math.max(1, PACE - since), this.#go);
    });
  }

  readonly #go = (): void => {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#left = this.#clock.now();
    const group = this.#waiting;
    this.#waiting = [];
    this.#underWay++;
    this.#send(group.map(({ item }) => item)).then(
      (answers) => {
        this.#underWay--;
        for (const [i, { resolve, reject }] of group.entries()) {
          const answer = answers[i]!;
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        }
      },
      (error: unknown) => {
        this.#underWay--;
        for (const { reject } of group) reject(error);
      },
    );
  };
}
