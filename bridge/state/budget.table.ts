/**
 * What may grow, and what holds it: each budget has a limit from the configuration, a gauge, and an alarm at 80 %.
 * `advice` says what to do when it is nearly used up.
 */
export interface BudgetRow {
  readonly unit: "bytes" | "count";
  readonly title: string;
  readonly advice: string;
}

export const BUDGETS = {
  memory: {
    unit: "bytes",
    title: "The memory of Redis is nearly used up",
    advice:
      "Raise maxmemory of Redis or shorten the other budgets. From 95 % on background work waits and new background work is refused; interactive operations and devices are served.",
  },
  events: {
    unit: "bytes",
    title: "The event stream is nearly full: its oldest events leave before their time",
    advice: "Raise CAUSEWAY_EVENTS_MB, or follow the stream closer.",
  },
  eventCount: {
    unit: "count",
    title: "The event stream nearly holds as many events as it may: the oldest leave before their time",
    advice: "Raise CAUSEWAY_EVENTS_MAX, or follow the stream closer.",
  },
  operations: {
    unit: "count",
    title: "The ledger nearly holds as many ended operations as it may: the oldest leave before their time",
    advice: "Raise CAUSEWAY_OPERATIONS_MAX or lower CAUSEWAY_OPERATIONS_DAYS.",
  },
  batches: {
    unit: "count",
    title: "Batches nearly list as many devices as they may: the oldest that are over leave before their time",
    advice: "Raise CAUSEWAY_BATCH_DEVICES_MAX (some 35 bytes a device) or lower CAUSEWAY_OPERATIONS_DAYS.",
  },
  history: {
    unit: "bytes",
    title: "The history of chosen parameters nearly takes what it may: older points leave early, and no parameter begins one",
    advice: "Raise CAUSEWAY_HISTORY_MB, choose fewer parameters, or keep fewer points of each (CAUSEWAY_HISTORY_POINTS).",
  },
  recordings: {
    unit: "bytes",
    title: "Recordings of device sessions nearly take what they may: the oldest leave",
    advice: "Copy the recordings that are needed, stop recording devices, or raise CAUSEWAY_RECORDER_MB.",
  },
  files: {
    unit: "bytes",
    title: "The files nearly take what they may: soon none are taken any more",
    advice: "Delete files that are not needed (GET /v1/files), or raise CAUSEWAY_FILES_MB.",
  },
  fileCount: {
    unit: "count",
    title: "There are nearly as many files as there may be: soon none are taken any more",
    advice: "Delete files that are not needed, lower CAUSEWAY_FILES_PER_DEVICE, or raise CAUSEWAY_FILES_MAX.",
  },
  models: {
    unit: "bytes",
    title: "What is known of models of devices nearly takes what it may: what was used longest ago leaves",
    advice:
      "Raise CAUSEWAY_MODELS_MB: the first device of a forgotten model costs a few messages more. Many models that nobody has may be devices that lie.",
  },
  quarantine: {
    unit: "count",
    title: "The quarantine is nearly full: its oldest devices leave before they were looked at",
    advice: "Approve or delete quarantined devices, make an enrolment rule, or raise CAUSEWAY_QUARANTINE_MAX.",
  },
} as const satisfies Record<string, BudgetRow>;

export type BudgetName = keyof typeof BUDGETS;
