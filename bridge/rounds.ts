import { asFault, type Clock, type Log } from "#core";

/** Work that is done again and again, one round at a time. */
export interface Rounds {
  /** The first round begins after `firstMs`; default: as between two. */
  start(firstMs?: number): void;
  /** Resolves when no round runs any more. */
  stop(): Promise<void>;
  /** One round now, or the one that is running. Never rejects. */
  round(): Promise<void>;
}

export interface RoundsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Of the logs, as in `sweep failed`. */
  readonly name: string;
  /** ms between the end of a round and the next one, when the round does not say. */
  readonly everyMs: number;
  /** What is told of a round that failed; default `warn`. */
  readonly level?: "warn" | "debug";
  /** A number is the ms until the next round. One that fails is followed by the next one. */
  readonly work: () => Promise<number | void>;
}

export function createRounds({ clock, log, name, everyMs, level = "warn", work }: RoundsOptions): Rounds {
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let pause = everyMs;
  let stopped = true;

  async function once(): Promise<void> {
    pause = everyMs;
    try {
      pause = (await work()) ?? everyMs;
    } catch (error) {
      log[level]({ error: asFault(error) }, `${name} failed`);
    }
  }

  async function round(): Promise<void> {
    running ??= once().finally(() => {
      running = undefined;
    });
    await running;
  }

  function plan(): void {
    if (stopped) return;
    cancel = clock.after(pause, () => void round().then(plan));
  }

  return {
    round,
    start(firstMs = everyMs) {
      stopped = false;
      pause = firstMs;
      plan();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
  };
}
