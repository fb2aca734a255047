import { asFault } from "#core";
import { decodeMsg, decodeRecord, type Msg, type UspRecord } from "../message/codec.ts";
import { replyToOf } from "../mtp/topic.ts";

/** One message as it passed a broker. */
export interface Passed {
  /** ms since the epoch, when it is known */
  readonly at?: number;
  readonly topic: string;
  readonly bytes: Uint8Array;
  /** Its MQTT 5 properties; absent: they are not known. */
  readonly properties?: { readonly contentType?: string; readonly responseTopic?: string };
}

/** What is kept of one record of an endpoint: who, to whom, where, and nothing of what it says but the kind. */
export interface Sighting {
  readonly at?: number;
  readonly from: string;
  readonly to: string;
  /** Of the record. */
  readonly version: string;
  readonly kind: "connect" | "message" | "disconnect" | "other" | "undecodable";
  /** Without its return path. */
  readonly topic?: string;
  /** `null`: it has none. Absent: not known. */
  readonly responseTopic?: string | null;
  readonly contentType?: string | null;
  /** The MQTT version its form shows. */
  readonly mqtt?: "5" | "3.1.1";
  readonly connect?: { readonly version: "5" | "3.1.1"; readonly topic: string };
  /** `notify`, `getResp`, `error`, … */
  readonly message?: string;
  readonly msgId?: string;
  /** Paths it was refused with 7006, or refuses with it. */
  readonly denied?: readonly string[];
  /** What the transport said of the sender, when that was another endpoint. */
  readonly sender?: string;
  /** Why the gateway did not take it. */
  readonly refused?: string;
}

/** What a sighting says of the transport. */
export type Outside = Pick<Sighting, "at" | "topic" | "responseTopic" | "contentType" | "mqtt" | "sender">;

const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };
const DENIED = 7006;
/** Paths kept of one message. */
const PATHS = 8;
const REPLY_TO = "/reply-to=";

/** Reads a message that passed a broker. Pure. */
export function sightingOf({ at, topic, bytes, properties }: Passed): Sighting {
  const replyTo = replyToOf(topic);
  const name = replyTo === undefined ? topic : topic.slice(0, topic.lastIndexOf(REPLY_TO));
  const has5 = properties?.contentType !== undefined || properties?.responseTopic !== undefined;
  const version = replyTo !== undefined ? "3.1.1" : has5 ? "5" : undefined;
  return recordSighting(bytes, {
    ...(at === undefined ? {} : { at }),
    topic: name,
    ...(version === undefined ? {} : { mqtt: version }),
    ...(replyTo !== undefined ? { responseTopic: replyTo } : {}),
    ...(replyTo === undefined && properties !== undefined
      ? { responseTopic: properties.responseTopic ?? null, contentType: properties.contentType ?? null }
      : {}),
  });
}

/** The same of bytes whose transport is known otherwise. */
export function recordSighting(bytes: Uint8Array, outside: Outside): Sighting {
  try {
    return readSighting(decodeRecord(bytes, LIMITS), outside);
  } catch (error) {
    const { reason } = asFault(error).facts;
    const refused = typeof reason === "string" ? reason : "undecodable";
    return { ...outside, from: "", to: "", version: "", kind: "undecodable", refused };
  }
}

export function readSighting(record: UspRecord, outside: Outside): Sighting {
  const { fromId: from, toId: to, version, noSessionContext, mqttConnect, disconnect } = record;
  const common = {
    ...outside,
    from: from.slice(0, 200),
    to: to.slice(0, 200),
    version: version.slice(0, 16),
  };
  if (mqttConnect !== undefined) {
    const connect = {
      version: mqttConnect.version === "V5" ? ("5" as const) : ("3.1.1" as const),
      topic: mqttConnect.subscribedTopic.slice(0, 1024),
    };
    return { ...common, kind: "connect", connect };
  }
  if (disconnect !== undefined) return { ...common, kind: "disconnect" };
  if (noSessionContext === undefined) return { ...common, kind: "other" };
  return { ...common, kind: "message", ...messageIn(noSessionContext.payload) };
}

function messageIn(payload: Uint8Array): Pick<Sighting, "message" | "msgId" | "denied"> {
  let msg: Msg;
  try {
    msg = decodeMsg(payload, LIMITS);
  } catch {
    return {};
  }
  const { request, response, error } = msg.body;
  const denied: string[] = [];
  if (request === undefined) deniedIn(response ?? error, "", denied);
  const message = error === undefined ? Object.keys(request ?? response ?? {})[0] : "error";
  return {
    ...(message === undefined ? {} : { message }),
    msgId: msg.header.msgId,
    ...(denied.length === 0 ? {} : { denied }),
  };
}

/** The paths that stand beside an `errCode` of 7006, at any depth. */
function deniedIn(value: unknown, path: string, denied: string[]): void {
  if (denied.length >= PATHS || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) deniedIn(item, path, denied);
    return;
  }
  const members = value as Readonly<Record<string, unknown>>;
  const told = ["paramPath", "affectedPath", "unaffectedPath", "requestedPath", "executedCommand"]
    .map((name) => members[name])
    .find((name) => typeof name === "string");
  const { param } = members;
  const here = typeof told === "string" ? told : typeof param === "string" ? path + param : path;
  if (members["errCode"] === DENIED && !denied.includes(here)) denied.push(here);
  for (const inner of Object.values(members)) deniedIn(inner, here, denied);
}
