import { z } from "zod";
import {
  type DeviceId,
  type DeviceRecord,
  Fault,
  isNativePath,
  type JsonObject,
  type Knowledge,
  type Parameter,
  parsePath,
  type PathFault,
  type OperationId,
  select,
  toJson,
  WITHHELD,
} from "#core";
import { id } from "./common.schema.ts";
import { type LiveParts, treeOf } from "./live.ts";
import { underNativeName } from "./native.ts";
import { awaited, once, operation, type OperationParts } from "./operation.reply.ts";
import { SUBMIT_FAULTS } from "./route.faults.ts";
import { ok, type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface SecretParts extends Pick<LiveParts, "stacks" | "knowledge"> {
  readonly operations: OperationParts;
  /** A device by its id or any identity; `device.notFound`. */
  device(ref: string): Promise<DeviceRecord>;
}

const why = z.string().min(1).max(512);
const secret = z.object({ path: z.string(), value: z.json(), type: z.string(), at: z.string() });

/** The only doors through which a secret leaves the gateway or is made anew; both are audited with their reason. */
export function secretRoutes(parts: SecretParts): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/v1/devices/{id}/secrets:read",
      tag: "devices",
      summary: "Secret parameters in clear, from the snapshot; audited with the reason",
      permission: { role: "viewer", scope: "secret:read" },
      params: z.object({ id }),
      body: z.strictObject({ paths: z.array(z.string().min(1).max(2048)).min(1).max(64), reason: why }),
      faults: ["path.syntax", "operation.unsupported"],
      replies: {
        200: z.object({ items: z.array(secret), missing: z.array(z.looseObject({ path: z.string() })) }),
      },
      handle: async ({ params, body }) => {
        const { id: device } = await parts.device(params.id);
        const found = await secretsOf(parts, device, body.paths);
        return { ...ok(found), target: `${device} ${body.paths.join(" ")}`.slice(0, 1024) };
      },
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}/credentials:rotate",
      tag: "devices",
      summary:
        "Give a CWMP device new credentials of its own, in its next session; the old ones hold until then",
      permission: "operator",
      params: z.object({ id }),
      body: z.strictObject({ reason: why }),
      headers: ["Prefer", "Idempotency-Key"],
      faults: SUBMIT_FAULTS,
      replies: { 200: operation, 202: operation },
      handle: async (context) => {
        const device = await parts.device(context.params.id);
        if (!device.protocols.includes("cwmp"))
          throw new Fault("operation.unsupported", { detail: "only CWMP devices have credentials of ours" });
        return awaited(parts.operations, context, device.id, await rotate(parts, context, device.id));
      },
    }),
  ];
}

/** Onboarding provisions new credentials and is safe to repeat. */
function rotate(
  { operations }: SecretParts,
  context: Parameters<typeof once>[1] & { readonly body: { readonly reason: string } },
  device: DeviceId,
): Promise<OperationId> {
  return once(operations, context, (seed) =>
    operations.submit({
      device,
      operation: { type: "onboard", protocol: "cwmp" },
      actor: context.principal.id,
      reason: context.body.reason,
      ...(seed === undefined ? {} : { id: operations.seeded(device, seed) }),
    }),
  );
}

async function secretsOf(
  parts: SecretParts,
  device: DeviceId,
  paths: readonly string[],
): Promise<{ readonly items: readonly JsonObject[]; readonly missing: readonly PathFault[] }> {
  const knowledge = await parts.knowledge(device);
  const tree = treeOf(parts.stacks(), knowledge);
  const items: JsonObject[] = [];
  const missing: PathFault[] = [];
  for (const path of paths) {
    const { parameters, problem } = isNativePath(path)
      ? { parameters: underNativeName(knowledge, path), problem: undefined }
      : select(parsePath(path), tree);
    items.push(...parameters.filter((parameter) => parameter.secret === true).map(inClear(knowledge)));
    if (problem !== undefined)
      missing.push({ path, code: problem === "unknown" ? "path.unknown" : "path.noInstance" });
  }
  return { items, missing };
}

/** A view may leave secrets blank; what was written stands under the name the device has for it. */
function inClear({ values }: Knowledge): (parameter: Parameter) => JsonObject {
  return ({ path, value: viewed, type, at, source }) => {
    const value = viewed === "" ? (values.get(source.path)?.value ?? "") : viewed;
    return { path, value: value === WITHHELD ? null : toJson(type, value), type, at: time(at) };
  };
}
