import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import REQUIREMENTS from "../fixtures/usp-requirements.json" with { type: "json" };

/** Ids that code cites and no test names: why. */
const UNTESTED: Readonly<Record<string, string>> = {
  "R-NOT.9": "a field that is not read: there is nothing to see",
};

interface Citation {
  readonly at: string;
  /** What stands after `TR-369` in the brackets. */
  readonly cited: string;
}

const ROOT = join(import.meta.dirname, "../..");

function citationsIn(folder: string): Citation[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => {
      const text = readFileSync(join(ROOT, folder, name), "utf8");
      return [...text.matchAll(/\[TR-369 ([^\]]*)\]/g)].map(([, cited = ""]) => ({
        at: `${folder}/${name}`,
        cited,
      }));
    });
}

/** Sections (`12.1`) are cited beside requirements. */
const requirements = (citations: readonly Citation[]): Citation[] =>
  citations.filter(({ cited }) => !/^\d+(?:\.\d+)*$/.test(cited));

const CODE = requirements(["core", "cwmp", "usp", "bridge", "src", "sim"].flatMap(citationsIn));
const TESTS = requirements(citationsIn("test")).filter(({ at }) => !at.startsWith("test/house/"));

test("requirements are cited in code and in tests", () => {
  expect(CODE.length).toBeGreaterThan(80);
  expect(TESTS.length).toBeGreaterThan(60);
});

test("every citation of TR-369 is one requirement that exists: no range, no list", () => {
  expect([...CODE, ...TESTS].filter(({ cited }) => !Object.hasOwn(REQUIREMENTS, cited))).toEqual([]);
});

test("every requirement that code cites is in a test's name, or says why not", () => {
  const named = new Set(TESTS.map(({ cited }) => cited));
  const missing = [...new Set(CODE.map(({ cited }) => cited))].filter((cited) => !named.has(cited));
  expect(missing.toSorted()).toEqual(Object.keys(UNTESTED).toSorted());
});

test("every requirement that a test names is cited in code", () => {
  const cited = new Set(CODE.map((citation) => citation.cited));
  expect(TESTS.filter((citation) => !cited.has(citation.cited))).toEqual([]);
});
