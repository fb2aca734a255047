import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "#core";
import { decodeMsg, decodeRecord, encodeMsg, encodeRecord } from "../../usp/message/codec.ts";
import { peek } from "../../usp/message/peek.ts";

const LIMITS = { bytes: 64 * 1024, elements: 10_000 };
const bytes = ["mqtt5-basic", "mqtt5-firmware", "mqtt311-basic"].flatMap((name) =>
  readFileSync(new URL(`../fixtures/captures/usp/${name}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => Buffer.from(/"b64":"([^"]+)"/.exec(line)?.[1] ?? "", "base64")),
);
const payloads = bytes.flatMap((record) => decodeRecord(record, LIMITS).noSessionContext?.payload ?? []);

type Change = {
  readonly at: number;
  readonly byte: number;
  readonly kind: "flip" | "cut" | "insert" | "repeat";
};
const changes = fc.array(
  fc.record({
    at: fc.nat(9000),
    byte: fc.nat(255),
    kind: fc.constantFrom<Change["kind"]>("flip", "cut", "insert", "repeat"),
  }),
  { minLength: 1, maxLength: 6 },
);

function mutate(original: Uint8Array, edits: readonly Change[]): Buffer {
  let buffer = Buffer.from(original);
  for (const { at, byte, kind } of edits) {
    const i = buffer.length === 0 ? 0 : at % buffer.length;
    if (kind === "flip" && buffer.length > 0) buffer[i] = byte;
    if (kind === "cut") buffer = buffer.subarray(0, i);
    if (kind === "insert")
      buffer = Buffer.concat([buffer.subarray(0, i), Buffer.from([byte]), buffer.subarray(i)]);
    if (kind === "repeat") buffer = Buffer.concat([buffer, buffer.subarray(i, i + byte)]);
  }
  return buffer;
}

/** The code of the fault, or that it decoded and encodes to something that decodes to the same. */
function outcome<T>(
  input: Uint8Array,
  decode: (b: Uint8Array) => T,
  encode: (value: T) => Uint8Array,
): string {
  try {
    const value = decode(input);
    expect(decode(encode(value))).toEqual(value);
    return "ok";
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

test("mutated records decode or give usp.record, nothing else", () => {
  fc.assert(
    fc.property(fc.constantFrom(...bytes), changes, (record, edits) => {
      const seen = outcome(mutate(record, edits), (b) => decodeRecord(b, LIMITS), encodeRecord);
      expect(["ok", "usp.record"]).toContain(seen);
    }),
    { numRuns: 3000 },
  );
});

test("mutated messages decode or give usp.message, nothing else", () => {
  fc.assert(
    fc.property(fc.constantFrom(...payloads), changes, (payload, edits) => {
      const mutated = mutate(payload, edits);
      peek(mutated);
      const seen = outcome(mutated, (b) => decodeMsg(b, LIMITS), encodeMsg);
      expect(["ok", "usp.message"]).toContain(seen);
    }),
    { numRuns: 3000 },
  );
});

test("random bytes decode or give a fault, nothing else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (random) => {
      peek(random);
      expect(["ok", "usp.record"]).toContain(outcome(random, (b) => decodeRecord(b, LIMITS), encodeRecord));
      expect(["ok", "usp.message"]).toContain(outcome(random, (b) => decodeMsg(b, LIMITS), encodeMsg));
    }),
    { numRuns: 3000 },
  );
});
