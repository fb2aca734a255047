import {
  operationOfCommandKey,
  UNSLICED,
  type DeviceEvent,
  type DeviceId,
  type Operation,
  type OperationId,
  type OperationResult,
  type Problem,
  type Protocol,
  withReferences,
} from "#core";
import { stored } from "../state/redis.ts";
import { completeScript } from "./complete.script.ts";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";
import { packingResult } from "./packed.ts";

/** How an asynchronous command ended, and which operation it was. */
export interface Completion {
  readonly operation: OperationId;
  /** As the device named it; absent: the one that was asked for. */
  readonly command?: string;
  readonly output: Readonly<Record<string, string>>;
  /** Present: it failed. */
  readonly problem?: Problem;
}

/** The completion in an event, when its command key is one of ours. */
export function completionOf(event: DeviceEvent): Completion | undefined {
  if (event.type !== "commandComplete" && event.type !== "transferComplete") return undefined;
  const operation = operationOfCommandKey(event.commandKey);
  if (operation === undefined) return undefined;
  if (event.type === "transferComplete" && event.goesOn === true) return undefined;
  const { problem } = event;
  const failed = problem === undefined ? {} : { problem };
  if (event.type === "commandComplete")
    return { operation, command: `${event.path}${event.command}`, output: event.output ?? {}, ...failed };
  if (event.faultCode === 0 || problem !== undefined) return { operation, output: {}, ...failed };
  return { operation, output: {}, problem: { code: "device.fault", detail: event.faultString } };
}

/**
 * Ends the pending operations that events of a device complete. Call it after the events are durable; the forwarder
 * calls it again for each of them before it passes them on, so a crash in between loses nothing. Idempotent. Gives the
 * protocols whose sessions may now take what waited for these ends.
 */
export async function complete(
  context: OperateContext,
  device: DeviceId,
  events: readonly DeviceEvent[],
): Promise<readonly Protocol[]> {
  const waiting = new Set<Protocol>();
  for (const event of events) {
    const completion = completionOf(event);
    const next = completion === undefined ? undefined : await completeOne(context, device, completion);
    if (next !== undefined) waiting.add(next);
  }
  return [...waiting];
}

async function completeOne(
  context: OperateContext,
  device: DeviceId,
  completion: Completion,
): Promise<Protocol | undefined> {
  // A key that names another partition cannot be an operation of this device.
  if (context.keys.tagOf(completion.operation) !== context.keys.tagOf(device)) return undefined;
  const key = context.keys.operation(completion.operation);
  const asked = await stored(context.scripts.client.hget(key, "operation"));
  if (asked === null) return undefined;
  const { slicer = UNSLICED } = context;
  const result = resultOf(completion, JSON.parse(asked) as Operation);
  const { problem } = completion;
  const [verdict, next] = (await context.scripts.run(
    completeScript,
    [key],
    [
      ...headArgs(context.keys.tagOf(device), context.clock.now(), context.limits),
      completion.operation,
      device,
      problem === undefined ? "succeeded" : "failed",
      await slicer.run(packingResult(result)),
      problem === undefined ? "" : withReferences(JSON.stringify(problem)),
    ],
  )) as ["ended" | "kept" | "ignored", Protocol | ""];
  if (verdict === "ended") context.committed(device);
  return next === "" ? undefined : next;
}

function resultOf(completion: Completion, asked: Operation): OperationResult {
  const { output, problem } = completion;
  const command = completion.command ?? (asked.type === "operate" ? asked.command : "");
  if (problem === undefined) return { type: "operate", results: [{ command, output }] };
  const { errors: _errors, ...facts } = problem;
  return { type: "operate", results: [{ command, output, fault: { path: command, ...facts } }] };
}
