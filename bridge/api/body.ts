import type { Request } from "express";
import { Fault } from "#core";
import { refuseTreacherousJson } from "./json.scan.ts";

/** Largest request body of the JSON API, bytes. */
const MAX_BODY = 1024 * 1024;

/** The JSON body of a request, read with a cap; an absent body is `{}`. Content codings are refused, not inflated. */
export async function readJson(request: Request): Promise<unknown> {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > MAX_BODY) throw tooLarge();
  const coding = request.headers["content-encoding"];
  if (coding !== undefined && coding !== "identity") {
    throw new Fault("request.mediaType", { detail: `Content-Encoding ${coding} is not accepted` });
  }
  const bytes = await readAll(request);
  if (bytes.length === 0) return {};
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Fault("request.mediaType", { detail: `Content-Type ${type === "" ? "is missing" : type}` });
  }
  return parse(bytes);
}

async function readAll(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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

function tooLarge(): Fault {
  return new Fault("request.tooLarge", { detail: `the body may have at most ${MAX_BODY} bytes` });
}
