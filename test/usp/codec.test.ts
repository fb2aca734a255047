import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { decodeMsg, decodeRecord, encodeMsg, encodeRecord } from "../../usp/message/codec.ts";

interface Recorded {
  readonly from: string;
  readonly record: string;
  readonly recordVersion: string;
  readonly message?: string;
  readonly decoded?: unknown;
  readonly b64: string;
}

function recordedOf(line: string): Recorded {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fixture's README says so
  return JSON.parse(line) as Recorded;
}

const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };
const folder = new URL("../fixtures/captures/usp/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
const recorded = files.flatMap((file) =>
  readFileSync(new URL(file, folder), "utf8")
    .trim()
    .split("\n")
    .map((line, i): [string, Recorded] => [`${file}:${i + 1}`, recordedOf(line)]),
);

/** The recording leaves proto3 defaults and empty lists out. */
const DEFAULTS = new Set<unknown>(["", 0, false]);
function dropDefaults(value: unknown, inMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => dropDefaults(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, v]) => inMap || (!isDefault(v) && !isDefaultEnum(key, v)));
  return Object.fromEntries(kept.map(([k, v]) => [k, dropDefaults(v, MAPS.has(k))]));
}
const MAPS = new Set(["resultParams", "uniqueKeys", "updatedParams", "inputArgs", "outputArgs", "params"]);
const ZERO = new Set([
  "ERROR",
  "PARAM_READ_ONLY",
  "OBJ_READ_ONLY",
  "PARAM_UNKNOWN",
  "VALUE_CHANGE_UNKNOWN",
  "CMD_UNKNOWN",
]);
function isDefault(v: unknown): boolean {
  if (DEFAULTS.has(v)) return true;
  return Array.isArray(v) && v.length === 0;
}
function isDefaultEnum(key: string, v: unknown): boolean {
  if (MAPS.has(key) && typeof v === "object" && v !== null && Object.keys(v).length === 0) return true;
  return typeof v === "string" && ZERO.has(v);
}

test("the recordings are there", () => expect(recorded.length).toBeGreaterThan(100));

test.each(recorded)(
  "%s decodes to what the recording shows [TR-369 R-ENC.0] [TR-369 R-ENC.1]",
  (_name, line) => {
    const record = decodeRecord(Buffer.from(line.b64, "base64"), LIMITS);
    expect(record.version).toBe(line.recordVersion);
    expect(record).toHaveProperty(line.record);
    const msg = record.noSessionContext && decodeMsg(record.noSessionContext.payload, LIMITS);
    expect(dropDefaults(msg)).toEqual(dropDefaults(line.decoded));
  },
);

test.each(recorded)("%s encodes to the same bytes again", (_name, line) => {
  const bytes = Buffer.from(line.b64, "base64");
  const record = decodeRecord(bytes, LIMITS);
  expect(Buffer.from(encodeRecord(record)).toString("base64")).toBe(bytes.toString("base64"));
  const payload = record.noSessionContext?.payload;
  const again = payload && encodeMsg(decodeMsg(payload, LIMITS));
  expect(again && decodeMsg(again, LIMITS)).toEqual(payload && decodeMsg(payload, LIMITS));
});
