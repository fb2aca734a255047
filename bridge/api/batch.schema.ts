import { z } from "zod";
import { FAULT, type Json } from "#core";
import { BATCH_STATES } from "../batch/mark.table.ts";
import { operationOf } from "../batch/members.ts";
import type { BatchOutcome } from "../batch/batches.ts";
import type { Batch, Failures } from "../batch/row.ts";
import { id, integer } from "./common.schema.ts";
import { tags } from "./device.schema.ts";
import { common, operationBody } from "./operation.schema.ts";
import { describe } from "./problem.ts";
import { time, showOperation, withoutSecrets } from "./view.ts";

const FASTEST = 10_000;
/** Devices begun in a second when nothing is asked: what a fleet of CPEs takes beside its own contacts. */
const RATE = 100;
const IDS = 20_000;

/** Which devices, and how fast. */
const reach = {
  filter: z.string().min(1).max(4096).optional().meta({ description: "AIP-160 subset, see /docs" }),
  deviceIds: z.array(id).min(1).max(IDS).optional().meta({ description: "Ids or identities" }),
  expectCount: integer(0, 10_000_000).optional().meta({
    description: "How many devices are to be reached; 409 when it is another number",
  }),
  rate: z
    .number()
    .min(0.01)
    .max(FASTEST)
    .default(RATE)
    .meta({ description: "Devices that are begun in a second at most" }),
  reason: common.reason,
};

/** The body of `POST /v1/operations`. */
export const batchRequest = z.strictObject({
  ...reach,
  operation: operationBody,
  priority: z.enum(["interactive", "migration", "campaign", "background"]).default("background"),
  expiresIn: common.expiresIn,
  dryRun: z.boolean().default(false).meta({
    description:
      "Answer how many devices are reached, which would refuse, and some of the messages; send nothing",
  }),
});
export type BatchRequest = z.infer<typeof batchRequest>;

export const plainRequest = z.strictObject(reach);
export const tagRequest = z.strictObject({ ...reach, add: tags.default([]), remove: tags.default([]) });
export type ReachRequest = z.infer<typeof plainRequest>;

const count = z.number().int();
const state = z.enum(BATCH_STATES as readonly [string, ...string[]]);
export const outcomeState = state;

const failure = z.object({
  code: z.string(),
  count,
  title: z.string(),
  advice: z.string(),
  samples: z.array(
    z.object({
      device: z.string(),
      operation: z.string().nullable(),
      detail: z.string().optional(),
      protocolCode: z.string().optional(),
    }),
  ),
});

export const batch = z
  .object({
    id: z.string(),
    type: z.enum(["operation", "tag", "approve", "quarantine", "delete"]),
    operation: z.looseObject({}).nullable(),
    priority: z.string().nullable(),
    tags: z.object({ add: z.array(z.string()), remove: z.array(z.string()) }).nullable(),
    filter: z.string().nullable(),
    rate: z.number(),
    by: z.string(),
    reason: z.string().nullable(),
    state: z.enum(["running", "paused", "cancelling", "finished", "cancelled"]).meta({
      description:
        "cancelling: nothing more is started and nothing that is queued runs; what was sent comes to its end",
    }),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
    total: count.meta({ description: "Devices, as they were when the batch was made" }),
    counts: z.record(state, count).meta({
      description: "waiting: not begun yet; skipped: refused before anything was queued",
    }),
    skipped: z
      .record(z.string(), count)
      .meta({ description: "Of those left out: how many for which reason" }),
    failures: z.array(failure).optional().meta({ description: "By code, with up to three samples each" }),
  })
  .meta({ id: "Batch" });

export const outcome = z
  .object({
    device: z.string(),
    state,
    reason: z.string().nullable().meta({ description: "Why it was left out" }),
    operation: z.looseObject({}).nullable().meta({
      description: "null: none was made, or the ledger has forgotten it",
    }),
  })
  .meta({ id: "BatchOutcome" });

export const preview = z
  .object({
    count,
    looked: count.meta({ description: "Devices that were looked at" }),
    refused: z.array(
      z.object({ code: z.string(), count, devices: z.array(z.string()), detail: z.string().optional() }),
    ),
    messages: z.array(z.object({ device: z.string(), messages: z.array(z.json()) })),
  })
  .meta({ id: "BatchPreview" });

export function showBatch(shown: Batch): Record<string, unknown> {
  const { action, filter, reason, phase, createdAt, endedAt } = shown;
  const operation = action.type === "operation" ? action : undefined;
  return {
    id: shown.id,
    type: action.type,
    operation: operation === undefined ? null : withoutSecrets(operation.operation as unknown as Json),
    priority: operation?.priority ?? null,
    tags: action.type === "tag" ? { add: action.add, remove: action.remove } : null,
    filter: filter ?? null,
    rate: shown.rate,
    by: shown.by,
    reason: reason ?? null,
    state: phase,
    createdAt: time(createdAt),
    endedAt: endedAt === undefined ? null : time(endedAt),
    total: shown.total,
    counts: shown.counts,
    skipped: shown.skipped,
  };
}

/** `told`: what the ledger tells of the samples, in their order. */
export function showFailures(
  { id: batchId, action }: Batch,
  { code, count: often, samples }: Failures,
  told: readonly BatchOutcome[],
): Record<string, unknown> {
  const row = code in FAULT ? FAULT[code as keyof typeof FAULT] : FAULT.internal;
  return {
    code,
    count: often,
    title: row.title,
    advice: row.advice,
    samples: samples.map(({ device }, i) => {
      const { detail, protocolCode } = told[i]?.operation?.problem ?? {};
      return {
        device,
        operation: action.type === "operation" ? operationOf(batchId, device) : null,
        ...(detail === undefined ? {} : { detail }),
        ...(protocolCode === undefined ? {} : { protocolCode }),
      };
    }),
  };
}

export function showOutcome({ device, state: is, reason, operation }: BatchOutcome): Record<string, unknown> {
  return {
    device,
    state: is,
    reason: reason === undefined ? null : describe({ code: reason }).code,
    operation: operation === undefined ? null : showOperation(operation),
  };
}
