import {
  ATTRIBUTE,
  attributeName,
  MAGIC_COOKIE,
  type AttributeName,
  type Attributes,
} from "./attribute.table.ts";

/** Kinds of messages that a server of bindings knows. [RFC 3489 11.1] */
export const STUN_TYPE = { request: 0x0001, response: 0x0101, error: 0x0111 } as const;
export type StunKind = keyof typeof STUN_TYPE;

/** One STUN message. */
export interface StunMessage {
  readonly kind: StunKind;
  /** 16 bytes; in the modern form they begin with the magic cookie. */
  readonly transaction: Buffer;
  /** `modern`: RFC 5389, padded attributes; `classic`: RFC 3489, as CPEs have it. */
  readonly form: "classic" | "modern";
  readonly attributes: Attributes;
  /** Attributes that must be understood and are not, by number. */
  readonly unknown: readonly number[];
  /** Where MESSAGE-INTEGRITY begins in the bytes. */
  readonly integrityAt?: number;
}

const HEADER = 20;
/** Larger than any message of a CPE. */
export const MAX_STUN_BYTES = 1024;
const MAX_ATTRIBUTES = 32;

interface RawAttribute {
  readonly type: number;
  readonly at: number;
  readonly end: number;
}

/**
 * Reads a datagram; undefined when it is no STUN message of a kind that is known. Attributes of the classic form are not
 * padded at some CPEs and padded at others: the way that ends where the header says is the right one.
 */
export function decodeStun(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < HEADER || bytes.length > MAX_STUN_BYTES) return undefined;
  const type = bytes.readUInt16BE(0);
  const kind = (Object.keys(STUN_TYPE) as StunKind[]).find((name) => STUN_TYPE[name] === type);
  const end = HEADER + bytes.readUInt16BE(2);
  if (kind === undefined || end > bytes.length) return undefined;
  const form = bytes.readUInt32BE(4) === MAGIC_COOKIE ? "modern" : "classic";
  const raw =
    form === "modern"
      ? (walk(bytes, end, 4) ?? walk(bytes, end, 1))
      : (walk(bytes, end, 1) ?? walk(bytes, end, 4));
  if (raw === undefined) return undefined;
  const transaction = Buffer.from(bytes.subarray(4, HEADER));
  const read = readAttributes(bytes, raw, transaction);
  return read === undefined ? undefined : { kind, transaction, form, ...read };
}

function readAttributes(
  bytes: Buffer,
  raw: readonly RawAttribute[],
  transaction: Buffer,
): Pick<StunMessage, "attributes" | "unknown" | "integrityAt"> | undefined {
  const attributes: Record<string, unknown> = {};
  const unknown: number[] = [];
  let integrityAt: number | undefined;
  for (const { type, at, end } of raw) {
    const name = attributeName(type);
    if (name === undefined) {
      if (type < 0x8000) unknown.push(type);
      continue;
    }
    // What stands behind MESSAGE-INTEGRITY is not covered by it; of what comes twice the first counts.
    if ((integrityAt !== undefined && name !== "fingerprint") || name in attributes) continue;
    const value = ATTRIBUTE[name].codec.decode(bytes.subarray(at, end), transaction);
    if (value === undefined) return undefined;
    attributes[name] = value;
    if (name === "messageIntegrity") integrityAt = at - 4;
  }
  return { attributes, unknown, ...(integrityAt === undefined ? {} : { integrityAt }) };
}

/** The attributes up to `end`, each begun at a multiple of `alignment`; undefined when they do not end there. */
function walk(bytes: Buffer, end: number, alignment: number): readonly RawAttribute[] | undefined {
  const found: RawAttribute[] = [];
  let at = HEADER;
  while (at < end) {
    if (at + 4 > end || found.length === MAX_ATTRIBUTES) return undefined;
    const length = bytes.readUInt16BE(at + 2);
    const to = at + 4 + length;
    if (to > end) return undefined;
    found.push({ type: bytes.readUInt16BE(at), at: at + 4, end: to });
    at = Math.min(end, at + 4 + Math.ceil(length / alignment) * alignment);
  }
  return found;
}

/** A message to be sent. */
export type StunDraft = Pick<StunMessage, "kind" | "transaction" | "form" | "attributes">;

/** The bytes of a message, attributes in the order they are given. `room`: bytes the header counts beyond them. */
export function encodeStun({ kind, transaction, form, attributes }: StunDraft, room = 0): Buffer {
  const parts = (Object.entries(attributes) as [AttributeName, never][]).map(([name, value]) => {
    const { type, codec } = ATTRIBUTE[name];
    const encoded = codec.encode(value, transaction);
    const padding = form === "modern" ? (4 - (encoded.length % 4)) % 4 : 0;
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(encoded.length, 2);
    return Buffer.concat([head, encoded, Buffer.alloc(padding)]);
  });
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(4);
  header.writeUInt16BE(STUN_TYPE[kind], 0);
  header.writeUInt16BE(body.length + room, 2);
  return Buffer.concat([header, transaction, body]);
}
