import { hash } from "node:crypto";
import {
  schemaOf,
  sortableId,
  toJson,
  type DeviceEvent,
  type DeviceId,
  type Json,
  isSecretPath,
  withReferences,
} from "#core";
import type { StoredEvent } from "./change.ts";

/** The CloudEvents type of every kind of device event (API.md, "Events"). */
const TYPE = {
  boot: "causeway.device.boot",
  bootstrap: "causeway.device.event",
  valueChanged: "causeway.device.value-changed",
  objectCreated: "causeway.device.object-created",
  objectDeleted: "causeway.device.object-deleted",
  transferComplete: "causeway.device.transfer-complete",
  commandComplete: "causeway.device.command-complete",
  impersonated: "causeway.security.endpoint-mismatch",
  event: "causeway.device.event",
} as const satisfies Record<DeviceEvent["type"], string>;

/** Events that say only that the device is there: they move fields and counters, never the stream. */
const ROUTINE = new Set(["Periodic!", "2 PERIODIC", "PERIODIC", "14 HEARTBEAT", "HEARTBEAT", "Heartbeat!"]);

/** True for a bare periodic contact or heartbeat. */
export function isRoutine(event: DeviceEvent): boolean {
  return event.type === "event" && ROUTINE.has(event.name);
}

/** A device's event as the stream keeps it. A repeated id of the same device is the same event. */
export function northbound(device: DeviceId, event: DeviceEvent, now: number): StoredEvent {
  const { id, at, type: _type, ...rest } = event;
  return {
    key: id === "" ? "" : hash("sha1", `${device} ${id}`, "base64").slice(0, 20),
    id: id === "" ? `e_${sortableId(now)}` : `${device}.${hash("sha1", id, "hex").slice(0, 24)}`,
    type: TYPE[event.type],
    at: String(at),
    // Devices repeat where a file came from or went to: what opened it is nobody else's.
    data: withReferences(
      JSON.stringify(event.type === "valueChanged" ? valueChanged(event) : { ...rest, ...open(event) }),
    ),
  };
}

/** An event the gateway itself makes of a device. */
export function made(device: DeviceId, type: string, at: number, data: Json, key = ""): StoredEvent {
  return {
    key: key === "" ? "" : hash("sha1", `${device} ${key}`, "base64").slice(0, 20),
    id: key === "" ? `e_${sortableId(at)}` : `${device}.${hash("sha1", key, "hex").slice(0, 24)}`,
    type,
    at: String(at),
    data: JSON.stringify(data),
  };
}

/** What must be added or hidden in an event whose fields otherwise go out as they are. */
function open(event: DeviceEvent): { readonly [member: string]: Json } {
  if (event.type === "bootstrap") return { name: "Bootstrap" };
  if (event.type === "event") return { params: redacted(event.params) };
  if (event.type === "commandComplete" && event.output !== undefined)
    return { output: redacted(event.output) };
  return {};
}

function redacted(params: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      isSecretPath(key) ? { value: null, secret: true } : value,
    ]),
  );
}

function valueChanged(event: DeviceEvent & { readonly type: "valueChanged" }): Json {
  const schema = schemaOf(event.path);
  const about = { path: event.path, native: event.native };
  if (schema?.secret === true || isSecretPath(event.path) || isSecretPath(event.native)) {
    return { ...about, value: null, secret: true };
  }
  return { ...about, value: schema === undefined ? event.value : toJson(schema.type, event.value) };
}
