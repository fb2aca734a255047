import { createHmac, randomBytes } from "node:crypto";
import type { Login } from "./auth.ts";

/** `dslforum.org/TR-111 `, with the blank. */
const BINDING = Buffer.from("dslforum.org/TR-111 ");

/** A Binding Request as CPEs write it: RFC 3489, nothing padded, signed only once it was asked for that. */
export function bindingRequest(
  transaction: Buffer,
  login: Login,
  more: { readonly signed: boolean; readonly changed: boolean },
): Buffer {
  const parts = [
    ...(login.username === "" ? [] : [attribute(0x0006, Buffer.from(login.username))]),
    attribute(0xc001, BINDING),
    ...(more.changed ? [attribute(0xc002, Buffer.alloc(0))] : []),
  ];
  const body = Buffer.concat(parts);
  if (!more.signed) return Buffer.concat([header(body.length), transaction, body]);
  const text = Buffer.concat([header(body.length + 24), transaction, body]);
  const filled = Buffer.concat([text, Buffer.alloc((64 - (text.length % 64)) % 64)]);
  const mac = createHmac("sha1", login.password).update(filled).digest();
  return Buffer.concat([text, attribute(0x0008, mac)]);
}

/** 16 random bytes, which must not look like those of RFC 5389. */
export function newTransaction(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = 0;
  return bytes;
}

export interface StunReply {
  readonly transaction: Buffer;
  /** Of an error. */
  readonly code?: number;
  readonly mapped?: { readonly address: string; readonly port: number };
}

/** undefined: it is no answer of a STUN server. */
export function readReply(bytes: Buffer): StunReply | undefined {
  if (bytes.length < 20) return undefined;
  const type = bytes.readUInt16BE(0);
  if (type !== 0x0101 && type !== 0x0111) return undefined;
  const transaction = bytes.subarray(4, 20);
  for (let at = 20; at + 4 <= bytes.length; at += 4 + bytes.readUInt16BE(at + 2)) {
    const value = bytes.subarray(at + 4, at + 4 + bytes.readUInt16BE(at + 2));
    const kind = bytes.readUInt16BE(at);
    if (kind === 0x0009 && value.length >= 4)
      return { transaction, code: (value[2] ?? 0) * 100 + (value[3] ?? 0) };
    if (kind === 0x0001 && value.length === 8)
      return {
        transaction,
        mapped: { address: [...value.subarray(4)].join("."), port: value.readUInt16BE(2) },
      };
  }
  return { transaction };
}

function header(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(1, 0);
  bytes.writeUInt16BE(length, 2);
  return bytes;
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}
