import { Fault, type Claimed, type Lease, type OperationId, type TerminalState } from "#core";
import { claimScript } from "./claim.script.ts";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";
import { recordOf, type FlatHash } from "./record.ts";
import { sendingScript } from "./sending.script.ts";

/** What `claim` of the ledger fragment gives: id or "", "1" to reconcile, time from which one may run, the record. */
export type ClaimReply = readonly [id: string, reconcile: string, nextAt: string, record: FlatHash];

const ENDED = {
  cancelled: "operation.cancelled",
  expired: "operation.expired",
  succeeded: "lease.lost",
  failed: "lease.lost",
  unknownOutcome: "lease.lost",
} as const satisfies Record<TerminalState, string>;

/** The device's next operation for the holder of its session. Faults: `lease.lost`, `store.unavailable`. */
export async function claim(context: OperateContext, lease: Lease): Promise<Claimed | undefined> {
  const [verdict, reply] = (await context.scripts.run(
    claimScript,
    [context.keys.device(lease.device)],
    [...leaseArgs(context, lease)],
  )) as ["lost"] | ["ok", ClaimReply];
  if (verdict === "lost") throw lost(lease);
  return claimed(context, reply);
}

/**
 * Notes durably that an operation is about to be sent.
 * Faults: `lease.lost`, `operation.cancelled`, `operation.expired` (send nothing, settle, go on), `store.unavailable`.
 */
export async function sending(context: OperateContext, lease: Lease, id: OperationId): Promise<void> {
  const [verdict] = (await context.scripts.run(
    sendingScript,
    [context.keys.device(lease.device)],
    [...leaseArgs(context, lease), id],
  )) as ["ok" | "lost" | TerminalState];
  if (verdict === "ok") return;
  if (verdict === "lost") throw lost(lease);
  context.committed(lease.device);
  throw new Fault(ENDED[verdict], { operation: id });
}

export function leaseArgs(context: OperateContext, lease: Lease): (string | number)[] {
  return [
    ...headArgs(context.keys.tagOf(lease.device), context.clock.now(), context.limits),
    lease.device,
    lease.fence,
  ];
}

export function claimed(context: OperateContext, reply: ClaimReply): Claimed | undefined {
  const [id, reconcile, , flat] = reply;
  if (id === "") return undefined;
  const record = recordOf(id as OperationId, flat, context.vault);
  return record === undefined ? undefined : { record, reconcile: reconcile === "1" };
}

export function lost(lease: Lease): Fault {
  return new Fault("lease.lost", { device: lease.device, fence: lease.fence });
}
