import {
  asFault,
  Fault,
  isTerminal,
  UNSLICED,
  type Claimed,
  type Lease,
  type OperationId,
  type Outcome,
  type Problem,
  withReferences,
} from "#core";
import { changeArgs, type Packed } from "../state/change.ts";
import type { OperateContext } from "./context.ts";
import { packingResult } from "./packed.ts";
import { leaseArgs, lost } from "./lease.ts";
import { recordIn, recordOf, type FlatHash } from "./record.ts";
import { settleScript } from "./settle.script.ts";

/** What `claim` of the ledger fragment gives: id or "", "1" to reconcile, time from which one may run, the record. */
export type ClaimReply = readonly [id: string, reconcile: string, nextAt: string, record: FlatHash];

/**
 * Ends an operation and gives the next one. `packed`: what the outcome taught about the device, as state keeps it.
 * Safe to repeat while the lease lasts. Faults: `lease.lost`, `request.precondition` (what `packed` was made from has
 * moved on, and nothing has happened), `store.unavailable` (the settling may have happened: repeat it).
 */
export async function settle(
  context: OperateContext,
  lease: Lease,
  id: OperationId,
  outcome: Outcome,
  packed: Packed,
): Promise<Claimed | undefined> {
  return claimed(context, lease, await end(context, lease, id, outcome, packed));
}

/** The operation a claim gave, with its secrets in clear. One that cannot be opened ends here, and the next one is taken. */
export async function claimed(
  context: OperateContext,
  lease: Lease,
  reply: ClaimReply,
): Promise<Claimed | undefined> {
  let [id, reconcile, , flat] = reply;
  let problem: Problem = UNOPENED;
  while (id !== "") {
    try {
      const record = recordOf(id as OperationId, flat, context.vault);
      if (record === undefined) return undefined;
      const accepted = flat.some((name, i) => i % 2 === 0 && name === "accepted");
      return {
        record: await context.references.addressed(record, reconcile === "1"),
        reconcile: reconcile === "1",
        ...(accepted ? { accepted } : {}),
      };
    } catch (error) {
      const fault = asFault(error);
      if (fault.code === "store.unavailable") throw fault;
      problem = problemOf(fault);
      context.log.error({ operationId: id, error: fault.message }, "operation cannot be opened");
    }
    const state = reconcile === "1" ? "unknownOutcome" : "failed";
    [id, reconcile, , flat] = await end(
      context,
      lease,
      id as OperationId,
      { state, problem },
      { change: {} },
    );
  }
  return undefined;
}

const UNOPENED: Problem = {
  code: "internal",
  detail: "what is secret in it was sealed with another key; submit it again",
};

/** What a file of the gateway's is refused with stands for itself; anything else is a secret that does not open. */
function problemOf(fault: Fault): Problem {
  return fault.code.startsWith("file.") ? fault.problem() : UNOPENED;
}

/** The words that bring a pending operation back, the ms until it is brought back anyway, and until when again and again. */
function pendingArgs(outcome: Outcome): readonly [words: string, withinMs: number, until: number] {
  if (outcome.state !== "pending") return ["", 0, 0];
  const { resume = [], withinMs = 0, until = 0 } = outcome;
  return [resume.join(" "), Math.round(withinMs), Math.round(until)];
}

async function end(
  context: OperateContext,
  lease: Lease,
  id: OperationId,
  outcome: Outcome,
  packed: Packed,
): Promise<ClaimReply> {
  const { slicer = UNSLICED } = context;
  const result = "result" in outcome ? outcome.result : undefined;
  const problem = "problem" in outcome ? outcome.problem : undefined;
  const [verdict, applied, next, ended] = (await context.scripts.run(
    settleScript,
    [context.keys.device(lease.device)],
    [
      ...leaseArgs(context, lease),
      id,
      outcome.state,
      result === undefined ? "" : await slicer.run(packingResult(result)),
      problem === undefined ? "" : withReferences(JSON.stringify(problem)),
      outcome.state === "retry" ? Math.max(0, Math.round(outcome.afterMs)) : 0,
      context.limits.pendingMs,
      context.awaited(id) ? "1" : "",
      ...changeArgs(packed),
      context.pressed() ? "1" : "",
      ...pendingArgs(outcome),
    ],
  )) as ["lost"] | ["moved"] | ["ok", "1" | "", ClaimReply, FlatHash];
  if (verdict === "lost") throw lost(lease);
  if (verdict === "moved") throw new Fault("request.precondition", { device: lease.device });
  if (applied === "1") {
    context.metrics.count("bridge_operations_settled_total", { state: outcome.state });
    context.committed(lease.device);
    const record = await recordIn(id, ended, undefined);
    if (record !== undefined && isTerminal(record.state)) context.ended(record);
  }
  return next;
}
