import {
  operationOfCommandKey,
  type DeviceEvent,
  type DeviceId,
  type OperationId,
  type OperationResult,
  type Problem,
} from "#core";
import { completeScript } from "./complete.script.ts";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";
import { packText } from "./packed.ts";
import { hideSecrets } from "./secrets.ts";

/** How an asynchronous command ended, and which operation it was. */
export interface Completion {
  readonly operation: OperationId;
  readonly state: "succeeded" | "failed";
  readonly result?: OperationResult;
  readonly problem?: Problem;
}

/** The completion in an event, when its command key is one of ours. */
export function completionOf(event: DeviceEvent): Completion | undefined {
  if (event.type !== "commandComplete" && event.type !== "transferComplete") return undefined;
  const operation = operationOfCommandKey(event.commandKey);
  if (operation === undefined) return undefined;
  return event.type === "commandComplete"
    ? commandCompletion(operation, event)
    : transferCompletion(operation, event);
}

/**
 * Ends the pending operations that events of a device complete. Call it after the events are durable; the forwarder
 * calls it again for each of them before it passes them on, so a crash in between loses nothing. Idempotent.
 */
export async function complete(
  context: OperateContext,
  device: DeviceId,
  events: readonly DeviceEvent[],
): Promise<void> {
  for (const event of events) {
    const completion = completionOf(event);
    if (completion !== undefined) await completeOne(context, device, completion);
  }
}

async function completeOne(context: OperateContext, device: DeviceId, completion: Completion): Promise<void> {
  // A key that names another partition cannot be an operation of this device.
  if (context.keys.tagOf(completion.operation) !== context.keys.tagOf(device)) return;
  const [verdict] = (await context.scripts.run(
    completeScript,
    [context.keys.operation(completion.operation)],
    [
      ...headArgs(context.keys.tagOf(device), context.clock.now(), context.limits),
      completion.operation,
      device,
      completion.state,
      completion.result === undefined ? "" : packText(JSON.stringify(hideSecrets(completion.result))),
      completion.problem === undefined ? "" : JSON.stringify(completion.problem),
    ],
  )) as ["ended" | "kept" | "ignored"];
  if (verdict === "ended") context.committed(device);
}

function commandCompletion(
  operation: OperationId,
  event: DeviceEvent & { type: "commandComplete" },
): Completion {
  const command = `${event.path}${event.command}`;
  if (event.problem !== undefined) {
    const fault = { path: command, code: event.problem.code, ...detailOf(event.problem) };
    return {
      operation,
      state: "failed",
      problem: event.problem,
      result: { type: "operate", results: [{ command, output: event.output ?? {}, fault }] },
    };
  }
  return {
    operation,
    state: "succeeded",
    result: { type: "operate", results: [{ command, output: event.output ?? {} }] },
  };
}

function transferCompletion(
  operation: OperationId,
  event: DeviceEvent & { type: "transferComplete" },
): Completion {
  const output = { StartTime: event.startTime, CompleteTime: event.completeTime };
  const command = event.transferType === "" ? "Transfer" : `${event.transferType}()`;
  const result = { type: "operate", results: [{ command, output }] } as const satisfies OperationResult;
  if (event.faultCode === 0) return { operation, state: "succeeded", result };
  const problem: Problem = {
    code: "device.fault",
    detail: event.faultString,
    protocolCode: `cwmp:${event.faultCode}`,
  };
  return { operation, state: "failed", problem, result };
}

function detailOf(problem: Problem): { detail?: string; protocolCode?: string } {
  return {
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.protocolCode === undefined ? {} : { protocolCode: problem.protocolCode }),
  };
}
