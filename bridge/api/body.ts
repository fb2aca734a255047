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

/** Reads to the end or to the cap. Not by iteration: leaving that destroys the socket that the answer needs. */
function readAll(request: Request): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else fail(tooLarge());
    };
    const fail = (fault: Fault): void => {
      request.off("data", take);
      request.resume();
      reject(fault);
    };
    request.on("data", take);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", (cause) => fail(endedEarly(cause)));
    request.once("close", () => fail(endedEarly(undefined)));
  });
}

function endedEarly(cause: Error | undefined): Fault {
  return new Fault("request.invalid", { detail: "the body ended early" }, { cause });
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
