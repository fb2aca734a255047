import { Fault } from "#core";
import { type Frame, unescaped } from "./frame.ts";

export interface FrameLimits {
  /** Bytes of command and headers. */
  readonly headBytes: number;
  readonly headers: number;
  readonly bodyBytes: number;
}

const NUL = 0;
const LF = 10;
const CR = 13;
const NO_BYTES = Buffer.alloc(0);

/**
 * Cuts what a server sends into frames, whatever pieces it comes in. It holds one frame at a time and nothing of one above the
 * limits, which comes out as `oversize`. Throws Fault `broker.unavailable` on what is no STOMP 1.2: after that no byte can be trusted.
 */
export class FrameCutter {
  readonly #limits: FrameLimits;
  #at: "between" | "head" | "body" = "between";
  #line = NO_BYTES;
  #isLineCut = false;
  #headBytes = 0;
  #command: string | undefined;
  #headers = new Map<string, string>();
  #oversize = false;
  #body: Buffer[] = [];
  #bodyBytes = 0;
  /** Of the body, when the frame says it; without it the body ends at its first NUL. */
  #length: number | undefined;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  cut(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    for (let at = 0; at < chunk.length;) {
      if (this.#at === "between") at = this.#skip(chunk, at);
      else if (this.#at === "head") at = this.#takeLine(chunk, at);
      else at = this.#takeBody(chunk, at, frames);
    }
    return frames;
  }

  /** Line ends between frames are heart-beats. */
  #skip(chunk: Buffer, from: number): number {
    let at = from;
    while (chunk[at] === LF || chunk[at] === CR) at++;
    if (at < chunk.length) this.#at = "head";
    return at;
  }

  #takeLine(chunk: Buffer, from: number): number {
    const found = chunk.indexOf(LF, from);
    const end = found < 0 ? chunk.length : found;
    this.#headBytes += end - from;
    if (this.#line.length + end - from > this.#limits.headBytes) this.#isLineCut = true;
    this.#line = this.#isLineCut ? NO_BYTES : Buffer.concat([this.#line, chunk.subarray(from, end)]);
    if (found < 0) return end;
    const line = this.#line.at(-1) === CR ? this.#line.subarray(0, -1) : this.#line;
    const isCut = this.#isLineCut;
    this.#line = NO_BYTES;
    this.#isLineCut = false;
    if (isCut) this.#oversize = true;
    else if (line.length === 0) this.#endHead();
    else this.#header(line.toString());
    return end + 1;
  }

  #header(line: string): void {
    if (line.includes("\0")) throw broken("a frame without an end");
    if (this.#command === undefined) {
      this.#command = line;
      return;
    }
    const at = line.indexOf(":");
    if (at < 1) throw broken("a header without a colon");
    // Of CONNECTED nothing is escaped. [STOMP 1.2, Value Encoding]
    const plain = this.#command === "CONNECTED";
    const name = plain ? line.slice(0, at) : unescaped(line.slice(0, at));
    const value = plain ? line.slice(at + 1) : unescaped(line.slice(at + 1));
    if (name === undefined || value === undefined) throw broken("an escape that STOMP does not know");
    const { headBytes, headers } = this.#limits;
    if (this.#headBytes > headBytes || this.#headers.size >= headers) this.#oversize = true;
    // The length is needed all the same: it says where the next frame begins.
    if ((!this.#oversize || name === "content-length") && !this.#headers.has(name))
      this.#headers.set(name, value);
  }

  #endHead(): void {
    if (this.#command === undefined) throw broken("a frame without a command");
    const length = this.#headers.get("content-length");
    if (length !== undefined && !/^\d{1,15}$/.test(length))
      throw broken("a content-length that is no number");
    this.#length = length === undefined ? undefined : Number(length);
    this.#at = "body";
  }

  #takeBody(chunk: Buffer, from: number, frames: Frame[]): number {
    const left = this.#length === undefined ? undefined : this.#length - this.#bodyBytes;
    if (left === 0 && chunk[from] !== NUL) throw broken("a body longer than its content-length");
    const nul = left === undefined ? chunk.indexOf(NUL, from) : left === 0 ? from : -1;
    const end = nul >= 0 ? nul : Math.min(chunk.length, from + (left ?? chunk.length));
    this.#bodyBytes += end - from;
    if (this.#bodyBytes > this.#limits.bodyBytes || this.#oversize) {
      this.#oversize = true;
      this.#body = [];
    } else if (end > from) this.#body.push(chunk.subarray(from, end));
    if (nul < 0) return end;
    frames.push(this.#frame());
    return end + 1;
  }

  #frame(): Frame {
    const frame = {
      command: this.#command ?? "",
      headers: this.#headers,
      body: Buffer.concat(this.#body),
      oversize: this.#oversize,
    };
    this.#at = "between";
    this.#headBytes = 0;
    this.#command = undefined;
    this.#headers = new Map();
    this.#oversize = false;
    this.#body = [];
    this.#bodyBytes = 0;
    return frame;
  }
}

function broken(detail: string): Fault {
  return new Fault("broker.unavailable", { detail: `the STOMP server sent ${detail}` });
}
