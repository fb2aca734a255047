import type { OperationResult, Outcome, PathFault, Problem } from "#core";

type Extras = Pick<Outcome, "values" | "removed" | "complete" | "memory" | "facts">;

/** Success holds failed paths; when every path failed the operation did. */
export function judged(
  result: OperationResult,
  faults: readonly (PathFault | undefined)[],
  extras: Extras = {},
): Outcome {
  const failed = faults.filter((fault) => fault !== undefined);
  const first = failed[0];
  if (first === undefined || failed.length < faults.length) return { state: "succeeded", result, ...extras };
  return { state: "failed", problem: problemOf(first, failed), result, ...extras };
}

function problemOf(first: PathFault, errors: readonly PathFault[]): Problem {
  return {
    code: first.code,
    ...(first.detail === undefined ? {} : { detail: first.detail }),
    ...(first.protocolCode === undefined ? {} : { protocolCode: first.protocolCode }),
    errors,
  };
}
