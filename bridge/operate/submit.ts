import {
  boundProtocol,
  Fault,
  laneOf,
  newOperationId,
  type DeviceId,
  type Operation,
  type OperationId,
  type Priority,
  type Protocol,
} from "#core";
import type { OperateContext } from "./context.ts";
import { headArgs, mostEnded } from "./head.ts";
import { RANK } from "./ledger.fragment.ts";
import { sealSecrets } from "./secrets.ts";
import { submitScript } from "./submit.script.ts";

/** An operation to accept. Times in ms. */
export interface Submission {
  readonly device: DeviceId;
  readonly operation: Operation;
  readonly actor: string;
  /** Default `interactive`. */
  readonly priority?: Priority;
  /** From now; default `lifetimeOf(operation, priority)`. */
  readonly expiresIn?: number;
  readonly reason?: string;
  /** Made by the caller when the submission may be repeated: the same id is accepted once. */
  readonly id?: OperationId;
  /** Its device's place in a batch, which then shows how it goes. */
  readonly batch?: { readonly id: string; readonly index: number };
}

export interface Submitted {
  readonly id: OperationId;
  /** False when the id was accepted before. */
  readonly created: boolean;
  /** Whose session runs it: the one it is bound to, else the active one of a device that was heard. */
  readonly protocol?: Protocol;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LIFETIME = {
  interactive: 15 * MINUTE,
  migration: DAY,
  campaign: DAY,
  background: 7 * DAY,
} as const satisfies Record<Priority, number>;

/** Commands nobody wants to happen days after they were asked for. */
const SUDDEN = /(?:^|\.)(?:Reboot|FactoryReset|Download)\(\)$/;

/** How long an operation may wait for its device when nothing else was asked, ms (API.md, `expiresIn`). */
export function lifetimeOf(operation: Operation, priority: Priority): number {
  if (operation.type === "onboard") return 7 * DAY;
  const sudden = operation.type === "operate" && SUDDEN.test(operation.command);
  return sudden ? Math.min(LIFETIME[priority], DAY) : LIFETIME[priority];
}

const REFUSAL = {
  missing: "device.notFound",
  quarantined: "device.quarantined",
  unspoken: "operation.unsupported",
  full: "gateway.overloaded",
} as const;

/**
 * Accepts one operation, durably. Safe to repeat with the same `id`.
 * Faults: those of `References.check`, `device.notFound`, `device.quarantined`, `operation.unsupported` (bound to a protocol the device does not speak),
 * `gateway.overloaded` (the device's queue is full), `store.full` (background work, while memory is short), `store.unavailable`.
 */
export async function submit(context: OperateContext, submission: Submission): Promise<Submitted> {
  const { device, operation, actor, batch } = submission;
  const now = context.clock.now();
  const id = submission.id ?? newOperationId(device, now);
  const priority = submission.priority ?? "interactive";
  await context.references.check(operation);
  if (priority === "background" && context.pressed()) throw new Fault("store.full", { device });
  const [verdict, protocol] = (await context.scripts.run(
    submitScript,
    [context.keys.device(device)],
    [
      ...headArgs(context.keys.tagOf(device), now, context.limits),
      device,
      id,
      operation.type === "onboard" ? RANK.onboard : RANK[priority],
      actor,
      JSON.stringify(sealSecrets(operation, context.vault, device)),
      operation.type,
      priority,
      now + (submission.expiresIn ?? lifetimeOf(operation, priority)),
      submission.reason ?? "",
      context.limits.queuePerDevice,
      boundProtocol(operation) ?? "",
      mostEnded(context),
      laneOf(operation) ?? "",
      batch === undefined ? "" : `${batch.id} ${batch.index}`,
    ],
  )) as ["new" | "known" | keyof typeof REFUSAL, Protocol | ""];
  if (verdict !== "new" && verdict !== "known") throw new Fault(REFUSAL[verdict], { device });
  context.metrics.count("bridge_operations_submitted_total", { type: operation.type, priority });
  context.committed(device);
  return { id, created: verdict === "new", ...(protocol === "" ? {} : { protocol }) };
}
