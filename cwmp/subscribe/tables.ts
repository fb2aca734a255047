import {
  formatPath,
  objectSchemaOf,
  genericPath,
  parsePath,
  select,
  type DeviceEvent,
  type ParameterTree,
  type Sliced,
  type WantedSubscription,
} from "#core";

/** A TR-181 table whose rows are compared. JSON. */
export interface WatchedTable {
  readonly path: string;
  /** Rows that come are told, and of those that go these: all, or the numbered ones. */
  readonly created: boolean;
  readonly deleted: boolean | readonly number[];
  readonly wantedBy: readonly { readonly id: string; readonly path: string }[];
}

/** Tables of one device that are compared at most, and rows of one. */
const MOST_TABLES = 64;
const MOST_ROWS = 1024;

interface TablePath {
  readonly text: string;
  /** Of one row. */
  readonly number?: number;
}

/** The path of the table whose rows a path names, `*` for rows above it; undefined: rows are searched for by value. */
export function tableOf(text: string): TablePath | undefined {
  const path = parsePath(text);
  const last = path.steps.at(-1);
  const above = { ...path, steps: path.steps.slice(0, -1) };
  switch (last?.kind) {
    case "name":
      return { text };
    case "any":
      return { text: formatPath(above) };
    case "instance":
      return { text: formatPath(above), number: last.number };
    case "where":
    case "follow":
    case "placeholder":
    case undefined:
      return undefined;
  }
}

/** The tables that wanted subscriptions ask for, as the device has them. Pure. */
export function* watchedTables(
  wanted: readonly WantedSubscription[],
  tree: ParameterTree,
): Sliced<readonly WatchedTable[]> {
  const tables = new Map<string, WatchedTable>();
  for (const { id, notifType, paths } of wanted) {
    if (notifType !== "ObjectCreation" && notifType !== "ObjectDeletion") continue;
    for (const path of paths) {
      yield;
      const table = tableOf(path);
      if (table === undefined) continue;
      for (const object of select(parsePath(table.text), tree).objects) {
        if (!tables.has(object) && tables.size >= MOST_TABLES) continue;
        tables.set(object, joined(tables.get(object), object, { id, path }, notifType, table.number));
      }
    }
  }
  return [...tables.values()];
}

function joined(
  known: WatchedTable | undefined,
  path: string,
  by: WatchedTable["wantedBy"][number],
  notifType: "ObjectCreation" | "ObjectDeletion",
  number: number | undefined,
): WatchedTable {
  const { created = false, deleted = false, wantedBy = [] } = known ?? {};
  const both = [...wantedBy, by];
  if (notifType === "ObjectCreation") return { path, created: true, deleted, wantedBy: both };
  if (number === undefined || deleted === true) return { path, created, deleted: true, wantedBy: both };
  const numbers = typeof deleted === "boolean" ? [number] : [...deleted, number];
  return { path, created, deleted: numbers, wantedBy: both };
}

/** The instance numbers of the rows of each table. */
export function rowsIn(
  tables: readonly WatchedTable[],
  tree: ParameterTree,
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(tables.map(({ path }) => [path, tree.instances(path).slice(0, MOST_ROWS)]));
}

/**
 * What has come and gone since the rows were told last; a table that was not watched until now has told nothing yet. The
 * same words as over USP. `key`: makes ids that stay the same when it is told again.
 */
export function rowEvents(
  tables: readonly WatchedTable[],
  before: Readonly<Record<string, readonly number[]>>,
  tree: ParameterTree,
  { key, at }: { readonly key: string; readonly at: number },
): readonly DeviceEvent[] {
  const now = rowsIn(tables, tree);
  return tables.flatMap(({ path, created, deleted }): DeviceEvent[] => {
    const [was, is] = [before[path], now[path] ?? []];
    if (was === undefined) return [];
    const gone = was.filter(
      (n) => !is.includes(n) && (deleted === true || (deleted !== false && deleted.includes(n))),
    );
    const come = created ? is.filter((n) => !was.includes(n)) : [];
    return [
      ...gone.map((n): DeviceEvent => {
        const row = `${path}${n}.`;
        return { id: `${key}.deleted.${row}`, at, type: "objectDeleted", path: row };
      }),
      ...come.map((n): DeviceEvent => {
        const row = `${path}${n}.`;
        return {
          id: `${key}.created.${row}`,
          at,
          type: "objectCreated",
          path: row,
          uniqueKeys: keysOf(row, tree),
        };
      }),
    ];
  });
}

/** Every readable parameter of a unique key. */
function keysOf(row: string, tree: ParameterTree): Readonly<Record<string, string>> {
  const names = objectSchemaOf(genericPath(row))?.uniqueKeys.flat() ?? [];
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => {
      const known = tree.get(row + name);
      return known === undefined ? [] : [[name, known.secret === true ? "" : known.value]];
    }),
  );
}
