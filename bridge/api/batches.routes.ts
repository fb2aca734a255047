import { z } from "zod";
import { type DeviceId, type DeviceRecord, Fault, type FaultCode } from "#core";
import type { Batch, BatchAction } from "../batch/row.ts";
import type { Batches, BatchReach, NewBatch } from "../batch/batches.ts";
import { LOOKED, previewBatch } from "./batch.preview.ts";
import {
  batch,
  batchRequest,
  type BatchRequest,
  outcome,
  outcomeState,
  plainRequest,
  preview,
  type ReachRequest,
  showBatch,
  showFailures,
  showOutcome,
  tagRequest,
} from "./batch.schema.ts";
import { id, listOf, page, reasonOnly } from "./common.schema.ts";
import type { OperationParts } from "./operation.reply.ts";
import { operationOf } from "./operation.schema.ts";
import { paged } from "./paged.ts";
import type { Permission } from "./principal.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";
import { checkPaths, refuseTakeover } from "./submit.routes.ts";

export interface BatchParts extends Pick<
  OperationParts,
  "idempotent" | "resolve" | "stacks" | "knowledge" | "preview"
> {
  readonly batches: Batches;
  /** The first devices of a filter. */
  first(filter: string, most: number): Promise<readonly DeviceId[]>;
  devices(ids: readonly DeviceId[]): Promise<readonly (DeviceRecord | undefined)[]>;
}

const MAKING: readonly FaultCode[] = [
  "batch.count",
  "batch.tooMany",
  "batch.full",
  "device.notFound",
  "filter.syntax",
  "filter.field",
  "index.building",
  "store.full",
  "idempotency.mismatch",
  "idempotency.running",
];
/** Identities that are looked up at the same time. */
const TOGETHER = 256;

/** Many devices with one request, and what became of each. */
export function batchRoutes(parts: BatchParts): readonly Route[] {
  return [...makingRoutes(parts), ...readingRoutes(parts), ...decidingRoutes(parts)];
}

function makingRoutes(parts: BatchParts): readonly Route[] {
  const bulk = (type: "approve" | "quarantine" | "delete", summary: string, permission: Permission): Route =>
    route({
      method: "post",
      path: `/v1/devices:${type}`,
      tag: "batches",
      summary,
      permission,
      body: plainRequest,
      headers: ["Idempotency-Key"],
      faults: MAKING,
      replies: { 202: batch },
      handle: async (context) => make(parts, context, { type }, await guarded(parts, context.body)),
    });
  return [
    route({
      method: "post",
      path: "/v1/operations",
      tag: "batches",
      summary: "Ask the same of many devices, at a rate; dryRun tells what would be sent",
      permission: "operator",
      body: batchRequest,
      headers: ["Idempotency-Key"],
      faults: [...MAKING, "path.syntax", "parameter.value", "file.notFound", "file.noAddress"],
      replies: { 200: preview, 202: batch },
      handle: (context) => submit(parts, context),
    }),
    route({
      method: "post",
      path: "/v1/devices:tag",
      tag: "batches",
      summary: "Give many devices tags, and take others from them",
      permission: "operator",
      body: tagRequest,
      headers: ["Idempotency-Key"],
      faults: MAKING,
      replies: { 202: batch },
      handle: async (context) => {
        const { add, remove } = context.body;
        if (add.length + remove.length === 0)
          throw new Fault("request.unprocessable", { detail: "give add, remove or both" });
        return make(parts, context, { type: "tag", add, remove }, await guarded(parts, context.body));
      },
    }),
    bulk("approve", "Let many quarantined devices in", "operator"),
    bulk("quarantine", "Shut many devices out until they are approved", "operator"),
    bulk("delete", "Forget many devices, their snapshots, credentials and queues", "admin"),
  ];
}

function readingRoutes({ batches }: BatchParts): readonly Route[] {
  const params = z.object({ id });
  return [
    route({
      method: "get",
      path: "/v1/batches",
      tag: "batches",
      summary: "Batches, newest first",
      permission: "viewer",
      query: z.strictObject(page),
      replies: { 200: listOf(batch) },
      handle: async ({ query, request }) => {
        if (query.limit === 0) return ok({ items: [] });
        const { items, next } = await batches.list(query.limit, query.cursor);
        return paged(request, { items: items.map(showBatch), ...(next === undefined ? {} : { next }) });
      },
    }),
    route({
      method: "get",
      path: "/v1/batches/{id}",
      tag: "batches",
      summary: "How far a batch has come, and what went wrong",
      permission: "viewer",
      params,
      replies: { 200: batch },
      handle: async ({ params: asked }) => ok(await whole(batches, await batches.get(asked.id))),
    }),
    route({
      method: "get",
      path: "/v1/batches/{id}/operations",
      tag: "batches",
      summary: "The devices of a batch, each with its operation",
      permission: "viewer",
      params,
      query: z.strictObject({ state: outcomeState.optional(), ...page }),
      replies: { 200: listOf(outcome) },
      handle: async ({ params: asked, query, request }) => {
        const { items, next } = await batches.outcomes(asked.id, {
          limit: query.limit,
          ...(query.state === undefined ? {} : { state: query.state as never }),
          ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        });
        return paged(request, { items: items.map(showOutcome), ...(next === undefined ? {} : { next }) });
      },
    }),
  ];
}

function decidingRoutes({ batches }: BatchParts): readonly Route[] {
  const verb = (name: "cancel" | "pause" | "resume", summary: string): Route =>
    route({
      method: "post",
      path: `/v1/batches/{id}:${name}`,
      tag: "batches",
      summary,
      permission: "operator",
      params: z.object({ id }),
      body: reasonOnly,
      faults: ["batch.over"],
      replies: { 200: batch },
      handle: async ({ params }) => ok(await whole(batches, await batches[name](params.id))),
    });
  return [
    verb("cancel", "Start nothing more: what is queued never runs, what was sent comes to its end"),
    verb("pause", "Begin with no further device until it is resumed"),
    verb("resume", "Go on with a paused batch"),
  ];
}

async function submit(parts: BatchParts, context: Context<unknown, unknown, BatchRequest>): Promise<Reply> {
  const { body } = context;
  const operation = operationOf(body.operation);
  checkPaths(operation);
  const action: BatchAction = {
    type: "operation",
    operation,
    priority: body.priority,
    ...(body.expiresIn === undefined ? {} : { expiresIn: body.expiresIn * 1000 }),
  };
  const reach = await reachOf(parts, body);
  if (body.dryRun) {
    const count = await parts.batches.reach(action, reach);
    const some = "filter" in reach ? await parts.first(reach.filter, LOOKED) : reach.devices;
    return ok({ count, ...(await previewBatch(parts, operation, some)) });
  }
  refuseTakeover(context, operation);
  // A file that is not there would be told of each device.
  await parts.preview(operation);
  return make(parts, context, action, reach);
}

async function make(
  parts: BatchParts,
  context: Context<unknown, unknown, ReachRequest>,
  action: BatchAction,
  reach: BatchReach,
): Promise<Reply> {
  const { body, principal } = context;
  const wanted: NewBatch = {
    action,
    by: principal.id,
    rate: body.rate,
    ...(body.reason === undefined ? {} : { reason: body.reason }),
  };
  const made = await once(parts, context, (seed) => parts.batches.make(wanted, reach, seed));
  return {
    status: 202,
    body: showBatch(made),
    headers: { Location: `/v1/batches/${made.id}` },
    target: made.id,
  };
}

/** The same Idempotency-Key names the same batch, however far it has come. */
async function once(
  { idempotent, batches }: BatchParts,
  { request, principal, body }: Context<unknown, unknown, unknown>,
  work: (seed?: string) => Promise<Batch>,
): Promise<Batch> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") return work();
  if (key.length === 0 || key.length > 255)
    throw new Fault("request.invalid", { detail: "Idempotency-Key has 1 to 255 characters" });
  const same = { actor: principal.id, key, body: JSON.stringify([request.path, body]) };
  const { answer } = await idempotent(same, async (seed) => ({ id: (await work(seed)).id }));
  return batches.get((answer as { readonly id: string }).id);
}

/** What changes devices in the registry is told how many they are. */
function guarded(parts: BatchParts, body: ReachRequest): Promise<BatchReach> {
  if (body.filter !== undefined && body.expectCount === undefined)
    throw new Fault("request.unprocessable", { detail: "expectCount: needed with a filter" });
  return reachOf(parts, body);
}

async function reachOf(
  { resolve }: BatchParts,
  { filter, deviceIds, expectCount }: Pick<ReachRequest, "filter" | "deviceIds" | "expectCount">,
): Promise<BatchReach> {
  if ((filter === undefined) === (deviceIds === undefined))
    throw new Fault("request.unprocessable", { detail: "give either filter or deviceIds" });
  const expected = expectCount === undefined ? {} : { expectCount };
  if (filter !== undefined) return { filter, ...expected };
  const refs = [...new Set(deviceIds)];
  const devices: DeviceId[] = [];
  for (let at = 0; at < refs.length; at += TOGETHER)
    devices.push(...(await Promise.all(refs.slice(at, at + TOGETHER).map((ref) => named(resolve, ref)))));
  return { devices, ...expected };
}

/** Fault `device.notFound` that says which. */
async function named(resolve: BatchParts["resolve"], ref: string): Promise<DeviceId> {
  try {
    return await resolve(ref);
  } catch (error) {
    if (error instanceof Fault && error.code === "device.notFound")
      throw new Fault("device.notFound", { detail: `deviceIds: no device is called ${ref}` });
    throw error;
  }
}

async function whole(batches: Batches, shown: Batch): Promise<Record<string, unknown>> {
  const failures = await batches.failures(shown.id);
  const told = await Promise.all(failures.map(({ samples }) => batches.told(shown.id, samples)));
  return {
    ...showBatch(shown),
    failures: failures.map((failure, i) => showFailures(shown, failure, told[i] ?? [])),
  };
}
