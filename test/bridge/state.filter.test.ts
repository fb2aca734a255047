import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "#core";
import { compileFilter, deviceFields, timeOf } from "../../bridge/state/filter.compile.ts";
import { parseFilter, type Filter } from "../../bridge/state/filter.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");
const fields = deviceFields({ indexedAttributes: ["pop"], indexedParameters: [] });

/** A filter as an s-expression, for tables. */
function shown(filter: Filter | undefined): string {
  if (filter === undefined) return "";
  if (filter.kind === "not") return `(not ${shown(filter.term)})`;
  if (filter.kind !== "is") return `(${filter.kind} ${filter.terms.map(shown).join(" ")})`;
  const field = filter.argument === undefined ? filter.field : `${filter.field}(${filter.argument})`;
  return `${field}${filter.operator}${filter.value}`;
}

function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new TypeError("no fault");
}

test.each([
  ["", ""],
  ["   ", ""],
  ['a="b"', "a=b"],
  ["a='b c'", "a=b c"],
  ['a="x\\"y\\\\z"', 'a=x"y\\z'],
  ["a=b", "a=b"],
  ["a = -5", "a=-5"],
  ["a<-1h", "a<-1h"],
  ["a>=2026-01-01T00:00:00Z", "a>=2026-01-01T00:00:00Z"],
  ['a="1" AND b!="2" AND c:"3"', "(and a=1 b!=2 c:3)"],
  ['a="1" AND b="2" OR c="3"', "(and a=1 (or b=2 c=3))"],
  ['a="1" OR b="2" AND c="3"', "(and (or a=1 b=2) c=3)"],
  ['(a="1" AND b="2") OR c="3"', "(or (and a=1 b=2) c=3)"],
  ['NOT a="1"', "(not a=1)"],
  ['-a="1"', "(not a=1)"],
  ['NOT NOT (a="1" OR b="2")', "(not (not (or a=1 b=2)))"],
  ['attributes.pop="x"', "attributes.pop=x"],
  ['migration.state="eligible"', "migration.state=eligible"],
  ["os:os::00256D-A1", "os:os::00256D-A1"],
  ['tags:"pilot" AND lastSeenAt<"-1h"', "(and tags:pilot lastSeenAt<-1h)"],
  ['param("Device.DeviceInfo.UpTime")<600', "param(Device.DeviceInfo.UpTime)<600"],
  ['a:* AND b="ü"', "(and a:* b=ü)"],
])("%j is read as %s", (text, tree) => {
  expect(shown(parseFilter(text))).toBe(tree);
});

test.each([
  ['a="b', 2, 2, "quote"],
  ["a", 1, 1, "operator"],
  ["a=", 2, 1, "value"],
  ['a="1" b="2"', 6, 1, "AND"],
  ['(a="1"', 6, 1, "parenthesis"],
  ['a="1")', 5, 1, "AND"],
  ['AND a="1"', 0, 3, "field"],
  ['a="1" AND', 9, 1, "field"],
  ["a=AND", 2, 3, "value"],
  ['a~"1"', 1, 1, "no meaning"],
  ['"a"="1"', 0, 3, "field"],
  ["param(x)=1", 6, 1, "quotes"],
  [`${"(".repeat(17)}a=1`, 16, 1, "deep"],
  [`${"NOT ".repeat(17)}a=1`, 64, 3, "deep"],
  [`a="${"x".repeat(4100)}"`, 4096, 8, "characters"],
])("%j is refused at %i, %i long", (text, offset, length, why) => {
  const fault = faultOf(() => parseFilter(text));
  expect(fault.code).toBe("filter.syntax");
  expect(fault.facts).toMatchObject({ offset, length });
  expect(fault.message).toContain(why);
});

test.each([
  ['nope="1"', "filter.field", "activeProtocol"],
  ['presence<"online"', "filter.field", "takes only"],
  ['attributes.other="1"', "filter.field", "attributes.pop"],
  ['param("Device.X")=1', "filter.field", "no parameter is indexed"],
  ['lastSeenAt<"soon"', "filter.syntax", "RFC 3339"],
  ['__proto__="1"', "filter.field", "is none of"],
  ['constructor="1"', "filter.field", "is none of"],
])("%j cannot be asked: %s", (text, code, why) => {
  const fault = faultOf(() => compileFilter(parseFilter(text), fields, NOW));
  expect(fault.code).toBe(code);
  expect(fault.message).toContain(why);
  expect(fault.facts).toMatchObject({ offset: 0, length: text.length });
});

test.each([
  ["-1h", NOW - 3_600_000],
  ["1h", NOW - 3_600_000],
  ["+10m", NOW + 600_000],
  ["-2w", NOW - 1_209_600_000],
  ["2026-05-31", Date.parse("2026-05-31T00:00:00Z")],
  ["2026-05-31T12:00:00+02:00", Date.parse("2026-05-31T10:00:00Z")],
])("the time %s", (value, at) => {
  expect(timeOf({ value, offset: 0, length: 0 }, NOW)).toBe(at);
});

test("any text is read or refused as a filter, within its own bounds, never anything else", () => {
  const piece = fc.constantFrom(
    "a",
    "tags",
    "=",
    "!=",
    ":",
    "<",
    "(",
    ")",
    "AND",
    "OR",
    "NOT",
    "-",
    '"x"',
    "'",
    '"',
    " ",
    "\\",
    "1h",
    "param",
    "\u0000",
    "é",
    "😀",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(piece, { maxLength: 60 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        compileFilter(parseFilter(text), fields, NOW);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
        const { code, facts } = error as Fault;
        expect(["filter.syntax", "filter.field"]).toContain(code);
        expect(facts["offset"]).toBeGreaterThanOrEqual(0);
        expect(facts["offset"]).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 3000 },
  );
});
