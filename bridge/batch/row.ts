import type { FaultCode, Operation, Priority } from "#core";
import type { BatchState, Counts } from "./mark.table.ts";

/** What is done to each device. Secret values of an operation are sealed texts, bound to the batch. */
export type BatchAction =
  | {
      readonly type: "operation";
      readonly operation: Operation;
      readonly priority: Priority;
      /** ms each operation may wait for its device. */
      readonly expiresIn?: number;
    }
  | { readonly type: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly type: "approve" | "quarantine" | "delete" };

/**
 * `freezing`: its devices are being listed, nobody was told of it. `cancelling`: nothing more is started, and what is
 * queued never runs; what was sent comes to its end.
 */
export type BatchPhase = "freezing" | "running" | "paused" | "cancelling" | "finished" | "cancelled";

/** One batch as it is kept. Times in ms. */
export interface BatchRow {
  readonly id: string;
  readonly action: BatchAction;
  readonly by: string;
  readonly reason?: string;
  readonly createdAt: number;
  /** Devices that are begun in a second at most. */
  readonly rate: number;
  readonly filter?: string;
}

/** A batch with what changes of it. */
export interface Batch extends BatchRow {
  readonly phase: BatchPhase;
  readonly total: number;
  readonly counts: Counts;
  readonly skipped: Readonly<Partial<Record<FaultCode, number>>>;
  readonly endedAt?: number;
}

/** How often it failed so, and where for example (places in the partition's list). */
export interface Failures {
  readonly code: string;
  readonly count: number;
  readonly samples: readonly BatchMember[];
}

/** One device of a batch. `reason`: why it was left out. */
export interface BatchMember {
  readonly device: string;
  readonly partition: number;
  readonly index: number;
  readonly state: BatchState;
  readonly reason?: FaultCode;
}
