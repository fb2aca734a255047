import { isTerminal, type Claimed, type Lease, type OperationId, type Outcome } from "#core";
import { changeArgs, type Packed } from "../state/change.ts";
import type { OperateContext } from "./context.ts";
import { packText } from "./packed.ts";
import { recordOf, type FlatHash } from "./record.ts";
import { hideSecrets } from "./secrets.ts";
import { claimed, leaseArgs, lost, type ClaimReply } from "./session.ts";
import { settleScript } from "./settle.script.ts";

/**
 * Ends an operation and gives the next one. `packed`: what the outcome taught about the device, as state keeps it.
 * Safe to repeat while the lease lasts. Faults: `lease.lost`, `store.unavailable` (the settling may have happened:
 * repeat it).
 */
export async function settle(
  context: OperateContext,
  lease: Lease,
  id: OperationId,
  outcome: Outcome,
  packed: Packed,
): Promise<Claimed | undefined> {
  const result = "result" in outcome ? outcome.result : undefined;
  const problem = "problem" in outcome ? outcome.problem : undefined;
  const [verdict, applied, next, ended] = (await context.scripts.run(
    settleScript,
    [context.keys.device(lease.device)],
    [
      ...leaseArgs(context, lease),
      id,
      outcome.state,
      result === undefined ? "" : packText(JSON.stringify(hideSecrets(result))),
      problem === undefined ? "" : JSON.stringify(problem),
      outcome.state === "retry" ? Math.max(0, Math.round(outcome.afterMs)) : 0,
      context.limits.pendingMs,
      context.awaited(id) ? "1" : "",
      ...changeArgs(packed),
    ],
  )) as ["lost"] | ["ok", "1" | "", ClaimReply, FlatHash];
  if (verdict === "lost") throw lost(lease);
  if (applied === "1") {
    context.metrics.count("bridge_operations_settled_total", { state: outcome.state });
    context.committed(lease.device);
    const record = recordOf(id, ended, undefined);
    if (record !== undefined && isTerminal(record.state)) context.ended(record);
  }
  return claimed(context, next);
}
