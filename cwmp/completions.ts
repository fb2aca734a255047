import {
  completed,
  genericPath,
  operationOfCommandKey,
  type DeviceEvent,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Outcome,
  type Problem,
} from "#core";
import type { CpeRequest } from "./cpe.requests.ts";
import { commandRow, type CommandRow } from "./ops/command.table.ts";
import { faultProblem } from "./ops/fault.ts";
import { runsAtOnce, transferred } from "./ops/firmware.ts";
import { changed } from "./ops/units.read.ts";

/** What a request of a CPE comes to. */
export interface Told {
  readonly events: readonly DeviceEvent[];
  readonly memory?: JsonObject;
  /** The command goes on, and is to be looked at now. */
  readonly ready?: true;
}

/** A command of ours, found by the command key the device told. */
interface Owned {
  /** As it was asked for. */
  readonly command: string;
  readonly row: CommandRow | undefined;
  /** Its end was told before: a device repeats what it heard no answer to. */
  readonly over: boolean;
  /** It is an image that is to run: the version the device runs afterwards ends it. */
  readonly runs: boolean;
}

/** The command a key stands for; undefined: none of ours, or of another device. [TR-069a6 A.3.3.2] */
export async function ownerOf(
  gateway: Gateway,
  device: DeviceId,
  commandKey: string,
): Promise<Owned | undefined> {
  const id = operationOfCommandKey(commandKey);
  const record = id === undefined ? undefined : await gateway.operation(id);
  if (record?.device !== device || record.operation.type !== "operate") return undefined;
  const { command, input } = record.operation;
  const over = record.state === "succeeded" || record.state === "failed";
  const generic = genericPath(command);
  return { command, row: commandRow(generic), over, runs: runsAtOnce({ generic, input }) };
}

/** What a CPE's request tells, with the ends of the commands it names by key, which come first. */
export async function withEnds(
  events: readonly DeviceEvent[],
  request: CpeRequest,
  device: DeviceId,
  gateway: Gateway,
  at: number,
): Promise<Told> {
  const commandKey = "CommandKey" in request.args ? (request.args.CommandKey ?? "") : "";
  const owned = await ownerOf(gateway, device, commandKey);
  if (owned === undefined || owned.row?.ended !== request.rpc) return { events };
  const { command, row } = owned;
  const told = events.map((event): DeviceEvent =>
    event.type === "transferComplete"
      ? {
          ...event,
          transferType: row.rpc === "Upload" ? "Upload" : "Download",
          details: { ...event.details, Command: command },
        }
      : event,
  );
  if (owned.over) return { events: told };
  const end = endOf(request);
  if (owned.runs && end.problem === undefined) {
    const memory = transferred(await gateway.knowledge(device, "cwmp"), commandKey, at);
    if (memory !== undefined) return { events: told.map(goingOn), memory, ready: true };
  }
  if (row.ended === "DUStateChangeComplete" && end.problem === undefined) {
    const knowledge = await gateway.knowledge(device, "cwmp");
    return { events: told, memory: changed(knowledge, commandKey, end.output), ready: true };
  }
  return { events: [completed({ commandKey, command, ...end }, at), ...told] };
}

function goingOn(event: DeviceEvent): DeviceEvent {
  return event.type === "transferComplete" ? { ...event, goesOn: true } : event;
}

function endOf(request: CpeRequest): {
  readonly output: Readonly<Record<string, string>>;
  readonly problem?: Problem;
} {
  if (request.rpc === "TransferComplete") {
    const { FaultCode, FaultString } = request.args.FaultStruct;
    return { output: {}, ...faultProblem(FaultCode, FaultString) };
  }
  if (request.rpc !== "DUStateChangeComplete") return { output: {} };
  // One operation is sent, so one result comes; of several each is told by its number.
  const { Results } = request.args;
  const output = Object.fromEntries(
    Results.flatMap(({ UUID, Version, CurrentState }, index) => {
      const prefix = Results.length === 1 ? "" : `Result.${String(index + 1)}.`;
      return Object.entries({ UUID, Version, CurrentState }).map(([name, value]) => [prefix + name, value]);
    }),
  );
  const failed = Results.find(({ Fault }) => Fault.FaultCode !== 0)?.Fault;
  return { output, ...faultProblem(failed?.FaultCode ?? 0, failed?.FaultString ?? "") };
}

/** A boot that a command asked for is its end. */
export async function bootEnds(
  events: readonly DeviceEvent[],
  device: DeviceId,
  gateway: Gateway,
): Promise<readonly DeviceEvent[]> {
  const ends: DeviceEvent[] = [];
  for (const event of events) {
    if (event.type !== "boot" || event.commandKey === "") continue;
    const owned = await ownerOf(gateway, device, event.commandKey);
    if (owned?.row?.ended !== "M Reboot" || owned.over) continue;
    ends.push(completed({ commandKey: event.commandKey, command: owned.command, output: {} }, event.at));
  }
  return ends;
}

/** An outcome in which the ends of commands that are known by their key alone have the names of those commands. */
export async function named(outcome: Outcome, device: DeviceId, gateway: Gateway): Promise<Outcome> {
  if (outcome.events?.some(isNameless) !== true) return outcome;
  const events: DeviceEvent[] = [];
  for (const event of outcome.events) {
    if (!isNameless(event)) {
      events.push(event);
      continue;
    }
    const { commandKey, output = {}, problem, at } = event;
    const owned = await ownerOf(gateway, device, commandKey);
    const failed = problem === undefined ? {} : { problem };
    // A key that is not ours ends nothing here.
    if (owned !== undefined)
      events.push(completed({ commandKey, command: owned.command, output, ...failed }, at));
  }
  return { ...outcome, events };
}

function isNameless(event: DeviceEvent): event is Extract<DeviceEvent, { type: "commandComplete" }> {
  return event.type === "commandComplete" && event.command === "";
}
