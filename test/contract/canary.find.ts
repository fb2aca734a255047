import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { Redis } from "ioredis";

/** Characters before the deflated values of a packed tree: the hash of its shape. */
const HASH = 32;

/** Bytes of the store as the texts they stand for: as they are, and inflated where they are packed. */
function texts(bytes: Buffer): string[] {
  const plain = bytes.toString("latin1");
  const packed = plain.startsWith("z") ? [Buffer.from(plain.slice(1), "base64")] : [];
  return [plain, ...[bytes, bytes.subarray(HASH), ...packed].flatMap(inflated)];
}

function inflated(bytes: Buffer): string[] {
  try {
    return [inflateRawSync(bytes).toString("latin1")];
  } catch {
    return [];
  }
}

/** Every key of a Redis, or those that match, with all it holds, as texts. */
export async function dump(url: string, match = "*"): Promise<readonly string[]> {
  const client = new Redis(url);
  const out: string[] = [];
  for (const key of await client.keys(match)) {
    const parts = await contentOf(client, key);
    out.push(key, ...parts.flatMap(texts));
  }
  client.disconnect();
  return out;
}

async function contentOf(client: Redis, key: string): Promise<Buffer[]> {
  switch (await client.type(key)) {
    case "string":
      return [await client.getBuffer(key)].filter((bytes) => bytes !== null);
    case "hash":
      return flat(await client.callBuffer("HGETALL", key));
    case "set":
      return client.smembersBuffer(key);
    case "zset":
      return client.zrangeBuffer(key, "0", "-1");
    case "list":
      return client.lrangeBuffer(key, 0, -1);
    default:
      return flat(await client.callBuffer("XRANGE", key, "-", "+"));
  }
}

function flat(reply: unknown): Buffer[] {
  if (Buffer.isBuffer(reply)) return [reply];
  return Array.isArray(reply) ? reply.flatMap(flat) : [];
}

/** Every value that was ever written, out of the append-only files below a folder. */
export function written(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".aof"),
  );
  return files.flatMap((name) => bulks(readFileSync(join(folder, name))).flatMap(texts));
}

/** The arguments of commands in the protocol's form: `$<length>\r\n<bytes>\r\n`. */
function bulks(file: Buffer): Buffer[] {
  const out: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const end = file.indexOf("\r\n", at);
    if (end < 0) break;
    if (file[at] !== 0x24) {
      at = end + 2;
      continue;
    }
    const length = Number(file.toString("latin1", at + 1, end));
    out.push(file.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
  return out;
}

/** How often a text stands in others: as it is, in hexadecimal, or in base64 at any place. */
export function count(text: string, places: readonly string[]): number {
  const forms = [text, Buffer.from(text).toString("hex"), ...[0, 1, 2].map((shift) => base64(text, shift))];
  return places.filter((place) => forms.some((form) => place.includes(form))).length;
}

/** The characters of base64 that depend on the text alone when `shift` bytes stand before it. */
function base64(text: string, shift: number): string {
  const whole = Buffer.from("-".repeat(shift) + text).toString("base64");
  const end = Math.floor((shift + Buffer.byteLength(text)) / 3) * 4;
  return whole.slice(shift === 0 ? 0 : 4, end);
}
