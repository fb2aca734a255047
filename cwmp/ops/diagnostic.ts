import {
  completed,
  Fault,
  genericPath,
  type JsonObject,
  type NativeValue,
  type Outcome,
  type Problem,
} from "#core";
import type { SetPlan } from "../model/map.ts";
import { askedOf, needed, schemaOfCommand, treeOf, unsupported, type Asked, type Operate } from "./asked.ts";
import { diagnosticRow, type DiagnosticRow } from "./diagnostic.table.ts";
import { NO_ANSWER, problemFrom, problemOf } from "./fault.ts";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import { goneAfter } from "../reading/verdicts.ts";
import { faultsOf, setCall, writtenValues } from "./set.ts";
import { end, send, withValues, type OperationContext, type Step, type StepMachine } from "./step.ts";

/** `reading`: it was started, and is looked at. */
export interface DiagnosticState {
  readonly names: readonly string[];
  readonly reading?: Reading;
}

const STATE = "DiagnosticsState";

/**
 * A diagnostic: one SetParameterValues with its arguments and `Requested`; the device runs it after the session and comes
 * with `8 DIAGNOSTICS COMPLETE`. That Inform does not say which has ended, so each that is pending is looked at.
 */
export const diagnostic: StepMachine<Operate, DiagnosticState> = {
  start(operation, context) {
    const { row, asked } = opened(operation, context);
    if (context.reconcile) return look(row, asked);
    return send(setCall(planned(row, asked).settings, context), { names: [] });
  },
  step(operation, state, answer, context) {
    const { row, asked } = opened(operation, context);
    if (state.reading !== undefined) {
      const read = readAnswer(state.reading, answer, context);
      return readOn(row, asked, { names: state.names, reading: read });
    }
    const plan = planned(row, asked);
    switch (answer.kind) {
      case "response":
        return end({ ...pending(row), values: writtenValues(plan.settings, context.at) });
      case "fault":
        return end({
          state: "failed",
          problem: problemOf(answer.fault, faultsOf(answer.fault, plan.settings)),
        });
      case "silence":
        return look(row, asked);
    }
  },
};

function opened(
  operation: Operate,
  context: OperationContext,
): { readonly row: DiagnosticRow; readonly asked: Asked } {
  // oxlint-disable-next-line typescript/no-non-null-assertion -- only commands of the table come here
  return { row: diagnosticRow(operation.command)!, asked: askedOf(operation, context) };
}

function pending(row: DiagnosticRow): Extract<Outcome, { state: "pending" }> {
  // A boot ends every test, and its results are lost.
  return { state: "pending", resume: ["ready", "boot", "reset"], withinMs: row.withinMs };
}

/** Arguments the device has no parameter for are passed over, as an agent does. [TR-369 R-OPR.5] */
function planned(row: DiagnosticRow, asked: Asked): SetPlan {
  const { context } = asked;
  const tree = treeOf(context);
  if (tree.get(row.object + STATE) === undefined) throw unsupported(asked, `the device has no ${row.object}`);
  for (const name of row.needs) needed(asked, name);
  const known = schemaOfCommand(asked.generic)?.arguments;
  const given = Object.entries(asked.input).filter(
    ([name]) => known?.has(name) !== false && tree.get(row.object + name) !== undefined,
  );
  const lacking = row.needs.find((name) => tree.get(row.object + name) === undefined);
  // The loopbacks and line tests of TR-098 lie below the line itself, which then is the argument.
  if (lacking !== undefined && lacking !== "Interface")
    throw unsupported(asked, `the device has no ${row.object}${lacking}`);
  const params = { ...Object.fromEntries(given), [STATE]: "Requested" };
  const plan = context.translation.planSet([{ path: row.object, params }], context.knowledge);
  if (plan.faults.length === 0) return plan;
  const problem = problemFrom(plan.faults);
  throw new Fault(problem.code, { ...problem });
}

/** Reads the whole object, tables of results too, and whose write the device holds last. */
function look(row: DiagnosticRow, asked: Asked): Step<DiagnosticState> {
  const { context } = asked;
  const names = [...context.translation.sources([row.object], context.knowledge), keyPath(context)];
  return readOn(row, asked, { names, reading: reading(names, context) });
}

function keyPath({ translation }: OperationContext): string {
  return `${translation.exact ? "Device." : "InternetGatewayDevice."}ManagementServer.ParameterKey`;
}

function readOn(
  row: DiagnosticRow,
  asked: Asked,
  state: DiagnosticState & { readonly reading: Reading },
): Step<DiagnosticState> {
  const call = readCall(state.reading);
  return call === undefined ? end(judged(row, asked, state.names, state.reading)) : send(call, state);
}

function judged(row: DiagnosticRow, asked: Asked, names: readonly string[], read: Reading): Outcome {
  const { context } = asked;
  const removed = goneAfter(names, read, context.knowledge.values);
  const values = readValues(read);
  const knowledge = withValues(context.knowledge, values, removed);
  const memory = context.translation.remember(knowledge, false);
  const learned = { values, removed, ...(memory === undefined ? {} : { memory }) };
  const output = outputOf(row, asked, { ...context, knowledge });
  const state = output["Status"] ?? "";
  const isRead = values.some(({ path }) => path.endsWith(STATE));
  if (!isOurs(values, context))
    return {
      state: "unknownOutcome",
      problem: { ...NO_ANSWER, detail: `${NO_ANSWER.detail ?? ""}; ${STATE} is ${state}` },
      ...learned,
    };
  if (!isRead || state === "Requested") return { ...pending(row), ...learned };
  return ended(asked, output, problemIn(state), learned);
}

/** It was accepted, or the last write the device took was this one. [TR-069a6 A.3.2.1] */
function isOurs(values: readonly NativeValue[], context: OperationContext): boolean {
  return (
    context.accepted === true ||
    values.some(({ path, value }) => path === keyPath(context) && value === context.commandKey)
  );
}

function problemIn(state: string): Problem | undefined {
  if (/^Completed?$/.test(state)) return undefined;
  if (state === "Canceled") return { code: "operation.cancelled" };
  return {
    code: "device.fault",
    detail: state.startsWith("Error") ? state : `the result is lost: ${STATE} is ${state}`,
  };
}

interface Learned {
  readonly values: readonly NativeValue[];
  readonly removed: readonly string[];
  readonly memory?: JsonObject;
}

function ended(
  { command, context }: Asked,
  output: Readonly<Record<string, string>>,
  problem: Problem | undefined,
  learned: Learned,
): Outcome {
  const { commandKey, at } = context;
  const failed = problem === undefined ? {} : { problem };
  const events = [completed({ commandKey, command, output, ...failed }, at)];
  if (problem === undefined)
    return {
      ...learned,
      events,
      state: "succeeded",
      result: { type: "operate", results: [{ command, output }] },
    };
  const results = [{ command, output, fault: { path: command, ...problem } }];
  return { ...learned, events, state: "failed", problem, result: { type: "operate", results } };
}

/** The results by the names the standard gives them in a command's output. */
function outputOf(
  row: DiagnosticRow,
  asked: Asked,
  context: OperationContext,
): Readonly<Record<string, string>> {
  const wanted = new Set(schemaOfCommand(asked.generic)?.output);
  const output: Record<string, string> = {};
  for (const { path, value } of context.translation.view(context.knowledge)) {
    if (!path.startsWith(row.object)) continue;
    const name = path.slice(row.object.length);
    if (name === STATE) output["Status"] = value;
    else if (wanted.has(genericPath(name))) output[name] = value;
  }
  return output;
}
