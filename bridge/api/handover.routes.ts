import { z } from "zod";
import type { Credential, DeviceId, DeviceRecord, Knowledge, Protocol } from "#core";
import { id } from "./common.schema.ts";
import { ok, type Route, route } from "./route.ts";

export interface HandoverParts {
  /** A device by its id or any identity; `device.notFound`. */
  device(ref: string): Promise<DeviceRecord>;
  knowledge(device: DeviceId, protocol?: Protocol): Promise<Knowledge>;
  /** The CPE's own, newest first. */
  logins(device: DeviceId): Promise<readonly Credential[]>;
}

const text = z.string().optional();

/** What another ACS needs of a CPE, by the columns of an import. */
const handover = z
  .object({
    cwmp: text,
    usp: text,
    username: text,
    password: text,
    connectionRequestUrl: text,
    connectionRequestUsername: text,
    connectionRequestPassword: text,
    tags: text,
    label: text,
  })
  .meta({ id: "Handover", description: "By the columns of an import; what is not known is absent" });

/** The third door through which secrets leave the gateway: with the devices they are of. Audited with the reason. */
export function handoverRoutes(parts: HandoverParts): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/v1/devices/{id}/credentials:read",
      tag: "redirects",
      summary:
        "What another ACS needs to serve the CPE: its names and passwords in clear; audited with the reason",
      permission: { role: "admin", scope: "secret:read" },
      params: z.object({ id }),
      body: z.strictObject({ reason: z.string().min(1).max(512) }),
      replies: { 200: handover },
      handle: async ({ params }) => {
        const device = await parts.device(params.id);
        return { ...ok(await handoverOf(parts, device)), target: device.id };
      },
    }),
  ];
}

async function handoverOf(
  parts: HandoverParts,
  { id: device, identities, tags, label }: DeviceRecord,
): Promise<z.infer<typeof handover>> {
  const [login] = await parts.logins(device);
  const { memory, secrets, values } = await parts.knowledge(device, "cwmp");
  const nameOf = (scheme: string) => identities.find((identity) => identity.scheme === scheme)?.value;
  const told = ["Device.", "InternetGatewayDevice."]
    .map((root) => values.get(`${root}ManagementServer.ConnectionRequestURL`)?.value)
    .find((value) => value !== undefined && value !== "");
  const noted = (name: string) => (typeof memory[name] === "string" ? memory[name] : undefined);
  const all = {
    cwmp: nameOf("cwmp"),
    usp: nameOf("usp"),
    username: login?.username,
    password: login?.password,
    connectionRequestUrl: told ?? noted("connectionRequestUrl"),
    connectionRequestUsername: noted("connectionRequestUsername"),
    connectionRequestPassword: secrets["connectionRequestPassword"],
    tags: tags.length === 0 ? undefined : tags.join(";"),
    label: label ?? undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
