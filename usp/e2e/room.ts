import { encodeRecord } from "../message/codec.ts";
import type { Route } from "../mtp/mtp.ts";
import { sessionRecord, type Ends } from "../record.ts";

const MOST = 2n ** 64n - 1n;

/** Long topics and ids leave less in a small record: then it is a bit too large rather than without end. */
const LEAST = 64;

/** What the length of the payload and that of the session record around it take more than for an empty one. */
const LENGTHS = 12;
/** What MQTT puts around a record apart from its topics: fixed header, packet id, content type, expiry, property headers. */
const MQTT_HEADER = 40;

/**
 * Bytes of payload that fit into a record of at most `limit` bytes, whatever its numbers; without a limit everything does.
 * `outside`: what the transport adds, where that counts.
 */
export function roomFor(limit: number | undefined, ends: Ends, outside: number): number {
  if (limit === undefined) return Infinity;
  const largest = {
    session: MOST,
    sequence: MOST,
    expected: MOST,
    retransmit: MOST,
    sar: "INPROCESS",
  } as const;
  const empty = encodeRecord(sessionRecord(ends, { ...largest, payload: new Uint8Array() })).length;
  return Math.max(LEAST, limit - empty - LENGTHS - outside);
}

/** MQTT counts its own header too. `reply`: bytes of the topic that answers go to, at most. */
export function around(route: Route, reply: number): number {
  return route.mtp === "mqtt" ? MQTT_HEADER + Buffer.byteLength(route.topic) + reply : 0;
}
