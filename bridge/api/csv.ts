import type { Request } from "express";
import type { Json, JsonObject } from "#core";
import type { Reply } from "./route.ts";

export function wantsCsv(request: Request): boolean {
  return /\btext\/csv\b/.test(request.headers.accept ?? "");
}

/** Rows as RFC 4180 CSV with a header line. */
export function csv(
  rows: readonly JsonObject[],
  columns: readonly string[],
  headers: Readonly<Record<string, string>>,
): Reply {
  const lines = [
    columns.map(cell).join(","),
    ...rows.map((row) => columns.map((name) => cell(row[name] ?? "")).join(",")),
  ];
  return {
    status: 200,
    body: `${lines.join("\r\n")}\r\n`,
    headers: { ...headers, "Content-Type": "text/csv; charset=utf-8" },
  };
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
