import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "#core";
import { refuseTreacherousJson } from "../../bridge/api/json.scan.ts";

const refused = (text: string): boolean => {
  try {
    refuseTreacherousJson(text);
    return false;
  } catch (error) {
    if (error instanceof Fault) return true;
    throw error;
  }
};

/** Values that JSON.parse gives back as they were written. */
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: "grapheme" }).filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

test("what JSON.parse gives back as it was written passes, however it is spaced", () => {
  fc.assert(
    fc.property(plain, fc.constantFrom(undefined, 1, "\t"), (value, space) => {
      expect(refused(JSON.stringify(value, undefined, space))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("a name that stands twice in one object is found wherever it is, however it is escaped", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,8}$/), plain, fc.boolean(), (name, value, escape) => {
      const code = name.charCodeAt(0).toString(16).padStart(4, "0");
      const again = escape ? `\\u${code}${name.slice(1)}` : name;
      const text = JSON.stringify(value);
      expect(refused(`[{"x":${text},"y":{"${name}":${text},"z":0,"${again}" : 1}}]`)).toBe(true);
      expect(refused(`[{"${name}":{"${again}":{"${name}":${text}}}}]`)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("no text whatever does more than be refused", () => {
  const bit = fc.constantFrom(
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "-",
    "1",
    "e",
    "9".repeat(20),
    "\ud800",
    "a",
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(bit, { maxLength: 40 }).map((bits) => bits.join("")),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        expect(typeof refused(text)).toBe("boolean");
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([
  ["quotes that never close", `"${'\\"'.repeat(500_000)}`],
  ["quotes", '"'.repeat(1_000_001)],
  ["backslashes", `"${"\\".repeat(1_000_000)}`],
  ["signs", "-".repeat(1_000_000)],
  ["digits", "1".repeat(1_000_000)],
  ["brackets", "[]".repeat(500_000)],
  ["blanks after a text", `"a"${" ".repeat(1_000_000)}`],
  ["texts with blanks", '"" '.repeat(330_000)],
])("a megabyte of %s takes no time", (_name, text) => {
  const began = performance.now();
  refused(text);
  expect(performance.now() - began).toBeLessThan(500);
});
