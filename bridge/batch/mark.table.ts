import type { FaultCode, OperationState } from "#core";

/** What a batch keeps of one of its devices: one character (`P:bs:<batch>`). */
export const MARKS = {
  waiting: ".",
  queued: "q",
  running: "r",
  succeeded: "s",
  failed: "f",
  expired: "e",
  cancelled: "c",
  unknownOutcome: "u",
} as const satisfies Record<OperationState | "waiting", string>;

/** The same for devices that were left out, and why. */
export const SKIPS = {
  N: "device.notFound",
  Q: "device.quarantined",
  U: "operation.unsupported",
  O: "gateway.overloaded",
  F: "file.notFound",
  X: "request.unprocessable",
} as const satisfies Record<string, FaultCode>;

export type BatchState = keyof typeof MARKS | "skipped";
export type Counts = Readonly<Record<BatchState, number>>;

const STATE: ReadonlyMap<string, BatchState> = new Map<string, BatchState>([
  ...Object.entries(MARKS).map(([state, mark]) => [mark, state as BatchState] as const),
  ...Object.keys(SKIPS).map((mark) => [mark, "skipped"] as const),
]);

export const BATCH_STATES = [...new Set(STATE.values())] as readonly BatchState[];

/** States that nothing follows. */
export function isOver(state: BatchState): boolean {
  return state !== "waiting" && state !== "queued" && state !== "running";
}

export function stateOf(mark: string): BatchState {
  return STATE.get(mark) ?? "unknownOutcome";
}

/** Why a device with this mark was left out; undefined: it was not. */
export function skipOf(mark: string): FaultCode | undefined {
  return (SKIPS as Readonly<Record<string, FaultCode>>)[mark];
}

/** The mark of a device that cannot be done for this reason; undefined: the reason says nothing of the device alone. */
export function skipMark(code: FaultCode): string | undefined {
  return Object.entries(SKIPS).find(([, reason]) => reason === code)?.[0];
}

/** The marks of a state. */
export function marksOf(state: BatchState): string {
  return state === "skipped" ? Object.keys(SKIPS).join("") : MARKS[state];
}

/** How many there are of each mark. */
export function countMarks(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (let i = 0; i < text.length; i++) {
      const mark = text.charAt(i);
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
  return counts;
}

/** The same by state, and of those left out by reason. */
export function countsOf(marks: ReadonlyMap<string, number>): {
  readonly counts: Counts;
  readonly skipped: Readonly<Partial<Record<FaultCode, number>>>;
} {
  const counts = Object.fromEntries(BATCH_STATES.map((state) => [state, 0])) as Record<BatchState, number>;
  const skipped: Partial<Record<FaultCode, number>> = {};
  for (const [mark, count] of marks) {
    counts[stateOf(mark)] += count;
    const reason = skipOf(mark);
    if (reason !== undefined) skipped[reason] = (skipped[reason] ?? 0) + count;
  }
  return { counts, skipped };
}

/** A table of Lua: the mark of each state of an operation, or of each refusal of `submit`. */
export function luaTable(rows: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(rows).map(([name, mark]) => `${name} = '${mark}'`);
  return `{ ${pairs.join(", ")} }`;
}
