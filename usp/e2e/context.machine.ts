import {
  NO_CONTEXT,
  type Context,
  type ContextEffect,
  type ContextEvent,
  type ContextRules,
  type ContextStep,
  type ContextState,
  type Restart,
  type SessionRecord,
} from "./context.ts";
import { keepAhead, takeInOrder } from "./receive.ts";
import { emptyRecord, transmitted, withMessage } from "./send.ts";

/** From here on a sequence is too near to 2^64: 18,446,744,073,709,541,615. */
export const LAST_SEQUENCE = 2n ** 64n - 10_001n;

/** Sessions whose late records are known as such. */
const REPLACED = 8;
/** So many late records and none of the session itself: the two ends do not mean the same one. */
const STRAYS = 3;

/**
 * A session context with one peer: `(state, event) -> {state, effects}`. Pure but for the ids it draws. What is delivered in one
 * step is to be made durable before the state is kept: the next record sent acknowledges it.
 */
export function step(state: ContextState, event: ContextEvent, rules: ContextRules): ContextStep {
  const { context } = state;
  switch (event.on) {
    case "record":
      return received(state, event.record, rules);
    case "send":
      return sent(state, event, rules);
    case "acknowledge":
      return context?.owes === true ? empty(state, context, rules) : { state, effects: [] };
    case "gap":
      return asking(state, rules);
    case "stuck":
      return isWaiting(context) ? restart(state, "stuck", rules) : { state, effects: [] };
    case "abandon":
      return abandoned(state, event.message);
    case "connect":
      // Ids of an agent that has begun anew may be those of before.
      return { state: { ...state, greeted: true, replaced: [] }, effects: [] };
    case "end":
      // [TR-369 R-MTP.7]: forgotten, even that there was one.
      return { state: NO_CONTEXT, effects: lost(context) };
  }
}

/** For the rest of a message, or for a record that is missing. */
export function isWaiting(context: Context | undefined): boolean {
  return context !== undefined && (context.ahead.size > 0 || context.parts !== undefined);
}

function received(state: ContextState, record: SessionRecord, rules: ContextRules): ContextStep {
  const { context } = state;
  if (record.session !== context?.id) return otherSession(state, record, rules);
  // An agent that draws the same id at every start.
  if (state.greeted && record.sequence === 1n && context.expected > 1n)
    return begun(state, record, "beganAnew", rules);
  return inSession(state, context, record, rules);
}

/** [TR-369 R-E2E.20] */
function inSession(
  state: ContextState,
  context: Context,
  record: SessionRecord,
  rules: ContextRules,
): ContextStep {
  // [TR-369 R-E2E.25]: ignored entirely, what it asks for too.
  if (record.sequence < context.expected || context.ahead.has(record.sequence))
    return { state, effects: [remark("duplicate", record)] };
  const taken =
    record.sequence > context.expected
      ? keepAhead(context, record, rules)
      : takeInOrder(context, record, rules);
  const next = { ...state, greeted: false, strays: 0, context: taken.context };
  const end = taken.failure ?? (record.sequence >= LAST_SEQUENCE ? "exhausted" : undefined); // [TR-369 R-E2E.8]
  if (end === undefined) return { state: next, effects: taken.effects };
  // [TR-369 R-E2E.21] [TR-369 R-E2E.22]: what came up to here still counts.
  return after(taken.effects, restart(next, end, rules));
}

/** A record of another session than the one that is open, or of one when none is. */
function otherSession(state: ContextState, record: SessionRecord, rules: ContextRules): ContextStep {
  const { context, replaced } = state;
  if (replaced.includes(record.session)) return late(state, record, rules);
  // [TR-369 R-E2E.24]: ignored, and a session of our own instead.
  if (record.session <= 1n) return restart(state, "sessionId", rules, record);
  if (record.sequence !== 1n) {
    const early = [...state.early, { ...record, payload: new Uint8Array(record.payload) }];
    if (early.length > rules.ahead || bytesOf(early) > rules.aheadBytes)
      return restart(state, "sessionId", rules, record);
    return { state: { ...state, early }, effects: [remark("early", record)] };
  }
  // Both opened at once: the larger id stands, here and there. A peer that opens again has not heard of ours.
  if (context?.unanswered === true && !context.crossed && context.id > record.session)
    return {
      state: {
        ...state,
        context: { ...context, crossed: true },
        replaced: withReplaced(replaced, record.session),
      },
      effects: [remark("crossed", record), ...openingAgain(context)],
    };
  return begun(state, record, "opened", rules); // [TR-369 R-E2E.4] [TR-369 R-E2E.6]
}

/** Of a session that was replaced. A peer that goes on in it has missed that, perhaps: it is told again, and then anew. */
function late(state: ContextState, record: SessionRecord, rules: ContextRules): ContextStep {
  const { context } = state;
  const strays = state.strays + 1;
  const effects = [remark("late", record)];
  if (context === undefined || strays > STRAYS) return after(effects, restart(state, "sessionId", rules));
  return { state: { ...state, strays }, effects: [...effects, ...openingAgain(context)] };
}

/** The record that made our session known, for a peer that may have missed it; one with a message is never sent unasked. */
function openingAgain({ unanswered, kept: [opening] }: Context): readonly ContextEffect[] {
  return unanswered && opening?.record.payload.length === 0 ? [transmitted(opening.record)] : [];
}

/** The peer opened a session with this record. */
function begun(
  state: ContextState,
  record: SessionRecord,
  what: "opened" | "beganAnew",
  rules: ContextRules,
): ContextStep {
  const context = fresh(record.session, false);
  const replaced =
    state.context === undefined || state.context.id === record.session
      ? state.replaced
      : withReplaced(state.replaced, state.context.id);
  const next = { ...state, early: [], strays: 0, used: true, replaced, context };
  const first = after(
    [remark(what, record), ...lost(state.context)],
    inSession(next, context, record, rules),
  );
  // Those that came before it follow on.
  return state.early
    .filter(({ session }) => session === record.session)
    .reduce((done, one) => after(done.effects, received(done.state, one, rules)), first);
}

/** A session of ours in the place of what there was, made known by an empty record. */
function restart(state: ContextState, why: Restart, rules: ContextRules, about?: SessionRecord): ContextStep {
  const opened = replacing(state, rules);
  const note: ContextEffect = { do: "note", what: why, session: opened.context.id };
  return after(
    [about === undefined ? note : remark("sessionId", about), ...lost(state.context)],
    empty(opened, opened.context, rules),
  );
}

function replacing(state: ContextState, rules: ContextRules): ContextState & { readonly context: Context } {
  const replaced =
    state.context === undefined ? state.replaced : withReplaced(state.replaced, state.context.id);
  const context = fresh(rules.draw(), true);
  return { replaced, early: [], strays: 0, used: true, greeted: false, context };
}

/** Both sequences begin with 1. [TR-369 R-E2E.14] */
function fresh(id: bigint, unanswered: boolean): Context {
  return {
    id,
    unanswered,
    crossed: false,
    expected: 1n,
    ahead: new Map(),
    aheadBytes: 0,
    parts: undefined,
    next: 1n,
    kept: [],
    owes: false,
    asked: { sequence: 0n, times: 0 },
  };
}

function sent(
  state: ContextState,
  { payload, message }: Extract<ContextEvent, { on: "send" }>,
  rules: ContextRules,
): ContextStep {
  const { context } = state;
  const end =
    context === undefined
      ? "opened"
      : context.next >= LAST_SEQUENCE // [TR-369 R-E2E.9]
        ? "exhausted"
        : context.kept.length >= rules.kept
          ? "keptFull"
          : undefined;
  if (context !== undefined && end === undefined) return withMessage(state, context, payload, message, rules);
  const opened = replacing(state, rules);
  const note: ContextEffect = { do: "note", what: end ?? "opened", session: opened.context.id };
  return after([note, ...lost(context)], withMessage(opened, opened.context, payload, message, rules));
}

/** Asks for the missing record, begins anew where the first of a session is missing, or gives the session up after so many times. */
function asking(state: ContextState, rules: ContextRules): ContextStep {
  const {
    context,
    early: [orphan],
  } = state;
  if (orphan !== undefined) return restart(state, "sessionId", rules, orphan);
  if (context === undefined || context.ahead.size === 0) return { state, effects: [] };
  const { expected, asked } = context;
  const times = asked.sequence === expected ? asked.times + 1 : 1;
  if (times > rules.tries) return restart(state, "missing", rules);
  return empty(state, { ...context, asked: { sequence: expected, times } }, rules, expected);
}

/** Ends the session, so that what the peer has not got is never sent again; the next message opens another one. */
function abandoned(state: ContextState, message: string): ContextStep {
  const { context } = state;
  if (context?.kept.some((kept) => kept.message === message) !== true) return { state, effects: [] };
  const replaced = withReplaced(state.replaced, context.id);
  const others = lost({ ...context, kept: context.kept.filter((kept) => kept.message !== message) });
  return { state: { ...NO_CONTEXT, replaced, used: true, greeted: state.greeted }, effects: others };
}

/** A record without payload. [TR-369 R-E2E.15] */
function empty(state: ContextState, context: Context, rules: ContextRules, retransmit = 0n): ContextStep {
  if (context.kept.length >= rules.kept) return restart(state, "keptFull", rules);
  const [next, record] = emptyRecord(context, retransmit);
  return { state: { ...state, context: next }, effects: [transmitted(record)] };
}

function lost(context: Context | undefined): readonly ContextEffect[] {
  const messages = new Set((context?.kept ?? []).flatMap(({ message }) => message ?? []));
  return messages.size === 0 ? [] : [{ do: "lost", messages: [...messages] }];
}

function withReplaced(replaced: readonly bigint[], id: bigint): readonly bigint[] {
  return [id, ...replaced.filter((other) => other !== id)].slice(0, REPLACED);
}

export function bytesOf(records: readonly SessionRecord[]): number {
  return records.reduce((sum, { payload }) => sum + payload.length, 0);
}

function remark(
  what: "duplicate" | "early" | "opened" | "beganAnew" | "late" | "crossed" | "sessionId",
  record: SessionRecord,
): ContextEffect {
  return { do: "note", what, session: record.session, sequence: record.sequence };
}

function after(effects: readonly ContextEffect[], then: ContextStep): ContextStep {
  return { state: then.state, effects: [...effects, ...then.effects] };
}
