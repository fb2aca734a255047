import { asFault, type Operation, type OperationResult, type Outcome } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { objectOf } from "./bank.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { awaitedImage, judgeImage, noteImage } from "./firmware.ts";
import { imageCommand, isToRun } from "./image.ts";
import { forgotten, withTold } from "./memory.ts";
import { cancelByNumber, goesOn, isAsync, lookAt, unanswered } from "./ongoing.ts";
import { judged } from "./outcome.ts";
import { LOOK_MS } from "./patience.ts";
import { wirePath } from "./wirepath.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type CommandResult = Extract<OperationResult, { type: "operate" }>["results"][number];

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
  if (imageCommand(operation.command) !== undefined) return await image(operation, context);
  try {
    const outcome = await sent(operation, [operateRequest(operation, context.commandKey)], context);
    if (outcome.state !== "failed" || !isSearchRefused(outcome.problem.protocolCode)) return outcome;
    const concrete = await cancelByNumber(operation, context);
    return concrete === undefined
      ? outcome
      : await sent(operation, [operateRequest(concrete, context.commandKey)], context);
  } catch (error) {
    return await afterSilence(operation, context, error);
  }
}

/** Of an agent that does not search when it is told to run a command, or has nothing that is named so. */
function isSearchRefused(code: string | undefined): boolean {
  return code === "usp:7008" || code === "usp:7016" || code === "usp:7026";
}

/** A firmware image is sent to a bank that is chosen here, and judged by what runs afterwards. */
async function image(operation: Operate, context: OpContext): Promise<Outcome> {
  const { requests } = await noteImage(operation, context);
  try {
    const outcome = await sent(operation, requests, context);
    const { commandKey } = context;
    if (isToRun(operation) && outcome.state === "pending") return awaitedImage(context);
    // It was done at once, or the agent starts now.
    if (isToRun(operation) && outcome.state === "succeeded")
      return awaitedImage(context, LOOK_MS, withTold(commandKey, context.now()));
    return outcome.state === "pending" ? outcome : { ...outcome, memory: forgotten(commandKey) };
  } catch (error) {
    return await afterSilence(operation, context, error);
  }
}

/** The messages in their order; the outcome of the command, the last of them. */
async function sent(
  operation: Operate,
  requests: readonly Draft<"Request">[],
  context: OpContext,
): Promise<Outcome> {
  await context.sending();
  for (const request of requests.slice(0, -1)) await context.ask(request);
  const last = requests.at(-1) ?? operateRequest(operation, context.commandKey);
  const { operationResults } = part(await context.ask(last), "operateResp");
  const results = operationResults.map((result): CommandResult => {
    const { executedCommand, reqObjPath, reqOutputArgs, cmdFailure } = result;
    // A command that is carried by another one keeps its name.
    const command =
      executedCommand === last.operate?.command && requests.length > 1 ? operation.command : executedCommand;
    if (cmdFailure !== undefined)
      return { command, output: {}, fault: pathFault(command, cmdFailure.errCode, cmdFailure.errMsg) };
    const output = reqOutputArgs?.outputArgs ?? {};
    return reqObjPath === undefined
      ? { command, output }
      : { command, output, request: objectOf(reqObjPath) };
  });
  // Of several that share one key each end is an event of its own: what the agent began is all there is to tell here.
  if (results.length === 1 && results[0]?.request !== undefined) return goesOn(operation, context);
  return judged(
    { type: "operate", results },
    results.map((r) => r.fault),
    isForgotten(operation, results) ? { memory: { forgot: true } } : {},
  );
}

/** The agent may work on what it did not answer to: a look will tell. */
async function afterSilence(operation: Operate, context: OpContext, error: unknown): Promise<Outcome> {
  const { code, facts } = asFault(error);
  const mayRun = isAsync(operation, context) || imageCommand(operation.command) !== undefined;
  // An agent that is there is asked at once.
  const isThere = facts["replaced"] === true;
  if (code !== "device.unreachable" || facts["sent"] === false || isThere || !mayRun) throw error;
  return await unanswered(operation, context);
}

/** How a command stands that went on, or whose answer was lost with an earlier session; undefined: that cannot be seen. */
export async function stands(
  operation: Operate,
  context: OpContext,
  accepted: boolean,
): Promise<Outcome | undefined> {
  if (isToRun(operation)) {
    const outcome = await judgeImage(operation, context, accepted);
    if (outcome !== undefined) return outcome;
  }
  return accepted || isAsync(operation, context) ? await lookAt(operation, context, accepted) : undefined;
}

function isForgotten({ command }: Operate, results: readonly CommandResult[]): boolean {
  return command === "Device.FactoryReset()" && results.every(({ fault }) => fault === undefined);
}
