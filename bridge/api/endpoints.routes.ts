import { z } from "zod";
import { type DeviceRecord, type Doctor, Fault } from "#core";
import { ok, type Route, route } from "./route.ts";

export interface EndpointParts {
  /** Of the stack of such names; undefined: no stack of this replica can tell. */
  doctor(): Doctor | undefined;
  /** The device of a USP endpoint id. */
  find(endpoint: string): Promise<DeviceRecord | undefined>;
}

const finding = z
  .object({
    endpoint: z.string(),
    what: z.string().meta({ description: "topic, responseTopic, endpointId, controllerId, login, acl, …" }),
    where: z.string().meta({ description: "A field of the record, a topic, a parameter" }),
    found: z.string(),
    expected: z.string(),
    advice: z.string(),
  })
  .meta({ id: "Finding" });

const examination = z
  .object({
    endpoint: z.string(),
    device: z
      .object({
        id: z.string(),
        enrolment: z.string(),
        presence: z.string(),
        lastSeenAt: z.string().nullable(),
      })
      .nullable(),
    probe: z.enum(["answered", "silent", "noReceiver", "unasked"]).meta({
      description:
        "It answered; the broker has a subscriber and no answer came; it has none; it could not be asked",
    }),
    findings: z.array(finding),
    seen: z
      .array(z.looseObject({ from: z.string(), to: z.string(), kind: z.string() }))
      .meta({ description: "Records this replica refused or was introduced by within a day, newest last" }),
  })
  .meta({ id: "Examination" });

/** Names at the transports, of devices that are known and of those that do not show up. */
export function endpointRoutes(parts: EndpointParts): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/v1/endpoints/{endpoint}:examine",
      tag: "devices",
      summary: "Why an agent does not show up: what was seen of its endpoint id, and what it says when asked",
      permission: "operator",
      params: z.object({ endpoint: z.string().min(1).max(256) }),
      faults: ["operation.unsupported"],
      replies: { 200: examination },
      handle: async ({ params: { endpoint } }) => {
        const doctor = parts.doctor();
        if (doctor === undefined)
          throw new Fault("operation.unsupported", { detail: "this replica has no transport of agents" });
        const found = await parts.find(endpoint);
        const told = await doctor.examine(endpoint, {
          onboarded: found?.snapshotAt !== undefined,
          ...(found === undefined ? {} : { enrolment: found.enrolment }),
        });
        return ok({ ...told, device: found === undefined ? null : deviceOf(found) });
      },
    }),
  ];
}

function deviceOf({ id, enrolment, presence, lastSeenAt }: DeviceRecord): object {
  return { id, enrolment, presence, lastSeenAt: lastSeenAt ?? null };
}
