import { createHash, randomBytes } from "node:crypto";
import type { DeviceId } from "./device.ts";
import type { OperationId } from "./operation.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** 128 sortable bits in 26 characters: 48 bits of time (ms), 80 random ones. Crockford base 32, lower case. */
export function sortableId(now: number): string {
  let time = "";
  for (let i = 0, rest = now; i < 10; i++, rest = Math.floor(rest / 32))
    time = ALPHABET.charAt(rest % 32) + time;
  let random = "";
  for (const byte of randomBytes(16)) random += ALPHABET.charAt(byte & 31);
  return time + random;
}

/** The same form, always the same for a name: the time of another sortable id, then 80 bits of the name's digest. */
export function derivedId(like: string, name: string): string {
  let text = "";
  for (const byte of createHash("sha256").update(name).digest().subarray(0, 16))
    text += ALPHABET.charAt(byte & 31);
  return like.slice(0, 10) + text;
}

/** A new id of a device that lives in `partition` (0..255). */
export function newDeviceId(partition: number, now: number): DeviceId {
  return `d_${hex2(partition)}${sortableId(now)}` as DeviceId;
}

/** A new id of an operation of a device, in the device's partition. */
export function newOperationId(device: DeviceId, now: number): OperationId {
  return `o_${hex2(partitionOf(device))}${sortableId(now)}` as OperationId;
}

/** The partition an id of a device or an operation carries. */
export function partitionOf(id: DeviceId | OperationId): number {
  return Number.parseInt(id.slice(2, 4), 16);
}

/** ≤ 32 characters; travels in CommandKey and command_key and leads back to the operation. */
export function commandKeyOf(id: OperationId): string {
  return id.slice(2);
}

export function operationOfCommandKey(commandKey: string): OperationId | undefined {
  return /^[0-9a-f]{2}[0-9a-hjkmnp-tv-z]{26}$/.test(commandKey)
    ? (`o_${commandKey}` as OperationId)
    : undefined;
}

/** A text that has the form of a device id, or undefined. */
export function asDeviceId(text: string): DeviceId | undefined {
  return /^d_[0-9a-f]{2}[0-9a-hjkmnp-tv-z]{26}$/.test(text) ? (text as DeviceId) : undefined;
}

/** A text that has the form of an operation id, or undefined. */
export function asOperationId(text: string): OperationId | undefined {
  return /^o_[0-9a-f]{2}[0-9a-hjkmnp-tv-z]{26}$/.test(text) ? (text as OperationId) : undefined;
}

function hex2(n: number): string {
  return n.toString(16).padStart(2, "0");
}
