import { Fault, type DeviceId, type Json } from "#core";

/** A position in the feed, `<ms>-<sequence>`: what `after` and `Last-Event-ID` hold. Opaque to clients. */
export type Position = string;

/** One event of the feed. */
export interface FeedEvent {
  readonly position: Position;
  readonly id: string;
  /** `causeway.device.boot`, `causeway.operation.succeeded`, … */
  readonly type: string;
  readonly device: DeviceId;
  /** When it happened, ms since the epoch. */
  readonly at: number;
  /** JSON text, as stored. */
  readonly data: string;
}

/** Which events; every given field must match. */
export interface EventFilter {
  /** Prefixes of types: `causeway.operation.` or `causeway.device.boot`. */
  readonly types?: readonly string[];
  readonly devices?: ReadonlySet<DeviceId> | readonly DeviceId[];
  /** Anything else. */
  readonly match?: (event: FeedEvent) => boolean;
}

/** CloudEvents 1.0, JSON format. `sequence` (an extension of the specification) is the position in the feed. */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: DeviceId;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly sequence: Position;
  readonly data: Json;
}

/** An entry of a Redis stream: id and name, value, name, value, … */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

export function feedEvent([position, fields]: StreamEntry): FeedEvent {
  const field = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) field.set(fields[i] as string, fields[i + 1] as string);
  return {
    position,
    id: field.get("id") ?? position,
    type: field.get("type") ?? "",
    device: (field.get("device") ?? "") as DeviceId,
    at: Number(field.get("at")),
    data: field.get("data") ?? "null",
  };
}

export function cloudEvent(event: FeedEvent, source = "/causeway"): CloudEvent {
  return {
    specversion: "1.0",
    id: event.id,
    source,
    type: event.type,
    subject: event.device,
    time: new Date(event.at).toISOString(),
    datacontenttype: "application/json",
    sequence: event.position,
    data: JSON.parse(event.data) as Json,
  };
}

export function matchesFilter(filter: EventFilter, event: FeedEvent): boolean {
  if (filter.types !== undefined && !filter.types.some((type) => event.type.startsWith(type))) return false;
  if (filter.devices !== undefined && !has(filter.devices, event.device)) return false;
  return filter.match?.(event) ?? true;
}

/** A text that is a position, or the Fault `request.invalid`. */
export function asPosition(text: string): Position {
  if (/^\d{1,15}-\d{1,15}$/.test(text)) return text;
  throw new Fault("request.invalid", { detail: "not a position in the event feed" });
}

/** Negative, zero or positive as `a` is before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  const [aMs = "0", aSeq = "0"] = a.split("-", 2);
  const [bMs = "0", bSeq = "0"] = b.split("-", 2);
  return Number(aMs) - Number(bMs) || Number(aSeq) - Number(bSeq);
}

function has(devices: ReadonlySet<DeviceId> | readonly DeviceId[], device: DeviceId): boolean {
  return Array.isArray(devices) ? devices.includes(device) : (devices as ReadonlySet<DeviceId>).has(device);
}
