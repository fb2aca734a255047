import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import REQUIREMENTS from "../fixtures/usp-requirements.json" with { type: "json" };

/** What code cites and no test names: why. */
const UNTESTED: Readonly<Record<string, string>> = {
  "R-NOT.9": "a field that is not read: there is nothing to see",
};

interface Citation {
  readonly at: string;
  /** What stands after `TR-369` or `TR-069a6` in the brackets. */
  readonly cited: string;
}

const ROOT = join(import.meta.dirname, "../..");

function citationsIn(folder: string, document: string): Citation[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`)
    .filter((at) => !at.startsWith("test/house/"))
    .flatMap((at) => {
      const text = readFileSync(join(ROOT, at), "utf8");
      return [...text.matchAll(new RegExp(`\\[${document} ([^\\]]*)\\]`, "g"))].map(([, cited = ""]) => ({
        at,
        cited,
      }));
    });
}

const SECTION = /^(?:\d+|[A-Z])(?:\.\d+)+$/;
const isRequirement = (cited: string): boolean => Object.hasOwn(REQUIREMENTS, cited);
const isSection = (cited: string): boolean => SECTION.test(cited);

/** What may be cited: of TR-369 its requirements, and sections beside them; of TR-069 its sections. */
const DOCUMENTS = [
  { document: "TR-369", isOne: (cited: string) => isRequirement(cited) || isSection(cited) },
  { document: "TR-069a6", isOne: isSection },
].map(({ document, isOne }) => ({
  document,
  isOne,
  code: ["core", "cwmp", "usp", "bridge", "src", "sim"].flatMap((folder) => citationsIn(folder, document)),
  tests: citationsIn("test", document),
}));

/** Sections of TR-369 stand beside requirements, which carry the tests. */
const tested = (document: string, citations: readonly Citation[]): Set<string> =>
  new Set(citations.map(({ cited }) => cited).filter((cited) => document !== "TR-369" || !isSection(cited)));

test("both documents are cited in code and in tests", () => {
  for (const { code, tests } of DOCUMENTS) {
    expect(code.length).toBeGreaterThan(20);
    expect(tests.length).toBeGreaterThan(15);
  }
});

test.each(DOCUMENTS)(
  "every citation of $document is one that exists: no range, no list",
  ({ isOne, code, tests }) => {
    expect([...code, ...tests].filter(({ cited }) => !isOne(cited))).toEqual([]);
  },
);

test("what code cites is in a test's name, or says why not", () => {
  const untested = DOCUMENTS.flatMap(({ document, code, tests }) => {
    const named = tested(document, tests);
    return [...tested(document, code)].filter((cited) => !named.has(cited));
  });
  expect(untested.toSorted()).toEqual(Object.keys(UNTESTED).toSorted());
});

test.each(DOCUMENTS)("what a test names of $document is cited in code", ({ document, code, tests }) => {
  const cited = tested(document, code);
  expect([...tested(document, tests)].filter((named) => !cited.has(named))).toEqual([]);
});
