import { instancesOf, type Operation, type OperationResult, type Outcome } from "#core";
import type { Response } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { chooseHere, isRefusal } from "./get.ts";
import { judged } from "./outcome.ts";
import { leftOut, paired, namedPath } from "./paired.ts";
import { wirePath } from "./wirepath.ts";

type GetInstances = Extract<Operation, { type: "getInstances" }>;
type PathResult = Extract<OperationResult, { type: "getInstances" }>["results"][number];

type Answer = NonNullable<Response["getInstancesResp"]>["reqPathResults"][number];

export function getInstancesRequest(operation: GetInstances): Draft<"Request"> {
  const objPaths = operation.paths.map((path) => wirePath(path));
  return { getInstances: { objPaths, firstLevelOnly: operation.firstLevelOnly } };
}

/** Lists the rows of tables with their unique keys. */
export async function getInstances(operation: GetInstances, context: OpContext): Promise<Outcome> {
  const request = getInstancesRequest(operation);
  const { reqPathResults } = part(await context.ask(request), "getInstancesResp");
  const answers = paired(request.getInstances?.objPaths ?? [], reqPathResults, namedPath);
  const results: PathResult[] = [];
  for (const [i, path] of operation.paths.entries()) {
    const answer = answers[i];
    const refused = answer !== undefined && isRefusal(path, answer.errCode);
    const chosen = refused ? await chosenHere(path, operation.firstLevelOnly, context) : undefined;
    results.push(chosen ?? resultOf(path, answer));
  }
  return judged(
    { type: "getInstances", results },
    results.map((r) => r.fault),
  );
}

function resultOf(path: string, answer: Answer | undefined): PathResult {
  if (answer === undefined) return { requestedPath: path, instances: [], fault: leftOut(path) };
  const instances = answer.currInsts.map((row) => ({
    path: row.instantiatedObjPath,
    uniqueKeys: row.uniqueKeys,
  }));
  if (answer.errCode === 0) return { requestedPath: path, instances };
  return { requestedPath: path, instances, fault: pathFault(path, answer.errCode, answer.errMsg) };
}

/** Plan B for an agent without an operator: the rows are found in what is read of it. Undefined when that fails too. */
async function chosenHere(
  path: string,
  firstLevelOnly: boolean,
  context: OpContext,
): Promise<PathResult | undefined> {
  const chosen = await chooseHere(path, context);
  if (chosen === undefined) return undefined;
  const { rows } = instancesOf(chosen.tree, [path], firstLevelOnly);
  return { requestedPath: path, instances: rows };
}
