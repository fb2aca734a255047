import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { Transform } from "node:stream";
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
const PIECE = 64 * 1024;

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
  const { disk, clock } = giving;
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
  let sent = 0;
  try {
    const file = await disk.open(row.blob);
    if (file === undefined) throw new Fault("file.notFound", { file: row.id });
    const counted = new Transform({
      highWaterMark: PIECE,
      transform(piece: Buffer, _encoding, pass) {
        sent += piece.length;
        pass(null, piece);
      },
    });
    const from = file.createReadStream({ start, end: start + bytes - 1, highWaterMark: PIECE });
    const rest = watchPace(
      clock,
      () => sent,
      () => response.destroy(),
    );
    try {
      response.writeHead(share.status, whole);
      await pipeline(from, counted, response);
    } catch {
      // The reader has gone, or was too slow: it comes again with a range.
      response.destroy();
    } finally {
      rest();
    }
  } finally {
    if (sent < bytes) await giving.giveBack?.(bytes - sent);
  }
  return { status: share.status, bytes: sent };
}

function placeOf(share: Share, size: number): { readonly start: number; readonly bytes: number } {
  return share.status === 206
    ? { start: share.start, bytes: share.end - share.start + 1 }
    : { start: 0, bytes: size };
}
