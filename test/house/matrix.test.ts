import { expect, test } from "vitest";
import MARKS from "../fixtures/usp-requirements.json" with { type: "json" };
import { REASONS } from "../requirements.reason.table.ts";
import { REQUIREMENTS } from "../requirements.table.ts";
import { covers, requirementsPage } from "../requirements.ts";

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
