import type { Operation, OperationResult, Outcome } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { leftOut, paired, namedPath } from "./paired.ts";
import { isConcrete, wirePath } from "./wirepath.ts";

type Delete = Extract<Operation, { type: "delete" }>;
type PathResult = Extract<OperationResult, { type: "delete" }>["results"][number];

export function deleteRequest(operation: Delete): Draft<"Request"> {
  const objPaths = operation.paths.map((path) => wirePath(path));
  return { delete: { allowPartial: operation.allowPartial, objPaths } };
}

/** Deletes rows. A row that was not there counts as deleted, with an empty list. [TR-369 R-DEL.2a] */
export async function deleteRows(operation: Delete, context: OpContext): Promise<Outcome> {
  await context.sending();
  const { deletedObjResults } = part(await context.ask(deleteRequest(operation)), "deleteResp");
  const asked = operation.paths.map((path) => wirePath(path));
  const answers = paired(asked, deletedObjResults, namedPath);
  const removed: string[] = [];
  const results = operation.paths.map((path, i): PathResult => {
    const { operSuccess, operFailure } = answers[i]?.operStatus ?? {};
    if (operSuccess === undefined) {
      const fault =
        operFailure === undefined ? leftOut(path) : pathFault(path, operFailure.errCode, operFailure.errMsg);
      return { requestedPath: path, deleted: [], errors: [], fault };
    }
    const errors = operSuccess.unaffectedPathErrs.map((e) =>
      pathFault(e.unaffectedPath, e.errCode, e.errMsg),
    );
    // Only readable rows are listed, so an empty list is no proof that nothing is gone.
    removed.push(...operSuccess.affectedPaths);
    if (errors.length === 0 && isConcrete(path)) removed.push(path);
    return { requestedPath: path, deleted: operSuccess.affectedPaths, errors };
  });
  return judged(
    { type: "delete", results },
    results.map((r) => r.fault),
    { removed: [...new Set(removed)] },
  );
}
