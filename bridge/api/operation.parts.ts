import type { Clock } from "#core";
import type { BridgeParts } from "../bridge.ts";
import { seededOperationId } from "../operate/idempotency.ts";
import { operationMatcher } from "./matcher.ts";
import type { OperationParts } from "./operation.reply.ts";

/** The ledger as the routes of operations use it. */
export function operationsOf(
  { operations, files }: BridgeParts,
  common: Pick<OperationParts, "stacks" | "resolve" | "knowledge" | "slicer">,
  clock: Clock,
): OperationParts {
  return {
    ...common,
    preview: (operation) => files.references.preview(operation),
    submit: async (submission) => (await operations.submit(submission)).id,
    read: (id) => operations.read(id),
    cancel: (id) => operations.cancel(id),
    retry: async (id, actor, again) => (await operations.retry(id, actor, again)).id,
    list: (query) => operations.list(query),
    wait: (id, ms, signal) => operations.wait(id, ms, signal),
    idempotent: (request, work) => operations.idempotent(request, work),
    seeded: seededOperationId,
    matcher: operationMatcher(clock),
  };
}
