import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import ROWS from "../fixtures/quirks.json" with { type: "json" };

const FOLDER = join(import.meta.dirname, "../cwmp");

/** Ids of the rows that a test is made of. */
const played = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".test.ts"))
  .flatMap((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    return [...text.matchAll(/^quirk\(\s*"([^"]+)"/gm)].map(([, id = ""]) => id);
  });

test("what clients were seen to do is told once each", () => {
  expect(ROWS.length).toBeGreaterThan(50);
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  expect(new Set(ROWS.map(({ client, fact }) => `${client} ${fact}`)).size).toBe(ROWS.length);
});

test("each of it has a test named after it, and each such test a row", () => {
  expect(played.toSorted()).toEqual(ROWS.map(({ id }) => id).toSorted());
});
