import {
  Fault,
  ParameterTree,
  asFault,
  isSearch,
  objectSchemaOf,
  parsePath,
  select,
  type NativeValue,
  type Operation,
  type PathFault,
} from "#core";
import { uniqueKeysOf } from "./add.ts";
import { judged, pathFaultOf } from "./fault.ts";
import { goneAfter, readAnswer, readCall, reading, type Reading } from "./read.ts";
import { end, send, withValues, type OperationContext, type Step, type StepMachine } from "./step.ts";

type GetInstances = Extract<Operation, { type: "getInstances" }>;

export interface InstancesState {
  /** TR-181 objects still to be listed, by GetParameterNames. */
  readonly tables: readonly string[];
  readonly listed: readonly NativeValue[];
  readonly done: readonly string[];
  readonly failed: Readonly<Record<string, PathFault>>;
  /** A mapped model has no names of its own to list: its values are read instead. */
  readonly reading?: Reading;
  readonly names: readonly string[];
}

/** GetParameterNames on each table: NextLevel for its own rows only. [TR-069a6 A.3.2.3] */
export const getInstances: StepMachine<GetInstances, InstancesState> = {
  start(operation, context) {
    const tables = [...new Set(operation.paths.flatMap((path) => tablesOf(path, context)))];
    if (context.translation.exact)
      return proceed(operation, { tables, listed: [], done: [], failed: {}, names: [] }, context);
    const names = context.translation.sources(tables, context.knowledge);
    const read = reading(names, context.parametersPerRpc);
    return proceed(
      operation,
      { tables: [], listed: [], done: tables, failed: {}, names, reading: read },
      context,
    );
  },
  step(operation, state, answer, context) {
    if (state.reading !== undefined)
      return proceed(operation, { ...state, reading: readAnswer(state.reading, answer, context) }, context);
    const [table, ...tables] = state.tables;
    if (table === undefined) return proceed(operation, state, context);
    if (answer.kind === "response" && answer.body.rpc === "GetParameterNames") {
      const listed = answer.body.args.ParameterList.map(({ Name, Writable }) =>
        nameOf(Name, Writable, context),
      );
      return proceed(
        operation,
        { ...state, tables, listed: [...state.listed, ...listed], done: [...state.done, table] },
        context,
      );
    }
    const fault =
      answer.kind === "fault"
        ? pathFaultOf(table, answer.fault.code, answer.fault.message)
        : { path: table, code: "operation.unsupported" as const };
    return proceed(operation, { ...state, tables, failed: { ...state.failed, [table]: fault } }, context);
  },
};

function nameOf(path: string, writable: boolean, context: OperationContext): NativeValue {
  return { path, value: "", type: "", writable, at: context.at };
}

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
  const [table] = state.tables;
  if (table !== undefined)
    return send(
      { rpc: "GetParameterNames", args: { ParameterPath: table, NextLevel: operation.firstLevelOnly } },
      state,
    );
  const call = state.reading === undefined ? undefined : readCall(state.reading);
  if (call !== undefined) return send(call, state);
  return finish(operation, state, context);
}

function finish(
  operation: GetInstances,
  state: InstancesState,
  context: OperationContext,
): Step<InstancesState> {
  const values = state.reading?.values ?? [];
  const removed = removedRows(state, context);
  const knowledge = withValues(context.knowledge, values, removed);
  const tree = ParameterTree.from(context.translation.view(knowledge));
  const memory = context.translation.remember(knowledge, false);
  const rows = rowsOf(state, tree, context);
  const results = operation.paths.map((requestedPath) => {
    const fault = faultOf(requestedPath, state, tree, context);
    const tables = tablesOf(requestedPath, context);
    const instances = rows
      .filter((row) => tables.some((table) => isBelow(row, table, operation.firstLevelOnly)))
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

function rowsOf(state: InstancesState, tree: ParameterTree, context: OperationContext): readonly string[] {
  if (context.translation.exact) {
    const rows = state.listed.flatMap(({ path }) => rowsIn(path));
    return [...new Set(rows)].toSorted(byInstance);
  }
  const found = new Set<string>();
  for (const table of state.done)
    for (const parameter of tree.under(table)) for (const row of rowsIn(parameter.path)) found.add(row);
  return [...found].toSorted(byInstance);
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

function isBelow(row: string, table: string, firstLevelOnly: boolean): boolean {
  if (!row.startsWith(table) || row === table) return false;
  return !firstLevelOnly || /^\d+\.$/.test(row.slice(table.length));
}

/** Rows of the snapshot that the device did not list any more. */
function removedRows(state: InstancesState, context: OperationContext): readonly string[] {
  if (state.reading !== undefined) return goneAfter(state.names, state.reading, context.knowledge.values);
  const listed = new Set(state.listed.flatMap(({ path }) => rowsIn(path)));
  const gone = new Set<string>();
  for (const path of context.knowledge.values.keys()) {
    for (const row of rowsIn(path))
      if (state.done.some((table) => isBelow(row, table, true)) && !listed.has(row)) gone.add(row);
  }
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
  return tablesOf(requestedPath, context)
    .map((table) => state.failed[table])
    .find((fault) => fault !== undefined);
}
