import { Fault, type Claimed, type Lease, type OperationId, type TerminalState } from "#core";
import { claimScript } from "./claim.script.ts";
import type { OperateContext } from "./context.ts";
import { leaseArgs, lost } from "./lease.ts";
import { sendingScript } from "./sending.script.ts";
import { claimed, type ClaimReply } from "./settle.ts";

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
    [...leaseArgs(context, lease), context.pressed() ? "1" : ""],
  )) as ["lost"] | ["ok", ClaimReply];
  if (verdict === "lost") throw lost(lease);
  return claimed(context, lease, reply);
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
