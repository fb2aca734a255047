import { z } from "zod";
import {
  asOperationId,
  type DeviceId,
  type DeviceStack,
  Fault,
  type Json,
  type Knowledge,
  type Operation,
  type OperationId,
  type OperationRecord,
  type Protocol,
  type Sliced,
  type Slicer,
  UNSLICED,
  writing,
} from "#core";
import type { IdempotentAnswer, IdempotentRequest } from "../operate/idempotency.ts";
import type { OperationPage, OperationQuery } from "../operate/ledger.ts";
import type { Submission } from "../operate/submit.ts";
import { preferredWait } from "./common.schema.ts";
import type { Context, Reply } from "./route.ts";
import { showing } from "./view.ts";

export interface OperationParts {
  /** Absent: nothing is sliced. */
  readonly slicer?: Slicer | undefined;
  stacks(): ReadonlyMap<Protocol, DeviceStack>;
  /** Over its active protocol, or the given one. */
  knowledge(device: DeviceId, protocol?: Protocol): Promise<Knowledge>;
  resolve(ref: string): Promise<DeviceId>;
  /** The operation as it would be sent: files of the gateway's are named by their address. */
  preview(operation: Operation): Promise<Operation>;
  submit(submission: Submission): Promise<OperationId>;
  read(operation: OperationId): Promise<OperationRecord | undefined>;
  /** `again`: the id of the new operation, when the request may be repeated. */
  retry(operation: OperationId, actor: string, again?: OperationId): Promise<OperationId>;
  /** Undefined: the device goes on with it, and must be asked to stop. */
  cancel(operation: OperationId): Promise<OperationRecord | undefined>;
  list(query: OperationQuery): Promise<OperationPage>;
  /** The finished record, or undefined when it does not end in time. */
  wait(operation: OperationId, ms: number, signal: AbortSignal): Promise<OperationRecord | undefined>;
  idempotent<T extends Json>(
    request: IdempotentRequest,
    work: (seed: string) => Promise<T>,
  ): Promise<IdempotentAnswer<T>>;
  seeded(device: DeviceId, seed: string): OperationId;
  /** The operations a filter of API.md lets through. */
  matcher(filter: string): (record: OperationRecord) => boolean;
}

export const STATES = [
  "queued",
  "running",
  "succeeded",
  "failed",
  "expired",
  "cancelled",
  "unknownOutcome",
] as const;

/** An operation as every route of operations answers it. */
export const operation = z
  .looseObject({
    id: z.string(),
    device: z.string(),
    type: z.string(),
    state: z.enum(STATES),
    attempts: z.number().int(),
  })
  .meta({ id: "Operation" });
/** 200 with the ended operation when it ends within `Prefer: wait`, else 202. */
export async function awaited(
  parts: OperationParts,
  { request, signal }: Context<unknown, unknown, unknown>,
  device: DeviceId,
  operationId: OperationId,
): Promise<Reply> {
  const ms = preferredWait(request.headers["prefer"]);
  const ended = ms === 0 ? undefined : await parts.wait(operationId, ms, signal);
  const headers: Record<string, string> = { Location: `/v1/operations/${operationId}` };
  if (ms > 0) headers["Preference-Applied"] = `wait=${ms / 1000}`;
  const record = ended ?? (await existing(parts, operationId));
  return {
    status: ended === undefined ? 202 : 200,
    body: await written(parts, record),
    headers,
    target: `${device} ${operationId}`,
  };
}

/**
 * Runs `work` once for the request's Idempotency-Key, or just so without one. `seed`, when given, names what is made.
 */
export async function once(
  parts: OperationParts,
  { principal, request, body }: Context<unknown, unknown, unknown>,
  work: (seed: string | undefined) => Promise<OperationId>,
): Promise<OperationId> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") return work(undefined);
  if (key.length === 0 || key.length > 255)
    throw new Fault("request.invalid", { detail: "Idempotency-Key has 1 to 255 characters" });
  const same = JSON.stringify([request.path, body]);
  const { answer } = await parts.idempotent({ actor: principal.id, key, body: same }, async (seed) => ({
    id: await work(seed),
  }));
  return (answer as { readonly id: OperationId }).id;
}

/** A record as JSON text, made in slices: a read of a whole tree has megabytes. */
export function written({ slicer = UNSLICED }: OperationParts, record: OperationRecord): Promise<string> {
  return slicer.run(writingShown(record));
}

function* writingShown(record: OperationRecord): Sliced<string> {
  return yield* writing(yield* showing(record));
}

/** A record, or the Fault `operation.notFound`. */
export async function existing(parts: OperationParts, operationId: OperationId): Promise<OperationRecord> {
  const record = await parts.read(operationId);
  if (record === undefined) throw new Fault("operation.notFound", { operation: operationId });
  return record;
}

/** The id a path names, or the Fault `operation.notFound`. */
export function idOf(text: string): OperationId {
  const operationId = asOperationId(text);
  if (operationId === undefined)
    throw new Fault("operation.notFound", { detail: "this is not the id of an operation" });
  return operationId;
}
