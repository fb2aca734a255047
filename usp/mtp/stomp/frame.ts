/** A frame that a STOMP server sent. Header names and values are unescaped, of a name that comes twice the first counts. */
export interface Frame {
  readonly command: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** It was larger than the limits: what was above them is missing. */
  readonly oversize: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\r": "\r", "\\n": "\n", "\\c": ":", "\\\\": "\\" };
const ESCAPED: Readonly<Record<string, string>> = { "\r": "\\r", "\n": "\\n", ":": "\\c", "\\": "\\\\" };

/** A header value as it stands in a frame. [TR-369 R-STOMP.4] */
export function escaped(value: string): string {
  return value.replaceAll(/[\r\n:\\]/g, (one) => ESCAPED[one] ?? one);
}

/** What an escaped text means; undefined when it holds an escape that STOMP 1.2 does not know. */
export function unescaped(text: string): string | undefined {
  let wrong = false;
  const value = text.replaceAll(/\\[^]?/g, (one) => {
    wrong ||= ESCAPES[one] === undefined;
    return ESCAPES[one] ?? one;
  });
  return wrong ? undefined : value;
}

/** The bytes of a frame without a body's headers of its own, as a server writes them. */
export function bytesOf({ command, headers, body }: Frame): Buffer {
  const plain = command === "CONNECTED" || command === "STOMP";
  const text = (value: string): string => (plain ? value : escaped(value));
  const lines = [...headers].map(([name, value]) => `${text(name)}:${text(value)}\n`);
  return Buffer.concat([Buffer.from(`${command}\n${lines.join("")}\n`), body, Buffer.alloc(1)]);
}
