import { Fault } from "#core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEnvelope } from "../../cwmp/soap/codec.ts";
import type { Decoded } from "../../cwmp/soap/message.ts";
import { envelopes } from "./recordings.ts";

const BODIES = envelopes().map(({ body }) => body);
const PARTS = [
  "<",
  ">",
  "/>",
  "</",
  "&",
  "&#",
  "&#x41;",
  "&lt;",
  "&x;",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<!DOCTYPE a [",
  "<?",
  "?>",
  '"',
  "'",
  "=",
  ":",
  "\0",
  "\u0001",
  "\ufeff",
  "é",
  "\r",
  " ",
  "<a>",
  "</a>",
  "<a/>",
  ' b="1" b="1"',
  "__proto__",
  "xmlns:cwmp=",
  "[99999999]",
  "<FaultCode>",
  "<Fault>",
].map((text) => Buffer.from(text));

type Mutation = (body: Buffer) => Buffer;

const AT = fc.double({ min: 0, max: 1, noNaN: true });
const CUT: fc.Arbitrary<Mutation> = AT.map((at) => (body) => body.subarray(0, Math.floor(at * body.length)));
const DROP: fc.Arbitrary<Mutation> = fc.tuple(AT, fc.nat({ max: 60 })).map(([at, count]) => (body) => {
  const start = Math.floor(at * body.length);
  return Buffer.concat([body.subarray(0, start), body.subarray(start + count)]);
});
const PUT: fc.Arbitrary<Mutation> = fc
  .tuple(AT, fc.constantFrom(...PARTS), fc.nat({ max: 40 }))
  .map(([at, part, times]) => (body) => {
    const start = Math.floor(at * body.length);
    return Buffer.concat([
      body.subarray(0, start),
      ...Array.from({ length: times + 1 }, () => part),
      body.subarray(start),
    ]);
  });
const FLIP: fc.Arbitrary<Mutation> = fc
  .tuple(AT, fc.integer({ min: 1, max: 255 }))
  .map(([at, mask]) => (body) => {
    const changed = Buffer.from(body);
    if (changed.length > 0) changed[Math.floor(at * (changed.length - 1))]! ^= mask;
    return changed;
  });
const DOUBLE: fc.Arbitrary<Mutation> = fc.tuple(AT, AT).map(([from, to]) => (body) => {
  const [start, end] = [from, to].map((at) => Math.floor(at * body.length)).toSorted((a, b) => a - b);
  return Buffer.concat([body.subarray(0, end), body.subarray(start)]);
});
const MUTATED = fc
  .tuple(
    fc.constantFrom(...BODIES),
    fc.array(fc.oneof(CUT, DROP, PUT, FLIP, DOUBLE), { minLength: 1, maxLength: 4 }),
  )
  .map(([body, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), body));
const CONTENT_TYPE = fc.constantFrom(
  undefined,
  "text/xml",
  'text/xml; charset="utf-8"',
  "text/xml; charset=iso-8859-1",
  "text/xml; charset=gb18030",
  "text/xml; charset=shift_jis",
  "text/xml; charset=utf-16",
);

function outcome(body: Buffer, contentType: string | undefined): Decoded | Fault {
  try {
    return decodeEnvelope(body, contentType);
  } catch (thrown) {
    if (thrown instanceof Fault && (thrown.code === "cwmp.xml" || thrown.code === "cwmp.soap")) return thrown;
    throw thrown;
  }
}

test("whatever happens to a recorded envelope, it is decoded or refused with a reason, and never slowly", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(MUTATED, CONTENT_TYPE, (body, contentType) => {
      const start = process.cpuUsage();
      const found = outcome(body, contentType);
      const { user, system } = process.cpuUsage(start);
      kinds.add(found instanceof Fault ? String(found.facts["reason"]) : found.body.kind);
      expect(user + system).toBeLessThan(100_000);
      expect(JSON.stringify(found)).not.toMatch(/\\u00(?:0[0-8bcef]|1)|[\ufffe\uffff]/);
    }),
    { numRuns: 8000 },
  );
  expect([...kinds]).toEqual(
    expect.arrayContaining(["request", "response", "mismatch", "truncated", "syntax", "nul", "charset"]),
  );
});

test("random bytes are refused with a reason", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), CONTENT_TYPE, (bytes, contentType) => {
      expect(outcome(Buffer.from(bytes), contentType)).toBeInstanceOf(Fault);
    }),
    { numRuns: 2000 },
  );
});
