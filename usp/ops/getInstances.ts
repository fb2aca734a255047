import type { Operation, OperationResult, Outcome } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { wirePath } from "./wirepath.ts";

type GetInstances = Extract<Operation, { type: "getInstances" }>;
type PathResult = Extract<OperationResult, { type: "getInstances" }>["results"][number];

export function getInstancesRequest(operation: GetInstances): Draft<"Request"> {
  const objPaths = operation.paths.map((path) => wirePath(path));
  return { getInstances: { objPaths, firstLevelOnly: operation.firstLevelOnly } };
}

/** Lists the rows of tables with their unique keys. */
export async function getInstances(operation: GetInstances, context: OpContext): Promise<Outcome> {
  const { reqPathResults } = part(await context.ask(getInstancesRequest(operation)), "getInstancesResp");
  const results = reqPathResults.map((result, i): PathResult => {
    const requestedPath = operation.paths[i] ?? result.requestedPath;
    const instances = result.currInsts.map((row) => ({
      path: row.instantiatedObjPath,
      uniqueKeys: row.uniqueKeys,
    }));
    if (result.errCode === 0) return { requestedPath, instances };
    return { requestedPath, instances, fault: pathFault(requestedPath, result.errCode, result.errMsg) };
  });
  return judged(
    { type: "getInstances", results },
    results.map((r) => r.fault),
  );
}
