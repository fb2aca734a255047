import type { Operation, OperationResult, Outcome } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { objectsOf } from "../model.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { wirePath } from "./wirepath.ts";

type GetSupportedDM = Extract<Operation, { type: "getSupportedDM" }>;
type PathResult = Extract<OperationResult, { type: "getSupportedDM" }>["results"][number];

export function getSupportedDMRequest(paths: readonly string[], firstLevelOnly: boolean): Draft<"Request"> {
  return {
    getSupportedDm: {
      objPaths: paths.map((path) => wirePath(path, "supported")),
      firstLevelOnly,
      returnCommands: true,
      returnEvents: true,
      returnParams: true,
      returnUniqueKeySets: true,
    },
  };
}

/** Asks the agent what it supports. */
export async function getSupportedDM(operation: GetSupportedDM, context: OpContext): Promise<Outcome> {
  const request = getSupportedDMRequest(operation.paths, operation.firstLevelOnly);
  const { reqObjResults } = part(await context.ask(request), "getSupportedDmResp");
  const results = reqObjResults.map((result, i): PathResult => {
    const requestedPath = operation.paths[i] ?? result.reqObjPath;
    const objects = objectsOf(result.supportedObjs);
    if (result.errCode === 0) return { requestedPath, objects };
    return { requestedPath, objects, fault: pathFault(requestedPath, result.errCode, result.errMsg) };
  });
  return judged(
    { type: "getSupportedDM", results },
    results.map((r) => r.fault),
  );
}
