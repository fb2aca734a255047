import { SLICE, type Sliced } from "#core";
import type { Values } from "./mapping.ts";
import { getOr, type RuleSet } from "./compile.ts";
import type { Layout, NativeObject, Placed, Row } from "./placed.ts";
import { defaultConnection, rowHolds } from "./row.ts";
import { comparePaths, isNumber, prefixesOf, ROOT } from "./template.ts";

/** Gives the number of a row in a concrete table, undefined when it is not bound. */
export type Numbering = (row: Row, table: string, key: string, source: string) => number | undefined;

/** Longer values are no addresses; a device must not fill the memory with keys. */
const MAX_KEY = 64;

const NONE: readonly Placed[] = [];

/** The native objects that hold values, by relative path. */
function* objectsOf(values: Values): Sliced<Map<string, NativeObject>> {
  const objects = new Map<string, NativeObject>();
  let last = "\0";
  let seen = 0;
  for (const path of values.keys()) {
    if (++seen % SLICE === 0) yield;
    const cut = path.lastIndexOf(".") + 1;
    if (cut === last.length && path.startsWith(last)) continue;
    last = path.slice(0, cut);
    if (!last.startsWith(ROOT)) continue;
    const relative = last.slice(ROOT.length);
    if (objects.has(relative)) continue;
    objects.set(relative, objectAt(relative));
  }
  return objects;
}

function objectAt(path: string): NativeObject {
  const prefixes: string[] = [];
  const templates: string[] = [];
  let template = "";
  let start = 0;
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", start)) {
    const first = path.charCodeAt(start);
    const number = first >= 48 && first <= 57 && isNumber(path.slice(start, dot));
    template += number ? "{}." : path.slice(start, dot + 1);
    prefixes.push(path.slice(0, dot + 1));
    templates.push(template);
    start = dot + 1;
  }
  return { path, template, prefixes, templates };
}

/** The rows of every row template, in numeric order. */
function* sourceRows(
  set: RuleSet,
  objects: ReadonlyMap<string, NativeObject>,
): Sliced<Map<string, string[]>> {
  const rows = new Map<string, string[]>();
  const seen = new Set<string>();
  let looked = 0;
  for (const object of objects.values()) {
    if (++looked % SLICE === 0) yield;
    const { templates } = object;
    for (let depth = 0; depth < templates.length; depth++) {
      const path = object.prefixes[depth] ?? "";
      const template = templates[depth] ?? "";
      if (!set.rowTemplates.has(template) || seen.has(path)) continue;
      seen.add(path);
      const list = rows.get(template);
      if (list === undefined) rows.set(template, [path]);
      else list.push(path);
    }
  }
  return rows;
}

/** Places every native row the numbering knows; parents before children. */
export function* placing(set: RuleSet, values: Values, numberOf: Numbering): Sliced<Layout> {
  const objects = yield* objectsOf(values);
  const facts = { values, objects, defaultConnection: defaultConnection(values, objects) };
  const found = yield* sourceRows(set, objects);
  const placed: Placed[] = [];
  const bySource = new Map<number, Map<string, Placed[]>>();
  const byRow = new Map<number, Placed[]>();
  const byName = new Map<string, Placed>();
  const byTarget = new Map<string, Placed[]>();
  const taken = new Set<string>();
  const add = (entry: Placed) => {
    placed.push(entry);
    const { index, variable } = entry.row;
    push(byRow, index, entry);
    push(
      getOr(bySource, index, () => new Map<string, Placed[]>()),
      entry.source,
      entry,
    );
    getOr(byName, `${variable} ${entry.source}`, () => entry);
    push(byTarget, entry.target, entry);
  };
  let tried = 0;
  for (const row of set.rows) {
    for (const { source, parentDepth } of candidates(row, found)) {
      if (++tried % SLICE === 0) yield;
      const table = tableOf(row, source, parentDepth, bySource, byRow);
      if (table === undefined || !rowHolds(row, source, facts)) continue;
      const keys = keysOf(row, source, values);
      for (let item = 0; item < keys.length; item++) {
        const wanted = keys[item] as string;
        // Two rows with one MAC address: the second is recognised by its path.
        const key = taken.has(table + wanted) ? source : wanted;
        if (row.kind === "leaf") taken.add(table + wanted);
        const number = numberOf(row, table, key, source);
        if (number !== undefined) add({ row, source, target: `${table}${number}.`, item });
      }
    }
  }
  return {
    objects,
    placed,
    at: (row, source) => bySource.get(row)?.get(source) ?? NONE,
    of: (row) => byRow.get(row) ?? NONE,
    named: (variable, source) => byName.get(`${variable} ${source}`),
    behind: (target) => byTarget.get(target) ?? NONE,
  };
}

function push<K>(map: Map<K, Placed[]>, key: K, entry: Placed): void {
  getOr(map, key, () => []).push(entry);
}

function candidates(
  row: Row,
  found: ReadonlyMap<string, readonly string[]>,
): { source: string; parentDepth: number }[] {
  const all = row.origins.flatMap((origin) =>
    (found.get(origin.template) ?? []).map((source) => ({ source, parentDepth: origin.parentDepth })),
  );
  return all.length < 2 ? all : all.toSorted((a, b) => comparePaths(a.source, b.source));
}

function tableOf(
  row: Row,
  source: string,
  parentDepth: number,
  bySource: ReadonlyMap<number, ReadonlyMap<string, readonly Placed[]>>,
  byRow: ReadonlyMap<number, readonly Placed[]>,
): string | undefined {
  if (row.parent === undefined) return `Device.${row.table}`;
  const parents =
    parentDepth === 0
      ? byRow.get(row.parent)
      : bySource.get(row.parent)?.get(prefixesOf(source)[parentDepth - 1] ?? "");
  const parent = parents?.[0];
  return parent === undefined ? undefined : parent.target + row.table.slice(row.table.lastIndexOf("}.") + 2);
}

/** What a row is recognised by when it is met again, one key per item. */
function keysOf(row: Row, source: string, values: Values): string[] {
  const leaf = row.leaf === undefined ? undefined : values.get(ROOT + source + row.leaf)?.value.trim();
  if (row.kind === "default") return ["default"];
  if (row.kind === "leaf")
    return [leaf === undefined || leaf === "" || leaf.length > MAX_KEY ? source : leaf.toLowerCase()];
  if (row.kind !== "items") return [source];
  const items = (leaf ?? "").split(",").filter((item) => item.trim() !== "");
  return items.map((_, index) => `${source}#${index + 1}`);
}
