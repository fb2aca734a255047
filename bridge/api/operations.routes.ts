import { z } from "zod";
import {
  asOperationId,
  type DeviceId,
  type DeviceStack,
  Fault,
  type FaultCode,
  isTerminal,
  type Json,
  type JsonObject,
  type Knowledge,
  type Operation,
  type OperationId,
  type OperationRecord,
  parsePath,
  type Protocol,
} from "#core";
import type { IdempotentAnswer, IdempotentRequest } from "../operate/idempotency.ts";
import type { OperationPage, OperationQuery } from "../operate/ledger.ts";
import type { Submission } from "../operate/submit.ts";
import { id, listOf, page, preferredWait } from "./common.schema.ts";
import { stackOf } from "./live.ts";
import { operationOf, operationRequest, type OperationRequest } from "./operation.schema.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";
import { showOperation } from "./view.ts";

export interface OperationParts {
  stacks(): ReadonlyMap<Protocol, DeviceStack>;
  knowledge(device: DeviceId): Promise<Knowledge>;
  resolve(ref: string): Promise<DeviceId>;
  submit(submission: Submission): Promise<OperationId>;
  read(operation: OperationId): Promise<OperationRecord | undefined>;
  retry(operation: OperationId, actor: string): Promise<OperationId>;
  cancel(operation: OperationId): Promise<OperationRecord>;
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

const STATES = [
  "queued",
  "running",
  "succeeded",
  "failed",
  "expired",
  "cancelled",
  "unknownOutcome",
] as const;

const operation = z
  .looseObject({
    id: z.string(),
    device: z.string(),
    type: z.string(),
    state: z.enum(STATES),
    attempts: z.number().int(),
  })
  .meta({ id: "Operation" });
const messages = z.object({ messages: z.array(z.json()) });

/** Refusals that no device needs to be woken for. */
const REFUSED_AT_ONCE: ReadonlySet<FaultCode> = new Set([
  "path.syntax",
  "path.notTable",
  "path.notCreatable",
  "parameter.readOnly",
  "parameter.type",
  "parameter.value",
  "parameter.unrepresentable",
  "parameter.conflict",
]);

export function operationRoutes(parts: OperationParts): readonly Route[] {
  return [submitRoute(parts), listRoute(parts), readRoute(parts), cancelRoute(parts), retryRoute(parts)];
}

function submitRoute(parts: OperationParts): Route {
  return route({
    method: "post",
    path: "/v1/devices/{id}/operations",
    tag: "operations",
    summary: "Submit an operation; with Prefer: wait=20 its end is awaited",
    permission: "operator",
    params: z.object({ id }),
    body: operationRequest,
    replies: { 200: z.union([operation, messages]), 202: operation },
    handle: async (context) => {
      const device = await parts.resolve(context.params.id);
      const wanted = operationOf(context.body);
      for (const path of pathsOf(wanted))
        parsePath(path, wanted.type === "getSupportedDM" ? "supported" : "instance");
      const knowledge = await parts.knowledge(device);
      if (context.body.dryRun)
        return ok({ messages: stackOf(parts.stacks(), knowledge).dryRun(wanted, knowledge) });
      refuseEarly(parts, wanted, knowledge);
      return accept(parts, context, device, wanted);
    },
  });
}

function listRoute(parts: OperationParts): Route {
  return route({
    method: "get",
    path: "/v1/operations",
    tag: "operations",
    summary: "Operations, newest first",
    permission: "viewer",
    query: z.strictObject({
      device: id.optional(),
      state: z.enum(STATES).optional(),
      type: z
        .enum([
          "get",
          "set",
          "add",
          "delete",
          "operate",
          "getInstances",
          "getSupportedDM",
          "native",
          "onboard",
        ])
        .optional(),
      filter: z.string().max(4096).optional(),
      ...page,
    }),
    replies: { 200: listOf(operation) },
    handle: async ({ query }) => {
      const found = await parts.list({
        ...(query.device === undefined ? {} : { device: await parts.resolve(query.device) }),
        ...(query.state === undefined ? {} : { states: [query.state] }),
        ...(query.type === undefined ? {} : { types: [query.type] }),
        ...(query.filter === undefined ? {} : { match: parts.matcher(query.filter) }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        limit: query.limit,
      });
      return ok({
        items: found.items.map(showOperation),
        ...(found.next === undefined ? {} : { next: found.next }),
      });
    },
  });
}

function readRoute(parts: OperationParts): Route {
  return route({
    method: "get",
    path: "/v1/operations/{id}",
    tag: "operations",
    summary: "One operation; with Prefer: wait=20 its end is awaited",
    permission: "viewer",
    params: z.object({ id }),
    replies: { 200: operation },
    handle: async ({ params, request, signal }) => {
      const operationId = idOf(params.id);
      const record = await existing(parts, operationId);
      const ms = preferredWait(request.headers["prefer"]);
      const ended = isTerminal(record.state) || ms === 0 ? record : await parts.wait(operationId, ms, signal);
      return ok(showOperation(ended ?? (await existing(parts, operationId))));
    },
  });
}

function cancelRoute(parts: OperationParts): Route {
  return route({
    method: "post",
    path: "/v1/operations/{id}:cancel",
    tag: "operations",
    summary: "Cancel an operation that was not sent yet; an acknowledged cancel never runs",
    permission: "operator",
    params: z.object({ id }),
    body: z.strictObject({ reason: z.string().max(512).optional() }),
    replies: { 200: operation },
    handle: async ({ params }) => ok(showOperation(await parts.cancel(idOf(params.id)))),
  });
}

function retryRoute(parts: OperationParts): Route {
  return route({
    method: "post",
    path: "/v1/operations/{id}:retry",
    tag: "operations",
    summary: "Submit an ended operation once more, as a new one",
    permission: "operator",
    params: z.object({ id }),
    body: z.strictObject({ reason: z.string().max(512).optional() }),
    replies: { 200: operation, 202: operation },
    handle: async (context) => {
      const record = await existing(parts, idOf(context.params.id));
      if (!isTerminal(record.state)) throw new Fault("operation.running", { operation: record.id });
      const again = await parts.retry(record.id, context.principal.id);
      return awaited(parts, context, record.device, again);
    },
  });
}

interface AcceptBody {
  readonly priority: OperationRequest["priority"];
  readonly expiresIn?: number | undefined;
  readonly reason?: string | undefined;
}

/** Into the ledger, once for an Idempotency-Key, and back with its end if that comes in time. */
async function accept(
  parts: OperationParts,
  context: Context<unknown, unknown, AcceptBody>,
  device: DeviceId,
  wanted: Operation,
): Promise<Reply> {
  const { body, principal, request } = context;
  const submission: Submission = {
    device,
    operation: wanted,
    actor: principal.id,
    priority: body.priority,
    ...(body.expiresIn === undefined ? {} : { expiresIn: body.expiresIn * 1000 }),
    ...(body.reason === undefined ? {} : { reason: body.reason }),
  };
  const key = request.headers["idempotency-key"];
  const operationId =
    typeof key === "string" ? await once(parts, context, submission, key) : await parts.submit(submission);
  return awaited(parts, context, device, operationId);
}

/** 200 with the ended operation when it ends within `Prefer: wait`, else 202. */
async function awaited(
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
    body: showOperation(record),
    headers,
    target: `${device} ${operationId}`,
  };
}

async function once(
  parts: OperationParts,
  { principal, request, body }: Context<unknown, unknown, AcceptBody>,
  submission: Submission,
  key: string,
): Promise<OperationId> {
  if (key.length === 0 || key.length > 255)
    throw new Fault("request.invalid", { detail: "Idempotency-Key has 1 to 255 characters" });
  const same = JSON.stringify([request.path, body]);
  const { answer } = await parts.idempotent({ actor: principal.id, key, body: same }, async (seed) => ({
    id: await parts.submit({ ...submission, id: parts.seeded(submission.device, seed) }),
  }));
  return (answer as { readonly id: OperationId }).id;
}

/** What the known model already refuses; a device never read yet refuses for itself. */
function refuseEarly(parts: OperationParts, wanted: Operation, knowledge: Knowledge): void {
  if (knowledge.values.size === 0 || !["set", "add", "delete"].includes(wanted.type)) return;
  if ("allowPartial" in wanted && wanted.allowPartial) return;
  try {
    stackOf(parts.stacks(), knowledge).dryRun(wanted, knowledge);
  } catch (error) {
    if (error instanceof Fault && REFUSED_AT_ONCE.has(error.code)) throw error;
  }
}

function pathsOf(wanted: Operation): readonly string[] {
  switch (wanted.type) {
    case "get":
    case "delete":
    case "getInstances":
    case "getSupportedDM":
      return wanted.paths.filter(isTr181);
    case "set":
      return wanted.updates.map(({ path }) => path).filter(isTr181);
    case "add":
      return wanted.objects.map(({ path }) => path).filter(isTr181);
    case "operate":
      return [wanted.command];
    case "native":
    case "onboard":
      return [];
  }
}

/** Native paths are the device's to judge. */
function isTr181(path: string): boolean {
  return !path.startsWith("InternetGatewayDevice.");
}

async function existing(parts: OperationParts, operationId: OperationId): Promise<OperationRecord> {
  const record = await parts.read(operationId);
  if (record === undefined) throw new Fault("operation.notFound", { operation: operationId });
  return record;
}

function idOf(text: string): OperationId {
  const operationId = asOperationId(text);
  if (operationId === undefined)
    throw new Fault("operation.notFound", { detail: "this is not the id of an operation" });
  return operationId;
}
