import { promisify } from "node:util";
import { inflateRaw, inflateRawSync } from "node:zlib";
import { type OperationResult, type Sliced, withReferences, writing } from "#core";
import { deflating } from "../state/deflate.ts";
import { hidingSecrets } from "./secrets.ts";

/** Marks a deflated text; no JSON text begins with it. */
const DEFLATED = "z";
/** Below this length packing saves nothing worth its time. */
const FROM_LENGTH = 2048;
/** Characters that inflate to so much that others should not wait for it. */
const LONG = 32_768;

/**
 * A result as the ledger keeps it, without the secrets in it, made in slices: a read of a whole tree is kept for weeks and
 * shrinks to a tenth.
 */
export function* packingResult(result: OperationResult): Sliced<string> {
  const text = withReferences(yield* writing(yield* hidingSecrets(result)));
  if (text.length < FROM_LENGTH) return text;
  return DEFLATED + (yield* deflating(text, 1)).toString("base64");
}

export function unpackText(kept: string): string {
  if (!kept.startsWith(DEFLATED)) return kept;
  return inflateRawSync(Buffer.from(kept.slice(DEFLATED.length), "base64")).toString();
}

/** The same beside the event loop, where it is worth it. */
export async function unpackedText(kept: string): Promise<string> {
  if (!kept.startsWith(DEFLATED) || kept.length < LONG) return unpackText(kept);
  return (await inflating(Buffer.from(kept.slice(DEFLATED.length), "base64"))).toString();
}

const inflating = promisify(inflateRaw);
