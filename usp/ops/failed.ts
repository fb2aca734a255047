import type { Operation, OperationResult, PathFault, Problem } from "#core";
import { faultOfUsp } from "../message/error.table.ts";

/**
 * The results of a write that an Error message ended: nothing was done, and each path says why. A parameter that the
 * message blames stands with the object it is of. Undefined for what has no such results. [TR-369 R-SET.1] [TR-369 R-ADD.1]
 */
export function failedResult(operation: Operation, problem: Problem): OperationResult | undefined {
  switch (operation.type) {
    case "set": {
      const results = operation.updates.map(({ path }) => {
        const errors = blamed(path, operation.updates.length, problem);
        const updated = errors.length === 0 ? [] : [{ path, params: {}, errors }];
        return { requestedPath: path, updated, fault: faultOf(path, errors, problem) };
      });
      return { type: "set", results };
    }
    case "add": {
      const results = operation.objects.map(({ path }) => {
        const errors = blamed(path, operation.objects.length, problem);
        return { requestedPath: path, uniqueKeys: {}, errors, fault: faultOf(path, errors, problem) };
      });
      return { type: "add", results };
    }
    case "delete": {
      const results = operation.paths.map((path) => {
        const errors = blamed(path, operation.paths.length, problem);
        return { requestedPath: path, deleted: [], errors: [], fault: faultOf(path, errors, problem) };
      });
      return { type: "delete", results };
    }
    case "operate": {
      const { command } = operation;
      return { type: "operate", results: [{ command, output: {}, fault: faultOf(command, [], problem) }] };
    }
    case "get":
    case "getInstances":
    case "getSupportedDM":
    case "native":
    case "onboard":
    case "subscribe":
      return undefined;
  }
}

/** What the message says of one path; of the only one, everything: a search path is not how the agent names it. */
function blamed(path: string, asked: number, { errors = [] }: Problem): readonly PathFault[] {
  return asked === 1
    ? errors.filter((error) => error.path !== path)
    : errors.filter((error) => error.path.startsWith(path));
}

/** A path without a fault of its own failed with the others, by the code of the message. */
function faultOf(path: string, errors: readonly PathFault[], problem: Problem): PathFault {
  const [own] = errors;
  if (own !== undefined) return { ...own, path };
  const { detail, protocolCode } = problem;
  const code =
    protocolCode === undefined ? problem.code : faultOfUsp(Number(protocolCode.slice("usp:".length)));
  return {
    path,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(protocolCode === undefined ? {} : { protocolCode }),
  };
}
