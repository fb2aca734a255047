import fc from "fast-check";
import { expect, test } from "vitest";
import { comparePaths, prefixesOf, templateOf } from "../../cwmp/model/template.ts";

/** The definition, slowly. */
function compareSlowly(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  const at = left.findIndex((segment, index) => segment !== right[index]);
  if (at < 0) return Math.sign(left.length - right.length);
  const [x = "", y = ""] = [left[at], right[at]];
  if (/^\d+$/.test(x) && /^\d+$/.test(y) && Number(x) !== Number(y)) return Math.sign(Number(x) - Number(y));
  return x < y ? -1 : 1;
}

const segment = fc.constantFrom("A", "B", "AB", "1", "2", "10", "12", "100");
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `${segments.join(".")}.`);

test("paths are ordered by segments, instance numbers as numbers", () => {
  fc.assert(
    fc.property(path, path, (a, b) => {
      expect(Math.sign(comparePaths(a, b))).toBe(compareSlowly(a, b));
    }),
  );
  expect(["A.10.", "A.2.", "A.", "A.2.B."].toSorted(comparePaths)).toEqual(["A.", "A.2.", "A.2.B.", "A.10."]);
});

test("instance numbers and variables become {}", () => {
  expect(templateOf("LANDevice.1.WLANConfiguration.{w}.X_1.AC.{}.")).toBe(
    "LANDevice.{}.WLANConfiguration.{}.X_1.AC.{}.",
  );
  expect(prefixesOf("A.1.B.")).toEqual(["A.", "A.1.", "A.1.B."]);
});
