import {
  requiredOf,
  type NativeValue,
  type ObjectUpdate,
  type Operation,
  type OperationResult,
  type Outcome,
  type PathFault,
} from "#core";
import type { Response } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { secretsSet } from "../secret.ts";
import { nativeValue } from "../values.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { leftOut, paired, namedPath } from "./paired.ts";
import { wirePath } from "./wirepath.ts";

type SetOperation = Extract<Operation, { type: "set" }>;
type ObjectResult = Extract<OperationResult, { type: "set" }>["results"][number];

/** The parameters of an object as Add and Set carry them. */
export function settings(
  update: ObjectUpdate,
  allowPartial: boolean,
): readonly { param: string; value: string; required: boolean }[] {
  const required = new Set(requiredOf(update, allowPartial));
  return Object.entries(update.params).map(([param, value]) => ({
    param,
    value,
    required: required.has(param),
  }));
}

export function setRequest(operation: SetOperation): Draft<"Request"> {
  const updateObjs = operation.updates.map((update) => ({
    objPath: wirePath(update.path),
    paramSettings: settings(update, operation.allowPartial),
  }));
  return { set: { allowPartial: operation.allowPartial, updateObjs } };
}

type Answered = ReturnType<typeof answersOf>[number];

function answersOf(operation: SetOperation, response: Response) {
  const { updatedObjResults } = part(response, "setResp");
  return paired(
    operation.updates.map(({ path }) => wirePath(path)),
    updatedObjResults,
    namedPath,
  );
}

/** Writes parameters; the values the agent reports back go into the snapshot. */
export async function set(operation: SetOperation, context: OpContext): Promise<Outcome> {
  await context.sending();
  const answers = answersOf(operation, await context.ask(setRequest(operation)));
  const results = operation.updates.map((update, i) => resultOf(update, answers[i]));
  const values = operation.updates.flatMap((update, i) => valuesOf(update, answers[i], context));
  const faults = results.map((result, i) => result.fault ?? untouched(result, operation.updates[i]));
  return withParameterErrors(judged({ type: "set", results }, faults, { values }), results);
}

function resultOf(update: ObjectUpdate, answer: Answered): ObjectResult {
  const { path } = update;
  if (answer === undefined) return { requestedPath: path, updated: [], fault: leftOut(path) };
  const { operSuccess, operFailure } = answer.operStatus;
  if (operFailure !== undefined) {
    const updated = operFailure.updatedInstFailures.map(({ affectedPath, paramErrs }) => ({
      path: affectedPath,
      params: {},
      errors: paramFaults(affectedPath, paramErrs),
    }));
    return { requestedPath: path, updated, fault: pathFault(path, operFailure.errCode, operFailure.errMsg) };
  }
  const updated = (operSuccess?.updatedInstResults ?? []).map(
    ({ affectedPath, updatedParams, paramErrs }) => ({
      path: affectedPath,
      params: updatedParams,
      errors: paramFaults(affectedPath, paramErrs),
    }),
  );
  return { requestedPath: path, updated };
}

/** What the agent holds now, with the secrets that were sent: it does not tell them again. */
function valuesOf(update: ObjectUpdate, answer: Answered, context: OpContext): readonly NativeValue[] {
  const instances = answer?.operStatus.operSuccess?.updatedInstResults ?? [];
  return instances.flatMap(({ affectedPath, updatedParams, paramErrs }) => {
    const secrets = secretsSet(affectedPath, update.params, paramErrs);
    return Object.entries({ ...updatedParams, ...secrets }).map(([name, value]) =>
      nativeValue(`${affectedPath}${name}`, value, context.now(), context.model),
    );
  });
}

/** The agent calls it a success where no parameter was required and every one failed. */
function untouched({ updated }: ObjectResult, update: ObjectUpdate | undefined): PathFault | undefined {
  const asked = Object.keys(update?.params ?? {}).length;
  return updated.every(({ errors }) => errors.length >= asked) ? updated[0]?.errors[0] : undefined;
}

export function paramFaults(
  object: string,
  errors: readonly { readonly param: string; readonly errCode: number; readonly errMsg: string }[],
): readonly PathFault[] {
  return errors.map((e) => pathFault(`${object}${e.param}`, e.errCode, e.errMsg));
}

/** A failed Set names the parameters that failed it; an object that names none stands for itself. */
function withParameterErrors(outcome: Outcome, results: readonly ObjectResult[]): Outcome {
  if (outcome.state !== "failed") return outcome;
  const errors = results.flatMap(({ updated, fault }) => {
    const named = updated.flatMap((object) => object.errors);
    return named.length > 0 || fault === undefined ? named : [fault];
  });
  const [first] = errors;
  return first === undefined
    ? outcome
    : { ...outcome, problem: { ...outcome.problem, code: first.code, errors } };
}
