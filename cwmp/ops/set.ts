import {
  Fault,
  ParameterTree,
  asFault,
  isSearch,
  parsePath,
  requiredOf,
  schemaOf,
  select,
  type DeviceEvent,
  type NativeValue,
  type ObjectUpdate,
  type Operation,
  type OperationResult,
  type PathFault,
  type Problem,
} from "#core";
import type { NativeSetting } from "../model/map.ts";
import type { CwmpFault } from "../soap/message.ts";
import { NO_ANSWER, pathFaultOf, problemFrom, problemOf } from "./fault.ts";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import {
  end,
  send,
  withValues,
  type Call,
  type OperationContext,
  type Step,
  type StepMachine,
} from "./step.ts";

type SetOperation = Extract<Operation, { type: "set" }>;
type SetResults = Extract<OperationResult, { type: "set" }>["results"];

export interface SetState {
  /** What failed so far, by TR-181 path. */
  readonly errors: readonly PathFault[];
  /** Present: it was sent without an answer, and the values are being read back. */
  readonly verify?: Reading;
}

/**
 * One SetParameterValues for everything, checked before it is sent. It goes out again without what the device refused when
 * that may fail; else one refusal fails all (CWMP applies all or nothing). [TR-069a6 A.3.2.1]
 */
export const set: StepMachine<SetOperation, SetState> = {
  start(operation, context) {
    const plan = planned(operation, context, []);
    if (isFatal(operation, plan)) {
      const problem = problemFrom(plan.errors);
      throw new Fault(problem.code, { ...problem });
    }
    if (context.reconcile) return verify({ errors: plan.errors }, plan, operation, context);
    return write(operation, plan, context);
  },
  step(operation, state, answer, context) {
    const plan = planned(operation, context, state.errors);
    if (state.verify !== undefined)
      return verify(
        { errors: state.errors, verify: readAnswer(state.verify, answer, context) },
        plan,
        operation,
        context,
      );
    switch (answer.kind) {
      case "response":
        return end(succeeded(operation, plan, context));
      case "silence":
        return verify({ errors: state.errors }, plan, operation, context);
      case "fault":
        return refused(operation, plan, answer.fault, context);
    }
  },
};

interface Target {
  readonly update: ObjectUpdate;
  readonly objects: readonly string[];
  readonly fault?: PathFault;
}

interface Plan {
  readonly targets: readonly Target[];
  /** What to send; nothing of what failed is in it. */
  readonly settings: readonly NativeSetting[];
  readonly errors: readonly PathFault[];
}

/** The exact SetParameterValues of a set, as far as it is known before sending; throws the Fault it is refused with. */
function planned(operation: SetOperation, context: OperationContext, earlier: readonly PathFault[]): Plan {
  const tree = ParameterTree.from(context.translation.view(context.knowledge));
  const targets = operation.updates.map((update) => targetOf(update, tree));
  const updates = targets.flatMap(({ update, objects }) => objects.map((path) => ({ ...update, path })));
  const plan = context.translation.planSet(updates, context.knowledge);
  const known = new Set(plan.faults.map(({ path }) => path));
  const errors = [
    ...targets.flatMap(({ fault }) => fault ?? []),
    ...plan.faults,
    ...earlier.filter(({ path }) => !known.has(path)),
  ];
  const failed = new Set(errors.map(({ path }) => path));
  const dropped = updates
    .filter(({ path, required }) => (required ?? []).some((name) => failed.has(path + name)))
    .map(({ path }) => path);
  const settings = plan.settings.filter(
    ({ targets: paths }) =>
      !paths.some((path) => failed.has(path) || dropped.some((object) => path.startsWith(object))),
  );
  return { targets, settings, errors: [...new Map(errors.map((error) => [error.path, error])).values()] };
}

/** Whether what failed ends all of it: a whole object, or a parameter that its object must have. [TR-369 R-SET.1] */
function isFatal(operation: SetOperation, plan: Plan): boolean {
  if (operation.allowPartial || plan.errors.length === 0) return false;
  const failed = new Set(plan.errors.map(({ path }) => path));
  return plan.targets.some(
    ({ update, objects, fault }) =>
      fault !== undefined ||
      objects.some((object) => requiredOf(update, false).some((name) => failed.has(object + name))),
  );
}

function targetOf(update: ObjectUpdate, tree: ParameterTree): Target {
  try {
    const path = parsePath(update.path);
    const { objects, problem } = select(path, tree);
    // A search that matches nothing is a success without results. [TR-369 R-MSG.4a]
    if (objects.length > 0 || (problem !== "unknown" && isSearch(path))) return { update, objects };
    const code = problem === "unknown" ? "path.unknown" : "path.noInstance";
    return { update, objects, fault: { path: update.path, code } };
  } catch (error) {
    const { code, facts } = asFault(error);
    const detail = facts.detail === undefined ? {} : { detail: facts.detail };
    return { update, objects: [], fault: { path: update.path, code, ...detail } };
  }
}

function write(operation: SetOperation, plan: Plan, context: OperationContext): Step<SetState> {
  if (plan.settings.length > 0) return send(setCall(plan.settings, context), { errors: plan.errors });
  if (plan.errors.length === 0) return end(succeeded(operation, plan, context));
  return end({
    state: "failed",
    problem: problemFrom(plan.errors),
    result: { type: "set", results: resultsOf(operation, plan, context) },
  });
}

/** SetParameterValues of some settings; the codec adds the prefix of the type. */
export function setCall(settings: readonly NativeSetting[], context: OperationContext): Call {
  return {
    rpc: "SetParameterValues",
    args: {
      ParameterList: settings.map(({ name, type, value }) => ({
        Name: name,
        Value: { type: localType(type), value },
      })),
      ParameterKey: context.commandKey,
    },
  };
}

function localType(type: string): string {
  return type.slice(type.indexOf(":") + 1);
}

function refused(
  operation: SetOperation,
  plan: Plan,
  fault: CwmpFault,
  context: OperationContext,
): Step<SetState> {
  const errors = faultsOf(fault, plan.settings);
  if (errors.length > 0) {
    const rest = planned(operation, context, [...plan.errors, ...errors]);
    if (!isFatal(operation, rest)) return write(operation, rest, context);
  }
  return end({ state: "failed", problem: problemOf(fault, errors) });
}

/** A SetParameterValuesFault as TR-181 path faults. */
export function faultsOf(fault: CwmpFault, settings: readonly NativeSetting[]): readonly PathFault[] {
  return fault.parameters.flatMap(({ name, code, message }) => {
    const targets = settings.find((setting) => setting.name === name)?.targets ?? [name];
    return targets.map((path) => pathFaultOf(path, code, message));
  });
}

/** Reads back what was sent: equal values mean that it was applied. */
function verify(
  state: SetState,
  plan: Plan,
  operation: SetOperation,
  context: OperationContext,
): Step<SetState> {
  const secretFree = plan.settings.filter((setting) => !isSecret(setting));
  const read =
    state.verify ??
    reading(
      secretFree.map(({ name }) => name),
      context,
    );
  const call = readCall(read);
  if (call !== undefined) return send(call, { errors: state.errors, verify: read });
  const values = readValues(read);
  const found = new Map(values.map(({ path, value }) => [path, value]));
  const applied = secretFree.every(({ name, value, type }) => same(type, found.get(name), value));
  if (applied && secretFree.length > 0) return end(succeeded(operation, plan, context));
  const problem: Problem = {
    ...NO_ANSWER,
    detail: applied ? "what was set cannot be read back" : "the device holds other values than were set",
  };
  return end({ state: "unknownOutcome", problem, values });
}

function same(type: string, found: string | undefined, value: string): boolean {
  if (found === undefined) return false;
  if (localType(type) !== "boolean") return found.trim() === value;
  return ["1", "true"].includes(found.trim().toLowerCase()) === ["1", "true"].includes(value);
}

function isSecret(setting: NativeSetting): boolean {
  return setting.targets.some((path) => schemaOf(path)?.secret === true);
}

/** What was written, as native values of now, secrets too: no device tells them again. What took a value is writable. */
export function writtenValues(settings: readonly NativeSetting[], at: number): readonly NativeValue[] {
  return settings.map(({ name, type, value }) => ({
    path: name,
    value,
    type: localType(type),
    at,
    writable: true,
  }));
}

function succeeded(operation: SetOperation, plan: Plan, context: OperationContext) {
  const values = writtenValues(plan.settings, context.at);
  return {
    state: "succeeded",
    values,
    events: context.rehearsed === true ? [] : changesOf(plan.settings, values, context),
    result: { type: "set", results: resultsOf(operation, plan, context) },
  } as const;
}

/** CWMP never reports changes the ACS made; USP does, so the gateway tells them. */
function changesOf(
  settings: readonly NativeSetting[],
  values: readonly NativeValue[],
  context: OperationContext,
): readonly DeviceEvent[] {
  const { translation, knowledge } = context;
  const before = ParameterTree.from(translation.view(knowledge));
  const after = ParameterTree.from(translation.view(withValues(knowledge, values)));
  return settings.flatMap(({ name, targets }) =>
    targets.flatMap((path) => {
      const value = after.get(path)?.value;
      if (value === undefined || value === before.get(path)?.value) return [];
      const id = `${context.commandKey}:${path}`;
      return [{ id, at: context.at, type: "valueChanged", path, value, native: name } as const];
    }),
  );
}

function resultsOf(operation: SetOperation, plan: Plan, context: OperationContext): SetResults {
  const written = new Set(plan.settings.flatMap(({ targets }) => targets));
  // A mapping may need to send nothing for a value the device holds already: it counts as set.
  const isSet = (path: string): boolean =>
    !plan.errors.some((error) => error.path === path) && (written.has(path) || !context.translation.exact);
  return plan.targets.map(({ update, objects, fault }) => ({
    requestedPath: update.path,
    updated: objects.map((path) => ({
      path,
      params: Object.fromEntries(
        Object.entries(update.params)
          .filter(([name]) => isSet(path + name))
          .map(([name, value]) => [name, schemaOf(path + name)?.secret === true ? "" : value]),
      ),
      errors: plan.errors.filter((error) => error.path.startsWith(path)),
    })),
    ...(fault === undefined ? {} : { fault }),
  }));
}
