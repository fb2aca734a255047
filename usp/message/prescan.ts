import { isUtf8 } from "node:buffer";
import { Fault, type FaultCode } from "#core";
import type { MessageName } from "./descriptors.table.ts";
import { SCHEMA, type FieldSchema, type MessageSchema } from "./schema.ts";

/** Upper bounds of one encoded record or message. */
export interface ScanLimits {
  readonly bytes: number;
  readonly elements: number;
}

/** Sub-messages in sub-messages; the deepest legal message has 7. */
const MAX_DEPTH = 16;

interface Scan {
  readonly bytes: Uint8Array;
  readonly row: FaultCode;
  readonly limits: ScanLimits;
  at: number;
  elements: number;
}

/**
 * Reads the bytes strictly before protobufjs decodes them, which takes two members of a oneof, a repeated singular
 * field, unknown enum values and missing members without a word. Throws Fault `usp.record` or `usp.message`
 * {reason, offset, uspCode}. [TR-369 R-ENC.2] [TR-369 R-ENC.3] [TR-369 R-MSG.5]
 */
export function prescan(bytes: Uint8Array, root: "Record" | "Msg", limits: ScanLimits): void {
  const scan: Scan = {
    bytes,
    row: root === "Record" ? "usp.record" : "usp.message",
    limits,
    at: 0,
    elements: 0,
  };
  if (bytes.length > limits.bytes) refuse(scan, "tooLarge", 7005);
  if (bytes.length === 0) refuse(scan, "empty");
  scanMessage(scan, schemaOf(root), bytes.length, 0);
}

/** Fields of one message up to `end`, then what it owes. */
function scanMessage(scan: Scan, schema: MessageSchema, end: number, depth: number): void {
  if (depth > MAX_DEPTH) refuse(scan, "tooDeep");
  const seen = new Set<string>();
  while (scan.at < end) {
    if (++scan.elements > scan.limits.elements) refuse(scan, "tooManyElements", 7005);
    const tag = varint(scan, end);
    const wire = tag % 8;
    const field = schema.fields.get(Math.floor(tag / 8));
    if (tag < 8) refuse(scan, "fieldZero");
    if (field === undefined) skip(scan, wire, end);
    else scanField(scan, field, wire, end, depth, seen);
  }
  for (const oneof of schema.oneofs) if (!seen.has(oneof)) refuse(scan, "oneofEmpty", undefined, oneof);
  for (const name of schema.required) if (!seen.has(name)) refuse(scan, "missing", undefined, name);
}

function scanField(
  scan: Scan,
  field: FieldSchema,
  wire: number,
  end: number,
  depth: number,
  seen: Set<string>,
): void {
  if (wire !== field.wire) refuse(scan, "wireType", undefined, field.name);
  // A member sent twice counts as two members of its oneof.
  const slot = field.oneof ?? field.name;
  if (seen.has(slot) && !field.repeated && !field.map)
    refuse(scan, field.oneof === undefined ? "repeated" : "oneofTwice", undefined, slot);
  if (wire === 0) {
    const value = varint(scan, end);
    if (field.values !== undefined && !field.values.has(value))
      refuse(scan, "enumValue", enumCode(scan), field.name);
  } else if (wire === 5) {
    advance(scan, 4, end);
  } else if (scanDelimited(scan, field, end, depth) === 0) {
    return; // An empty required text or payload counts as absent.
  }
  seen.add(slot);
}

/** A length-delimited value; gives its length, or 1 for an empty message, which is present all the same. */
function scanDelimited(scan: Scan, field: FieldSchema, end: number, depth: number): number {
  const length = varint(scan, end);
  const start = scan.at;
  if (length > end - start) refuse(scan, "truncated", undefined, field.name);
  if (field.message !== undefined) {
    scanMessage(scan, schemaOf(field.message), start + length, depth + 1);
    return 1;
  }
  if (field.map) scanEntry(scan, start + length);
  else if (field.text && !isUtf8(scan.bytes.subarray(start, start + length)))
    refuse(scan, "utf8", undefined, field.name);
  scan.at = start + length;
  // Members of a oneof are present even when empty: an empty text there still says which member it is.
  return field.oneof === undefined ? length : 1;
}

/** One entry of a map<string, string>: at most one key and one value. */
function scanEntry(scan: Scan, end: number): void {
  let seen = 0;
  while (scan.at < end) {
    if (++scan.elements > scan.limits.elements) refuse(scan, "tooManyElements", 7005);
    const tag = varint(scan, end);
    if (tag !== 0x0a && tag !== 0x12) refuse(scan, "mapEntry");
    const bit = tag === 0x0a ? 1 : 2;
    if ((seen & bit) !== 0) refuse(scan, "repeated");
    seen |= bit;
    const length = varint(scan, end);
    const start = scan.at;
    advance(scan, length, end);
    if (!isUtf8(scan.bytes.subarray(start, scan.at))) refuse(scan, "utf8");
  }
}

/** An unknown field of a later version. Groups are no part of proto3. */
function skip(scan: Scan, wire: number, end: number): void {
  if (wire === 0) varint(scan, end);
  else if (wire === 1) advance(scan, 8, end);
  else if (wire === 2) advance(scan, varint(scan, end), end);
  else if (wire === 5) advance(scan, 4, end);
  else refuse(scan, "wireType");
}

function advance(scan: Scan, by: number, end: number): void {
  if (by > end - scan.at) refuse(scan, "truncated");
  scan.at += by;
}

/** At most ten bytes; values above 2^53 lose low bits, which only the length checks see, and those refuse them. */
function varint(scan: Scan, end: number): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    if (scan.at >= end) refuse(scan, "truncated");
    const byte = scan.bytes[scan.at++] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
  return refuse(scan, "varint");
}

function schemaOf(name: MessageName): MessageSchema {
  const schema = SCHEMA.get(name);
  if (schema === undefined) throw new Fault("internal", { detail: `no descriptor of ${name}` });
  return schema;
}

function enumCode(scan: Scan): number {
  return scan.row === "usp.record" ? 7104 : 7004;
}

function refuse(scan: Scan, reason: string, uspCode?: number, field?: string): never {
  throw new Fault(scan.row, {
    detail: field === undefined ? reason : `${reason}: ${field}`,
    reason,
    offset: scan.at,
    uspCode: uspCode ?? (scan.row === "usp.record" ? 7100 : 7004),
  });
}
