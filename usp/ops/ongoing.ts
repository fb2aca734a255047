import {
  asFault,
  completed,
  laneOf,
  objectPattern,
  objectSchemaOf,
  type JsonObject,
  type Operation,
  type Outcome,
  type Problem,
} from "#core";
import type { OpContext } from "./context.ts";
import { isToRun } from "./image.ts";
import { bootNote, forgotten, goneNote, notGone, withGone } from "./memory.ts";
import { graceMs, HOUR_MS, LONGEST_MS, LOOK_MS, LOST_MS } from "./patience.ts";
import { requestRows, standingOf } from "./request.row.ts";
import { parsed } from "./wirepath.ts";
import { changeBy, changesUnit, unitOutcome } from "./units.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type Pending = Extract<Outcome, { state: "pending" }>;

/** ms a diagnostic keeps others from its object. */
const DIAGNOSTIC_MS = 24 * HOUR_MS;
/** ms between a change of a unit and the end of its command that is told with it. */
const TOLD_MS = 10_000;

/** Whether a command goes on after it was answered, as far as that is known before. */
export function isAsync({ command }: Operate, { model }: Pick<OpContext, "model">): boolean {
  const asked = parsed(command);
  const name = `${asked?.leaf?.name ?? ""}()`;
  const object = (asked && objectPattern(asked)) ?? "";
  const own = model.objects.find(({ path }) => path === object)?.commands;
  const commands = own ?? objectSchemaOf(object)?.commands ?? [];
  return commands.find((one) => one.name === name)?.async === true;
}

/** The agent goes on with a command: what it tells ends it, and it is looked at when it tells nothing. */
export function goesOn(operation: Operate, context: OpContext, memory?: JsonObject): Pending {
  const delay = Number(operation.input["DelaySeconds"] ?? "0");
  const wait = operation.command === "Device.ScheduleTimer()" && delay > 0 ? 1000 * delay : 0;
  return waiting(operation, context, LOOK_MS + wait, memory);
}

function waiting(operation: Operate, context: OpContext, withinMs: number, memory?: JsonObject): Pending {
  const longest = laneOf(operation) === undefined ? LONGEST_MS : DIAGNOSTIC_MS;
  // A start may have cost the agent the command; a change of a unit may be its end.
  const heard = changesUnit(operation) || isToRun(operation) ? (["ready"] as const) : [];
  return {
    state: "pending",
    resume: [...heard, "boot", "reset"],
    withinMs: Math.max(1, withinMs),
    until: (context.sentAt ?? context.now()) + longest + withinMs,
    ...(memory === undefined ? {} : { memory }),
  };
}

/** A command left and nothing came back: the agent may work on it, which a look will tell. */
export async function unanswered(operation: Operate, context: OpContext): Promise<Pending> {
  const at = context.now();
  const until = at + LOST_MS + graceMs({ booted: false, answered: false });
  const memory = withGone(await context.notes(), context.commandKey, { at, until });
  return waiting(operation, context, LOST_MS, memory);
}

/** What has become of a command that the agent told no end of. Rejects when the store is away. */
export async function lookAt(operation: Operate, context: OpContext, answered: boolean): Promise<Outcome> {
  const memory = await context.notes();
  try {
    const standing = await standingOf(context);
    const gone = goneNote(memory, context.commandKey);
    if (standing === "there") return goesOn(operation, context, gone && notGone(context.commandKey));
    const changed = changesUnit(operation) ? unitChanged(operation, context, memory) : undefined;
    if (changed !== undefined) return changed;
    if (standing === "untold" && gone === undefined) return stillUntold(operation, context);
    return whenGone(operation, context, memory, answered);
  } catch (error) {
    if (asFault(error).code === "device.unreachable") return goesOn(operation, context);
    throw error;
  }
}

/** The end of the command, which says more, comes right after the change or before it. */
function unitChanged(operation: Operate, context: OpContext, memory: JsonObject): Outcome | undefined {
  const now = context.now();
  const change = changeBy(operation, context.sentAt ?? now, memory);
  if (change === undefined) return undefined;
  return now < change.at + TOLD_MS
    ? waiting(operation, context, change.at + TOLD_MS - now)
    : unitOutcome(operation, change, memory, context);
}

/** The agent does not work on it any more, or never did: its result may be on its way. */
function whenGone(operation: Operate, context: OpContext, memory: JsonObject, answered: boolean): Outcome {
  const { commandKey } = context;
  const now = context.now();
  const gone = goneNote(memory, commandKey);
  const boot = bootNote(memory);
  const booted = boot !== undefined && boot.at >= (context.sentAt ?? now);
  const until = now + graceMs({ booted, answered });
  // A start makes the result of what is gone come soon, or never.
  const isNews = booted && gone !== undefined && gone.at < boot.at && until < gone.until;
  if (gone === undefined || isNews)
    return waiting(operation, context, until - now, withGone(memory, commandKey, { at: now, until }));
  return now < gone.until ? waiting(operation, context, gone.until - now) : lost(operation, context, booted);
}

function stillUntold(operation: Operate, context: OpContext): Outcome {
  const since = context.sentAt ?? context.now();
  const longest = laneOf(operation) === undefined ? LONGEST_MS : DIAGNOSTIC_MS;
  return context.now() < since + longest
    ? goesOn(operation, context)
    : unknown(context, "the agent told no end of it, and does not show what it works on");
}

/** A test is over with the start of the agent; of anything else nobody can tell what it did. */
function lost(operation: Operate, context: OpContext, booted: boolean): Outcome {
  const { command } = operation;
  const { commandKey } = context;
  if (!booted || laneOf(operation) === undefined)
    return unknown(context, "the agent has it no more among its requests, and told no end of it");
  const problem: Problem = { code: "device.fault", detail: "the result is lost: the agent has started anew" };
  const results = [{ command, output: {}, fault: { path: command, ...problem } }];
  return {
    state: "failed",
    problem,
    result: { type: "operate", results },
    events: [completed({ commandKey, command, output: {}, problem }, context.now())],
    memory: forgotten(commandKey),
  };
}

function unknown({ commandKey }: OpContext, detail: string): Outcome {
  const problem: Problem = { code: "operation.unknownOutcome", detail };
  return { state: "unknownOutcome", problem, memory: forgotten(commandKey) };
}

/** `Device.LocalAgent.Request.[CommandKey=="…"].Cancel()` */
const CANCEL = /^Device\.LocalAgent\.Request\.\[CommandKey=="([^"]*)"\]\.Cancel\(\)$/;

/** A cancelling with the row's number, for agents that do not search when they are told to run a command. */
export async function cancelByNumber(operation: Operate, context: OpContext): Promise<Operate | undefined> {
  const key = CANCEL.exec(operation.command)?.[1];
  if (key === undefined) return undefined;
  const row = (await requestRows(context))?.find(({ commandKey }) => commandKey === key);
  return row === undefined ? undefined : { ...operation, command: `${row.path}Cancel()` };
}
