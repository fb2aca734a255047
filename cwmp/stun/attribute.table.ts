import { isIPv4 } from "node:net";

/** An address and port as STUN tells it. */
export interface Endpoint {
  /** IPv4, or IPv6 without zone. */
  readonly address: string;
  readonly port: number;
}

/** The first four bytes of the transaction id of RFC 5389; older ones are random there. [RFC 5389 6] */
export const MAGIC_COOKIE = 0x2112a442;

interface Codec<T> {
  /** undefined: the bytes are no such value. `transaction`: 16 bytes, the cookie among them. */
  decode(value: Buffer, transaction: Buffer): T | undefined;
  encode(value: T, transaction: Buffer): Buffer;
}

const text: Codec<string> = {
  decode: (value) => value.toString("utf8"),
  encode: (value) => Buffer.from(value, "utf8"),
};

const bytes: Codec<Buffer> = { decode: (value) => value, encode: (value) => value };

const nothing: Codec<true> = { decode: () => true, encode: () => Buffer.alloc(0) };

/** [RFC 3489 11.2.9] */
const errorCode: Codec<{ readonly code: number; readonly reason: string }> = {
  decode(value) {
    if (value.length < 4) return undefined;
    const [, , hundreds = 0, rest = 0] = value;
    return { code: (hundreds & 7) * 100 + rest, reason: value.toString("utf8", 4) };
  },
  encode: ({ code, reason }) =>
    Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), Buffer.from(reason)]),
};

/** [RFC 3489 11.2.10] Types of attributes. */
const types: Codec<readonly number[]> = {
  decode: (value) =>
    value.length % 2 === 0
      ? Array.from({ length: value.length / 2 }, (_, i) => value.readUInt16BE(i * 2))
      : undefined,
  encode(list) {
    const value = Buffer.alloc(list.length * 2);
    list.forEach((type, i) => value.writeUInt16BE(type, i * 2));
    return value;
  },
};

const number32: Codec<number> = {
  decode: (value) => (value.length === 4 ? value.readUInt32BE(0) : undefined),
  encode(value) {
    const out = Buffer.alloc(4);
    out.writeUInt32BE(value >>> 0);
    return out;
  },
};

const IPV4 = 1;
const IPV6 = 2;

/** `mask`: what address and port are combined with. [RFC 3489 11.2.1] [RFC 5389 15.2] */
function endpoint(mask: (transaction: Buffer) => Buffer): Codec<Endpoint> {
  const applied = (value: Buffer, transaction: Buffer): Buffer => {
    const over = mask(transaction);
    const out = Buffer.from(value);
    for (let i = 2; i < 4; i++) out[i] = (out[i] ?? 0) ^ (over[i - 2] ?? 0);
    for (let i = 4; i < out.length; i++) out[i] = (out[i] ?? 0) ^ (over[i - 4] ?? 0);
    return out;
  };
  return {
    decode(value, transaction) {
      const family = value[1];
      if (value.length !== (family === IPV4 ? 8 : family === IPV6 ? 20 : -1)) return undefined;
      const plain = applied(value, transaction);
      return { address: addressIn(plain.subarray(4)), port: plain.readUInt16BE(2) };
    },
    encode({ address, port }, transaction) {
      const octets = octetsOf(address);
      const plain = Buffer.concat([Buffer.from([0, octets.length === 4 ? IPV4 : IPV6, 0, 0]), octets]);
      plain.writeUInt16BE(port, 2);
      return applied(plain, transaction);
    },
  };
}

const plainly = endpoint(() => Buffer.alloc(16));
const masked = endpoint((transaction) => transaction);

/** Every attribute that is read or written, by its number on the wire. */
export const ATTRIBUTE = {
  mappedAddress: { type: 0x0001, codec: plainly },
  /** Read and never followed: a server that does is a reflector. */
  responseAddress: { type: 0x0002, codec: plainly },
  /** This server has one address: it cannot answer from another one. */
  changeRequest: { type: 0x0003, codec: number32 },
  username: { type: 0x0006, codec: text },
  messageIntegrity: { type: 0x0008, codec: bytes },
  errorCode: { type: 0x0009, codec: errorCode },
  unknownAttributes: { type: 0x000a, codec: types },
  realm: { type: 0x0014, codec: text },
  nonce: { type: 0x0015, codec: text },
  xorMappedAddress: { type: 0x0020, codec: masked },
  priority: { type: 0x0024, codec: number32 },
  software: { type: 0x8022, codec: text },
  fingerprint: { type: 0x8028, codec: number32 },
  iceControlled: { type: 0x8029, codec: bytes },
  iceControlling: { type: 0x802a, codec: bytes },
  /** `dslforum.org/TR-111 `: the address that this comes from is the one to ring. [TR-069a6 G.2.1.3] */
  connectionRequestBinding: { type: 0xc001, codec: text },
  /** The mapping is another one than before. [TR-069a6 G.2.1.3] */
  bindingChange: { type: 0xc002, codec: nothing },
} as const satisfies Record<string, { readonly type: number; readonly codec: Codec<unknown> }>;

export type AttributeName = keyof typeof ATTRIBUTE;
type ValueOf<C> = C extends Codec<infer T> ? T : never;
export type Attributes = { readonly [N in AttributeName]?: ValueOf<(typeof ATTRIBUTE)[N]["codec"]> };

const BY_TYPE = new Map<number, AttributeName>(
  (Object.keys(ATTRIBUTE) as AttributeName[]).map((name) => [ATTRIBUTE[name].type, name]),
);

export function attributeName(type: number): AttributeName | undefined {
  return BY_TYPE.get(type);
}

function addressIn(octets: Buffer): string {
  if (octets.length === 4) return [...octets].join(".");
  const groups = Array.from({ length: 8 }, (_, i) => octets.readUInt16BE(i * 2).toString(16));
  // The URL parser writes IPv6 addresses in their one short form.
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}

function octetsOf(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = short.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => "0");
  const out = Buffer.alloc(16);
  [...before, ...zeros, ...after].forEach((group, i) => out.writeUInt16BE(parseInt(group, 16), i * 2));
  return out;
}
