/** Budgets and times of the bridge; every one is a configuration key. Times in ms. */
export interface Limits {
  /** Length of one partition's event stream, approximate: a buffer between the commit and the feed. */
  readonly partitionEvents: number;
  /** Length of the merged feed, approximate. */
  readonly feedEvents: number;
  /** What the feed's events may take, bytes. */
  readonly feedBytes: number;
  /** Age at which an event leaves the feed. */
  readonly feedMs: number;
  readonly keepSettledMs: number;
  readonly keepFailedMs: number;
  /** Ended operations that are kept at most; above that the oldest leave before their time. */
  readonly settledOperations: number;
  /** Devices that all batches list which are kept; above that the oldest that are over leave. */
  readonly batchDevices: number;
  /** What the history of chosen parameters takes at most, bytes, and the points one parameter of a device keeps. */
  readonly historyBytes: number;
  readonly historyPoints: number;
  /** What recordings of device sessions take at most, bytes. */
  readonly recorderBytes: number;
  /** What is kept of models of devices at most, packed bytes. */
  readonly modelBytes: number;
  /** Memory of one Redis node that counts as full where it is below `maxmemory`, bytes; 0: only `maxmemory` counts. */
  readonly memoryBytes: number;
  /** How long an accepted asynchronous command may take before its outcome counts as unknown. */
  readonly pendingMs: number;
  /** Queued operations one device may have. */
  readonly queuePerDevice: number;
  /** How long an Idempotency-Key is remembered. */
  readonly idempotencyMs: number;
  /** After this time an unfinished first request of an Idempotency-Key counts as dead. */
  readonly idempotencyRunMs: number;
  /** Times between two rings of a device that does not come; the last one repeats. */
  readonly ringBackoffMs: readonly number[];
  readonly sweepMs: number;
  /** Devices a second that are asked to bring their subscriptions up to date when those change. */
  readonly subscriptionsPerSecond: number;
  /** Wake jobs of one replica at the same time. */
  readonly wakeConcurrency: number;
}

const day = 24 * 3600_000;

export const LIMITS: Limits = {
  partitionEvents: 20_000,
  feedEvents: 1_000_000,
  feedBytes: 1024 ** 3,
  feedMs: 7 * day,
  keepSettledMs: 30 * day,
  keepFailedMs: 90 * day,
  settledOperations: 1_000_000,
  batchDevices: 1_000_000,
  historyBytes: 256 * 1024 ** 2,
  historyPoints: 1000,
  recorderBytes: 256 * 1024 ** 2,
  modelBytes: 32 * 1024 ** 2,
  memoryBytes: 0,
  pendingMs: 30 * day,
  queuePerDevice: 1000,
  idempotencyMs: day,
  idempotencyRunMs: 60_000,
  ringBackoffMs: [5000, 15_000, 60_000, 300_000, 900_000, 1_800_000],
  sweepMs: 1000,
  subscriptionsPerSecond: 50,
  wakeConcurrency: 64,
};
