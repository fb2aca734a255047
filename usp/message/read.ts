import { isUtf8 } from "node:buffer";
import { Fault, type FaultCode } from "#core";
import { blankOf, schemaOf, type FieldSchema, type MessageSchema } from "./schema.ts";

/** Upper bounds of one encoded record or message. */
export interface ScanLimits {
  readonly bytes: number;
  readonly elements: number;
}

/** Sub-messages in sub-messages; the deepest legal message has 7. */
const MAX_DEPTH = 16;

interface Scan {
  readonly bytes: Buffer;
  readonly row: FaultCode;
  readonly limits: ScanLimits;
  at: number;
  elements: number;
}

/** A message as it is read: every field of its descriptor but the members of a oneof that were not sent. */
type Fields = Record<string, unknown>;

/**
 * Reads a record or a message strictly and in one go. Protobuf decoders take two members of a oneof, a repeated singular field,
 * unknown enum values and missing members without a word. Enums become their names, uint64 decimal texts, bytes views of
 * `bytes`. Throws Fault `usp.record` or `usp.message` {reason, offset, uspCode}. [TR-369 R-ENC.2] [TR-369 R-ENC.3] [TR-369 R-MSG.5]
 */
export function read(bytes: Uint8Array, root: "Record" | "Msg", limits: ScanLimits): object {
  const scan: Scan = {
    bytes: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    row: root === "Record" ? "usp.record" : "usp.message",
    limits,
    at: 0,
    elements: 0,
  };
  if (bytes.length > limits.bytes) refuse(scan, "tooLarge", 7005);
  if (bytes.length === 0) refuse(scan, "empty");
  return message(scan, schemaOf(root), bytes.length, 0);
}

/** Fields of one message up to `end`, then what it owes. */
function message(scan: Scan, schema: MessageSchema, end: number, depth: number): Fields {
  if (depth > MAX_DEPTH) refuse(scan, "tooDeep");
  const fields = blankOf(schema);
  let seen = 0;
  while (scan.at < end) {
    if (++scan.elements > scan.limits.elements) refuse(scan, "tooManyElements", 7005);
    const tag = varint(scan, end);
    const wire = tag % 8;
    if (tag < 8) refuse(scan, "fieldZero");
    const field = schema.fields.get(Math.floor(tag / 8));
    if (field === undefined) {
      skip(scan, wire, end);
      continue;
    }
    if (wire !== field.wire) refuse(scan, "wireType", undefined, field.name);
    // A member sent twice counts as two members of its oneof.
    if ((seen & field.slot) !== 0 && !field.repeated && !field.map)
      refuse(
        scan,
        field.oneof === undefined ? "repeated" : "oneofTwice",
        undefined,
        field.oneof ?? field.name,
      );
    if (one(scan, field, end, depth, fields)) seen |= field.slot;
  }
  for (const { slot, reason, name } of schema.owed)
    if ((seen & slot) === 0) refuse(scan, reason, undefined, name);
  return fields;
}

/** One value into `fields`; false: it counts as absent, as an empty text or payload does that is no member of a oneof. */
function one(scan: Scan, field: FieldSchema, end: number, depth: number, fields: Fields): boolean {
  if (field.wire === 0) {
    fields[field.name] = scalar(scan, field, end);
    return true;
  }
  if (field.wire === 5) {
    advance(scan, 4, end);
    fields[field.name] = scan.bytes.readUInt32LE(scan.at - 4);
    return true;
  }
  const length = varint(scan, end);
  const start = scan.at;
  if (length > end - start) refuse(scan, "truncated", undefined, field.name);
  if (field.map) {
    entry(scan, start + length, fields[field.name] as Record<string, string>);
    return length > 0;
  }
  const told = delimited(scan, field, start + length, depth);
  if (field.repeated) (fields[field.name] as unknown[]).push(told);
  else fields[field.name] = told;
  // Members of a oneof are present even when empty: an empty text there still says which member it is.
  return field.message !== undefined || field.oneof !== undefined || length > 0;
}

function delimited(scan: Scan, field: FieldSchema, end: number, depth: number): unknown {
  if (field.message !== undefined) return message(scan, schemaOf(field.message), end, depth + 1);
  if (field.text) return text(scan, end, field.name);
  const start = scan.at;
  scan.at = end;
  return scan.bytes.subarray(start, end);
}

function scalar(scan: Scan, field: FieldSchema, end: number): unknown {
  if (field.type === "uint64") return uint64(scan, end);
  const number = varint(scan, end);
  if (field.values === undefined) return number !== 0;
  return field.values.get(number) ?? refuse(scan, "enumValue", enumCode(scan), field.name);
}

/** One entry of a map<string, string>: at most one key and one value. */
function entry(scan: Scan, end: number, into: Record<string, string>): void {
  let seen = 0;
  let key = "";
  let held = "";
  while (scan.at < end) {
    if (++scan.elements > scan.limits.elements) refuse(scan, "tooManyElements", 7005);
    const tag = varint(scan, end);
    if (tag !== 0x0a && tag !== 0x12) refuse(scan, "mapEntry");
    const bit = tag === 0x0a ? 1 : 2;
    if ((seen & bit) !== 0) refuse(scan, "repeated");
    seen |= bit;
    const length = varint(scan, end);
    if (length > end - scan.at) refuse(scan, "truncated");
    const told = text(scan, scan.at + length);
    if (bit === 1) key = told;
    else held = told;
  }
  // A name that is a property of every object stays one of this one.
  if (key === "__proto__")
    Object.defineProperty(into, key, { value: held, enumerable: true, configurable: true, writable: true });
  else into[key] = held;
}

function text(scan: Scan, end: number, field?: string): string {
  const told = scan.bytes.toString("utf8", scan.at, end);
  if (told.includes("\uFFFD") && !isUtf8(scan.bytes.subarray(scan.at, end)))
    refuse(scan, "utf8", undefined, field);
  scan.at = end;
  return told;
}

function uint64(scan: Scan, end: number): string {
  const start = scan.at;
  const rough = varint(scan, end);
  if (rough <= Number.MAX_SAFE_INTEGER) return String(rough);
  let exact = 0n;
  for (let at = scan.at - 1; at >= start; at--) exact = (exact << 7n) | BigInt((scan.bytes[at] ?? 0) & 0x7f);
  return BigInt.asUintN(64, exact).toString();
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
