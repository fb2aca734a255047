import { asEndpointId, type EndpointId } from "./endpointid.ts";
import { encodeMsg, encodeRecord, type UspRecord } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import type { MqttVersion } from "./mtp/mtp.ts";

/** What a record asks for, once its outside is in order. */
export type Verdict =
  | { readonly kind: "message"; readonly from: EndpointId; readonly payload: Uint8Array }
  | { readonly kind: "connect"; readonly from: EndpointId; readonly by: Presented }
  | { readonly kind: "disconnect"; readonly from: EndpointId; readonly code: number; readonly reason: string }
  /** A session context, which this controller does not offer. */
  | { readonly kind: "session"; readonly from: EndpointId }
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
  | "version"
  | "security"
  | "otherMtp"
  | "undecodable";

export const SESSION_NOT_ALLOWED = 7106;

/** Decides what to do with a decoded record addressed to `own`. Pure. */
export function judge(record: UspRecord, own: string): Verdict {
  // [TR-369 R-E2E.1]
  if (record.toId !== own) return { kind: "drop", reason: "wrongTo", from: record.fromId };
  const from = asEndpointId(record.fromId);
  if (from === undefined) return { kind: "drop", reason: "wrongFrom", from: record.fromId };
  if (record.fromId === own) return { kind: "drop", reason: "ourselves", from }; // [TR-369 R-ARC.2]
  if (!/^1\.\d{1,2}$/.test(record.version)) return { kind: "drop", reason: "version", from };
  if (record.sessionContext !== undefined) return { kind: "session", from };
  // [TR-369 R-E2E.41]
  if (record.payloadSecurity !== "PLAINTEXT") return { kind: "drop", reason: "security", from };
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

/** [TR-369 R-MTP.9] */
export function disconnectRecord(ends: Ends, reasonCode: number, reason: string): Uint8Array {
  return encodeRecord({
    version: ends.version,
    toId: ends.peer,
    fromId: ends.own,
    disconnect: { reasonCode, reason },
  });
}
