import type {
  Context,
  ContextEffect,
  ContextRules,
  ContextState,
  ContextStep,
  Kept,
  SessionRecord,
} from "./context.ts";
import { cut } from "./segment.ts";

/** The next record of the session: one more than the last, and what it acknowledges. [TR-369 R-E2E.15] [TR-369 R-E2E.17] */
function nextRecord(
  context: Context,
  content: Pick<SessionRecord, "retransmit" | "sar" | "payload">,
): SessionRecord {
  return { session: context.id, sequence: context.next, expected: context.expected, ...content };
}

function withKept(context: Context, more: readonly Kept[]): Context {
  const next = context.next + BigInt(more.length);
  // It is kept until the peer has it. [TR-369 R-E2E.16]
  return { ...context, next, kept: [...context.kept, ...more], owes: false };
}

export function emptyRecord(context: Context, retransmit: bigint): readonly [Context, SessionRecord] {
  const record = nextRecord(context, { retransmit, sar: "NONE", payload: new Uint8Array() });
  return [withKept(context, [{ record, message: undefined, repeats: 0 }]), record];
}

/** All segments of a message have their numbers in a row: those of two messages never mix. */
export function withMessage(
  state: ContextState,
  context: Context,
  payload: Uint8Array,
  message: string | undefined,
  { room }: ContextRules,
): ContextStep {
  const kept = cut(payload, room).map((part, i): Kept => {
    const record = nextRecord(context, { retransmit: 0n, ...part });
    return { record: { ...record, sequence: record.sequence + BigInt(i) }, message, repeats: 0 };
  });
  const effects = kept.map(({ record }) => transmitted(record));
  return { state: { ...state, context: withKept(context, kept) }, effects };
}

export function transmitted(record: SessionRecord): ContextEffect {
  return { do: "transmit", record };
}

/** Sends a record again as it was; undefined when it is not held any more or was sent too often. */
export function repeated(
  context: Context,
  sequence: bigint,
  { tries }: ContextRules,
): readonly [Context, ContextEffect] | undefined {
  const at = context.kept.findIndex(({ record }) => record.sequence === sequence);
  const found = context.kept[at];
  if (found === undefined || found.repeats >= tries) return undefined;
  const kept = context.kept.with(at, { ...found, repeats: found.repeats + 1 });
  return [{ ...context, kept }, transmitted(found.record)];
}
