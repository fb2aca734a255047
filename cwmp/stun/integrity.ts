import { createHmac, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import { encodeStun, type StunDraft, type StunMessage } from "./message.ts";

/** MESSAGE-INTEGRITY with its header; FINGERPRINT with its header. */
const INTEGRITY = 24;
const FINGERPRINT = 8;
const FINGERPRINT_MASK = 0x5354554e;

/**
 * HMAC-SHA1 over the message before the attribute, whose header counts it already. RFC 3489 fills the text up with zeros to
 * a multiple of 64; RFC 5389 does not. [RFC 3489 11.2.8] [RFC 5389 15.4]
 */
function integrityOf(text: Buffer, password: string, fill: boolean): Buffer {
  const zeros = fill ? (64 - (text.length % 64)) % 64 : 0;
  return createHmac("sha1", password).update(text).update(Buffer.alloc(zeros)).digest();
}

/** Whether a message that has MESSAGE-INTEGRITY was made with a password. Clients mix the forms: either one proves it. */
export function isProvenBy(bytes: Buffer, message: StunMessage, password: string): boolean {
  const { integrityAt, attributes } = message;
  const shown = attributes.messageIntegrity;
  if (integrityAt === undefined || shown?.length !== 20) return false;
  const text = Buffer.from(bytes.subarray(0, integrityAt));
  // What follows it, a FINGERPRINT, was not counted when it was made.
  text.writeUInt16BE(integrityAt + INTEGRITY - 20, 2);
  return [true, false].some((fill) => timingSafeEqual(integrityOf(text, password, fill), shown));
}

/** The bytes of a message with MESSAGE-INTEGRITY behind all else, and a FINGERPRINT when the other side uses it. */
export function encodeSigned(draft: StunDraft, password: string, fingerprint: boolean): Buffer {
  const text = encodeStun(draft, INTEGRITY);
  const messageIntegrity = integrityOf(text, password, draft.form === "classic");
  const signed: StunDraft = { ...draft, attributes: { ...draft.attributes, messageIntegrity } };
  return fingerprint ? encodePrinted(signed) : encodeStun(signed);
}

/** The bytes of a message with a FINGERPRINT at its end. [RFC 5389 15.5] */
export function encodePrinted(draft: StunDraft): Buffer {
  const print = (crc32(encodeStun(draft, FINGERPRINT)) ^ FINGERPRINT_MASK) >>> 0;
  return encodeStun({ ...draft, attributes: { ...draft.attributes, fingerprint: print } });
}
