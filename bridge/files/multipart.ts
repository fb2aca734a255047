import type { IncomingHttpHeaders } from "node:http";
import { Fault } from "#core";

/** The file in a body, and what the device calls it. */
export interface Part {
  readonly name?: string;
  readonly pieces: AsyncIterable<Buffer>;
}

/** Whether a body is a form, as many devices send their files. */
export function isForm({ "content-type": type = "" }: IncomingHttpHeaders): boolean {
  return /^multipart\/form-data\s*(?:;|$)/i.test(type);
}

/** Bytes of a part's headers, and of all that comes before the file. */
const HEADERS = 16_384;
const BEFORE = 262_144;
const LINE = Buffer.from("\r\n");

/**
 * The first file of a form, as it comes; what else the form holds is passed over. Its pieces end only when the form has ended
 * as it should. Faults `request.invalid` (no form, no file in it, it ended early), and what the body throws. [RFC 7578]
 */
export async function fileInForm(
  { "content-type": type = "" }: IncomingHttpHeaders,
  body: AsyncIterable<Buffer>,
): Promise<Part> {
  const boundary = boundaryOf(type);
  const reader = new Reader(body);
  // The first delimiter may stand at the very beginning, where no line ends before it.
  reader.prepend(LINE);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  for (;;) {
    await drop(reader.until(delimiter), BEFORE);
    if (await atEnd(reader)) throw invalid("there is no file in the form");
    const headers = await headersOf(reader);
    const name = nameIn(headers);
    if (name !== undefined || /^content-type:\s*application\/octet-stream/im.test(headers))
      return { pieces: contentOf(reader, delimiter), ...(name === undefined || name === "" ? {} : { name }) };
  }
}

function boundaryOf(type: string): string {
  const found = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw invalid("the form has no boundary");
  return boundary;
}

/** The file, and then the form to its end. */
async function* contentOf(reader: Reader, delimiter: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield* reader.until(delimiter);
  while (!(await atEnd(reader))) {
    await headersOf(reader);
    await drop(reader.until(delimiter), BEFORE);
  }
  await reader.rest();
}

/** What stands behind a delimiter: two dashes at the form's end, else (blanks and) a line end. [RFC 2046 5.1.1] */
async function atEnd(reader: Reader): Promise<boolean> {
  const [first, second] = await reader.take(2);
  if (first === 0x2d && second === 0x2d) return true;
  if (first === 0x0d && second === 0x0a) return false;
  throw invalid("the form cannot be read");
}

/** The headers of a part, each on a line of its own; none at all is allowed. */
async function headersOf(reader: Reader): Promise<string> {
  reader.prepend(LINE);
  const parts: Buffer[] = [];
  await drop(reader.until(Buffer.from("\r\n\r\n")), HEADERS, parts);
  return Buffer.concat(parts).toString("utf8").trim();
}

function nameIn(headers: string): string | undefined {
  const line = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? "";
  const found = /;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/i.exec(line);
  return found?.[1] ?? found?.[2];
}

/** Reads what nobody wants, or what is kept in `parts`. */
async function drop(pieces: AsyncIterable<Buffer>, most: number, parts?: Buffer[]): Promise<void> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > most) throw invalid("too much stands before the file of the form");
    parts?.push(piece);
  }
}

/** A body as one run of bytes, of which at most one piece and a delimiter are held. */
class Reader {
  readonly #pieces: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Buffer>) {
    this.#pieces = body[Symbol.asyncIterator]();
  }

  prepend(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  /** What comes before the mark, which is taken too. */
  async *until(mark: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      const sure = at < 0 ? this.#held.length - mark.length + 1 : at;
      if (sure > 0) {
        yield this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
      }
      if (at >= 0) {
        this.#held = this.#held.subarray(mark.length);
        return;
      }
      await this.#pull();
    }
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#pull();
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Reads to the end of the body. */
  async rest(): Promise<void> {
    while ((await this.#pieces.next()).done !== true);
  }

  async #pull(): Promise<void> {
    const { done, value } = await this.#pieces.next();
    if (done === true) throw invalid("the form ended early");
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
  }
}

function invalid(detail: string): Fault {
  return new Fault("request.invalid", { detail });
}
