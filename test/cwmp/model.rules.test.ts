import { expect, test } from "vitest";
import { objectSchemaOf, schemaOf } from "#core";
import { compile } from "../../cwmp/model/compile.ts";
import { ENUMS } from "../../cwmp/model/enums.table.ts";
import { LEFT_OUT } from "../../cwmp/model/row.table.ts";
import { RULES } from "../../cwmp/model/rules.table.ts";

const set = compile();
const lines = RULES.split("\n").filter((line) => !line.startsWith("@"));

test("the table holds the 1600 rules of the facts and a reason for every other source leaf it names", () => {
  expect(lines.filter((line) => line.split("\t")[1] !== "-")).toHaveLength(1600);
  expect(lines.filter((line) => line.split("\t")[1] === "-").length).toBeGreaterThanOrEqual(202);
});

test.each(set.rules)("$source -> $target: both leaves exist", (rule) => {
  expect(set.model.leaves.has(rule.source)).toBe(true);
  expect(schemaOf(rule.target)).toBeDefined();
});

test("every row stands in a TR-181 table, and its source is a TR-098 object", () => {
  const objects = new Set([...set.model.leaves.keys()].flatMap((path) => beginnings(path)));
  const tables = set.rows.map((row) => `Device.${row.table.replaceAll(/\{\w+\}/g, "{i}")}{i}.`);
  expect(tables.filter((table) => objectSchemaOf(table)?.multiInstance !== true)).toEqual([]);
  const sources = set.rows.flatMap((row) => row.origins.map(({ template }) => template));
  expect(sources.filter((template) => !objects.has(template))).toEqual([]);
});

function beginnings(path: string): string[] {
  return [...path.matchAll(/\./g)].map(({ index }) => path.slice(0, index + 1));
}

test("a writable rule has a writable TR-181 leaf and a writable TR-098 leaf", () => {
  const wrong = set.rules.filter(
    ({ writable, schema, source }) =>
      writable && (schema.access === "readOnly" || set.model.leaves.get(source)?.writable !== true),
  );
  expect(wrong.map(({ source, target }) => `${source} -> ${target}`)).toEqual([]);
});

test("every value a TR-098 enumeration allows is in its value table, and becomes a value the TR-181 leaf allows", () => {
  const tables = new Map(ENUMS.split("\n").map((line) => [line.split("\t")[0], line.split("\t")[1] ?? ""]));
  const wrong: string[] = [];
  for (const { via, schema, source, target } of set.rules) {
    const [, name] = /^enum(?:list)?:(\w+)$/.exec(via) ?? [];
    if (name === undefined) continue;
    const pairs = new Map(
      (tables.get(name) ?? "").split("|").map((pair) => [pair.split("=")[0], pair.split("=")[1]]),
    );
    for (const value of set.model.leaves.get(source)?.enum ?? []) {
      const mapped = pairs.get(value) ?? (schema.enum?.includes(value) === true ? value : undefined);
      const allowed = mapped !== undefined && schema.enum?.includes(mapped) !== false;
      if (!allowed) wrong.push(`${source}=${value} -> ${target}=${mapped ?? "?"}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("what is left out is named, little, and still readable natively", () => {
  const carried = set.rules.length;
  expect(carried).toBeGreaterThan(1560);
  expect(LEFT_OUT.transforms).toHaveLength(5);
  expect(set.reasons.get("QueueManagement.Classification.{}.ClassPolicer")).toMatch(/not carried/);
});
