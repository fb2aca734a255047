import { completed, type JsonObject, type Operation, type Outcome, type Problem } from "#core";
import { errorText, faultOfUsp, protocolCode } from "../message/error.table.ts";
import type { OpContext } from "./context.ts";
import { forgotten, unitNotes, withoutUnit, type UnitNote } from "./memory.ts";

type Operate = Extract<Operation, { type: "operate" }>;

/** What DUStateChange! says was performed, by the name of the command. */
const PERFORMED: Readonly<Record<string, string>> = {
  "InstallDU()": "Install",
  "Update()": "Update",
  "Uninstall()": "Uninstall",
};

/** A deployment unit is changed: DUStateChange! tells how, besides the end of the command. [TR-369 R-SMM.1] */
export function changesUnit({ command }: Operate): boolean {
  return performedBy(command) !== undefined;
}

function performedBy(command: string): string | undefined {
  const isUnit = command.startsWith("Device.SoftwareModules.");
  return isUnit ? PERFORMED[command.slice(command.lastIndexOf(".") + 1)] : undefined;
}

/** The change that a command brought about, the first of those that were told since it was sent. Pure. */
export function changeBy(operation: Operate, sentAt: number, memory: JsonObject): UnitNote | undefined {
  const performed = performedBy(operation.command);
  const unit = operation.command.slice(0, operation.command.lastIndexOf("."));
  const { UUID = "" } = operation.input;
  return unitNotes(memory).find((note) => {
    if (note.at < sentAt || note.performed !== performed) return false;
    return performed === "Install" ? UUID === "" || note.uuid === UUID : note.unit === unit;
  });
}

/** The end of a command whose own end was not told. */
export function unitOutcome(
  { command }: Operate,
  note: UnitNote,
  memory: JsonObject,
  context: OpContext,
): Outcome {
  const { commandKey } = context;
  const output = { UUID: note.uuid, Version: note.version, CurrentState: note.state };
  const problem = unitProblem(note);
  const failed = problem === undefined ? {} : { problem };
  const events = [completed({ commandKey, command, output, ...failed }, context.now())];
  const learned = { events, memory: { ...withoutUnit(memory, note), ...forgotten(commandKey) } };
  const fault = problem === undefined ? {} : { fault: { path: command, ...problem } };
  const result = { type: "operate" as const, results: [{ command, output, ...fault }] };
  return problem === undefined
    ? { ...learned, state: "succeeded", result }
    : { ...learned, state: "failed", problem, result };
}

function unitProblem({ state, faultCode, faultString }: UnitNote): Problem | undefined {
  if (faultCode === 0 && state !== "Failed") return undefined;
  const detail = errorText(faultCode === 0 ? 7022 : faultCode, faultString);
  if (faultCode === 0) return { code: "device.fault", detail };
  return { code: faultOfUsp(faultCode), detail, protocolCode: protocolCode(faultCode) };
}
