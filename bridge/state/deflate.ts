import { constants, deflateRawSync } from "node:zlib";
import type { Sliced } from "#core";

/** Bytes deflated between two yields: a few ms at most. Four windows of the method, so little is lost. */
const PIECE = 131_072;

/** A text as one raw deflate stream, made in slices: pieces that know nothing of each other, one behind the other. */
export function* deflating(text: string, level: number): Sliced<Buffer> {
  const bytes = Buffer.from(text);
  if (bytes.length <= PIECE) return deflateRawSync(bytes, { level });
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    const last = at + PIECE >= bytes.length;
    const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    pieces.push(deflateRawSync(bytes.subarray(at, at + PIECE), { level, finishFlush }));
    yield;
  }
  return Buffer.concat(pieces);
}
