import type { NativeValue, ObjectUpdate, Operation, OperationResult, Outcome, PathFault } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { secretsSet } from "../secret.ts";
import { nativeValue } from "../values.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { wirePath } from "./wirepath.ts";

type SetOperation = Extract<Operation, { type: "set" }>;
type ObjectResult = Extract<OperationResult, { type: "set" }>["results"][number];

/** Without `required`, all of them are when nothing may be left half done. */
export function settings(
  update: ObjectUpdate,
  allowPartial: boolean,
): readonly { param: string; value: string; required: boolean }[] {
  const isRequired = (param: string) => update.required?.includes(param) ?? !allowPartial;
  return Object.entries(update.params).map(([param, value]) => ({
    param,
    value,
    required: isRequired(param),
  }));
}

export function setRequest(operation: SetOperation): Draft<"Request"> {
  const updateObjs = operation.updates.map((update) => ({
    objPath: wirePath(update.path),
    paramSettings: settings(update, operation.allowPartial),
  }));
  return { set: { allowPartial: operation.allowPartial, updateObjs } };
}

/** Writes parameters; the values the agent reports back go into the snapshot. */
export async function set(operation: SetOperation, context: OpContext): Promise<Outcome> {
  await context.sending();
  const { updatedObjResults } = part(await context.ask(setRequest(operation)), "setResp");
  const values: NativeValue[] = [];
  const results = updatedObjResults.map((result, i): ObjectResult => {
    const requestedPath = operation.updates[i]?.path ?? result.requestedPath;
    const { operSuccess, operFailure } = result.operStatus;
    if (operFailure !== undefined) {
      const updated = operFailure.updatedInstFailures.map((instance) => ({
        path: instance.affectedPath,
        params: {},
        errors: paramFaults(instance.affectedPath, instance.paramErrs),
      }));
      return {
        requestedPath,
        updated,
        fault: pathFault(requestedPath, operFailure.errCode, operFailure.errMsg),
      };
    }
    const updated = (operSuccess?.updatedInstResults ?? []).map((instance) => {
      const sent = operation.updates[i]?.params ?? {};
      const secrets = secretsSet(instance.affectedPath, sent, instance.paramErrs);
      for (const [name, value] of Object.entries({ ...instance.updatedParams, ...secrets }))
        values.push(nativeValue(`${instance.affectedPath}${name}`, value, context.now(), context.model));
      const errors = paramFaults(instance.affectedPath, instance.paramErrs);
      return { path: instance.affectedPath, params: instance.updatedParams, errors };
    });
    return { requestedPath, updated };
  });
  const faults = results.map((r) => r.fault);
  return withParameterErrors(judged({ type: "set", results }, faults, { values }), results);
}

export function paramFaults(
  object: string,
  errors: readonly { readonly param: string; readonly errCode: number; readonly errMsg: string }[],
): readonly PathFault[] {
  return errors.map((e) => pathFault(`${object}${e.param}`, e.errCode, e.errMsg));
}

/** A failed Set names the parameters that failed it, not only its objects. */
function withParameterErrors(outcome: Outcome, results: readonly ObjectResult[]): Outcome {
  if (outcome.state !== "failed") return outcome;
  const errors = results.flatMap((r) => r.updated.flatMap((u) => u.errors));
  const [first] = errors;
  return first === undefined
    ? outcome
    : { ...outcome, problem: { ...outcome.problem, code: first.code, errors } };
}
