import { z } from "zod";
import { type DeviceId, Fault, type Knowledge, type Protocol, type Trusts } from "#core";
import { id, reason } from "./common.schema.ts";
import { ok, type Route, route } from "./route.ts";

export interface TrustParts {
  /** Of the stack whose devices grant roles. */
  trusts(): Trusts | undefined;
  resolve(ref: string): Promise<DeviceId>;
  knowledge(device: DeviceId, protocol?: Protocol): Promise<Knowledge>;
  /** The device is taken on board again: it may allow now what it refused before. */
  onboard(device: DeviceId, actor: string): Promise<void>;
}

const role = z
  .looseObject({
    path: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    ours: z
      .boolean()
      .meta({ description: "It is assigned to this controller, or came with its certificate" }),
    permissions: z.array(
      z.looseObject({
        order: z.number(),
        targets: z.array(z.string()),
        letters: z.record(z.string(), z.string()),
      }),
    ),
  })
  .meta({ id: "ControllerRole" });

const trust = z
  .object({
    controller: z.string().nullable().meta({ description: "The row of this controller on the agent" }),
    assigned: z.array(z.string()),
    inherited: z.array(z.string()),
    roles: z.array(role),
    challenges: z.array(
      z.looseObject({
        path: z.string(),
        description: z.string(),
        enabled: z.boolean(),
        roles: z.array(z.object({ path: z.string(), name: z.string() })),
      }),
    ),
    lacks: z.array(z.string()).meta({ description: "Rights that onboarding needs and no role gives" }),
  })
  .meta({ id: "ControllerTrust" });

const question = z.object({
  challengeId: z.string(),
  instruction: z.string(),
  instructionType: z.string(),
  valueType: z.string(),
});

/** What an agent lets this gateway do, and raising it by challenge. */
export function trustRoutes(parts: TrustParts): readonly Route[] {
  const params = z.object({ id });
  const trusts = (): Trusts => {
    const found = parts.trusts();
    if (found === undefined)
      throw new Fault("operation.unsupported", { detail: "no device grants roles here" });
    return found;
  };
  const show = async (device: DeviceId) => ok(trusts().shown(await parts.knowledge(device, "usp")));
  const faults = [
    "operation.unsupported",
    "device.unreachable",
    "broker.unavailable",
    "device.denied",
    "device.fault",
    "device.quarantined",
  ] as const;
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}/trust",
      tag: "devices",
      summary: "The roles this controller has on an agent, as last read, and the challenges that raise them",
      permission: "viewer",
      params,
      faults: ["operation.unsupported"],
      replies: { 200: trust },
      handle: async ({ params: asked }) => show(await parts.resolve(asked.id)),
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}/trust:challenge",
      tag: "devices",
      summary: "Ask the agent for a challenge: what it wants to be told, and the id to answer with",
      permission: "operator",
      params,
      body: z.strictObject({ challenge: z.string().min(1).max(256), reason }),
      faults,
      replies: { 200: question },
      handle: async ({ params: asked, body }) =>
        ok(await trusts().challenge(await parts.resolve(asked.id), body.challenge)),
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}/trust:respond",
      tag: "devices",
      summary: "Answer a challenge: the value goes to the agent and is neither stored nor logged",
      permission: "admin",
      params,
      body: z.strictObject({
        challengeId: z.string().min(1).max(256),
        value: z.string().min(1).max(4096).meta({ description: "Text, unless encoding says base64" }),
        encoding: z.enum(["text", "base64"]).default("text"),
        reason,
      }),
      faults,
      replies: { 200: trust },
      handle: async ({ params: asked, body, principal }) => {
        const device = await parts.resolve(asked.id);
        const value = body.encoding === "text" ? Buffer.from(body.value).toString("base64") : body.value;
        await trusts().respond(device, body.challengeId, value);
        await parts.onboard(device, principal.id);
        return show(device);
      },
    }),
  ];
}
