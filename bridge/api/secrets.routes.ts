import { randomBytes } from "node:crypto";
import { z } from "zod";
import {
  type CredentialKind,
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
  type Protocol,
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
const login = z.object({
  username: z.string(),
  clientId: z.string(),
  password: z.string().describe("shown this once"),
});
const secret = z.object({ path: z.string(), value: z.json(), type: z.string(), at: z.string() });

/** Doors through which a secret leaves the gateway or is made anew, beside `handover.routes.ts`; audited with their reason. */
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
        "Give a device new credentials of its own: a CPE in its next session, the old ones hold until then; an agent a login at the broker, shown once",
      permission: "operator",
      params: z.object({ id }),
      body: z.strictObject({
        reason: why,
        protocol: z.enum(["cwmp", "usp"]).optional(),
        kind: z
          .enum(["login", "connectionRequest", "stun"])
          .optional()
          .describe(
            "Of a CPE: what it shows the gateway, what the gateway shows it, what it shows the STUN server; all of them by a new onboarding when absent",
          ),
      }),
      headers: ["Prefer", "Idempotency-Key"],
      faults: [...SUBMIT_FAULTS, "broker.unavailable"],
      replies: { 200: z.union([operation, login]), 202: operation },
      handle: async (context) => {
        const device = await parts.device(context.params.id);
        const { kind } = context.body;
        const protocol = context.body.protocol ?? (kind === undefined ? protocolOf(device) : "cwmp");
        if (protocol === "usp" && kind !== undefined && kind !== "login")
          throw new Fault("operation.unsupported", {
            detail: "an agent has a login and no other credentials",
          });
        if (protocol === "usp") return ok(await newLogin(parts, device));
        if (!device.protocols.includes("cwmp"))
          throw new Fault("operation.unsupported", { detail: "the device does not speak CWMP" });
        return awaited(parts.operations, context, device.id, await rotate(parts, context, device.id));
      },
    }),
  ];
}

/** The first protocol that the device is known by. */
function protocolOf({ identities }: DeviceRecord): Protocol {
  return identities.some(({ scheme }) => scheme === "cwmp") ? "cwmp" : "usp";
}

/** A login at the broker under the device's endpoint id. It is nowhere but there and in this answer. */
async function newLogin(parts: SecretParts, device: DeviceRecord): Promise<z.infer<typeof login>> {
  const endpoint = device.identities.find(({ scheme }) => scheme === "usp")?.value;
  const logins = parts.stacks().get("usp")?.logins;
  if (endpoint === undefined || logins === undefined)
    throw new Fault("operation.unsupported", {
      detail:
        endpoint === undefined
          ? "the device has no endpoint id"
          : "the gateway gives no logins at the broker; see CAUSEWAY_MQTT_IDENTITY",
    });
  const password = randomBytes(18).toString("base64url");
  await logins.put(endpoint, password);
  return { username: endpoint, clientId: endpoint, password };
}

/** An onboarding, whole or of one kind of credentials alone; safe to repeat. */
function rotate(
  { operations }: SecretParts,
  context: Parameters<typeof once>[1] & {
    readonly body: { readonly reason: string; readonly kind?: CredentialKind | undefined };
  },
  device: DeviceId,
): Promise<OperationId> {
  return once(operations, context, (seed) =>
    operations.submit({
      device,
      operation: {
        type: "onboard",
        protocol: "cwmp",
        ...(context.body.kind === undefined ? {} : { only: context.body.kind }),
      },
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
  const tree = await treeOf(parts, knowledge);
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
