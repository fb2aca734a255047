import {
  ParameterTree,
  asFault,
  isSearch,
  parsePath,
  select,
  type JsonObject,
  type Operation,
  type PathFault,
} from "#core";
import { NO_ANSWER, pathFaultOf, problemFrom } from "./fault.ts";
import { end, send, type OperationContext, type Step, type StepMachine } from "./step.ts";

type Delete = Extract<Operation, { type: "delete" }>;

/** Invalid parameter name: there is no such row. [TR-069a6 A.5.1] */
const GONE = 9005;

export interface DeleteState {
  /** How many rows have been tried. */
  readonly tried: number;
  /** TR-181 rows that are gone. */
  readonly deleted: readonly string[];
  readonly removed: readonly string[];
  readonly errors: readonly PathFault[];
  readonly memory: JsonObject;
}

/** One DeleteObject a row; without `allowPartial` the first refusal ends it. [TR-069a6 A.3.2.7] */
export const remove: StepMachine<Delete, DeleteState> = {
  start(operation, context) {
    const { rows, faults } = rowsOf(operation, context);
    const [first] = faults;
    if (first !== undefined && (!operation.allowPartial || rows.length === 0))
      return end({ state: "failed", problem: problemFrom(faults) });
    if (context.reconcile) return end({ state: "unknownOutcome", problem: NO_ANSWER });
    return proceed(operation, { tried: 0, deleted: [], removed: [], errors: faults, memory: {} }, context);
  },
  step(operation, state, answer, context) {
    const row = rowsOf(operation, context).rows[state.tried];
    if (row === undefined) return proceed(operation, state, context);
    const plan = context.translation.planDelete(row, context.knowledge);
    const tried = state.tried + 1;
    if (answer.kind === "silence") return finish(operation, state, context, true);
    // The row went before: what was wanted is so.
    if (answer.kind === "fault" && answer.fault.code === GONE)
      return proceed(operation, { ...state, tried, removed: [...state.removed, row] }, context);
    if (answer.kind === "fault" || !plan.possible) {
      const error =
        answer.kind === "fault"
          ? pathFaultOf(row, answer.fault.code, answer.fault.message)
          : { path: row, code: "path.noInstance" as const };
      const errors = [...state.errors, error];
      return operation.allowPartial
        ? proceed(operation, { ...state, tried, errors }, context)
        : finish(operation, { ...state, tried, errors }, context, false);
    }
    const next: DeleteState = {
      tried,
      deleted: [...state.deleted, row],
      removed: [...state.removed, plan.objectName],
      errors: state.errors,
      memory: { ...state.memory, ...plan.memory },
    };
    return proceed(operation, next, context);
  },
};

function proceed(operation: Delete, state: DeleteState, context: OperationContext): Step<DeleteState> {
  const row = rowsOf(operation, context).rows[state.tried];
  if (row === undefined) return finish(operation, state, context, false);
  const plan = context.translation.planDelete(row, context.knowledge);
  if (plan.possible)
    return send(
      { rpc: "DeleteObject", args: { ObjectName: plan.objectName, ParameterKey: context.commandKey } },
      state,
    );
  const skipped = { ...state, tried: state.tried + 1, errors: [...state.errors, plan.fault] };
  return operation.allowPartial
    ? proceed(operation, skipped, context)
    : finish(operation, skipped, context, false);
}

function finish(
  operation: Delete,
  state: DeleteState,
  context: OperationContext,
  unanswered: boolean,
): Step<DeleteState> {
  const { deleted, errors, removed, memory } = state;
  const events = deleted.map((path) => ({
    id: `${context.commandKey}:${path}`,
    at: context.at,
    type: "objectDeleted" as const,
    path,
  }));
  const result = { type: "delete" as const, results: resultsOf(operation, state, context) };
  const learned = { removed, memory, events, result };
  if (unanswered) return end({ ...learned, state: "unknownOutcome", problem: NO_ANSWER });
  const failed = errors.length > 0 && (!operation.allowPartial || deleted.length === 0);
  return end(
    failed
      ? { ...learned, state: "failed", problem: problemFrom(errors) }
      : { ...learned, state: "succeeded" },
  );
}

function resultsOf(operation: Delete, state: DeleteState, context: OperationContext) {
  return operation.paths.map((requestedPath) => {
    const { rows, fault } = rowsAt(requestedPath, context);
    return {
      requestedPath,
      deleted: state.deleted.filter((row) => rows.includes(row)),
      errors: state.errors.filter(({ path }) => rows.includes(path)),
      ...(fault === undefined ? {} : { fault }),
    };
  });
}

/** Every row to delete, each once, and the paths that name none. */
function rowsOf(operation: Delete, context: OperationContext) {
  const found = operation.paths.map((path) => rowsAt(path, context));
  return {
    rows: [...new Set(found.flatMap(({ rows }) => rows))],
    faults: found.flatMap(({ fault }) => fault ?? []),
  };
}

function rowsAt(
  path: string,
  context: OperationContext,
): { readonly rows: readonly string[]; readonly fault?: PathFault } {
  try {
    const tree = ParameterTree.from(context.translation.view(context.knowledge));
    const parsed = parsePath(path);
    const { objects, problem } = select(parsed, tree);
    if (objects.length > 0) return { rows: objects };
    // A row that is not there, or a search without a match, is a success and empty. [TR-369 R-DEL.2a]
    if (problem === undefined || (problem === "noInstance" && isSearch(parsed))) return { rows: [] };
    if (problem === "noInstance") return { rows: context.translation.exact ? [path] : [] };
    return { rows: [], fault: { path, code: "path.unknown" } };
  } catch (error) {
    return { rows: [], fault: { path, code: asFault(error).code } };
  }
}
