import { asFault, type DeviceId, Fault } from "#core";
import { openSecrets } from "../operate/secrets.ts";
import type { Submission } from "../operate/submit.ts";
import type { Vault } from "../state/secret.ts";
import { MARKS, skipMark } from "./mark.table.ts";
import { type Members, operationOf } from "./members.ts";
import type { BatchAction, BatchMember, BatchRow } from "./row.ts";

/** What batches do to devices. Every act may be repeated. */
export interface Acts {
  submit(submission: Submission): Promise<unknown>;
  tag(device: DeviceId, add: readonly string[], remove: readonly string[]): Promise<void>;
  approve(device: DeviceId): Promise<void>;
  quarantine(device: DeviceId): Promise<void>;
  delete(device: DeviceId): Promise<void>;
}

/** Does what a batch asks for with one of its devices, and keeps how it went. Faults that say nothing of the device are thrown. */
export type Doer = (member: BatchMember) => Promise<void>;

/** Marks of devices that have not been done: what changes the registry itself may be done again. */
export function undone(action: BatchAction): string {
  return action.type === "operation" ? MARKS.waiting : MARKS.waiting + MARKS.running;
}

export function doerOf(row: BatchRow, acts: Acts, members: Members, vault: Vault): Doer {
  const { id, action, by, reason } = row;
  if (action.type !== "operation") return (member) => act(acts, members, id, action, member);
  const { priority, expiresIn } = action;
  const operation = openSecrets(action.operation, vault, id);
  return async (member) => {
    const device = member.device as DeviceId;
    try {
      await acts.submit({
        device,
        operation,
        actor: by,
        priority,
        ...(expiresIn === undefined ? {} : { expiresIn }),
        ...(reason === undefined ? {} : { reason }),
        id: operationOf(id, device),
        batch: { id, index: member.index },
      });
    } catch (error) {
      await leaveOut(members, id, member, error);
    }
  };
}

/** A refusal of this one device is its outcome; anything else concerns all, and is tried again. */
async function leaveOut(members: Members, batch: string, member: BatchMember, error: unknown): Promise<void> {
  const { code } = asFault(error);
  const mark = skipMark(code);
  if (mark === undefined) throw error;
  await members.mark(batch, member, MARKS.waiting, mark);
}

async function act(
  acts: Acts,
  members: Members,
  batch: string,
  action: Exclude<BatchAction, { type: "operation" }>,
  member: BatchMember,
): Promise<void> {
  const device = member.device as DeviceId;
  const { waiting, running, succeeded, failed } = MARKS;
  // Once it runs a cancel comes too late for it.
  if (!(await members.mark(batch, member, waiting + running, running))) return;
  try {
    if (action.type === "tag") await acts.tag(device, action.add, action.remove);
    else await acts[action.type](device);
    await members.mark(batch, member, running, succeeded);
  } catch (error) {
    const { code } = asFault(error);
    // Deleted twice is deleted: the first time it may not have been noted.
    if (code === "device.notFound" && action.type === "delete")
      await members.mark(batch, member, running, succeeded);
    else if (code === "device.notFound") await members.mark(batch, member, running, "N");
    else if (PASSING.has(code)) throw error;
    else await members.mark(batch, member, running, failed, code);
  }
}

const PASSING: ReadonlySet<string> = new Set([
  "store.unavailable",
  "store.full",
  "gateway.stopping",
  "gateway.overloaded",
  "broker.unavailable",
]);

/** Commands that end connections or cannot be taken back, and raw requests: few devices at a time. */
const GRAVE = /(?:^|\.)(?:Reboot|FactoryReset|Download)\(\)$/;

const FEW = 100;
const MANY = 100_000;

/** How many devices one batch of this action may have. */
export function mostDevices(action: BatchAction): number {
  if (action.type !== "operation") return MANY;
  const { operation } = action;
  const grave =
    operation.type === "native" || (operation.type === "operate" && GRAVE.test(operation.command));
  return grave ? FEW : MANY;
}

/** Faults `batch.tooMany`, `batch.count`. */
export function checkReach(action: BatchAction, count: number, expected: number | undefined): void {
  if (expected !== undefined && count !== expected)
    throw new Fault("batch.count", {
      detail: `${count} devices are reached, ${expected} were expected`,
      count,
    });
  const most = mostDevices(action);
  if (count > most)
    throw new Fault("batch.tooMany", { detail: `${count} devices are reached, ${most} may be`, count });
}
