import {
  Fault,
  ParameterTree,
  asFault,
  isSearch,
  objectSchemaOf,
  parsePath,
  select,
  type Operation,
  type PathFault,
} from "#core";
import { uniqueKeysOf } from "./add.ts";
import { upwards } from "../reading/above.ts";
import { naming, namesOf, namingAnswer, namingCall, type Naming } from "../reading/naming.ts";
import { judged, unreadFault } from "./fault.ts";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import { goneAfter } from "../reading/verdicts.ts";
import { end, send, withValues, type OperationContext, type Step, type StepMachine } from "./step.ts";

type GetInstances = Extract<Operation, { type: "getInstances" }>;

export type InstancesState =
  | { readonly by: "names"; readonly tables: readonly string[]; readonly naming: Naming }
  /** A mapped model has no names of its own to list: its values are read instead. */
  | {
      readonly by: "values";
      readonly tables: readonly string[];
      readonly names: readonly string[];
      readonly reading: Reading;
    };

/** GetParameterNames on each table: NextLevel for its own rows only. [TR-069a6 A.3.2.3] */
export const getInstances: StepMachine<GetInstances, InstancesState> = {
  start(operation, context) {
    const { translation, knowledge, attempt } = context;
    const tables = [...new Set(operation.paths.flatMap((path) => tablesOf(path, context)))];
    if (translation.exact) {
      const listing = naming(tables, attempt, operation.firstLevelOnly);
      return proceed(operation, { by: "names", tables, naming: listing }, context);
    }
    const names = translation.sources(tables, knowledge);
    return proceed(operation, { by: "values", tables, names, reading: reading(names, context) }, context);
  },
  step(operation, state, answer, context) {
    const next: InstancesState =
      state.by === "names"
        ? { ...state, naming: namingAnswer(state.naming, answer) }
        : { ...state, reading: readAnswer(state.reading, answer, context) };
    return proceed(operation, next, context);
  },
};

function tablesOf(text: string, context: OperationContext): readonly string[] {
  try {
    const path = parsePath(text);
    if (path.leaf !== undefined) throw new Fault("path.notTable", { detail: "a table ends in a dot" });
    if (path.steps.every(({ kind }) => kind === "name" || kind === "instance")) return [text];
    return select(path, treeOf(context)).objects;
  } catch {
    return [];
  }
}

function treeOf(context: OperationContext): ParameterTree {
  return ParameterTree.from(context.translation.view(context.knowledge));
}

function proceed(
  operation: GetInstances,
  state: InstancesState,
  context: OperationContext,
): Step<InstancesState> {
  const call = state.by === "names" ? namingCall(state.naming) : readCall(state.reading);
  return call === undefined ? finish(operation, state, context) : send(call, state);
}

function finish(
  operation: GetInstances,
  state: InstancesState,
  context: OperationContext,
): Step<InstancesState> {
  const values = state.by === "names" ? [] : readValues(state.reading);
  const rows = state.by === "names" ? listedRows(state.naming) : undefined;
  const removed =
    state.by === "names"
      ? removedRows(state, rows ?? [], context)
      : goneAfter(state.names, state.reading, context.knowledge.values);
  const knowledge = withValues(context.knowledge, values, removed);
  const tree = ParameterTree.from(context.translation.view(knowledge));
  const memory = context.translation.remember(knowledge, false);
  const found = rows ?? shownRows(state.tables, tree);
  const results = operation.paths.map((requestedPath) => {
    const fault = faultOf(requestedPath, state, tree, context);
    const tables = new Set(tablesOf(requestedPath, context));
    const instances = found
      .filter((row) => isBelow(row, tables, operation.firstLevelOnly))
      .map((path) => ({ path, uniqueKeys: uniqueKeysOf(path, tree) }));
    return { requestedPath, instances, ...(fault === undefined ? {} : { fault }) };
  });
  return end({
    ...judged(results.map(({ fault }) => fault)),
    values,
    removed,
    ...(memory === undefined ? {} : { memory }),
    result: { type: "getInstances", results },
  });
}

const ROW = /\.\d+\.$/;

function listedRows(listing: Naming): readonly string[] {
  return inOrder(namesOf(listing).map(([path]) => path));
}

function shownRows(tables: readonly string[], tree: ParameterTree): readonly string[] {
  return inOrder(tables.flatMap((table) => tree.under(table).map(({ path }) => path)));
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap(rowsIn))].toSorted(byInstance);
}

/** Every row a name lies in: `A.1.B.2.C` has `A.1.` and `A.1.B.2.`. */
function rowsIn(path: string): string[] {
  const rows: string[] = [];
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
    const prefix = path.slice(0, dot + 1);
    if (ROW.test(prefix)) rows.push(prefix);
  }
  return rows;
}

function byInstance(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function isBelow(row: string, tables: ReadonlySet<string>, firstLevelOnly: boolean): boolean {
  if (firstLevelOnly) return tables.has(tableOf(row));
  for (const path of upwards(row)) if (path !== row && tables.has(path)) return true;
  return false;
}

function tableOf(row: string): string {
  return row.slice(0, row.lastIndexOf(".", row.length - 2) + 1);
}

/** Rows of the snapshot that the device did not list any more. */
function removedRows(
  { tables, naming: { failed } }: InstancesState & { by: "names" },
  rows: readonly string[],
  context: OperationContext,
): readonly string[] {
  const unlisted = new Set(failed.map(([path]) => path));
  const listed = new Set(tables.filter((table) => !unlisted.has(table)));
  const there = new Set(rows);
  const gone = new Set<string>();
  for (const path of context.knowledge.values.keys())
    for (const row of rowsIn(path)) if (listed.has(tableOf(row)) && !there.has(row)) gone.add(row);
  return [...gone];
}

function faultOf(
  requestedPath: string,
  state: InstancesState,
  tree: ParameterTree,
  context: OperationContext,
): PathFault | undefined {
  try {
    const path = parsePath(requestedPath);
    if (path.leaf !== undefined) return { path: requestedPath, code: "path.notTable" };
    const known =
      isSearch(path) || tree.hasObject(requestedPath) || objectSchemaOf(requestedPath) !== undefined;
    if (!known && !context.translation.exact) return { path: requestedPath, code: "path.unknown" };
  } catch (error) {
    return { path: requestedPath, code: asFault(error).code };
  }
  if (state.by === "values") return undefined;
  const tables = tablesOf(requestedPath, context);
  const failure = state.naming.failed.find(([path]) => tables.some((table) => path.startsWith(table)));
  return failure === undefined ? undefined : unreadFault(failure[0], failure[1]);
}
