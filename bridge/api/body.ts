import type { Request } from "express";
import { type Clock, Fault } from "#core";
import { bodyPieces } from "./body.stream.ts";
import { refuseTreacherousJson } from "./json.scan.ts";

/** Largest request body of the JSON API, bytes. */
const MAX_BODY = 1024 * 1024;

/** ms within which a JSON body must have come whole. */
const WITHIN_MS = 20_000;

/** The JSON body of a request, read with a cap; an absent body is `{}`. Content codings are refused, not inflated. */
export async function readJson(request: Request, clock: Clock): Promise<unknown> {
  const pieces: Buffer[] = [];
  const limits = { clock, maxBytes: MAX_BODY, stallMs: WITHIN_MS, withinMs: WITHIN_MS };
  for await (const piece of bodyPieces(request, limits)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  if (bytes.length === 0) return {};
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Fault("request.mediaType", { detail: `Content-Type ${type === "" ? "is missing" : type}` });
  }
  return parse(bytes);
}

function parse(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Fault("request.invalid", { detail: "the body is not UTF-8" }, { cause });
  }
  refuseTreacherousJson(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault("request.invalid", { detail: "the body is not JSON" }, { cause });
  }
}
