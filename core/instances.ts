import type { PathFault } from "./fault.ts";
import { parsePath } from "./path.ts";
import { genericPath, objectSchemaOf } from "./schema.ts";
import { select } from "./select.ts";
import type { ParameterTree } from "./tree.ts";

/** A row of a table as USP's GetInstances gives it. */
export interface InstanceRow {
  readonly path: string;
  readonly uniqueKeys: Readonly<Record<string, string>>;
}

/**
 * The rows that paths name on one device: a table gives its rows, a row or a search gives what it finds; unless
 * `firstLevelOnly`, with the rows of all tables below. Sorted by path and number, each once.
 */
export function instancesOf(
  tree: ParameterTree,
  paths: readonly string[],
  firstLevelOnly: boolean,
): { readonly rows: readonly InstanceRow[]; readonly missing: readonly PathFault[] } {
  const rows = new Map<string, InstanceRow>();
  const missing: PathFault[] = [];
  for (const text of paths) {
    const { objects, problem } = select(parsePath(text.endsWith(".") ? text : `${text}.`), tree);
    for (const object of objects) collect(tree, object, firstLevelOnly, rows);
    if (problem !== undefined)
      missing.push({ path: text, code: problem === "unknown" ? "path.unknown" : "path.noInstance" });
  }
  return { rows: [...rows.values()], missing };
}

function collect(
  tree: ParameterTree,
  object: string,
  firstLevelOnly: boolean,
  rows: Map<string, InstanceRow>,
): void {
  if (isRow(object)) add(tree, object, rows);
  const found = tree.instances(object).map((number) => `${object}${number}.`);
  for (const row of found) add(tree, row, rows);
  if (firstLevelOnly && (found.length > 0 || isRow(object))) return;
  for (const child of tree.children(object)) collect(tree, child, firstLevelOnly, rows);
}

function isRow(object: string): boolean {
  return genericPath(object).endsWith(".{i}.");
}

function add(tree: ParameterTree, row: string, rows: Map<string, InstanceRow>): void {
  if (rows.has(row)) return;
  const names = objectSchemaOf(row)?.uniqueKeys.flat() ?? [];
  const known = names.map((name) => [name, tree.get(row + name)] as const);
  const uniqueKeys = Object.fromEntries(
    known.flatMap(([name, parameter]) =>
      parameter === undefined || parameter.secret === true ? [] : [[name, parameter.value]],
    ),
  );
  rows.set(row, { path: row, uniqueKeys });
}
