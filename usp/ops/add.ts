import {
  asFault,
  type NativeValue,
  type ObjectUpdate,
  type Operation,
  type OperationResult,
  type Outcome,
} from "#core";
import type { Response } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { secretsSet } from "../secret.ts";
import { nativeValue } from "../values.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { leftOut, paired, namedPath } from "./paired.ts";
import { paramFaults, settings } from "./set.ts";
import { wirePath } from "./wirepath.ts";

type Add = Extract<Operation, { type: "add" }>;
type ObjectResult = Extract<OperationResult, { type: "add" }>["results"][number];

type Created = NonNullable<Response["addResp"]>["createdObjResults"][number];

export function addRequest(operation: Add): Draft<"Request"> {
  const createObjs = operation.objects.map((object) => ({
    objPath: wirePath(object.path),
    paramSettings: settings(object, operation.allowPartial),
  }));
  return { add: { allowPartial: operation.allowPartial, createObjs } };
}

/** Adds rows, then reads them: the agent fills in what was not given. */
export async function add(operation: Add, context: OpContext): Promise<Outcome> {
  await context.sending();
  const { createdObjResults } = part(await context.ask(addRequest(operation)), "addResp");
  const asked = operation.objects.map(({ path }) => wirePath(path));
  const answers = paired(asked, createdObjResults, namedPath);
  const results = operation.objects.map((object, i) => resultOf(object, answers[i]));
  const read = await readRows(
    results.flatMap((r) => r.path ?? []),
    context,
  );
  const secrets = operation.objects.flatMap(({ params }, i) => {
    const made = answers[i]?.operStatus.operSuccess;
    if (made === undefined) return [];
    return Object.entries(secretsSet(made.instantiatedPath, params, made.paramErrs)).map(([name, value]) =>
      nativeValue(`${made.instantiatedPath}${name}`, value, context.now(), context.model),
    );
  });
  const sent = new Set(secrets.map(({ path }) => path));
  const values = [...read.filter(({ path }) => !sent.has(path)), ...secrets];
  return judged(
    { type: "add", results },
    results.map((r) => r.fault),
    { values },
  );
}

function resultOf({ path }: ObjectUpdate, answer: Created | undefined): ObjectResult {
  const failed = { requestedPath: path, uniqueKeys: {}, errors: [] };
  if (answer === undefined) return { ...failed, fault: leftOut(path) };
  const { operSuccess, operFailure } = answer.operStatus;
  if (operSuccess === undefined)
    return { ...failed, fault: pathFault(path, operFailure?.errCode ?? 0, operFailure?.errMsg ?? "") };
  // The agent tells the instance number. [TR-369 R-MSG.3]
  const { instantiatedPath, uniqueKeys, paramErrs } = operSuccess;
  return {
    requestedPath: path,
    path: instantiatedPath,
    uniqueKeys,
    errors: paramFaults(instantiatedPath, paramErrs),
  };
}

/** The new rows for the snapshot. The rows exist already: that they cannot be read now is no failure. */
async function readRows(paths: readonly string[], context: OpContext): Promise<readonly NativeValue[]> {
  if (paths.length === 0) return [];
  try {
    const { reqPathResults } = part(
      await context.ask({ get: { paramPaths: paths, maxDepth: 0 } }),
      "getResp",
    );
    return reqPathResults.flatMap((result) =>
      result.resolvedPathResults.flatMap((resolved) =>
        Object.entries(resolved.resultParams).map(([name, value]) =>
          nativeValue(`${resolved.resolvedPath}${name}`, value, context.now(), context.model),
        ),
      ),
    );
  } catch (error) {
    context.log.info({ paths, fault: asFault(error).code }, "new rows not read");
    return [];
  }
}
