import { Fault } from "#core";
import { decodeRecord } from "../message/codec.ts";
import type { Passed } from "./sighting.ts";

const SPACE = 0x20;
const NEWLINE = 0x0a;
const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };
/** Ends that are tried for one message of `mosquitto_sub -v`, whose payloads hold line ends themselves. */
const ENDS = 200;

/**
 * The messages of a capture. Three forms are known: JSON lines `{t, topic, properties: {contentType, responseTopic}, b64}`;
 * lines of `mosquitto_sub -F '%t\t%C\t%R\t%x'` or `'%t %x'`; and what `mosquitto_sub -v` writes, raw. Fault
 * `request.invalid`: it is none of them.
 */
export function readCapture(file: Buffer): readonly Passed[] {
  const text = file.toString("latin1");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  if (first.startsWith("{")) return file.toString("utf8").split("\n").flatMap(jsonLine);
  if (lines.length > 0 && lines.every((line) => HEX.test(line))) return lines.flatMap(hexLine);
  const raw = rawMessages(file);
  if (raw.length === 0)
    throw new Fault("request.invalid", {
      detail: "no capture: JSON lines, or the output of mosquitto_sub -F '%t\\t%C\\t%R\\t%x', or -v",
    });
  return raw;
}

function jsonLine(line: string, index: number): readonly Passed[] {
  if (line.trim() === "") return [];
  const { t, topic, properties, b64 } = objectIn(line, index);
  if (typeof topic !== "string" || typeof b64 !== "string")
    throw new Fault("request.invalid", { detail: `line ${index + 1} has no topic or no b64` });
  const { contentType, responseTopic } = (properties ?? {}) as Readonly<Record<string, unknown>>;
  return [
    {
      ...(typeof t === "number" ? { at: t } : {}),
      topic,
      bytes: Buffer.from(b64, "base64"),
      properties: propertiesOf(contentType, responseTopic),
    },
  ];
}

function objectIn(line: string, index: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below.
  }
  throw new Fault("request.invalid", { detail: `line ${index + 1} is no JSON object` });
}

function propertiesOf(contentType: unknown, responseTopic: unknown): NonNullable<Passed["properties"]> {
  return {
    ...(typeof contentType === "string" && contentType !== "" ? { contentType } : {}),
    ...(typeof responseTopic === "string" && responseTopic !== "" ? { responseTopic } : {}),
  };
}

/** Topic, perhaps content type and response topic between tabs, and the payload in hexadecimal. */
const HEX = /^[^\t ]+(?:\t[^\t]*\t[^\t]*)?[\t ](?:[0-9A-Fa-f]{2})*\r?$/;

function hexLine(line: string): readonly Passed[] {
  const text = Buffer.from(line, "latin1").toString("utf8").trimEnd();
  const [topic = "", contentType, responseTopic, payload] = text.split("\t");
  if (payload !== undefined)
    return [{ topic, bytes: hex(payload), properties: propertiesOf(contentType, responseTopic) }];
  const at = text.search(/[\t ]/);
  return [{ topic: text.slice(0, at), bytes: hex(text.slice(at + 1)) }];
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

/** `topic payload\n` with the payload as it is: its end is the first line end before which it is a whole record. */
function rawMessages(file: Buffer): readonly Passed[] {
  const found: Passed[] = [];
  for (let at = 0; at < file.length;) {
    const space = file.indexOf(SPACE, at);
    const topic = space < 0 ? "" : file.subarray(at, space).toString("utf8");
    const end = /^[^\0-\x20\uFFFD]+$/.test(topic) ? recordEnd(file, space + 1) : undefined;
    if (end !== undefined) found.push({ topic, bytes: file.subarray(space + 1, end) });
    const next = end ?? file.indexOf(NEWLINE, at);
    if (next < 0) break;
    at = next + 1;
  }
  return found;
}

function recordEnd(file: Buffer, start: number): number | undefined {
  let end = start;
  for (let tries = 0; tries < ENDS; tries++, end++) {
    const line = file.indexOf(NEWLINE, end);
    end = line < 0 ? file.length : line;
    if (isRecord(file.subarray(start, end))) return end;
    if (line < 0) return undefined;
  }
  return undefined;
}

function isRecord(bytes: Buffer): boolean {
  try {
    decodeRecord(bytes, LIMITS);
    return true;
  } catch {
    return false;
  }
}
