import { z } from "zod";
import { Fault } from "#core";
import type { Rules } from "../state/rules.ts";
import { id, listOf, reason, reasonOnly } from "./common.schema.ts";
import { ok, type Route, route } from "./route.ts";

const word = z.string().min(1).max(128).optional();
const conditions = {
  name: z.string().min(1).max(128),
  oui: z
    .string()
    .regex(/^[0-9A-Fa-f]{6}$/, "six hexadecimal digits")
    .optional(),
  manufacturer: word,
  productClass: word,
  modelName: word,
  cidr: z.string().max(64).optional().meta({ description: "The device's source address lies in it" }),
  certificate: z
    .string()
    .regex(/^(?:[0-9a-f]{64}|named)$/, "SHA-256 fingerprint, lower-case hexadecimal, or `named`")
    .optional()
    .meta({
      description: "Fingerprint of the client certificate; `named`: any whose name is the device's own",
    }),
  group: word.meta({ description: "User name of a group credential that the device proved" }),
};
const rule = z
  .object({ ...conditions, id: z.string(), createdAt: z.string(), createdBy: z.string() })
  .meta({ id: "EnrolmentRule", description: "Every condition that is given must hold" });

/** Who is let in without an operator. */
export function enrolmentRoutes(rules: Rules): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/enrolment-rules",
      tag: "administration",
      summary: "Rules that let unknown devices in",
      permission: "viewer",
      replies: { 200: listOf(rule) },
      handle: async () => ok({ items: await rules.list() }),
    }),
    route({
      method: "post",
      path: "/v1/enrolment-rules",
      tag: "administration",
      summary: "Let in devices that fit all given conditions; every replica applies it within 5 s",
      permission: "admin",
      body: z.strictObject({ ...conditions, reason }),
      replies: { 201: rule },
      handle: async ({ body, principal }) => {
        const { reason: _reason, ...wanted } = body;
        const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
        const made = await rules.add(Object.fromEntries(given) as { name: string }, principal.id);
        return {
          status: 201,
          body: made,
          headers: { Location: `/v1/enrolment-rules/${made.id}` },
          target: made.id,
        };
      },
    }),
    route({
      method: "delete",
      path: "/v1/enrolment-rules/{id}",
      tag: "administration",
      summary: "Remove a rule; devices it let in stay",
      permission: "admin",
      params: z.object({ id }),
      query: reasonOnly,
      replies: { 204: null },
      handle: async ({ params }) => {
        if (!(await rules.remove(params.id)))
          throw new Fault("request.notFound", { detail: `there is no rule ${params.id}` });
        return { status: 204 };
      },
    }),
  ];
}
