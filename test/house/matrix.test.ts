import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import MARKS from "../fixtures/usp-requirements.json" with { type: "json" };
import { REASONS } from "../requirements.reason.table.ts";
import { REQUIREMENTS } from "../requirements.table.ts";
import { covers, isCovered, requirementsPage } from "../requirements.ts";

const rows = Object.values(REQUIREMENTS).flat();

test("the matrix has every requirement on a controller once, with its mark", () => {
  const marks = Object.entries(MARKS).filter(([, mark]) => mark !== "A");
  expect(Object.fromEntries(rows.map(([mark, id]) => [id, mark]))).toEqual(Object.fromEntries(marks));
  expect(rows).toHaveLength(marks.length);
  expect(rows.filter(([mark]) => mark === "C" || mark === "E")).toHaveLength(222);
});

test("a reason names a requirement, or the part it is the reason of", () => {
  const ids = rows.map(([, id]) => id);
  const idle = Object.keys(REASONS).filter((key) => !ids.some((id) => id === key || id.startsWith(key)));
  expect(idle).toEqual([]);
});

test("the page has a row for each, with where its tag stands", () => {
  const page = requirementsPage();
  for (const [, id] of rows) expect(page).toContain(`| ${id} |`);
  const cover = covers()
    .get("Messages")
    ?.find(({ id }) => id === "R-MSG.9");
  expect(cover?.code).toContainEqual({ file: "usp/controller.ts", name: "Controller" });
  expect(cover?.tests).toContain("test/usp/controller.test.ts");
});

test("what falls on the controller has code and a test, or says why not", () => {
  const open = [...covers().values()].flat().filter((one) => !isCovered(one));
  expect(open.map(({ id }) => id)).toEqual([]);
});

test("a reason is given only where there is neither code of ours nor a test", () => {
  const met = [...covers().values()].flat().filter(({ reason, code, tests }) => {
    const own = code.some(({ file }) => !file.startsWith("sim/"));
    return reason !== undefined && own && tests.length > 0;
  });
  expect(met.map(({ id }) => id)).toEqual([]);
});

test("docs/reference/usp-requirements.md is what the tags say (npm run docs makes it)", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/reference/usp-requirements.md"), "utf8");
  expect(page).toBe(requirementsPage());
});
