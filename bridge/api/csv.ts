import type { Request, Response } from "express";
import type { Clock, Json, JsonObject } from "#core";
import { drained } from "./drained.ts";

/** Whether the client asked for CSV. */
export function wantsCsv(request: Request): boolean {
  return /\btext\/csv\b/.test(request.headers.accept ?? "");
}

export interface CsvTarget {
  readonly response: Response;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** A client that has not taken everything by then is cut off. */
const LONGEST_MS = 600_000;

/**
 * Writes rows as RFC 4180 CSV with a header line, as fast as the client reads them. The first rows are fetched before
 * the answer begins, so that a fault of theirs is still an answer; a later one cuts the connection.
 */
export async function streamCsv(
  { response, signal, clock }: CsvTarget,
  columns: readonly string[],
  pages: AsyncGenerator<readonly JsonObject[]>,
  file = "devices",
): Promise<void> {
  let page = await pages.next();
  response.writeHead(200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": `attachment; filename="${file}.csv"`,
  });
  response.write(`${columns.map(cell).join(",")}\r\n`);
  const cancel = clock.after(LONGEST_MS, () => response.destroy());
  try {
    for (; page.done !== true && !signal.aborted; page = await pages.next()) {
      const lines = page.value.map((row) => `${columns.map((name) => cell(row[name] ?? "")).join(",")}\r\n`);
      if (!response.write(lines.join(""))) await drained(response, signal);
    }
  } finally {
    cancel();
  }
  response.end();
}

/** A cell that a spreadsheet would take for a formula begins with a quote mark, so it stays a text. */
function cell(value: Json): string {
  const plain = Array.isArray(value)
    ? value.join(";")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  const text = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
