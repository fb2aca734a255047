/** Finds where records end in a stream of bytes. It is shown each byte once, in order. */
export interface Framing {
  /** The index behind the end of the record that goes on at `from`; -1: it goes on behind this piece. */
  next(piece: Buffer, from: number): number;
  /** Gives up the record it is in: the next line begins a new one. */
  lost(): void;
}

/** One record of a file. */
export interface Frame {
  /** Without what ends it; undefined when it was too long to be kept. */
  readonly bytes: Buffer | undefined;
  /** Where the record behind it begins, bytes from the start of the file. */
  readonly end: number;
  /** The line it begins in, from 1, and the one that the record behind it begins in. */
  readonly line: number;
  readonly nextLine: number;
}

/** Cuts a file into records as it comes; holds at most one of `most` bytes. */
export class Frames {
  /** May be changed between two records. */
  framing: Framing;
  readonly #most: number;
  #parts: Buffer[] = [];
  #size = 0;
  #offset: number;
  #line: number;
  #began: number;

  /** @param at where the first byte is in the file */
  constructor(framing: Framing, most: number, at: { readonly offset: number; readonly line: number }) {
    this.framing = framing;
    this.#most = most;
    this.#offset = at.offset;
    this.#line = at.line;
    this.#began = at.line;
  }

  *push(piece: Buffer): Generator<Frame, void, undefined> {
    let from = 0;
    while (from < piece.length) {
      const end = this.framing.next(piece, from);
      this.#take(piece.subarray(from, end < 0 ? piece.length : end));
      if (end < 0) return;
      yield this.#frame();
      from = end;
    }
  }

  /** What stands behind the last end. */
  *end(): Generator<Frame, void, undefined> {
    if (this.#size > 0) yield this.#frame();
  }

  #take(part: Buffer): void {
    this.#offset += part.length;
    this.#line += linesIn(part);
    const fits = this.#size + part.length <= this.#most;
    this.#size += part.length;
    if (fits) this.#parts.push(part);
    else {
      this.#parts = [];
      this.framing.lost();
    }
  }

  #frame(): Frame {
    const bytes = this.#size > this.#most ? undefined : Buffer.concat(this.#parts);
    const frame = { bytes, end: this.#offset, line: this.#began, nextLine: this.#line };
    this.#parts = [];
    this.#size = 0;
    this.#began = this.#line;
    return frame;
  }
}

const LF = 10;

function linesIn(part: Buffer): number {
  let count = 0;
  for (let at = part.indexOf(LF); at >= 0; at = part.indexOf(LF, at + 1)) count++;
  return count;
}

/** A record a line. */
export const lineFraming: Framing = {
  next: (piece, from) => piece.indexOf(LF, from) + 1 || -1,
  lost: () => undefined,
};
