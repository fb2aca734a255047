import {
  completed,
  operationOfCommandKey,
  type DeviceEvent,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Operation,
} from "#core";
import type { Agent } from "./agents.ts";
import type { Model } from "./model.ts";
import type { Notice } from "./notify.ts";
import { imageCommand, isToRun } from "./ops/image.ts";
import { forgotten, withBoot, withTold, withUnit } from "./ops/memory.ts";
import { isConcrete } from "./ops/wirepath.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type Ended = Extract<DeviceEvent, { type: "commandComplete" | "transferComplete" }>;

const TRANSFER_EVENT = "Device.LocalAgent.TransferComplete!";
/** Commands that are a transfer and nothing else: TransferComplete! tells their end, too. */
const TRANSFERS: Readonly<Record<string, "Download" | "Upload">> = {
  "Download()": "Download",
  "Restore()": "Download",
  "Backup()": "Upload",
  "Upload()": "Upload",
};

/**
 * What a notification means for the command it is about. An end is told once, whichever of TransferComplete! and
 * OperationComplete the agent sends, in whatever order; an image that is to run goes on; a change of a deployment unit and a
 * start are noted for the commands that they may be the end of. Faults: `store.unavailable`.
 */
export async function withEndings(
  notice: Notice,
  agentOf: () => Promise<Agent | undefined>,
  model: Model,
  gateway: Gateway,
): Promise<Notice> {
  const [event] = notice.events;
  if (event?.type === "boot") return { ...notice, memory: bootMemory(event) };
  if (event === undefined || !isEnding(event)) return notice;
  const agent = await agentOf();
  if (agent === undefined) return notice;
  if (event.type === "event") {
    const { memory } = await gateway.knowledge(agent.device, "usp");
    return { ...notice, memory: withUnit(memory, unitOf(event)), ready: true };
  }
  const operation = await ownedBy(agent.device, event.commandKey, gateway);
  return operation === undefined ? notice : { ...notice, ...endingOf(event, operation, model) };
}

function isEnding(event: DeviceEvent): event is Ended | Extract<DeviceEvent, { type: "event" }> {
  if (event.type === "event") return event.name === "DUStateChange!";
  return event.type === "commandComplete" || event.type === "transferComplete";
}

/** The command a key stands for; undefined: none of ours, or of another device. */
async function ownedBy(device: DeviceId, commandKey: string, gateway: Gateway): Promise<Operate | undefined> {
  const id = operationOfCommandKey(commandKey);
  const record = id === undefined ? undefined : await gateway.operation(id);
  return record?.device === device && record.operation.type === "operate" ? record.operation : undefined;
}

type Ending = Pick<Notice, "events" | "memory" | "ready">;

/** Pure. */
export function endingOf(event: Ended, operation: Operate, model: Model): Ending {
  const { commandKey, at } = event;
  if (isToRun(operation) && event.problem === undefined)
    return {
      events: goingOn(event, operation, model),
      memory: withTold(commandKey, at),
      ready: true,
    };
  const name = operation.command.slice(operation.command.lastIndexOf(".") + 1);
  const isTransfer = TRANSFERS[name] !== undefined;
  if (event.type === "transferComplete") {
    const told = { ...event, id: `${commandKey}:transfer` };
    // Its OperationComplete says more.
    if (!isTransfer) return { events: [{ ...told, goesOn: true }] };
    return { events: [commandEnd(event, operation), told], memory: over(operation, commandKey) };
  }
  const end = { ...event, id: idOf(event, operation) };
  const silent = isTransfer && !tellsTransfers(model);
  return {
    events: silent ? [end, transferOf(event, operation)] : [end],
    memory: over(operation, commandKey),
  };
}

/** A transfer that went well is told; that it ends the command is not true before the image runs. */
function goingOn(event: Ended, operation: Operate, model: Model): readonly DeviceEvent[] {
  if (event.type === "transferComplete")
    return [{ ...event, id: `${event.commandKey}:transfer`, goesOn: true }];
  const isDownload = imageCommand(operation.command) === "Download";
  return isDownload && !tellsTransfers(model) ? [{ ...transferOf(event, operation), goesOn: true }] : [];
}

/** Only the notes of firmware outlast their commands. */
function over(operation: Operate, commandKey: string): JsonObject {
  return imageCommand(operation.command) === undefined ? {} : forgotten(commandKey);
}

function tellsTransfers(model: Model): boolean {
  return model.objects.length === 0 || model.has(TRANSFER_EVENT);
}

/** The same end has the same id; a command on several objects ends on each of them. */
function idOf({ commandKey, ...event }: Ended, { command }: Operate): string {
  const where = event.type === "commandComplete" && !isConcrete(command) ? `:${event.path}` : "";
  return `${commandKey}:complete${where}`;
}

function commandEnd(event: Ended, operation: Operate): DeviceEvent {
  const { commandKey, problem, at } = event;
  const details = event.type === "transferComplete" ? event.details : {};
  const { Command } = details;
  const command = typeof Command === "string" && Command !== "" ? Command : operation.command;
  const end = completed(
    { commandKey, command, output: {}, ...(problem === undefined ? {} : { problem }) },
    at,
  );
  return { ...end, id: end.type === "commandComplete" ? idOf(end, operation) : end.id };
}

/** What TransferComplete! would have told. */
function transferOf(event: Ended, { command }: Operate): Extract<DeviceEvent, { type: "transferComplete" }> {
  const { commandKey, at, problem } = event;
  const faultCode = Number(/^usp:(\d+)$/.exec(problem?.protocolCode ?? "")?.[1] ?? 0);
  return {
    id: `${commandKey}:transfer`,
    at,
    type: "transferComplete",
    commandKey,
    autonomous: false,
    transferType: TRANSFERS[command.slice(command.lastIndexOf(".") + 1)] ?? "",
    faultCode,
    faultString: problem?.detail ?? "",
    startTime: "",
    completeTime: "",
    ...(problem === undefined ? {} : { problem }),
    details: { Command: command },
  };
}

function bootMemory({ at, commandKey, firmwareUpdated }: Extract<DeviceEvent, { type: "boot" }>): JsonObject {
  return withBoot({ at, commandKey, ...(firmwareUpdated === undefined ? {} : { firmwareUpdated }) });
}

function unitOf({ at, params }: Extract<DeviceEvent, { type: "event" }>) {
  const of = (name: string): string => params[name] ?? "";
  return {
    at,
    uuid: of("UUID"),
    unit: of("DeploymentUnitRef").replace(/\.$/, ""),
    version: of("Version"),
    state: of("CurrentState"),
    performed: of("OperationPerformed"),
    faultCode: Number.parseInt(of("Fault.FaultCode"), 10) || 0,
    faultString: of("Fault.FaultString"),
  };
}
