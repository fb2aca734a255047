import type { DeviceId, Protocol } from "#core";
import type { PxRow } from "./change.ts";
import type { LearnedValues } from "./params.after.ts";

/** How far the indexing of parameters is. */
export interface IndexProgress {
  readonly parameters: readonly string[];
  readonly state: "ready" | "building";
  readonly devices: number;
  readonly remaining: number;
}

/** The index of parameters: what a commit makes of it, and its building after the configuration changed. */
export interface ParameterIndex {
  /** What is to travel with a change of a device. `sv` of the answer makes a race harmless: the device is marked then. */
  of(device: DeviceId, protocol: Protocol, learned: LearnedValues): Promise<PxRow>;
  /** Resolves when filters may ask for parameters. Fault `index.building`. */
  ready(): Promise<void>;
  progress(): Promise<IndexProgress>;
  /** Marks every device when the configuration changed. */
  begin(): Promise<void>;
  /** Indexes some marked devices; gives how many. Another replica's turn: 0. */
  round(): Promise<number>;
}
