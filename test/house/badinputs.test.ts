import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import ROWS from "../fixtures/bad-inputs-whole.json" with { type: "json" };

interface Row {
  readonly id: string;
  readonly outcome?: readonly unknown[];
  readonly inSession?: readonly unknown[];
  readonly playedBy?: string;
  readonly leftOut?: string;
}

const ROOT = join(import.meta.dirname, "../..");
const rows: readonly Row[] = ROWS;
const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const HOSTILE = readdirSync(join(ROOT, "test/e2e"))
  .filter((name) => name.startsWith("hostile."))
  .map((name) => textOf(`test/e2e/${name}`))
  .join("\n");

/** Whether a test carries the row: its tag in a name, or its id as the key of a case. */
const carries = (text: string, id: string): boolean => text.includes(`[${id}]`) || text.includes(`"${id}"`);

test("every row of the catalogue says how it is played, or why it is not", () => {
  expect(rows.length).toBeGreaterThan(200);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const silent = rows.filter(
    ({ outcome, inSession, playedBy, leftOut }) =>
      (outcome ?? inSession ?? playedBy ?? leftOut) === undefined ||
      (leftOut !== undefined && (outcome ?? inSession ?? playedBy) !== undefined),
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test("what a row says it is played by carries its tag", () => {
  const played = rows.filter(({ playedBy }) => playedBy !== undefined);
  expect(played.length).toBeGreaterThan(40);
  const untold = played.filter(
    ({ id, playedBy = "" }) => !existsSync(join(ROOT, playedBy)) || !carries(textOf(playedBy), id),
  );
  expect(untold.map(({ id, playedBy }) => `${id} ${playedBy ?? ""}`)).toEqual([]);
});

test("what has an outcome is played against a running gateway", () => {
  const live = rows.filter(({ outcome, inSession }) => (outcome ?? inSession) !== undefined);
  expect(live.filter(({ id }) => !carries(HOSTILE, id)).map(({ id }) => id)).toEqual([]);
});
