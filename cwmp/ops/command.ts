import { completed, type Outcome } from "#core";
import { askedOf, type Asked, type Operate } from "./asked.ts";
import { commandRow, type CommandRow } from "./command.table.ts";
import { methodsOf } from "./commands.ts";
import { NO_ANSWER, problemOf } from "./fault.ts";
import { judged, runsAtOnce, taken } from "./firmware.ts";
import { readUnits, tookUnits, type UnitsState } from "./units.read.ts";
import {
  end,
  send,
  type Answer,
  type Call,
  type OperationContext,
  type Step,
  type StepMachine,
} from "./step.ts";

/** Which of its RPCs is out, or that the device is asked what it has of it. */
export type CommandState = { readonly at: number } | { readonly at: "lookBack" } | UnitsState;

/**
 * A command that is an RPC. Sent and unanswered it is never sent again: the device may have done it; a transfer is looked
 * for among those the device still has. Accepted it goes on until the device tells its end.
 */
export const command: StepMachine<Operate, CommandState> = {
  start(operation, context) {
    const { row, asked } = opened(operation, context);
    // What a device tells of its end is no message of ours.
    if (context.reconcile && context.rehearsed === true) return end(pending(row, asked));
    if (context.reconcile) return toldOf(row, asked) ?? lookBack(row, asked);
    const [first] = row.calls(asked);
    return first === undefined ? accepted(row, asked, undefined) : send(first, { at: 0 });
  },
  step(operation, state, answer, context) {
    const { row, asked } = opened(operation, context);
    if (state.at === "lookBack") return lookedBack(row, answer, context);
    if (state.at === "units") return tookUnits(asked, state, answer);
    switch (answer.kind) {
      case "response": {
        const next = row.calls(asked)[state.at + 1];
        return next === undefined ? accepted(row, asked, answer) : send(next, { at: state.at + 1 });
      }
      case "fault":
        return end({ state: "failed", problem: problemOf(answer.fault) });
      case "silence":
        return lookBack(row, asked);
    }
  },
};

function opened(
  operation: Operate,
  context: OperationContext,
): { readonly row: CommandRow; readonly asked: Asked } {
  const asked = askedOf(operation, context);
  // oxlint-disable-next-line typescript/no-non-null-assertion -- only commands of the table come here
  return { row: commandRow(asked.generic)!, asked };
}

type Done = (Answer & { readonly kind: "response" }) | undefined;

function accepted(row: CommandRow, asked: Asked, answer: Done): Step<CommandState> {
  const notes = row.notes === undefined ? {} : { memory: row.notes };
  if (row.ended === "response") return end({ ...succeeded(asked), ...notes, ...cancelling(row, asked) });
  const transfer = answer === undefined ? undefined : doneAtOnce(answer);
  if (runsAtOnce(asked)) {
    const events =
      transfer === undefined ? [] : [{ ...transferDone(asked, transfer), goesOn: true as const }];
    return end({ ...taken(asked, transfer !== undefined), events });
  }
  if (transfer !== undefined) return end({ ...succeeded(asked), events: endsAtOnce(asked, transfer) });
  return end(pending(row, asked));
}

function succeeded({ command: name }: Asked) {
  const results = [{ command: name, output: {} }];
  return { state: "succeeded", result: { type: "operate", results } } as const satisfies Outcome;
}

/** The device told nothing yet of the command's end. What a reset would make it forget is asked for after one. */
function pending(row: CommandRow, asked: Asked): Outcome {
  const within = row.withinMs?.(asked);
  return {
    state: "pending",
    ...(row.ended === "TransferComplete" ? { resume: ["reset"] } : {}),
    ...(row.ended === "DUStateChangeComplete" ? { resume: ["ready"] } : {}),
    ...(within === undefined ? {} : { withinMs: within }),
  };
}

interface Transfer {
  readonly type: "Download" | "Upload";
  readonly startTime: string;
  readonly completeTime: string;
}

/** Status 0: it is done, and no TransferComplete will come. [TR-069a6 A.3.2.8] */
function doneAtOnce({ body }: Answer & { readonly kind: "response" }): Transfer | undefined {
  if ((body.rpc !== "Download" && body.rpc !== "Upload") || body.args.Status !== 0) return undefined;
  return { type: body.rpc, startTime: body.args.StartTime, completeTime: body.args.CompleteTime };
}

function endsAtOnce(asked: Asked, transfer: Transfer) {
  const { context, command: name } = asked;
  const { commandKey, at } = context;
  return [completed({ commandKey, command: name, output: {} }, at), transferDone(asked, transfer)] as const;
}

function transferDone({ context, command: name }: Asked, { type, startTime, completeTime }: Transfer) {
  const { commandKey, at } = context;
  return {
    id: `${commandKey}:transfer`,
    at,
    type: "transferComplete",
    commandKey,
    autonomous: false,
    transferType: type,
    faultCode: 0,
    faultString: "",
    startTime,
    completeTime,
    details: { known: true, Command: name },
  } as const;
}

/**
 * What the device told of a command that goes on: an image is judged by the version that runs, changed units are read.
 * Undefined: nothing yet.
 */
function toldOf(row: CommandRow, asked: Asked): Step<CommandState> | undefined {
  if (row.ended === "DUStateChangeComplete") return readUnits(asked);
  const outcome = runsAtOnce(asked) ? judged(asked) : undefined;
  return outcome === undefined ? undefined : end(outcome);
}

/** The device tells no end of what was cancelled. */
function cancelling(row: CommandRow, asked: Asked): Pick<Outcome, "events"> {
  const commandKey = row.cancels?.(asked);
  if (commandKey === undefined) return {};
  const problem = { code: "operation.cancelled" } as const;
  return { events: [completed({ commandKey, command: "", output: {}, problem }, asked.context.at)] };
}

/** What the device still has of a transfer shows that it took it; nothing shows that of other commands. */
function lookBack(row: CommandRow, asked: Asked): Step<CommandState> {
  const { context } = asked;
  // Something else of the device was ready.
  if (row.ended === "DUStateChangeComplete" && context.accepted === true) return end(pending(row, asked));
  const call = row.ended === "TransferComplete" ? queuedCall(context) : undefined;
  return call === undefined ? unseen(row, NO_ANSWER.detail ?? "") : send(call, { at: "lookBack" });
}

function unseen(row: CommandRow, detail: string): Step<CommandState> {
  const notes = row.notes === undefined ? {} : { memory: row.notes };
  return end({ state: "unknownOutcome", ...notes, problem: { ...NO_ANSWER, detail } });
}

function queuedCall({ knowledge }: OperationContext): Call | undefined {
  const told = methodsOf(knowledge);
  if (told.length === 0 || told.includes("GetAllQueuedTransfers"))
    return { rpc: "GetAllQueuedTransfers", args: {} };
  return told.includes("GetQueuedTransfers") ? { rpc: "GetQueuedTransfers", args: {} } : undefined;
}

function lookedBack(row: CommandRow, answer: Answer, context: OperationContext): Step<CommandState> {
  const body = answer.kind === "response" ? answer.body : undefined;
  if (body?.rpc === "GetAllQueuedTransfers" || body?.rpc === "GetQueuedTransfers") {
    if (body.args.TransferList.some(({ CommandKey }) => CommandKey === context.commandKey))
      return end({ state: "pending", resume: ["reset"] });
    return unseen(row, "the device does not name it among its transfers, and told no end of it");
  }
  // It had accepted it, and cannot say what it has: its end may come yet.
  if (context.accepted === true) return end({ state: "pending", resume: ["reset"] });
  return unseen(row, NO_ANSWER.detail ?? "");
}
