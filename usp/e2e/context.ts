import type { Parts, Sar } from "./segment.ts";

/** A record in a session context, apart from its ends. Numbers are uint64. */
export interface SessionRecord {
  readonly session: bigint;
  readonly sequence: bigint;
  /** The next sequence its sender wants: all below have arrived there. [TR-369 R-E2E.17] */
  readonly expected: bigint;
  /** The sequence its sender asks for again; 0: none. */
  readonly retransmit: bigint;
  readonly sar: Sar;
  /** Empty: it only opens, acknowledges or asks. */
  readonly payload: Uint8Array;
}

/** A record that was sent and not acknowledged. [TR-369 R-E2E.16] */
export interface Kept {
  readonly record: SessionRecord;
  /** The message it is a part of, in the sender's word; undefined: nobody minds its loss. */
  readonly message: string | undefined;
  readonly repeats: number;
}

/** A record that came before one that is missing. */
export interface Ahead {
  readonly record: SessionRecord;
  /** What it asks for was sent already. */
  readonly honoured: boolean;
}

/** One session context with a peer, both directions. [TR-369 R-E2E.5] */
export interface Context {
  readonly id: bigint;
  /** We opened it, and nothing has come in it so far. */
  readonly unanswered: boolean;
  /** The peer opened one too, with a smaller id: it will take ours, if it hears of it. */
  readonly crossed: boolean;
  /** The next sequence wanted from the peer; it never goes back. */
  readonly expected: bigint;
  readonly ahead: ReadonlyMap<bigint, Ahead>;
  readonly aheadBytes: number;
  /** The message whose segments are coming. */
  readonly parts: Parts | undefined;
  /** The next sequence to send. */
  readonly next: bigint;
  readonly kept: readonly Kept[];
  /** A payload came since the last record left: it wants an acknowledgement. */
  readonly owes: boolean;
  /** The missing record that was asked for, and how often. */
  readonly asked: { readonly sequence: bigint; readonly times: number };
}

/** What is kept of one peer between two records. */
export interface ContextState {
  readonly context?: Context;
  /** Sessions that were replaced lately: what still comes of them is late. */
  readonly replaced: readonly bigint[];
  /** Records of sessions whose first one has not come: it may be on its way by another connection. */
  readonly early: readonly SessionRecord[];
  /** Records of replaced sessions since the last one of this. */
  readonly strays: number;
  /** The peer spoke or was spoken to in a session since its last Disconnect. */
  readonly used: boolean;
  /** It sent a Connect record, and nothing since: it may have begun anew. */
  readonly greeted: boolean;
}

export const NO_CONTEXT: ContextState = { replaced: [], early: [], strays: 0, used: false, greeted: false };

/** Upper bounds of one session, and what the sender has to know of the peer. */
export interface ContextRules {
  /** Bytes of payload in one record to this peer. */
  readonly room: number;
  /** Bytes of one message that is put together. */
  readonly messageBytes: number;
  /** Records ahead of a missing one. */
  readonly ahead: number;
  readonly aheadBytes: number;
  /** Records that wait for an acknowledgement. */
  readonly kept: number;
  /** How often one record is sent again, or asked for. */
  readonly tries: number;
  /** An id for a session of our own, above 1 and never used with this peer before. [TR-369 R-E2E.3] */
  draw(): bigint;
}

export type ContextEvent =
  | { readonly on: "record"; readonly record: SessionRecord }
  /** `message`: named in `lost` when the session ends before the peer has all of it. */
  | { readonly on: "send"; readonly payload: Uint8Array; readonly message?: string }
  /** Nothing was sent for a while in which an acknowledgement could have gone along. */
  | { readonly on: "acknowledge" }
  /** A record is missing for a while: one between others, or the first of a session. */
  | { readonly on: "gap" }
  /** Records ahead or segments wait too long for the rest. */
  | { readonly on: "stuck" }
  /** Nobody waits for the answer any more: what the peer has not got of the message must not reach it later. */
  | { readonly on: "abandon"; readonly message: string }
  | { readonly on: "connect" }
  | { readonly on: "end" };

export type ContextEffect =
  | { readonly do: "transmit"; readonly record: SessionRecord }
  /** One whole message, once. */
  | { readonly do: "deliver"; readonly payload: Uint8Array }
  /** Messages the peer may not have got, or not wholly; the session they were sent in is over. */
  | { readonly do: "lost"; readonly messages: readonly string[] }
  | { readonly do: "note"; readonly what: Remark; readonly session: bigint; readonly sequence?: bigint };

export interface ContextStep {
  readonly state: ContextState;
  readonly effects: readonly ContextEffect[];
}

/** For logs and counts; those of `BAD` are the peer's fault. */
export type Remark =
  | "opened"
  | "duplicate"
  | "ahead"
  | "early"
  | "repeated"
  | "late"
  | "crossed"
  | "beganAnew"
  | Restart;

/** Why a session was replaced by one of ours. */
export type Restart =
  /** [TR-369 R-E2E.24] */
  | "sessionId"
  /** [TR-369 R-E2E.8] [TR-369 R-E2E.9] */
  | "exhausted"
  /** [TR-369 R-E2E.21] */
  | "segments"
  | "tooLarge"
  | "aheadFull"
  | "keptFull"
  | "missing"
  | "notHeld"
  | "stuck";
