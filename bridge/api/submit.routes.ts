import { z } from "zod";
import {
  boundProtocol,
  type DeviceId,
  Fault,
  type FaultCode,
  isNativePath,
  type Knowledge,
  type Operation,
  parsePath,
} from "#core";
import { id } from "./common.schema.ts";
import { stackOf } from "./live.ts";
import { awaited, once, operation, type OperationParts } from "./operation.reply.ts";
import { operationOf, operationRequest, type OperationRequest } from "./operation.schema.ts";
import { SUBMIT_FAULTS } from "./route.faults.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";
import { takeoverPath } from "./takeover.ts";
import { withoutSecrets } from "./view.ts";

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

/** The door through which operations enter. */
export function submitRoutes(parts: OperationParts): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/v1/devices/{id}/operations",
      tag: "operations",
      summary: "Submit an operation; with Prefer: wait=20 its end is awaited",
      permission: "operator",
      params: z.object({ id }),
      body: operationRequest,
      headers: ["Prefer", "Idempotency-Key"],
      faults: [
        ...REFUSED_AT_ONCE,
        "path.unknown",
        "path.noInstance",
        "parameter.duplicate",
        ...SUBMIT_FAULTS,
      ],
      replies: { 200: z.union([operation, messages]), 202: operation },
      handle: async (context) => {
        const device = await parts.resolve(context.params.id);
        const wanted = operationOf(context.body);
        checkPaths(wanted);
        if (context.body.dryRun) {
          const knowledge = await parts.knowledge(device, boundProtocol(wanted));
          const sent = stackOf(parts.stacks(), knowledge).dryRun(await parts.preview(wanted), knowledge);
          return ok({ messages: sent.map(withoutSecrets) });
        }
        refuseTakeover(context, wanted);
        if (isJudged(wanted)) refuseEarly(parts, wanted, await parts.knowledge(device));
        return accept(parts, context, device, wanted);
      },
    }),
  ];
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
  const { priority, expiresIn, reason } = context.body;
  const submitted = await once(parts, context, (seed) =>
    parts.submit({
      device,
      operation: wanted,
      actor: context.principal.id,
      priority,
      ...(expiresIn === undefined ? {} : { expiresIn: expiresIn * 1000 }),
      ...(reason === undefined ? {} : { reason }),
      ...(seed === undefined ? {} : { id: parts.seeded(device, seed) }),
    }),
  );
  return awaited(parts, context, device, submitted);
}

/** Fault `path.syntax`. */
export function checkPaths(wanted: Operation): void {
  for (const path of pathsOf(wanted))
    parsePath(path, wanted.type === "getSupportedDM" ? "supported" : "instance");
}

/** Fault `auth.forbidden`. */
export function refuseTakeover(
  { principal }: Pick<Context<unknown, unknown, unknown>, "principal">,
  wanted: Operation,
): void {
  const path = takeoverPath(wanted);
  if (path === undefined || principal.scopes.includes("device:takeover")) return;
  throw new Fault("auth.forbidden", { detail: `writing ${path} needs the scope device:takeover` });
}

/** Writes whose paths and values the known model can judge. */
function isJudged(wanted: Operation): boolean {
  if ("allowPartial" in wanted && wanted.allowPartial) return false;
  return wanted.type === "set" || wanted.type === "add" || wanted.type === "delete";
}

/** What the known model already refuses; a device never read yet refuses for itself. */
function refuseEarly(parts: OperationParts, wanted: Operation, knowledge: Knowledge): void {
  if (knowledge.values.size === 0) return;
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
    case "subscribe":
      return [];
  }
}

/** Native paths are the device's to judge. */
function isTr181(path: string): boolean {
  return !isNativePath(path);
}
