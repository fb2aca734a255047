import type { AcsRpc, CpeRpc } from "./soap/rpc.table.ts";

/**
 * One CWMP session, from the Inform to the empty 204: who speaks, what is outstanding, what each message means. Pure; the
 * driver performs the effects and feeds their results back. Drawn in docs/reference/cwmp-session.md.
 */
export type SessionState = { readonly sent: number } & (
  | { readonly at: "new" }
  | { readonly at: "admitting" }
  /** The Inform was answered; the CPE sends requests until its empty POST. */
  | { readonly at: "cpeSpeaks"; readonly work: boolean }
  /** Quarantined: the Inform was answered, nothing else will be. */
  | { readonly at: "polite" }
  | { readonly at: "reporting"; readonly resume: CpeSpeaks | AcsWaits }
  /** The next RPC is being chosen. `held`: the CPE asked that none be sent in this answer. */
  | { readonly at: "choosing"; readonly held: boolean }
  | AcsWaits
  | { readonly at: "ended"; readonly why: EndReason }
);

interface CpeSpeaks {
  readonly at: "cpeSpeaks";
  readonly work: boolean;
}
interface AcsWaits {
  readonly at: "acsWaits";
  readonly rpc: Outstanding;
}

/** The one RPC the ACS waits for. */
export interface Outstanding {
  readonly id: string;
  readonly rpc: AcsRpc;
  readonly effect: "reads" | "writes";
  /** It was sent again after an empty POST. */
  readonly repeated: boolean;
  /** Answers with another ID that came instead. */
  readonly strays: number;
}

/** The ACS that serves a device instead. */
export interface Elsewhere {
  readonly url: string;
  readonly status: 302 | 307;
}

export type EndReason =
  | "done"
  | "challenged"
  | "refused"
  | "redirected"
  | "quarantined"
  | "protocol"
  | "unavailable"
  | CloseReason;
export type CloseReason = "timeout" | "connection" | "replaced" | "stopping" | "fenced";

export type SessionInput =
  // What the CPE posted.
  | { readonly on: "inform" }
  | { readonly on: "request"; readonly rpc: Exclude<CpeRpc, "Inform"> }
  | { readonly on: "unknownRequest" }
  | { readonly on: "response"; readonly id?: string; readonly rpc: string; readonly hold: boolean }
  | { readonly on: "fault"; readonly id?: string; readonly hold: boolean }
  | { readonly on: "empty" }
  | { readonly on: "garbage" }
  // What became of effects.
  | { readonly on: "admitted"; readonly verdict: "accepted"; readonly work: boolean }
  | { readonly on: "admitted"; readonly verdict: "quarantined" | "challenge" | "refused" }
  | { readonly on: "admitted"; readonly verdict: "redirected"; readonly to: Elsewhere }
  | { readonly on: "reported" }
  | { readonly on: "chosen"; readonly id: string; readonly rpc: AcsRpc; readonly effect: "reads" | "writes" }
  | { readonly on: "nothing" }
  | { readonly on: "unavailable" }
  // What happened outside.
  | { readonly on: "work" }
  | { readonly on: "closed"; readonly why: CloseReason };

/** What the driver does, in order. At most one effect of a transition is an HTTP answer, and it is the last. */
export type SessionEffect =
  /** Commit the contact; comes back as `admitted`. */
  | { readonly do: "admit" }
  /** Commit what the CPE tells; comes back as `reported`. */
  | { readonly do: "report" }
  /** Take the next operation, or the step that was prepared; comes back as `chosen` or `nothing`. */
  | { readonly do: "choose" }
  /** Give the answer to the operation; comes back as `chosen` or `nothing`. */
  | { readonly do: "deliver"; readonly answer: "response" | "fault" | "silence" }
  /** The CPE broke the protocol while an RPC was outstanding: end the operation. */
  | { readonly do: "break"; readonly detail: string }
  /**
   * Let go of the operation without settling it: the ledger gives it to the next session. `stray`: the CPE answered it with
   * another ID, which it may do for ever.
   */
  | { readonly do: "abandon"; readonly stray?: true }
  /** Nothing waits any more: give the device back. */
  | { readonly do: "release" }
  | { readonly do: "answerInform" }
  | { readonly do: "answerRequest" }
  | { readonly do: "answerFault"; readonly code: 8000 | 8003 }
  | { readonly do: "send"; readonly id: string }
  /** The same RPC with the same ID once more. */
  | { readonly do: "repeat"; readonly id: string }
  | { readonly do: "noContent" }
  | { readonly do: "challenge" }
  | { readonly do: "redirect"; readonly to: Elsewhere }
  | { readonly do: "refuse"; readonly status: 400 | 401 | 503 };

export interface Transition {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

export const NEW_SESSION: SessionState = { at: "new", sent: 0 };

/** The next state and what to do. Total: every input in every state has an answer. */
export function next(state: SessionState, input: SessionInput): Transition {
  if (input.on === "closed") return closed(state, input.why);
  if (input.on === "unavailable") return end(state, "unavailable", { do: "refuse", status: 503 });
  if (input.on === "inform") return inform(state);
  switch (state.at) {
    case "new":
      // [TR-069a6 3.7.1.1] a session starts with an Inform.
      return end(state, "protocol", { do: "refuse", status: 400 });
    case "admitting":
      return input.on === "admitted" ? admitted(state, input) : busy(state, input);
    case "cpeSpeaks":
      return cpeSpeaks(state, state, input);
    case "polite":
      return input.on === "work" ? stay(state) : end(state, "quarantined", { do: "noContent" });
    case "reporting":
      return reporting(state, state.resume, input);
    case "choosing":
      return choosing(state, state.held, input);
    case "acsWaits":
      return acsWaits(state, state.rpc, input);
    case "ended":
      return { state, effects: isMessage(input) ? [{ do: "refuse", status: 400 }] : [] };
  }
}

function to(state: SessionState, ...effects: SessionEffect[]): Transition {
  return { state, effects };
}
function stay(state: SessionState, ...effects: SessionEffect[]): Transition {
  return { state, effects };
}
function end(state: SessionState, why: EndReason, ...effects: SessionEffect[]): Transition {
  return { state: { at: "ended", why, sent: state.sent }, effects };
}

/** A new Inform wins over whatever was going on. [TR-069a6 3.7.1.1] */
function inform(state: SessionState): Transition {
  const admitting: SessionState = { at: "admitting", sent: 0 };
  if (state.at === "new") return to(admitting, { do: "admit" });
  if (isBusy(state)) return stay(state, { do: "refuse", status: 400 });
  return to(admitting, abandon(state), { do: "admit" });
}

function admitted(state: SessionState, input: SessionInput & { on: "admitted" }): Transition {
  switch (input.verdict) {
    case "accepted":
      return to({ at: "cpeSpeaks", work: input.work, sent: state.sent }, { do: "answerInform" });
    case "quarantined":
      return to({ at: "polite", sent: state.sent }, { do: "answerInform" });
    case "challenge":
      return end(state, "challenged", { do: "challenge" });
    case "refused":
      return end(state, "refused", { do: "refuse", status: 401 });
    case "redirected":
      // [TR-069a6 3.4.1]
      return end(state, "redirected", { do: "redirect", to: input.to });
  }
}

function cpeSpeaks(state: SessionState, turn: CpeSpeaks, input: SessionInput): Transition {
  if (input.on === "work") return to({ at: "cpeSpeaks", work: true, sent: state.sent });
  if (!isMessage(input)) return stay(state);
  switch (input.on) {
    case "empty":
      return turn.work
        ? to({ at: "choosing", held: false, sent: state.sent }, { do: "choose" })
        : end(state, "done", { do: "noContent" });
    case "request":
      return request(state, turn, input.rpc);
    case "unknownRequest":
      return stay(state, { do: "answerFault", code: 8000 });
    case "response":
    case "fault":
    case "garbage":
      return end(state, "protocol", { do: "abandon" }, { do: "refuse", status: 400 });
  }
}

function request(state: SessionState, resume: CpeSpeaks | AcsWaits, rpc: CpeRpc): Transition {
  if (rpc === "GetRPCMethods") return stay(state, { do: "answerRequest" });
  return to({ at: "reporting", resume: bare(resume), sent: state.sent }, { do: "report" });
}

function bare(turn: CpeSpeaks | AcsWaits): CpeSpeaks | AcsWaits {
  return turn.at === "cpeSpeaks" ? { at: turn.at, work: turn.work } : { at: turn.at, rpc: turn.rpc };
}

function reporting(state: SessionState, resume: CpeSpeaks | AcsWaits, input: SessionInput): Transition {
  if (input.on === "reported") return to({ ...resume, sent: state.sent }, { do: "answerRequest" });
  if (input.on === "work" && resume.at === "cpeSpeaks")
    return to({ at: "reporting", resume: { ...resume, work: true }, sent: state.sent });
  return busy(state, input);
}

function choosing(state: SessionState, held: boolean, input: SessionInput): Transition {
  if (input.on === "nothing") return end(state, "done", { do: "release" }, { do: "noContent" });
  if (input.on !== "chosen") return busy(state, input);
  // [TR-069a6 3.4.4] while requests are held, the answer carries none; the CPE's next empty POST releases them.
  if (held) return to({ at: "cpeSpeaks", work: true, sent: state.sent }, { do: "noContent" });
  const { id, rpc, effect } = input;
  return to(
    { at: "acsWaits", rpc: { id, rpc, effect, repeated: false, strays: 0 }, sent: state.sent + 1 },
    { do: "send", id },
  );
}

function acsWaits(state: SessionState, rpc: Outstanding, input: SessionInput): Transition {
  if (!isMessage(input)) return stay(state);
  switch (input.on) {
    case "response":
      if (isStray(input, rpc)) return stray(state, rpc);
      if (input.rpc !== rpc.rpc) return broken(state, `${input.rpc}Response to ${rpc.rpc}`);
      return deliver(state, "response", input.hold);
    case "fault":
      return isStray(input, rpc) ? stray(state, rpc) : deliver(state, "fault", input.hold);
    case "empty":
      return unanswered(state, rpc);
    case "request":
      return request(state, { at: "acsWaits", rpc }, input.rpc);
    case "unknownRequest":
      return stay(state, { do: "answerFault", code: 8000 });
    case "garbage":
      return broken(state, "an answer that cannot be read");
  }
}

/** Some CPEs answer a method they do not know with an empty POST; others lost the request: it is sent once more. */
function unanswered(state: SessionState, rpc: Outstanding): Transition {
  if (rpc.repeated) return deliver(state, "silence", false);
  return to(
    { at: "acsWaits", rpc: { ...rpc, repeated: true }, sent: state.sent },
    { do: "repeat", id: rpc.id },
  );
}

/** An answer without an ID is taken for the outstanding one: some CPEs send no header. */
function isStray(input: { readonly id?: string }, rpc: Outstanding): boolean {
  return input.id !== undefined && input.id !== rpc.id;
}

/** Only a response to the outstanding ID counts; a second wrong one ends the session. */
function stray(state: SessionState, rpc: Outstanding): Transition {
  if (rpc.strays > 0) return end(state, "protocol", abandon(state), { do: "refuse", status: 400 });
  return to(
    { at: "acsWaits", rpc: { ...rpc, strays: 1 }, sent: state.sent },
    { do: "answerFault", code: 8003 },
  );
}

function broken(state: SessionState, detail: string): Transition {
  return end(state, "protocol", { do: "break", detail }, { do: "refuse", status: 400 });
}

function deliver(state: SessionState, answer: "response" | "fault" | "silence", held: boolean): Transition {
  return to({ at: "choosing", held, sent: state.sent }, { do: "deliver", answer });
}

function closed(state: SessionState, why: CloseReason): Transition {
  if (state.at === "ended") return { state, effects: [] };
  return end(state, why, abandon(state));
}

function abandon(state: SessionState): SessionEffect {
  return state.at === "acsWaits" && state.rpc.strays > 0 ? { do: "abandon", stray: true } : { do: "abandon" };
}

/** A message that comes before the last one was answered: one at a time, both ways. [TR-069a6 3.7.1.3] */
function busy(state: SessionState, input: SessionInput): Transition {
  return stay(state, ...(isMessage(input) ? [{ do: "refuse", status: 400 } as const] : []));
}

function isBusy(state: SessionState): boolean {
  return state.at === "admitting" || state.at === "reporting" || state.at === "choosing";
}

/** What a CPE posts inside a session; an Inform starts a new one in every state. */
type Message = Extract<
  SessionInput,
  { readonly on: "request" | "unknownRequest" | "response" | "fault" | "empty" | "garbage" }
>;

const MESSAGES: ReadonlySet<SessionInput["on"]> = new Set([
  "request",
  "unknownRequest",
  "response",
  "fault",
  "empty",
  "garbage",
]);

function isMessage(input: SessionInput): input is Message {
  return MESSAGES.has(input.on);
}
