import { Fault } from "#core";
import { cellsOf, csvFraming, SEPARATORS } from "./csv.ts";
import { type Frame, Frames, type Framing, lineFraming } from "./frames.ts";
import { draftOfGenieAcs } from "./genieacs.ts";
import { draftOfCells, type Header, headerOf } from "./header.ts";
import { newcomerOf, type Read } from "./newcomer.ts";
import { objectFraming } from "./objects.ts";
import { problem } from "./problem.table.ts";

export type Format = "csv" | "genieacs";

/** How far a file is read, and what must be known to go on there. */
export interface Place {
  /** Bytes; the next record begins here. */
  readonly offset: number;
  readonly line: number;
  /** Of CSV, once it was read. */
  readonly header?: Header;
  /** Of JSON, once it is known: a document a line, or an array. */
  readonly form?: "lines" | "array";
}

/** One record of a file. */
export interface Row extends Read {
  readonly line: number;
}

/** Records up to a place from which reading can go on. */
export interface Portion {
  readonly rows: readonly Row[];
  readonly place: Place;
}

/** A CSV row, and a document of a device with 20,000 parameters, bytes. */
const MOST = { csv: 65_536, genieacs: 8 * 1024 * 1024 } as const;

/**
 * Reads a file of devices piece by piece, from a place on. The last portion comes when the file ended. Fault
 * `import.columns` for a header line that cannot be used.
 */
export async function* readRows(
  format: Format,
  from: Place,
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<Portion, void, undefined> {
  let { offset, line, header, form } = from;
  let frames: Frames | undefined;
  const place = (): Place => ({
    offset,
    line,
    ...(header === undefined ? {} : { header }),
    ...(form === undefined ? {} : { form }),
  });
  const portion = (cut: Frames, found: Iterable<Frame>): Portion => {
    const rows: Row[] = [];
    for (const frame of found) {
      const record = recordOf(format, header, frame);
      if ("columns" in record) {
        header = record;
        cut.framing = csvFraming(header.separator);
      } else if ("problems" in record) rows.push(record);
      offset = frame.end;
      line = frame.nextLine;
    }
    return { rows, place: place() };
  };
  for await (const piece of pieces) {
    if (frames === undefined) {
      if (format === "genieacs") form ??= formOf(piece);
      frames = new Frames(framingOf(format, place()), MOST[format], from);
    }
    yield portion(frames, frames.push(piece));
  }
  if (frames !== undefined) yield portion(frames, frames.end());
}

function formOf(first: Buffer): "array" | "lines" {
  return first
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .startsWith("[")
    ? "array"
    : "lines";
}

function framingOf(format: Format, { header, form }: Place): Framing {
  if (format === "csv") return csvFraming(header?.separator ?? SEPARATORS.join(""));
  return form === "array" ? objectFraming() : lineFraming;
}

const NOTHING = {} as const;

/** A record is a row, the header line, or nothing (an empty line, the end of an array). */
function recordOf(
  format: Format,
  header: Header | undefined,
  { bytes, line }: Frame,
): Row | Header | typeof NOTHING {
  const text = bytes === undefined ? undefined : utf8(bytes);
  if (text === undefined) {
    if (format === "csv" && header === undefined)
      throw new Fault("import.columns", { detail: "the header line is not UTF-8, or much too long" });
    return { line, problems: [problem(bytes === undefined ? "recordTooLong" : "encoding")] };
  }
  if (format === "genieacs") return documentRow(text, line) ?? NOTHING;
  if (text.trim() === "") return NOTHING;
  return header === undefined ? headerOf(text.replace(/^\uFEFF/, "")) : csvRow(text, line, header);
}

function csvRow(text: string, line: number, header: Header): Row {
  const cells = cellsOf(text, header.separator);
  if (cells === undefined) return { line, problems: [problem("quotes")] };
  const draft = draftOfCells(header, cells);
  const wrong = `${cells.length} instead of ${header.columns.length}`;
  return { line, ...(draft === undefined ? { problems: [problem("cells", "", wrong)] } : newcomerOf(draft)) };
}

function documentRow(text: string, line: number): Row | undefined {
  // What an array has between its documents stands before the one behind it.
  const json = text
    .replace(/^\uFEFF/, "")
    .replace(/^[\s[,]+/, "")
    .replace(/[\s,\]]+$/, "");
  if (json === "") return undefined;
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return { line, problems: [problem("json")] };
  }
  const draft = draftOfGenieAcs(document);
  return { line, ...(draft === undefined ? { problems: [problem("document")] } : newcomerOf(draft)) };
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function utf8(bytes: Buffer): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
