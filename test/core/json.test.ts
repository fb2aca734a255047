import * as fc from "fast-check";
import { expect, test } from "vitest";
import { HIDDEN, mappingScalars, mapScalars, whole, writing, type Json } from "#core";

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
const list = fc.record({
  type: fc.constant("get"),
  results: fc.array(fc.record({ items: fc.array(json, { maxLength: 300 }), path: fc.string() }), {
    maxLength: 3,
  }),
});

test("a document is written in slices as at once", () => {
  fc.assert(
    fc.property(fc.oneof(json, list), (value) => {
      expect(whole(writing(value))).toBe(JSON.stringify(value));
    }),
    { numRuns: 100 },
  );
});

test("a member that is undefined is left out, as JSON has none", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- optional members come as undefined
  const value = { a: undefined, b: [{ c: undefined, d: 1 }] } as unknown as Json;
  expect(whole(writing(value))).toBe(JSON.stringify(value));
});

test("a long list is written in slices of its own", () => {
  const items = Array.from({ length: 5000 }, (_, i) => ({ path: `A.${i}` }));
  let pauses = 0;
  for (const work = writing({ results: [{ items }] }); work.next().done !== true; pauses++) continue;
  expect(pauses).toBeGreaterThanOrEqual(78);
});

const parameter = fc.record({
  path: fc.constantFrom("Device.A.Password", "Device.A.B", "Device.A."),
  value: fc.string(),
  params: fc.dictionary(fc.constantFrom("Password", "Name"), fc.string()),
});

test("secrets are found in slices as at once", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(parameter, json), { maxLength: 200 }), (items) => {
      const value = { type: "get", results: [{ items: items as Json[] }] };
      const change = (scalar: string | number, secret: boolean): Json => (secret ? HIDDEN : scalar);
      expect(whole(mappingScalars(value, change))).toEqual(mapScalars(value, change));
    }),
    { numRuns: 100 },
  );
});
