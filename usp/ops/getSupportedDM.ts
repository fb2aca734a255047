import { onlyParts, type ModelParts, type Operation, type OperationResult, type Outcome } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { objectsOf } from "../model.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { leftOut, paired } from "./paired.ts";
import { wirePath } from "./wirepath.ts";

type GetSupportedDM = Extract<Operation, { type: "getSupportedDM" }>;
type PathResult = Extract<OperationResult, { type: "getSupportedDM" }>["results"][number];

/** Asks for all parts that are not left out. */
export function getSupportedDMRequest(
  paths: readonly string[],
  firstLevelOnly: boolean,
  parts: ModelParts = {},
): Draft<"Request"> {
  return {
    getSupportedDm: {
      objPaths: paths.map((path) => wirePath(path, "supported")),
      firstLevelOnly,
      returnCommands: parts.returnCommands ?? true,
      returnEvents: parts.returnEvents ?? true,
      returnParams: parts.returnParams ?? true,
      returnUniqueKeySets: parts.returnUniqueKeySets ?? true,
    },
  };
}

/** Asks the agent what it supports. */
export async function getSupportedDM(operation: GetSupportedDM, context: OpContext): Promise<Outcome> {
  const { paths, firstLevelOnly } = operation;
  const request = getSupportedDMRequest(paths, firstLevelOnly, operation);
  const { reqObjResults } = part(await context.ask(request), "getSupportedDmResp");
  const asked = paths.map((path) => wirePath(path, "supported"));
  const answers = paired(asked, reqObjResults, (answer) => answer.reqObjPath);
  const results = paths.map((path, i): PathResult => {
    const answer = answers[i];
    if (answer === undefined) return { requestedPath: path, objects: [], fault: leftOut(path) };
    const objects = onlyParts(objectsOf(answer.supportedObjs), operation);
    if (answer.errCode === 0) return { requestedPath: path, objects };
    return { requestedPath: path, objects, fault: pathFault(path, answer.errCode, answer.errMsg) };
  });
  return judged(
    { type: "getSupportedDM", results },
    results.map((r) => r.fault),
  );
}
