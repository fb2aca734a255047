import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FAULT } from "#core";
import { commandsPage, configPage, faultsPage, quirksPage, routesPage } from "../../src/reference.ts";

const ROOT = join(import.meta.dirname, "../..");

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "fixtures" ? [] : filesBelow(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

const PRODUCT = ["core", "cwmp", "usp", "bridge", "src", "sim"].flatMap(filesBelow);
const TESTS = filesBelow("test").filter((file) => !file.includes("/house/"));

/** `file:line` of every line that matches. */
function offenders(files: readonly string[], pattern: RegExp, except: RegExp = /$^/): string[] {
  return files
    .filter((file) => !except.test(file))
    .flatMap((file) =>
      readFileSync(join(ROOT, file), "utf8")
        .split("\n")
        .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])),
    );
}

test("the rules below look at real files", () => {
  expect(PRODUCT.length).toBeGreaterThan(200);
  expect(TESTS.length).toBeGreaterThan(40);
});

test("faults are rows: no plain Error is thrown", () => {
  expect(offenders(PRODUCT, /throw new Error\(/)).toEqual([]);
});

test("time is passed in: no clock and no timer of the process outside platform", () => {
  expect(
    offenders(PRODUCT, /\bDate\.now\(|\bsetTimeout\(|\bsetInterval\(/, /^src\/platform\/|^sim\/load\.ts$/),
  ).toEqual([]);
});

test("only the configuration reads the environment", () => {
  expect(offenders(PRODUCT, /process\.env/, /^src\/config\.ts$/)).toEqual([]);
});

test("only main ends the process", () => {
  expect(offenders(PRODUCT, /process\.exit\(/, /^src\/main\.ts$/)).toEqual([]);
});

test("no explicit pipeline over partitions: it passes on one node and throws on a cluster", () => {
  expect(offenders(PRODUCT, /\.(?:pipeline|multi)\(/)).toEqual([]);
});

test("nothing is left for later", () => {
  expect(offenders([...PRODUCT, ...TESTS], /\b(?:TODO|FIXME|XXX|HACK)\b|[Nn]ot implemented/)).toEqual([]);
});

test("no test is skipped or runs alone", () => {
  expect(offenders(TESTS, /\b(?:it|test|describe)\.(?:only|todo)\(|\b(?:it|test|describe)\.skip\(/)).toEqual(
    [],
  );
});

test("no test waits for a fixed time", () => {
  expect(offenders(TESTS, /setTimeout\(\s*\w+\s*,\s*\d{3,}/)).toEqual([]);
});

test("a file has at most 400 lines of code; tables are exempt", () => {
  const long = PRODUCT.filter((file) => !file.endsWith(".table.ts")).filter((file) => codeLines(file) > 400);
  expect(long).toEqual([]);
});

function codeLines(file: string): number {
  const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
  return lines.filter((line) => !/^\s*(?:\/\/|\/?\*|$)/.test(line)).length;
}

test("no address of a package registry and no path of a machine stands in the lock file", () => {
  const lock = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  expect(lock).not.toMatch(/"resolved"/);
});

test.each([
  ["config.md", configPage],
  ["faults.md", faultsPage],
  ["api.md", routesPage],
  ["commands.md", commandsPage],
  ["quirks.md", quirksPage],
])("docs/reference/%s is what its table says (npm run docs makes it)", (name, page) => {
  expect(readFileSync(join(ROOT, "docs/reference", name), "utf8")).toBe(page());
});

test.each(Object.entries(FAULT))("fault %s has a status, a title and advice", (_code, row) => {
  expect(row.status).toBeGreaterThanOrEqual(400);
  expect(row.title.length).toBeGreaterThan(5);
  expect(row.advice.length).toBeGreaterThan(5);
});

test("the Dockerfile copies every room the build needs", () => {
  const dockerfile = readFileSync(join(ROOT, "Dockerfile"), "utf8");
  const { include } = JSON.parse(readFileSync(join(ROOT, "tsconfig.build.json"), "utf8")) as {
    include: string[];
  };
  for (const room of include) {
    expect(statSync(join(ROOT, room)).isDirectory()).toBe(true);
    expect(dockerfile).toContain(`COPY ${room} ${room}`);
  }
});
