import type { DeviceId, Protocol } from "#core";
import type { HistoryRows } from "./change.ts";
import type { LearnedValues } from "./params.after.ts";

/** What a change of a device adds to the history of its chosen parameters. */
export interface History {
  /** Undefined: nothing. It travels with the change, and is added in its step. */
  of(device: DeviceId, protocol: Protocol, learned: LearnedValues): Promise<HistoryRows | undefined>;
}
