import type { Ahead, Context, ContextEffect, ContextRules, Restart, SessionRecord } from "./context.ts";
import { join, withPart, type Parts } from "./segment.ts";
import { repeated } from "./send.ts";

export interface Taken {
  readonly context: Context;
  readonly effects: readonly ContextEffect[];
  /** Why the session cannot go on. [TR-369 R-E2E.21] */
  readonly failure?: Restart;
}

/**
 * Keeps a record until those before it have come. What it asks for is sent at once: two that each miss a record would wait for
 * one another.
 */
export function keepAhead(context: Context, record: SessionRecord, rules: ContextRules): Taken {
  const { session, sequence } = record;
  const aheadBytes = context.aheadBytes + record.payload.length;
  if (context.ahead.size >= rules.ahead || aheadBytes > rules.aheadBytes)
    return { context, effects: [], failure: "aheadFull" };
  const asked = record.retransmit === 0n ? undefined : repeated(context, record.retransmit, rules);
  const [known, ...again] = asked ?? [context];
  const kept: Ahead = {
    record: { ...record, payload: new Uint8Array(record.payload) },
    honoured: asked !== undefined,
  };
  const ahead = new Map(known.ahead).set(sequence, kept);
  const note: ContextEffect = { do: "note", what: "ahead", session, sequence };
  return { context: { ...known, ahead, aheadBytes, unanswered: false }, effects: [note, ...again] };
}

/** The record that was expected, then those kept that follow on. */
export function takeInOrder(context: Context, record: SessionRecord, rules: ContextRules): Taken {
  let taken = take(context, { record, honoured: false }, rules);
  const effects = [...taken.effects];
  for (;;) {
    const next = taken.failure === undefined ? taken.context.ahead.get(taken.context.expected) : undefined;
    if (next === undefined) return { ...taken, effects };
    const ahead = new Map(taken.context.ahead);
    ahead.delete(next.record.sequence);
    const aheadBytes = taken.context.aheadBytes - next.record.payload.length;
    taken = take({ ...taken.context, ahead, aheadBytes }, next, rules);
    effects.push(...taken.effects);
  }
}

function take(context: Context, { record, honoured }: Ahead, rules: ContextRules): Taken {
  const owes = context.owes || record.payload.length > 0;
  const advanced: Context = {
    ...context,
    unanswered: false,
    owes,
    expected: record.sequence + 1n,
    // What is freed stays so: a later record may acknowledge less.
    kept: context.kept.filter((kept) => kept.record.sequence >= record.expected),
  };
  const put = assembled(advanced.parts, record, rules);
  if (typeof put === "string") return { context: advanced, effects: [], failure: put };
  const effects: ContextEffect[] = put.whole === undefined ? [] : [{ do: "deliver", payload: put.whole }];
  const known: Context = { ...advanced, parts: put.parts };
  if (record.retransmit === 0n || honoured) return { context: known, effects };
  const again = repeated(known, record.retransmit, rules);
  if (again === undefined) return { context: known, effects, failure: "notHeld" };
  return { context: again[0], effects: [...effects, again[1]] };
}

/** The message so far, the whole one, or why it cannot be put together. */
function assembled(
  parts: Parts | undefined,
  { sar, payload }: SessionRecord,
  { messageBytes }: ContextRules,
): { readonly parts: Parts | undefined; readonly whole?: Uint8Array } | "segments" | "tooLarge" {
  // It acknowledges or asks, in the midst of a message too.
  if (sar === "NONE" && payload.length === 0) return { parts };
  if ((parts !== undefined) === (sar === "NONE" || sar === "BEGIN")) return "segments";
  if (sar === "NONE") return { parts: undefined, whole: payload };
  if ((parts?.bytes ?? 0) + payload.length > messageBytes || (parts?.count ?? 0) >= SEGMENTS)
    return "tooLarge";
  const more = withPart(parts, payload);
  return sar === "COMPLETE" ? { parts: undefined, whole: join(more) } : { parts: more };
}

/** Of one message: enough for 8 MiB in the smallest records there are. */
const SEGMENTS = 32_768;
