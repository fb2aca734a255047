import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Marks a deflated text; no JSON text begins with it. */
const DEFLATED = "z";
/** Below this length packing saves nothing worth its time. */
const FROM_LENGTH = 2048;

/** A JSON text as the ledger keeps it: a read of a whole tree is kept for weeks and shrinks to a tenth. */
export function packText(text: string): string {
  if (text.length < FROM_LENGTH) return text;
  return DEFLATED + deflateRawSync(text, { level: 1 }).toString("base64");
}

export function unpackText(kept: string): string {
  if (!kept.startsWith(DEFLATED)) return kept;
  return inflateRawSync(Buffer.from(kept.slice(DEFLATED.length), "base64")).toString();
}
