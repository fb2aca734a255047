/** What can still be read of a message that does not decode, to answer it by R-MTP.5. */
export interface Peek {
  readonly msgId?: string;
  /** Its body is a Request. */
  readonly request: boolean;
}

const LENGTH_DELIMITED = 2;

/** Looks for the header's msg_id and the kind of the body without caring for the rest; never throws. */
export function peek(bytes: Uint8Array): Peek {
  const header = first(bytes, 1);
  const body = first(bytes, 2);
  const id = header === undefined ? undefined : first(header, 1);
  const msgId = id === undefined ? "" : Buffer.from(id).toString("utf8");
  const readable = msgId !== "" && msgId.length <= 255 && !msgId.includes("\uFFFD");
  return { request: body !== undefined && first(body, 1) !== undefined, ...(readable ? { msgId } : {}) };
}

/** The first length-delimited field of this number, or undefined. */
function first(bytes: Uint8Array, number: number): Uint8Array | undefined {
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at++] ?? 0;
    // Header and body have small numbers and small tags; anything else ends the search.
    if ((tag & 7) === 0) {
      at = afterVarint(bytes, at);
      continue;
    }
    if ((tag & 7) !== LENGTH_DELIMITED) return undefined;
    const from = afterVarint(bytes, at);
    const to = from + varint(bytes, at);
    if (to > bytes.length) return undefined;
    if (tag >> 3 === number) return bytes.subarray(from, to);
    at = to;
  }
  return undefined;
}

function afterVarint(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x80) end++;
  return end + 1;
}

function varint(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at, scale = 1; i < bytes.length && i < at + 6; i++, scale *= 128) {
    value += ((bytes[i] ?? 0) & 0x7f) * scale;
    if ((bytes[i] ?? 0) < 0x80) return value;
  }
  return Number.MAX_SAFE_INTEGER;
}
