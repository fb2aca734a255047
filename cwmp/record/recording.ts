import { Fault, asFault, type Json, type JsonObject } from "#core";

/**
 * The form of recordings, JSON lines in the order of time (`t`, ms since the epoch):
 *
 *   {"recording": "cwmp", "version": 1, …}                  the head: whose session it was and how it ended
 *   {"t", "d": "cpe" | "acs", "text" | "b64"}               one HTTP message, without credentials and cookies
 *   {"t", "d": "gateway", "call", "gave" | "threw"}         what the gateway answered the session
 *   {"t", "d": "work"}                                      the session was told that an operation waits
 *
 * Wire recordings of other programs have messages only (`b64`: raw bytes).
 */
export interface Head extends JsonObject {
  readonly recording: "cwmp";
  readonly version: 1;
  readonly device: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ended: string;
  readonly address: string;
  /** How the device had proven itself. */
  readonly proof: JsonObject;
  /** What of the configuration decides what is sent. */
  readonly config: {
    readonly informInterval: number;
    readonly provisionCredentials: boolean;
    readonly parametersPerRpc: number;
  };
  /** Messages after these were left out: the session was too long. */
  readonly cut?: true;
}

export interface HttpMessage {
  readonly line: number;
  readonly t: number;
  readonly from: "cpe" | "acs";
  /** Of an answer. */
  readonly status?: number;
  /** Header field names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface GatewayLine {
  readonly line: number;
  readonly t: number;
  readonly from: "gateway";
  readonly call: string;
  readonly gave?: Json;
  readonly threw?: string;
}

export interface WorkLine {
  readonly line: number;
  readonly t: number;
  readonly from: "work";
}

export type RecordedLine = HttpMessage | GatewayLine | WorkLine;

export interface Recording {
  /** Absent: recorded elsewhere, messages only. */
  readonly head?: Head;
  readonly lines: readonly RecordedLine[];
}

/** Reads a recording. Fault `request.invalid` with the line that is none. */
export function readRecording(text: string): Recording {
  const lines: RecordedLine[] = [];
  let head: Head | undefined;
  for (const [at, row] of text.split("\n").entries()) {
    if (row.trim() === "") continue;
    const json = parsed(row, at + 1);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the mark and the version say whose form it is
    if (json["recording"] === "cwmp" && json["version"] === 1) head = json as Head;
    else lines.push(lineOf(json, at + 1));
  }
  return head === undefined ? { lines } : { head, lines };
}

/** One HTTP message as a line. `body`: bytes. */
export function messageLine(
  t: number,
  from: "cpe" | "acs",
  first: string,
  headers: readonly string[],
  body: Buffer,
): string {
  const head = Buffer.from(`${[first, ...headers].join("\r\n")}\r\n\r\n`, "latin1");
  const whole = Buffer.concat([head, body]);
  const text = whole.toString("utf8");
  return JSON.stringify({
    t,
    d: from,
    ...(Buffer.from(text).equals(whole) ? { text } : { b64: whole.toString("base64") }),
  });
}

function parsed(row: string, line: number): JsonObject {
  try {
    const json: unknown = JSON.parse(row);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- looked at member by member below
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  } catch (error) {
    throw invalid(line, asFault(error).message);
  }
  throw invalid(line, "not a JSON object");
}

function lineOf(json: JsonObject, line: number): RecordedLine {
  const t = Number(json["t"] ?? 0);
  const { d } = json;
  if (d === "cpe" || d === "acs") return { line, t, ...messageOf(json, d, line) };
  if (d === "work") return { line, t, from: "work" };
  const { call, gave, threw } = json;
  if (d !== "gateway" || typeof call !== "string")
    throw invalid(line, "neither a message nor what the gateway did");
  return {
    line,
    t,
    from: "gateway",
    call,
    ...(gave === undefined ? {} : { gave }),
    ...(typeof threw === "string" ? { threw } : {}),
  };
}

function messageOf(json: JsonObject, from: "cpe" | "acs", line: number): Omit<HttpMessage, "line" | "t"> {
  const { text, b64 } = json;
  const raw = typeof text === "string" ? Buffer.from(text) : bytesOf(b64);
  if (raw === undefined) throw invalid(line, "a message without its bytes");
  const end = raw.indexOf("\r\n\r\n");
  if (end < 0) throw invalid(line, "a message without the end of its head");
  const [first = "", ...fields] = raw.toString("latin1", 0, end).split("\r\n");
  const status = /^HTTP\/\d\.\d (\d{3})/.exec(first)?.[1];
  const headers = new Map(
    fields.map((field): [string, string] => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return {
    from,
    ...(status === undefined ? {} : { status: Number(status) }),
    headers,
    body: raw.subarray(end + 4),
  };
}

function bytesOf(b64: Json | undefined): Buffer | undefined {
  return typeof b64 === "string" ? Buffer.from(b64, "base64") : undefined;
}

function invalid(line: number, detail: string): Fault {
  return new Fault("request.invalid", { detail: `line ${line}: ${detail}` });
}
