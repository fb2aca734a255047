import { laneOf, type Operation, type OperationResult, type Outcome } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { wirePath } from "./wirepath.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type CommandResult = Extract<OperationResult, { type: "operate" }>["results"][number];

/** A diagnostic that tells no end in this time does not keep others from its object any longer. */
const DIAGNOSTIC_MS = 3600_000;

export function operateRequest(operation: Operate, commandKey: string): Draft<"Request"> {
  return {
    operate: { command: wirePath(operation.command), commandKey, sendResp: true, inputArgs: operation.input },
  };
}

/**
 * Runs a command. An asynchronous one goes on without a session and ends with the OperationComplete of its key. A search
 * path that matches nothing is answered without results. [TR-369 R-MSG.4a]
 */
export async function operate(operation: Operate, context: OpContext): Promise<Outcome> {
  await context.sending();
  const { operationResults } = part(
    await context.ask(operateRequest(operation, context.commandKey)),
    "operateResp",
  );
  const results = operationResults.map((result): CommandResult => {
    const { executedCommand: command, reqObjPath, reqOutputArgs, cmdFailure } = result;
    if (cmdFailure !== undefined)
      return { command, output: {}, fault: pathFault(command, cmdFailure.errCode, cmdFailure.errMsg) };
    const output = reqOutputArgs?.outputArgs ?? {};
    return reqObjPath === undefined ? { command, output } : { command, output, request: reqObjPath };
  });
  // Of several that share one key each end is an event of its own: what the agent began is all there is to tell here.
  if (results.length === 1 && results[0]?.request !== undefined)
    return laneOf(operation) === undefined
      ? { state: "pending" }
      : { state: "pending", withinMs: DIAGNOSTIC_MS };
  return judged(
    { type: "operate", results },
    results.map((r) => r.fault),
    isForgotten(operation, results) ? { memory: { forgot: true } } : {},
  );
}

function isForgotten({ command }: Operate, results: readonly CommandResult[]): boolean {
  return command === "Device.FactoryReset()" && results.every(({ fault }) => fault === undefined);
}
