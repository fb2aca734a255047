/** A STOMP frame as an agent reads and writes it. */
export interface StompFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const PLAIN: Readonly<Record<string, string>> = { "\\r": "\r", "\\n": "\n", "\\c": ":", "\\\\": "\\" };
const WRITTEN: Readonly<Record<string, string>> = { "\r": "\\r", "\n": "\\n", ":": "\\c", "\\": "\\\\" };

/** [TR-369 R-STOMP.4] */
export function writeFrame(
  command: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = Buffer.alloc(0),
): Buffer {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}:${value.replaceAll(/[\r\n:\\]/g, (one) => WRITTEN[one] ?? one)}\n`,
  );
  return Buffer.concat([Buffer.from(`${command}\n${lines.join("")}\n`), body, Buffer.alloc(1)]);
}

/** Puts frames together from the pieces of a stream. What is no frame is left lying: the connection then says nothing more. */
export class StompReader {
  #waiting: Buffer = Buffer.alloc(0);

  read(bytes: Buffer): StompFrame[] {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    const frames: StompFrame[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): StompFrame | undefined {
    let from = 0;
    while (this.#waiting[from] === 10 || this.#waiting[from] === 13) from++;
    this.#waiting = this.#waiting.subarray(from);
    const end = this.#waiting.indexOf("\n\n");
    if (end < 0) return undefined;
    const [command = "", ...lines] = this.#waiting.subarray(0, end).toString().split("\n");
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const at = line.indexOf(":");
      headers[line.slice(0, at)] ??= line.slice(at + 1).replaceAll(/\\[rnc\\]/g, (one) => PLAIN[one] ?? one);
    }
    const length = headers["content-length"];
    const over = length === undefined ? this.#waiting.indexOf(0, end + 2) : end + 2 + Number(length);
    if (over < 0 || over >= this.#waiting.length) return undefined;
    const body = this.#waiting.subarray(end + 2, over);
    this.#waiting = this.#waiting.subarray(over + 1);
    return { command, headers, body };
  }
}
