import type { IncomingMessage } from "node:http";
import { gunzip, inflate, inflateRaw, type InputType } from "node:zlib";
import { Fault } from "#core";

/** A body, or the HTTP status it is refused with. `aborted`: the peer went away, nobody can be answered. */
export type BodyRead =
  | { readonly body: Buffer }
  | { readonly refused: 400 | 413 | 415 }
  | { readonly aborted: true };

const EMPTY = Buffer.alloc(0);
const NOTHING = { body: EMPTY } as const;

/** Reads a body of at most `cap` bytes, before and after inflating. Stops reading as soon as it is over. */
export function readBody(request: IncomingMessage, cap: number): BodyRead | Promise<BodyRead> {
  // Half of all messages of a fleet are empty: nothing to listen for.
  if (request.headers["content-length"] === "0") return NOTHING;
  const encoding = request.headers["content-encoding"];
  const inflater = inflaterOf(encoding);
  if (inflater === undefined) return { refused: 415 };
  const length = request.headers["content-length"];
  if (length !== undefined && Number(length) > cap) return { refused: 413 };
  return new Promise((resolve) => {
    let first: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let size = 0;
    let whole = false;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > cap) {
        request.pause();
        request.removeAllListeners("data");
        resolve({ refused: 413 });
      } else if (first === undefined) first = chunk;
      else (chunks ??= [first]).push(chunk);
    });
    request.on("end", () => {
      whole = true;
      const body = chunks === undefined ? (first ?? EMPTY) : Buffer.concat(chunks, size);
      if (body.length === 0 || inflater === "identity") resolve({ body });
      else inflated(inflater, body, cap).then(resolve, () => resolve({ refused: 400 }));
    });
    request.on("error", () => resolve({ aborted: true }));
    request.on("close", () => {
      if (!whole) resolve({ aborted: true });
    });
  });
}

type Coding = "identity" | "gzip" | "deflate";

function inflaterOf(encoding: string | undefined): Coding | undefined {
  if (encoding === undefined || encoding === "") return "identity";
  switch (encoding.trim().toLowerCase()) {
    case "identity":
      return "identity";
    case "gzip":
    case "x-gzip":
      return "gzip";
    case "deflate":
      return "deflate";
    default:
      return undefined;
  }
}

type Unzip = (
  input: InputType,
  options: { maxOutputLength: number },
  done: (error: NodeJS.ErrnoException | null, out: Buffer) => void,
) => void;

async function inflated(coding: Coding, body: Buffer, cap: number): Promise<BodyRead> {
  try {
    // Zlib stops at the cap: a bomb costs no more than an honest body of that size.
    return { body: await run(coding === "gzip" ? gunzip : unwrap(body), body, cap) };
  } catch (error) {
    const code = error instanceof Fault ? String(error.facts["cause"]) : "";
    return { refused: code === "ERR_BUFFER_TOO_LARGE" ? 413 : 400 };
  }
}

/** `deflate` means the zlib wrapper; some send the raw stream. */
function unwrap(body: Buffer): Unzip {
  const head = body.length < 2 ? 0 : body.readUInt16BE(0);
  return ((head >> 8) & 0x0f) === 8 && head % 31 === 0 ? inflate : inflateRaw;
}

function run(unzip: Unzip, body: Buffer, cap: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    unzip(body, { maxOutputLength: cap }, (error, out) => {
      if (error === null) resolve(out);
      else reject(new Fault("request.invalid", { cause: error.code }));
    });
  });
}
