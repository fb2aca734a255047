import {
  ParameterTree,
  asFault,
  objectSchemaOf,
  parsePath,
  requiredOf,
  type JsonObject,
  type Knowledge,
  type ObjectUpdate,
  type Operation,
  type PathFault,
} from "#core";
import type { CwmpFault } from "../soap/message.ts";
import type { RowPlan } from "../translation.ts";
import { NO_ANSWER, faultCodeOf, pathFaultOf, problemFrom } from "./fault.ts";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import { faultsOf, setCall, writtenValues } from "./set.ts";
import {
  end,
  send,
  withValues,
  type Answer,
  type OperationContext,
  type Step,
  type StepMachine,
} from "./step.ts";

type Add = Extract<Operation, { type: "add" }>;

interface Row {
  readonly index: number;
  readonly instance: number;
  /** TR-181 path */
  readonly path: string;
  /** Native path, for DeleteObject and for reading back. */
  readonly native: string;
  readonly errors: readonly PathFault[];
}

export interface AddState {
  /** Which of the objects is being made. */
  readonly index: number;
  readonly phase: "add" | "set" | "undo" | "read";
  /** The row that was added and is being filled. */
  readonly row?: Row;
  readonly rows: readonly Row[];
  /** Native rows still to be taken back. */
  readonly undo: readonly string[];
  /** By index of the object. */
  readonly faults: Readonly<Record<number, PathFault>>;
  readonly memory: JsonObject;
  readonly reading?: Reading;
}

/**
 * AddObject, SetParameterValues, and DeleteObject when the values are refused: CWMP cannot do it in one. Without
 * `allowPartial` one failed object takes back all rows made before. [TR-069a6 A.3.2.6]
 */
export const add: StepMachine<Add, AddState> = {
  start(asked, context) {
    const operation = withRequired(asked);
    if (context.reconcile) return end({ state: "unknownOutcome", problem: NO_ANSWER });
    if (!operation.allowPartial) {
      const faults = operation.objects.flatMap((object) => refusalOf(object, context));
      if (faults.length > 0) return end({ state: "failed", problem: problemFrom(faults) });
    }
    return begin(operation, { index: 0, phase: "add", rows: [], undo: [], faults: {}, memory: {} }, context);
  },
  step(asked, state, answer, context) {
    const operation = withRequired(asked);
    switch (state.phase) {
      case "add":
        return added(operation, state, answer, context);
      case "set":
        return filled(operation, state, answer, context);
      case "undo":
        return takeBack(operation, { ...state, undo: state.undo.slice(1) }, context);
      case "read":
        return read(operation, state, answer, context);
    }
  },
};

function planOf(object: ObjectUpdate, knowledge: Knowledge, context: OperationContext): RowPlan {
  try {
    parsePath(object.path);
    return context.translation.planAdd(object, knowledge);
  } catch (error) {
    const { code, facts } = asFault(error);
    const detail = facts.detail === undefined ? {} : { detail: facts.detail };
    return { possible: false, faults: [{ path: object.path, code, ...detail }] };
  }
}

/** Every object names what it must have. [TR-369 R-ADD.3] */
function withRequired(operation: Add): Add {
  const { allowPartial } = operation;
  const objects = operation.objects.map((object) => ({
    ...object,
    required: requiredOf(object, allowPartial),
  }));
  return { ...operation, objects };
}

/** Why an object cannot be made; faults it can be made with are told with its row. */
function refusalOf(object: ObjectUpdate, context: OperationContext): readonly PathFault[] {
  const plan = planOf(object, context.knowledge, context);
  return plan.possible ? [] : plan.faults;
}

function knowing(state: AddState, context: OperationContext): Knowledge {
  const { knowledge } = context;
  return { ...knowledge, memory: { ...knowledge.memory, ...state.memory } };
}

/** Starts the next object, or ends when there is none. */
function begin(operation: Add, state: AddState, context: OperationContext): Step<AddState> {
  const object = operation.objects[state.index];
  if (object === undefined) return finish(operation, state, context);
  const plan = planOf(object, knowing(state, context), context);
  if (plan.possible)
    return send(
      { rpc: "AddObject", args: { ObjectName: plan.objectName, ParameterKey: context.commandKey } },
      { ...state, phase: "add" },
    );
  const [fault] = plan.faults;
  return failObject(operation, state, fault ?? { path: object.path, code: "path.notCreatable" }, context);
}

function added(operation: Add, state: AddState, answer: Answer, context: OperationContext): Step<AddState> {
  const object = operation.objects[state.index];
  if (object === undefined) return finish(operation, state, context);
  if (answer.kind === "silence") return unanswered(operation, state, context);
  if (answer.kind === "fault") {
    const fault = addFault(object.path, answer.fault);
    return failObject(operation, state, fault, context);
  }
  const plan = planOf(object, knowing(state, context), context);
  if (!plan.possible || answer.body.rpc !== "AddObject") return unanswered(operation, state, context);
  const instance = answer.body.args.InstanceNumber;
  const { path, settings, compensation, memory } = plan.row(instance);
  const errors = plan.faults.map((fault) => moved(fault, fault.path.replace(object.path, path)));
  const row: Row = { index: state.index, instance, path, native: compensation, errors };
  const next: AddState = { ...state, phase: "set", row, memory: { ...state.memory, ...memory } };
  return settings.length === 0 ? keep(operation, next, row, context) : send(setCall(settings, context), next);
}

function moved(fault: PathFault, path: string): PathFault {
  return { ...fault, path };
}

/** 9005 to AddObject: there is no such table; other codes as they are. */
function addFault(path: string, fault: CwmpFault): PathFault {
  const told = pathFaultOf(path, fault.code, fault.message);
  return faultCodeOf(fault.code) === "parameter.readOnly" ? { ...told, code: "path.notCreatable" } : told;
}

function settingsOf(operation: Add, state: AddState, row: Row, context: OperationContext) {
  const object = operation.objects[state.index];
  const plan = object === undefined ? undefined : planOf(object, context.knowledge, context);
  if (plan?.possible !== true) return [];
  const failed = new Set(row.errors.map(({ path }) => path));
  return plan.row(row.instance).settings.filter(({ targets }) => !targets.some((path) => failed.has(path)));
}

function filled(operation: Add, state: AddState, answer: Answer, context: OperationContext): Step<AddState> {
  const { row } = state;
  const object = operation.objects[state.index];
  if (row === undefined || object === undefined) return begin(operation, state, context);
  if (answer.kind === "response") return keep(operation, state, row, context);
  if (answer.kind === "silence")
    return unanswered(operation, { ...state, rows: [...state.rows, row] }, context);
  const refused = faultsOf(answer.fault, settingsOf(operation, state, row, context));
  const required = new Set((object.required ?? []).map((name) => row.path + name));
  if (refused.length > 0 && !refused.some(({ path }) => required.has(path))) {
    const rest: Row = { ...row, errors: [...row.errors, ...refused] };
    const settings = settingsOf(operation, state, rest, context);
    const next = { ...state, row: rest };
    return settings.length === 0
      ? keep(operation, next, rest, context)
      : send(setCall(settings, context), next);
  }
  const fault = refused[0] ?? pathFaultOf(object.path, answer.fault.code, answer.fault.message);
  return failObject(operation, { ...state, undo: [row.native] }, fault, context);
}

function keep(operation: Add, state: AddState, row: Row, context: OperationContext): Step<AddState> {
  const { row: _filled, ...rest } = state;
  return begin(operation, { ...rest, rows: [...state.rows, row], index: state.index + 1 }, context);
}

function failObject(
  operation: Add,
  state: AddState,
  fault: PathFault,
  context: OperationContext,
): Step<AddState> {
  const { row: _failed, ...rest } = state;
  const faults = { ...state.faults, [state.index]: fault };
  const undo = operation.allowPartial
    ? state.undo
    : [...state.undo, ...state.rows.map(({ native }) => native).toReversed()];
  const rows = operation.allowPartial ? state.rows : [];
  return takeBack(operation, { ...rest, faults, undo, rows, phase: "undo" }, context);
}

function takeBack(operation: Add, state: AddState, context: OperationContext): Step<AddState> {
  const [native] = state.undo;
  if (native !== undefined)
    return send(
      { rpc: "DeleteObject", args: { ObjectName: native, ParameterKey: context.commandKey } },
      { ...state, phase: "undo" },
    );
  return operation.allowPartial
    ? begin(operation, { ...state, index: state.index + 1 }, context)
    : finish(operation, state, context);
}

function unanswered(operation: Add, state: AddState, context: OperationContext): Step<AddState> {
  return end({
    state: "unknownOutcome",
    problem: NO_ANSWER,
    memory: state.memory,
    result: { type: "add", results: resultsOf(operation, state, knowing(state, context), context) },
  });
}

function finish(operation: Add, state: AddState, context: OperationContext): Step<AddState> {
  if (state.rows.length > 0) {
    const names = state.rows.map(({ native }) => native);
    return read(operation, { ...state, phase: "read", reading: reading(names, context) }, undefined, context);
  }
  return end({ state: "failed", problem: problemFrom(Object.values(state.faults)), memory: state.memory });
}

/** Reads the new rows back: the device fills in what was not set. */
function read(
  operation: Add,
  state: AddState,
  answer: Answer | undefined,
  context: OperationContext,
): Step<AddState> {
  const before = state.reading ?? reading([], context);
  const now = answer === undefined ? before : readAnswer(before, answer, context);
  const call = readCall(now);
  if (call !== undefined) return send(call, { ...state, reading: now });
  const written = state.rows.flatMap((row) =>
    writtenValues(settingsOf(operation, { ...state, index: row.index }, row, context), context.at),
  );
  const secrets = new Map(
    written.filter(({ path }) => context.translation.hides(path)).map((value) => [value.path, value]),
  );
  const values = [...written, ...readValues(now).map((value) => secrets.get(value.path) ?? value)];
  const knowledge = withValues(knowing(state, context), values);
  const events = state.rows.map(({ path }) => ({
    id: `${context.commandKey}:${path}`,
    at: context.at,
    type: "objectCreated" as const,
    path,
    uniqueKeys: keysOf(path, knowledge, context),
  }));
  return end({
    state: "succeeded",
    values,
    memory: { ...state.memory, ...context.translation.remember(knowledge, false) },
    events,
    result: { type: "add", results: resultsOf(operation, state, knowledge, context) },
  });
}

function resultsOf(operation: Add, state: AddState, knowledge: Knowledge, context: OperationContext) {
  return operation.objects.map((object, index) => {
    const row = state.rows.find((made) => made.index === index);
    const fault = state.faults[index];
    return {
      requestedPath: object.path,
      ...(row === undefined ? {} : { path: row.path }),
      uniqueKeys: row === undefined ? {} : keysOf(row.path, knowledge, context),
      errors: row?.errors ?? [],
      ...(fault === undefined ? {} : { fault }),
    };
  });
}

/** The values of a row's unique keys, as far as they are known. */
export function uniqueKeysOf(path: string, tree: ParameterTree): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const name of objectSchemaOf(path)?.uniqueKeys.flat() ?? []) {
    const value = tree.get(path + name)?.value;
    if (value !== undefined) keys[name] = value;
  }
  return keys;
}

function keysOf(path: string, knowledge: Knowledge, context: OperationContext) {
  return uniqueKeysOf(path, ParameterTree.from(context.translation.view(knowledge)));
}
