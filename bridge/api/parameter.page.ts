import { byPath, Fault, type Json, type JsonObject, type Parameter, type Sliced } from "#core";
import { showParameter } from "./view.ts";

export interface PageQuery {
  readonly path: readonly string[];
  readonly form: "rows" | "columns";
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of TR-181 parameters as rows or columns, in slices, with the counts of the child objects. */
export function* paging(
  parameters: readonly Parameter[],
  asked: PageQuery,
  missing: Json,
): Sliced<JsonObject> {
  const sorted = yield* byPath(parameters);
  const { rows, next } = cut(sorted, asked);
  yield;
  const shown = rows.map(showParameter);
  yield;
  const children = childCounts(
    sorted.map(({ path }) => path),
    asked.path,
  );
  return {
    ...(asked.form === "rows" ? { items: shown } : { columns: columnsOf(shown) }),
    missing,
    children,
    ...next,
  };
}

/** A page of what is sorted by path. Cursors are paths: a page begins after the path of the last one, wherever that stands by then. */
export function cut<T extends { readonly path: string }>(
  sorted: readonly T[],
  { limit, cursor }: PageQuery,
): { rows: readonly T[]; next: JsonObject } {
  const after = cursor === undefined ? "" : pathOf(cursor);
  const rest = sorted.filter(({ path }) => path > after);
  const rows = rest.slice(0, limit);
  const last = rows.at(-1);
  if (limit === 0) return { rows, next: { total: sorted.length } };
  const more = rest.length > rows.length && last !== undefined;
  return { rows, next: more ? { next: Buffer.from(last.path).toString("base64url") } : {} };
}

function pathOf(cursor: string): string {
  const path = Buffer.from(cursor, "base64url").toString("utf8");
  if (Buffer.from(path).toString("base64url") === cursor && /^[\w.{}-]+$/.test(path)) return path;
  throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
}

function columnsOf(rows: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(
    ["path", "value", "type", "writable", "at"].map((name) => [name, rows.map((row) => row[name] ?? null)]),
  );
}

/** For every direct child object below the asked object paths: how many parameters it holds. */
export function childCounts(paths: readonly string[], asked: readonly string[]): JsonObject {
  const counts: Record<string, number> = {};
  for (const prefix of asked.filter((path) => path.endsWith(".") && !/[*[+]/.test(path))) {
    for (const path of paths) {
      const dot = path.startsWith(prefix) ? path.indexOf(".", prefix.length) : -1;
      if (dot > 0) counts[path.slice(0, dot + 1)] = (counts[path.slice(0, dot + 1)] ?? 0) + 1;
    }
  }
  return counts;
}
