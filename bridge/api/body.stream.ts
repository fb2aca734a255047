import type { IncomingMessage } from "node:http";
import { type Clock, Fault, sleep } from "#core";

export interface BodyLimits {
  readonly clock: Clock;
  /** Fault `request.tooLarge` above it, before anything is read where Content-Length tells it. */
  readonly maxBytes: number;
  /** ms in which at least `LEAST_BYTES`, or the end, must come. */
  readonly stallMs: number;
  /** ms for all of it; absent: it may take as long as it goes on. */
  readonly withinMs?: number;
}

/** A body that comes slower than this in each `stallMs` is not waited for. */
export const LEAST_BYTES = 1024;

/**
 * A request's body piece by piece, as it comes and no faster than it is taken. Whoever stops early can still answer. Content
 * codings are refused, not inflated. Faults: `request.tooLarge`, `request.mediaType`, `request.slow`, `request.invalid` (it
 * ended before its end).
 */
export async function* bodyPieces(
  request: IncomingMessage,
  limits: BodyLimits,
): AsyncGenerator<Buffer, void, undefined> {
  refuseAtOnce(request, limits.maxBytes);
  // Plain iteration would destroy the socket that the answer needs.
  const pieces = request.iterator({ destroyOnReturn: false });
  const next = paced(() => pieces.next() as Promise<IteratorResult<Buffer, undefined>>, limits);
  let size = 0;
  try {
    for (;;) {
      const piece = await next();
      if (piece === undefined) return;
      size += piece.length;
      if (size > limits.maxBytes) throw tooLarge(limits.maxBytes);
      yield piece;
    }
  } finally {
    // What still comes is let go, so that the client gets to its answer.
    request.resume();
  }
}

function refuseAtOnce({ headers }: IncomingMessage, maxBytes: number): void {
  if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const coding = headers["content-encoding"];
  if (coding !== undefined && coding !== "identity") {
    throw new Fault("request.mediaType", { detail: `Content-Encoding ${coding} is not accepted` });
  }
}

/** The next piece, or undefined at the end; it must come before the pace or the time is broken. */
function paced(
  pull: () => Promise<IteratorResult<Buffer, undefined>>,
  { clock, stallMs, withinMs = Number.POSITIVE_INFINITY }: BodyLimits,
): () => Promise<Buffer | undefined> {
  const last = clock.now() + withinMs;
  let end = clock.now() + stallMs;
  let came = 0;
  return async () => {
    const pending = pull();
    // Its failure is looked at below; nobody is left to hear of one that comes after the time.
    pending.catch(() => undefined);
    for (;;) {
      const result = await before(clock, Math.min(end, last) - clock.now(), pending);
      if (result !== undefined) {
        came += result.value?.length ?? 0;
        return result.value;
      }
      if (clock.now() >= last || came < LEAST_BYTES) throw new Fault("request.slow");
      end = clock.now() + stallMs;
      came = 0;
    }
  };
}

/** What `work` gives, or undefined when it takes longer than `ms`. */
async function before<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const late = sleep(clock, Math.max(0, ms), over.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([work, late]);
  } catch (cause) {
    throw new Fault("request.invalid", { detail: "the body ended early" }, { cause });
  } finally {
    over.abort();
  }
}

function tooLarge(maxBytes: number): Fault {
  return new Fault("request.tooLarge", { detail: `the body may have at most ${maxBytes} bytes` });
}
