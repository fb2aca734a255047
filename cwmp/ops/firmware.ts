import {
  completed,
  type DeviceEvent,
  type JsonObject,
  type Knowledge,
  type Outcome,
  type Problem,
} from "#core";
import { given, unlessFalse, type Asked } from "./asked.ts";
import { asJson } from "./json.ts";
import type { OperationContext } from "./step.ts";

/** Note of the stack's memory of a device: the images it was sent, by command key. */
const NOTE = "firmware";
/** Images that are waited for at a time; of more the oldest is forgotten, and ends with its transfer. */
const MOST = 8;

const HOUR = 3600_000;
/** How long a transfer is waited for. */
const LONGEST = 30 * 24 * HOUR;

/** What was known when a device took a firmware image, and what it has told of it since. JSON. */
interface Note {
  /** The version it ran then. */
  readonly before: string;
  /** The version the image holds, where that is known. */
  readonly wanted?: string;
  /** ms since the epoch: until when an end is waited for. */
  readonly until: number;
  /** ms since the epoch: when it told that the transfer is complete. */
  readonly told?: number;
}

/** What brings the command back to the device's session: a start, the end of the transfer, a reset. */
const RESUME = ["ready", "boot", "reset"] as const;

/** An image that is to run at once: the version the device runs afterwards says whether it does, not the transfer. */
export function runsAtOnce(asked: Pick<Asked, "generic" | "input">): boolean {
  return (
    asked.generic === "Device.DeviceInfo.FirmwareImage.{i}.Download()" && unlessFalse(asked, "AutoActivate")
  );
}

/** The version a device runs, as it told last. */
function versionOf({ values }: Knowledge): string {
  const told = (root: string): string | undefined => values.get(`${root}DeviceInfo.SoftwareVersion`)?.value;
  return told("Device.") ?? told("InternetGatewayDevice.") ?? "";
}

type Notes = Readonly<Record<string, Note>>;

function notesOf({ memory }: Pick<Knowledge, "memory">): Notes {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `noted` and `forgotten` write it
  return (memory[NOTE] ?? {}) as unknown as Notes;
}

function noteOf(knowledge: Knowledge, key: string): Note | undefined {
  const notes = notesOf(knowledge);
  return Object.hasOwn(notes, key) ? notes[key] : undefined;
}

function noted(knowledge: Knowledge, key: string, note: Note): JsonObject {
  const others = Object.entries(notesOf(knowledge)).filter(([other]) => other !== key);
  const kept = others.toSorted(([, x], [, y]) => x.until - y.until).slice(1 - MOST);
  return { [NOTE]: asJson(Object.fromEntries([...kept, [key, note]])) };
}

function forgotten(knowledge: Knowledge, key: string): JsonObject {
  const others = Object.entries(notesOf(knowledge)).filter(([other]) => other !== key);
  return { [NOTE]: others.length === 0 ? null : asJson(Object.fromEntries(others)) };
}

/** The device has taken the order. `done`: it told in the same breath that the transfer is complete. */
export function taken(asked: Asked, done: boolean): Extract<Outcome, { state: "pending" }> {
  const { commandKey, knowledge, at } = asked.context;
  const wanted = given(asked, "Version");
  const note: Note = {
    before: versionOf(knowledge),
    ...(wanted === "" ? {} : { wanted }),
    until: at + LONGEST,
    ...(done ? { told: at } : {}),
  };
  return {
    state: "pending",
    resume: RESUME,
    memory: noted(knowledge, commandKey, note),
    ...(done ? { withinMs: HOUR } : {}),
  };
}

/** What to remember when a device tells that the transfer of a key is complete; undefined: it is not waited for so. */
export function transferred(knowledge: Knowledge, key: string, at: number): JsonObject | undefined {
  const note = noteOf(knowledge, key);
  return note === undefined ? undefined : noted(knowledge, key, { ...note, told: note.told ?? at });
}

/**
 * What has become of an image the device took; undefined: nothing was noted of it. A version that changed is the end of it,
 * whatever the device told; one that did not is when it has started since it told the transfer complete, or has not for an
 * hour. [TR-069a6 A.3.2.8]
 */
export function judged(asked: Asked): Outcome | undefined {
  const { context } = asked;
  const note = noteOf(context.knowledge, context.commandKey);
  if (note === undefined) return undefined;
  const version = versionOf(context.knowledge);
  const changed = note.before !== "" && version !== "" && version !== note.before;
  const { wanted } = note;
  if (changed || (version === wanted && note.told !== undefined))
    return ended(asked, version, changed, wanted);
  const patient = note.told !== undefined && context.at < note.told + HOUR;
  if (note.told !== undefined && (context.booted === true || !patient))
    return ended(asked, version, false, wanted);
  if (note.told === undefined && context.at >= note.until) return undefined;
  return {
    state: "pending",
    resume: RESUME,
    withinMs: Math.max(1, (note.told === undefined ? note.until : note.told + HOUR) - context.at),
  };
}

function ended(asked: Asked, version: string, changed: boolean, wanted: string | undefined): Outcome {
  const { command, context } = asked;
  const output = { SoftwareVersion: version, FirmwareUpdated: String(changed) };
  const problem =
    wanted === undefined || version === wanted ? undefined : otherThan(wanted, version, context);
  const { commandKey, at } = context;
  const failed = problem === undefined ? {} : { problem };
  const events: readonly DeviceEvent[] = [completed({ commandKey, command, output, ...failed }, at)];
  const memory = forgotten(context.knowledge, commandKey);
  const result = {
    type: "operate" as const,
    results: [
      { command, output, ...(problem === undefined ? {} : { fault: { path: command, ...problem } }) },
    ],
  };
  return problem === undefined
    ? { state: "succeeded", result, events, memory }
    : { state: "failed", problem, result, events, memory };
}

function otherThan(wanted: string, version: string, { booted }: OperationContext): Problem {
  const since = booted === true ? "" : ", and has not started since it told the transfer complete";
  return { code: "device.firmware", detail: `it runs ${version}, not ${wanted}${since}` };
}
