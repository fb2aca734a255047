import { WIRE, type WireField } from "./wire.table.ts";

/** A message as plain values: strings, numbers, booleans, bytes, messages, lists and string maps. */
export type Wire = { [field: string]: unknown };

type Reader = { readonly bytes: Buffer; at: number };

/** Writes a message by its row of the wire table. Absent fields and defaults are left out, empty messages are not. */
export function encode(name: string, message: Wire): Buffer {
  const parts: Buffer[] = [];
  for (const field of rowsOf(name)) {
    const value = message[field[1]];
    if (value === undefined) continue;
    for (const item of field[3] === true ? (value as readonly unknown[]) : [value])
      writeField(parts, field, item);
  }
  return Buffer.concat(parts);
}

/** Reads a message; unknown fields are skipped. Undefined when the bytes are none. */
export function decode(name: string, bytes: Buffer): Wire | undefined {
  const reader: Reader = { bytes, at: 0 };
  const message: Wire = {};
  while (reader.at < bytes.length) {
    const tag = readVarint(reader);
    const type = tag & 7;
    const field = rowsOf(name).find(([number]) => number === tag >>> 3);
    const raw = readRaw(reader, type);
    if (raw === undefined) return undefined;
    if (field !== undefined && !readField(message, field, raw)) return undefined;
  }
  return message;
}

function rowsOf(name: string): readonly WireField[] {
  return WIRE[name] ?? [];
}

function writeField(parts: Buffer[], [number, , kind, repeated]: WireField, value: unknown): void {
  const keep = repeated === true;
  switch (kind) {
    case "map":
      for (const [key, text] of Object.entries(value as Record<string, string>)) {
        parts.push(
          tagged(number, 2),
          sized(Buffer.concat([stringField(1, key, false), stringField(2, text, false)])),
        );
      }
      return;
    case "string":
      parts.push(stringField(number, value as string, keep));
      return;
    case "bytes":
      parts.push(tagged(number, 2), sized(value as Buffer));
      return;
    case "bool":
    case "enum":
    case "uint64":
      if (keep || Number(value) !== 0) parts.push(tagged(number, 0), varint(Number(value)));
      return;
    case "fixed32":
      if (keep || value !== 0) parts.push(tagged(number, 5), fixed(value as number));
      return;
    default:
      parts.push(tagged(number, 2), sized(encode(kind, value as Wire)));
  }
}

function readField(message: Wire, [, name, kind, repeated]: WireField, raw: Buffer | number): boolean {
  if (kind === "map") return readEntry(message, name, raw);
  const value = readValue(kind, raw);
  if (value === undefined) return false;
  if (repeated === true) ((message[name] ??= []) as unknown[]).push(value);
  else message[name] = value;
  return true;
}

function readValue(kind: string, raw: Buffer | number): unknown {
  const scalar = kind === "bool" || kind === "enum" || kind === "uint64" || kind === "fixed32";
  if (typeof raw === "number") return scalar ? (kind === "bool" ? raw !== 0 : raw) : undefined;
  if (kind === "fixed32") return raw.length === 4 ? raw.readUInt32LE() : undefined;
  if (scalar) return undefined;
  if (kind === "string") return raw.toString("utf8");
  return kind === "bytes" ? raw : decode(kind, raw);
}

function readEntry(message: Wire, name: string, raw: Buffer | number): boolean {
  if (typeof raw === "number") return false;
  const reader: Reader = { bytes: raw, at: 0 };
  const pair: [key: string, value: string] = ["", ""];
  while (reader.at < raw.length) {
    const tag = readVarint(reader);
    const part = readRaw(reader, tag & 7);
    if (part === undefined || typeof part === "number") return false;
    pair[tag >>> 3 === 1 ? 0 : 1] = part.toString("utf8");
  }
  ((message[name] ??= {}) as Record<string, string>)[pair[0]] = pair[1];
  return true;
}

/** The bytes of a length-delimited or fixed field, the number of a varint. */
function readRaw(reader: Reader, type: number): Buffer | number | undefined {
  if (type === 0) return readVarint(reader);
  const size = type === 2 ? readVarint(reader) : type === 5 ? 4 : type === 1 ? 8 : -1;
  if (size < 0 || reader.at + size > reader.bytes.length) return undefined;
  reader.at += size;
  return reader.bytes.subarray(reader.at - size, reader.at);
}

/** Up to 2^53; more than a simulated agent ever meets. */
function readVarint(reader: Reader): number {
  let value = 0;
  for (let shift = 1; reader.at < reader.bytes.length; shift *= 128) {
    const byte = reader.bytes[reader.at++] ?? 0;
    value += (byte & 127) * shift;
    if (byte < 128) return value;
  }
  return value;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function tagged(number: number, type: number): Buffer {
  return varint(number * 8 + type);
}

function sized(bytes: Buffer): Buffer {
  return Buffer.concat([varint(bytes.length), bytes]);
}

function stringField(number: number, value: string, keep: boolean): Buffer {
  return value === "" && !keep
    ? Buffer.alloc(0)
    : Buffer.concat([tagged(number, 2), sized(Buffer.from(value))]);
}

function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
