import { asFault, type Clock, type Log } from "#core";
import type { ParameterIndex } from "./param.types.ts";

/** Keeps the index of parameters whole: builds it after a change of the configuration, mends it after a race. */
export interface IndexWorker {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Between two looks for marked devices, and between two rounds while there are some, ms. */
const LOOK_MS = 500;
const PAUSE_MS = 10;

export function createIndexWorker(index: ParameterIndex | undefined, clock: Clock, log: Log): IndexWorker {
  let cancel: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  function plan(ms: number): void {
    if (stopped) return;
    cancel = clock.after(ms, () => {
      running = round();
    });
  }

  async function round(): Promise<void> {
    let done = 0;
    try {
      done = (await index?.round()) ?? 0;
    } catch (error) {
      log.warn({ error: asFault(error) }, "indexing parameters failed");
    }
    plan(done === 0 ? LOOK_MS : PAUSE_MS);
  }

  return {
    async start() {
      if (index === undefined) return;
      await index.begin();
      plan(0);
    },
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
  };
}
