import type { ReadStream } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { type Clock, Fault } from "#core";
import type { Disk } from "./disk.ts";
import { watchPace } from "./pace.ts";
import { type Share, shareOf } from "./range.ts";
import type { FileRow } from "./row.ts";

export interface Giving {
  readonly disk: Pick<Disk, "open">;
  readonly clock: Clock;
  /** Called before bytes are sent. */
  take?(bytes: number): Promise<void>;
  /** Called with those that were not sent after all. */
  giveBack?(bytes: number): Promise<void>;
}

/** At most so much of a file is in memory for one reader. */
const PIECE = 32 * 1024;

/** Files of others are never shown by a browser, only saved. */
const ALWAYS = {
  "Accept-Ranges": "bytes",
  "Cache-Control": "private, no-store, no-transform",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

/**
 * Answers a GET or HEAD with a file or a part of it; gives what was answered and how many bytes were sent. Several ranges are
 * answered with the whole file. Faults before anything is sent: `file.notFound`, `file.storage`, and what `take` throws.
 */
export async function giveFile(
  row: FileRow,
  request: IncomingMessage,
  response: ServerResponse,
  giving: Giving,
): Promise<{ readonly status: number; readonly bytes: number }> {
  const method = request.method ?? "GET";
  const etag = `"${row.sha256}"`;
  const share = shareOf(
    { size: row.size, etag, modifiedAt: row.createdAt },
    { method, headers: request.headers },
  );
  const { start, bytes } = placeOf(share, row.size);
  const head = {
    ...ALWAYS,
    ETag: etag,
    "Last-Modified": new Date(row.createdAt).toUTCString(),
    ...(share.status === 416 ? { "Content-Range": `bytes */${row.size}` } : {}),
    ...(share.status === 206 ? { "Content-Range": `bytes ${start}-${start + bytes - 1}/${row.size}` } : {}),
  };
  if (share.status !== 200 && share.status !== 206) {
    response.writeHead(share.status, share.status === 304 ? head : { ...head, "Content-Length": 0 }).end();
    return { status: share.status, bytes: 0 };
  }
  const whole = {
    ...head,
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename="${row.name}"`,
    "Content-Length": bytes,
  };
  if (method === "HEAD" || bytes === 0) {
    response.writeHead(share.status, whole).end();
    return { status: share.status, bytes: 0 };
  }
  await giving.take?.(bytes);
  const sent = await send(row, response, { start, bytes, status: share.status, whole }, giving);
  return { status: share.status, bytes: sent };
}

interface Part {
  readonly start: number;
  readonly bytes: number;
  readonly status: number;
  readonly whole: OutgoingHttpHeaders;
}

/** Sends bytes as fast as they are taken; gives how many went out. */
async function send(
  row: FileRow,
  response: ServerResponse,
  { start, bytes, status, whole }: Part,
  giving: Giving,
): Promise<number> {
  let from: ReadStream | undefined;
  try {
    const file = await giving.disk.open(row.blob);
    if (file === undefined) throw new Fault("file.notFound", { file: row.id });
    const stream = file.createReadStream({ start, end: start + bytes - 1, highWaterMark: PIECE });
    from = stream;
    const rest = watchPace(
      giving.clock,
      () => stream.bytesRead,
      () => response.destroy(),
    );
    try {
      response.writeHead(status, whole);
      await pipeline(stream, response);
    } catch {
      // The reader has gone, or was too slow: it comes again with a range.
      response.destroy();
    } finally {
      rest();
    }
  } finally {
    const left = bytes - (from?.bytesRead ?? 0);
    if (left > 0) await giving.giveBack?.(left);
  }
  return from.bytesRead;
}

function placeOf(share: Share, size: number): { readonly start: number; readonly bytes: number } {
  return share.status === 206
    ? { start: share.start, bytes: share.end - share.start + 1 }
    : { start: 0, bytes: size };
}
