import type { DeviceEventType } from "#core";

/**
 * What a CPE does with an event it could not deliver: keep it for ever, until it boots, as it likes, or not at all (a failed
 * connection-request session comes back without `6`).
 */
export type Delivery = "always" | "untilBoot" | "may" | "never";

export interface EventRow {
  /** The whole code as the standard spells it. */
  readonly name: string;
  readonly delivery: Delivery;
  /** The answer that makes the event delivered. */
  readonly deliveredBy:
    | "InformResponse"
    | "TransferCompleteResponse"
    | "AutonomousTransferCompleteResponse"
    | "DUStateChangeCompleteResponse"
    | "AutonomousDUStateChangeCompleteResponse"
    | "RequestDownloadResponse";
  /** The gateway's event for it; null: none, or it comes with the RPC that follows. */
  readonly event: DeviceEventType | null;
}

/** Events with a number, by that number. [TR-069a6 3.7.1.5] */
export const EVENT = {
  0: { name: "0 BOOTSTRAP", delivery: "always", deliveredBy: "InformResponse", event: "bootstrap" },
  1: { name: "1 BOOT", delivery: "untilBoot", deliveredBy: "InformResponse", event: "boot" },
  2: { name: "2 PERIODIC", delivery: "always", deliveredBy: "InformResponse", event: null },
  3: { name: "3 SCHEDULED", delivery: "always", deliveredBy: "InformResponse", event: "commandComplete" },
  4: { name: "4 VALUE CHANGE", delivery: "untilBoot", deliveredBy: "InformResponse", event: "valueChanged" },
  5: { name: "5 KICKED", delivery: "may", deliveredBy: "InformResponse", event: null },
  6: { name: "6 CONNECTION REQUEST", delivery: "never", deliveredBy: "InformResponse", event: null },
  7: {
    name: "7 TRANSFER COMPLETE",
    delivery: "always",
    deliveredBy: "TransferCompleteResponse",
    event: null,
  },
  8: {
    name: "8 DIAGNOSTICS COMPLETE",
    delivery: "untilBoot",
    deliveredBy: "InformResponse",
    event: "commandComplete",
  },
  9: { name: "9 REQUEST DOWNLOAD", delivery: "may", deliveredBy: "RequestDownloadResponse", event: null },
  10: {
    name: "10 AUTONOMOUS TRANSFER COMPLETE",
    delivery: "always",
    deliveredBy: "AutonomousTransferCompleteResponse",
    event: null,
  },
  11: {
    name: "11 DU STATE CHANGE COMPLETE",
    delivery: "always",
    deliveredBy: "DUStateChangeCompleteResponse",
    event: null,
  },
  12: {
    name: "12 AUTONOMOUS DU STATE CHANGE COMPLETE",
    delivery: "always",
    deliveredBy: "AutonomousDUStateChangeCompleteResponse",
    event: null,
  },
  13: { name: "13 WAKEUP", delivery: "may", deliveredBy: "InformResponse", event: "event" },
  14: { name: "14 HEARTBEAT", delivery: "may", deliveredBy: "InformResponse", event: null },
} as const satisfies Record<number, EventRow>;

export type EventNumber = keyof typeof EVENT;

/** Method events `M <method>`: each carries the CommandKey of the RPC that caused it. */
export const METHOD_EVENTS = {
  Reboot: { deliveredBy: "InformResponse" },
  ScheduleInform: { deliveredBy: "InformResponse" },
  Download: { deliveredBy: "TransferCompleteResponse" },
  ScheduleDownload: { deliveredBy: "TransferCompleteResponse" },
  Upload: { deliveredBy: "TransferCompleteResponse" },
  ChangeDUState: { deliveredBy: "DUStateChangeCompleteResponse" },
} as const satisfies Record<string, Pick<EventRow, "deliveredBy">>;

/** An event code, read by its first token: devices differ in the spelling of the rest (`1 Boot`). */
export type EventCode =
  | { readonly kind: "standard"; readonly number: EventNumber; readonly text: string }
  | { readonly kind: "method"; readonly method: string; readonly text: string }
  /** `X <OUI> …` and whatever else is not of the standard. */
  | { readonly kind: "vendor"; readonly text: string };

/** Reads an EventCode; any text is one. */
export function eventCode(text: string): EventCode {
  const [first = "", ...others] = text.slice(0, 256).trim().split(/\s+/);
  const rest = others.join(" ");
  const number = Number(first);
  if (/^\d{1,2}$/.test(first) && isEventNumber(number)) return { kind: "standard", number, text };
  if (/^m$/i.test(first) && rest !== "") return { kind: "method", method: methodName(rest), text };
  return { kind: "vendor", text };
}

function isEventNumber(number: number): number is EventNumber {
  return Object.hasOwn(EVENT, number);
}

function methodName(text: string): string {
  const known = Object.keys(METHOD_EVENTS).find((name) => name.toLowerCase() === text.toLowerCase());
  return known ?? text;
}
