import type { SessionRecord } from "./e2e/context.ts";
import { asEndpointId, type EndpointId } from "./endpointid.ts";
import { encodeMsg, encodeRecord, type UspRecord } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import type { MqttVersion } from "./mtp/mtp.ts";
import { isForTrials } from "./trust/form.ts";

/** What a record asks for, once its outside is in order. */
export type Verdict =
  | { readonly kind: "message"; readonly from: EndpointId; readonly payload: Uint8Array }
  | { readonly kind: "connect"; readonly from: EndpointId; readonly by: Presented }
  | { readonly kind: "disconnect"; readonly from: EndpointId; readonly code: number; readonly reason: string }
  | { readonly kind: "session"; readonly from: EndpointId; readonly record: SessionRecord }
  /** Of a kind that is not offered: the sender is told by a Disconnect record. [TR-369 R-MTP.9] */
  | { readonly kind: "refuse"; readonly from: EndpointId; readonly code: number }
  | { readonly kind: "drop"; readonly reason: DropReason; readonly from?: string };

/** How an agent presents itself on a transport. Empty: where answers go is told by the transport alone. */
export type Presented =
  | { readonly mtp: "mqtt"; readonly version: MqttVersion; readonly topic: string }
  | { readonly mtp: "websocket" }
  | { readonly mtp: "stomp"; readonly destination: string };

export type DropReason =
  | "wrongTo"
  | "wrongFrom"
  | "ourselves"
  | "trial"
  | "version"
  | "otherMtp"
  | "undecodable";

export const SESSION_REQUIRED = 7101;
export const SECURE_SESSION_NOT_SUPPORTED = 7102;
export const INVALID_VALUE = 7104;
export const SESSION_NOT_ALLOWED = 7106;

/** Decides what to do with a decoded record addressed to `own`. `trials`: ids of prototypes are let in. Pure. */
export function judge(record: UspRecord, own: string, trials = true): Verdict {
  // [TR-369 R-E2E.1]
  if (record.toId !== own) return { kind: "drop", reason: "wrongTo", from: record.fromId };
  const from = asEndpointId(record.fromId);
  if (from === undefined) return { kind: "drop", reason: "wrongFrom", from: record.fromId };
  if (record.fromId === own) return { kind: "drop", reason: "ourselves", from }; // [TR-369 R-ARC.2]
  // [TR-369 R-ARC.3] [TR-369 R-ARC.4]
  if (!trials && isForTrials(from)) return { kind: "drop", reason: "trial", from };
  if (!/^1\.\d{1,2}$/.test(record.version)) return { kind: "drop", reason: "version", from };
  const isPlain = record.payloadSecurity === "PLAINTEXT";
  const { sessionContext } = record;
  // TLS is for sessions only [TR-369 R-E2E.41], and for those it is not offered, in their midst neither [TR-369 R-E2E.19].
  if (!isPlain)
    return {
      kind: "refuse",
      from,
      code: sessionContext === undefined ? INVALID_VALUE : SECURE_SESSION_NOT_SUPPORTED,
    };
  if (sessionContext !== undefined) return { kind: "session", from, record: sessionOf(sessionContext) };
  return content(record, from);
}

function content(record: UspRecord, from: EndpointId): Verdict {
  const { noSessionContext, disconnect } = record;
  if (noSessionContext !== undefined) return { kind: "message", from, payload: noSessionContext.payload };
  const by = presented(record);
  if (by !== undefined) return { kind: "connect", from, by };
  if (disconnect !== undefined)
    return { kind: "disconnect", from, code: disconnect.reasonCode, reason: disconnect.reason.slice(0, 200) };
  return { kind: "drop", reason: "otherMtp", from };
}

function presented({ mqttConnect, websocketConnect, stompConnect }: UspRecord): Presented | undefined {
  if (mqttConnect !== undefined) {
    const version = mqttConnect.version === "V5" ? "5" : "3.1.1";
    return { mtp: "mqtt", version, topic: mqttConnect.subscribedTopic };
  }
  if (websocketConnect !== undefined) return { mtp: "websocket" };
  if (stompConnect !== undefined) return { mtp: "stomp", destination: stompConnect.subscribedDestination };
  return undefined;
}

/** The ends of a record. `version` is the one agreed with the agent. */
export interface Ends {
  readonly own: string;
  readonly peer: EndpointId;
  readonly version: string;
}

/** A message outside a session context. [TR-369 R-E2E.26] */
export function noSessionRecord(ends: Ends, msg: Draft<"Msg">): Uint8Array {
  const payload = encodeMsg(msg);
  return encodeRecord({
    version: ends.version,
    toId: ends.peer,
    fromId: ends.own,
    noSessionContext: { payload },
  });
}

function sessionOf(context: NonNullable<UspRecord["sessionContext"]>): SessionRecord {
  const { sessionId, sequenceId, expectedId, retransmitId, payloadSarState: sar, payload } = context;
  return {
    session: BigInt(sessionId),
    sequence: BigInt(sequenceId),
    expected: BigInt(expectedId),
    retransmit: BigInt(retransmitId),
    sar,
    payload: payload.length === 1 ? (payload[0] ?? new Uint8Array()) : Buffer.concat(payload),
  };
}

/** A record in a session context. All of a session is PLAINTEXT. [TR-369 R-E2E.18] */
export function sessionRecord(ends: Ends, record: SessionRecord): Draft<"Record"> {
  const { session, sequence, expected, retransmit, sar, payload } = record;
  return {
    version: ends.version,
    toId: ends.peer,
    fromId: ends.own,
    sessionContext: {
      sessionId: String(session),
      sequenceId: String(sequence),
      expectedId: String(expected),
      retransmitId: String(retransmit),
      payloadSarState: sar,
      payloadrecSarState: sar,
      payload: payload.length === 0 ? [] : [payload],
    },
  };
}

/** [TR-369 R-MTP.9] */
export function disconnectRecord(ends: Ends, reasonCode: number, reason: string): Uint8Array {
  return encodeRecord({
    version: ends.version,
    toId: ends.peer,
    fromId: ends.own,
    disconnect: { reasonCode, reason },
  });
}
