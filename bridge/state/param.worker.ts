import type { Clock, Log } from "#core";
import { createRounds } from "../rounds.ts";
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
  const rounds = createRounds({
    clock,
    log,
    name: "indexing parameters",
    everyMs: LOOK_MS,
    work: async () => (((await index?.round()) ?? 0) === 0 ? LOOK_MS : PAUSE_MS),
  });
  return {
    async start() {
      if (index === undefined) return;
      await index.begin();
      rounds.start(0);
    },
    stop: () => rounds.stop(),
  };
}
