import type { Framing } from "./frames.ts";

const QUOTE = 34;
const LF = 10;

/** Cells may be separated by any of these; the header line tells by which. */
export const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** RFC 4180: a line ends a record unless it is inside a quoted cell. Only a quote at the start of a cell opens one. */
export function csvFraming(separator: string): Framing {
  const separators = new Set(Buffer.from(separator));
  let quoted = false;
  /** A quote closed the cell; another one right behind it would be a quote in its text. */
  let closed = false;
  let start = true;
  return {
    next(piece, from) {
      for (let at = from; at < piece.length; at++) {
        const byte = piece[at] as number;
        if (quoted) {
          if (byte === QUOTE) [quoted, closed] = [false, true];
          continue;
        }
        if (byte === QUOTE && (start || closed)) quoted = true;
        closed = false;
        start = separators.has(byte);
        if (byte !== LF) continue;
        start = true;
        return at + 1;
      }
      return -1;
    },
    lost() {
      quoted = false;
      closed = false;
      start = false;
    },
  };
}

/** The separator of a header line: the one that it has most of. */
export function separatorOf(header: string): Separator {
  const bare = header.replaceAll(/"[^"]*"/g, "");
  const counts = SEPARATORS.map((separator) => ({ separator, count: bare.split(separator).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ",";
}

/** The cells of one record; undefined when its quotes are wrong. */
export function cellsOf(record: string, separator: Separator): readonly string[] | undefined {
  const text = record.replace(/\r?\n?$/, "");
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const cell = quotedCell(text, at);
      if (cell === undefined) return undefined;
      cells.push(cell.value);
      at = cell.end;
      if (at < text.length && text[at] !== separator) return undefined;
    } else {
      const end = text.indexOf(separator, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return cells;
    at++;
  }
}

function quotedCell(
  text: string,
  from: number,
): { readonly value: string; readonly end: number } | undefined {
  let value = "";
  for (let at = from + 1; ;) {
    const end = text.indexOf('"', at);
    if (end < 0) return undefined;
    value += text.slice(at, end);
    if (text[end + 1] !== '"') return { value, end: end + 1 };
    value += '"';
    at = end + 2;
  }
}
