import {
  asFault,
  completed,
  type DeviceEvent,
  type JsonObject,
  type Operation,
  type Outcome,
  type Problem,
} from "#core";
import { readBanks, type Banks } from "./bank.ts";
import type { OpContext } from "./context.ts";
import { activationMs, planImage, type ImagePlan } from "./image.ts";
import {
  bootNote,
  forgotten,
  goneNote,
  imageNote,
  notGone,
  toldAt,
  withGone,
  withImage,
  type ImageNote,
} from "./memory.ts";
import { LONGEST_MS, LOOK_MS } from "./patience.ts";
import { standingOf, type Standing } from "./request.row.ts";
import { judged, type Verdict } from "./verdict.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type Pending = Extract<Outcome, { state: "pending" }>;

/**
 * Chooses the bank on what the agent shows now, and keeps what the end will be judged by before anything leaves: what the
 * agent tells may overtake its answer. Faults: those of `planImage`.
 */
export async function noteImage(operation: Operate, context: OpContext): Promise<ImagePlan> {
  const { banks } = await readBanks(context);
  const plan = planImage(operation, banks, context.model, context.commandKey);
  const { bank, wanted } = plan;
  const note: ImageNote = {
    at: context.now(),
    before: banks.version,
    activationMs: activationMs(operation),
    ...(wanted === undefined ? {} : { wanted }),
    ...(bank === undefined ? {} : { bank: bank.path, bootFailureLog: bank.bootFailureLog }),
  };
  await context.note(withImage(await context.notes(), context.commandKey, note));
  return plan;
}

/** The agent took it: its start and its word bring it back. */
export function awaitedImage(context: OpContext, withinMs = LOOK_MS, memory?: JsonObject): Pending {
  return {
    state: "pending",
    resume: ["ready", "boot", "reset"],
    withinMs,
    until: (context.sentAt ?? context.now()) + LONGEST_MS,
    ...(memory === undefined ? {} : { memory }),
  };
}

/** Looks at the agent and decides what has become of an image it was sent; undefined: nothing was noted of it. */
export async function judgeImage(
  operation: Operate,
  context: OpContext,
  answered: boolean,
): Promise<Outcome | undefined> {
  const { commandKey } = context;
  const memory = await context.notes();
  const note = imageNote(memory, commandKey);
  if (note === undefined) return undefined;
  let look: Awaited<ReturnType<typeof readBanks>> & { readonly standing: Standing };
  try {
    look = { ...(await readBanks(context)), standing: await standingOf(context) };
  } catch (error) {
    // It starts, perhaps: what it tells then brings the command back.
    if (asFault(error).code === "device.unreachable") return awaitedImage(context);
    throw error;
  }
  const { banks, standing, values } = look;
  const now = context.now();
  const boot = bootNote(memory);
  const gone = goneNote(memory, commandKey);
  const verdict = judged({
    note,
    banks,
    standing,
    now,
    commandKey,
    told: toldAt(memory, commandKey),
    boot: boot !== undefined && boot.at >= note.at ? boot : undefined,
    gone,
    answered,
  });
  if (verdict.is === "wait") {
    const found = standing === "there" && gone !== undefined ? notGone(commandKey) : undefined;
    return { ...awaitedImage(context, verdict.ms, found), values };
  }
  if (verdict.is === "lost") {
    const since = { at: now, until: now + verdict.graceMs };
    return { ...awaitedImage(context, verdict.graceMs, withGone(memory, commandKey, since)), values };
  }
  return { ...ended(operation, context, banks, verdict), values };
}

function ended(
  { command }: Operate,
  context: OpContext,
  banks: Banks,
  verdict: Extract<Verdict, { is: "runs" | "failed" | "unknown" }>,
): Outcome {
  const { commandKey } = context;
  const output = {
    SoftwareVersion: banks.version,
    FirmwareUpdated: String(verdict.is === "runs" && verdict.updated),
  };
  const memory = forgotten(commandKey);
  if (verdict.is === "unknown") {
    const problem: Problem = { code: "operation.unknownOutcome", detail: verdict.detail };
    return { state: "unknownOutcome", problem, memory };
  }
  const problem: Problem | undefined =
    verdict.is === "failed" ? { code: "device.firmware", detail: verdict.detail } : undefined;
  const events: readonly DeviceEvent[] = [
    completed({ commandKey, command, output, ...(problem === undefined ? {} : { problem }) }, context.now()),
  ];
  if (problem === undefined)
    return {
      state: "succeeded",
      result: { type: "operate", results: [{ command, output }] },
      events,
      memory,
    };
  const results = [{ command, output, fault: { path: command, ...problem } }];
  return { state: "failed", problem, result: { type: "operate", results }, events, memory };
}
