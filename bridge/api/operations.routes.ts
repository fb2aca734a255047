import { z } from "zod";
import { Fault, isTerminal } from "#core";
import { id, listOf, page, preferredWait, reasonOnly } from "./common.schema.ts";
import {
  awaited,
  existing,
  idOf,
  once,
  operation,
  type OperationParts,
  STATES,
  written,
} from "./operation.reply.ts";
import { paged } from "./paged.ts";
import { SUBMIT_FAULTS } from "./route.faults.ts";
import { ok, type Context, type Reply, type Route, route } from "./route.ts";
import { showOperation } from "./view.ts";

/** Operations that were submitted: list, one, cancel, retry. */
export function operationRoutes(parts: OperationParts): readonly Route[] {
  return [listRoute(parts), readRoute(parts), cancelRoute(parts), retryRoute(parts)];
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
          "subscribe",
        ])
        .optional(),
      filter: z.string().max(4096).optional(),
      ...page,
    }),
    replies: { 200: listOf(operation) },
    handle: async ({ query, request }) => {
      const found = await parts.list({
        ...(query.device === undefined ? {} : { device: await parts.resolve(query.device) }),
        ...(query.state === undefined ? {} : { states: [query.state] }),
        ...(query.type === undefined ? {} : { types: [query.type] }),
        ...(query.filter === undefined ? {} : { match: parts.matcher(query.filter) }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        limit: query.limit,
      });
      return paged(request, {
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
    headers: ["Prefer"],
    replies: { 200: operation },
    handle: async ({ params, request, signal }) => {
      const operationId = idOf(params.id);
      const record = await existing(parts, operationId);
      const ms = preferredWait(request.headers["prefer"]);
      const ended = isTerminal(record.state) || ms === 0 ? record : await parts.wait(operationId, ms, signal);
      return ok(await written(parts, ended ?? (await existing(parts, operationId))));
    },
  });
}

function cancelRoute(parts: OperationParts): Route {
  return route({
    method: "post",
    path: "/v1/operations/{id}:cancel",
    tag: "operations",
    summary:
      "Cancel an operation that was not sent yet: an acknowledged cancel never runs. A command the device goes on with is cancelled by asking the device: 200 with the command that has ended, 202 with the asking while it is on its way, 409 when the device cannot stop it",
    permission: "operator",
    params: z.object({ id }),
    body: reasonOnly,
    headers: ["Prefer"],
    faults: ["operation.notCancellable", ...SUBMIT_FAULTS],
    replies: { 200: operation, 202: operation },
    handle: async (context) => {
      const cancelled = await parts.cancel(idOf(context.params.id));
      return cancelled === undefined ? stop(parts, context) : ok(showOperation(cancelled));
    },
  });
}

/** How long the end of a command is waited for after its device took the cancelling. */
const END_MS = 5000;
/** How long the asking itself is waited for, unless the caller says. */
const ASKED_MS = 10_000;

/** Asks the device to stop a command it goes on with, as USP has it. [TR-181 Device.LocalAgent.Request.{i}.Cancel()] */
async function stop(
  parts: OperationParts,
  {
    params,
    principal,
    body,
    request,
    signal,
  }: Context<{ id: string }, unknown, { reason?: string | undefined }>,
): Promise<Reply> {
  const { id: going, device, commandKey, operation: asked } = await existing(parts, idOf(params.id));
  if (asked.type !== "operate") throw new Fault("operation.notCancellable", { operation: going });
  const command = `Device.LocalAgent.Request.[CommandKey=="${commandKey}"].Cancel()`;
  const asking = await parts.submit({
    device,
    operation: { type: "operate", command, input: { Command: asked.command } },
    actor: principal.id,
    ...(body.reason === undefined ? {} : { reason: body.reason }),
  });
  const { prefer } = request.headers;
  const outcome = await parts.wait(asking, prefer === undefined ? ASKED_MS : preferredWait(prefer), signal);
  if (outcome === undefined)
    return {
      status: 202,
      body: showOperation(await existing(parts, asking)),
      headers: { Location: `/v1/operations/${asking}` },
      target: `${device} ${asking}`,
    };
  if (outcome.state !== "succeeded") {
    const { detail, code } = outcome.problem ?? {};
    const why = `the device was asked to stop it, and did not: ${detail ?? code ?? outcome.state}`;
    throw new Fault("operation.notCancellable", { operation: going, detail: why });
  }
  await parts.wait(going, END_MS, signal);
  return ok(showOperation(await existing(parts, going)));
}

function retryRoute(parts: OperationParts): Route {
  return route({
    method: "post",
    path: "/v1/operations/{id}:retry",
    tag: "operations",
    summary: "Submit an ended operation once more, as a new one",
    permission: "operator",
    params: z.object({ id }),
    body: reasonOnly,
    headers: ["Prefer", "Idempotency-Key"],
    faults: ["operation.running", ...SUBMIT_FAULTS],
    replies: { 200: operation, 202: operation },
    handle: async (context) => {
      const record = await existing(parts, idOf(context.params.id));
      if (!isTerminal(record.state)) throw new Fault("operation.running", { operation: record.id });
      const again = await once(parts, context, (seed) =>
        parts.retry(
          record.id,
          context.principal.id,
          seed === undefined ? undefined : parts.seeded(record.device, seed),
        ),
      );
      return awaited(parts, context, record.device, again);
    },
  });
}
