import { z } from "zod";
import { deviceFields } from "../state/filter.compile.ts";
import type { State } from "../state/registry.ts";
import { filter, listOf } from "./common.schema.ts";
import { type FieldDescription, recordFields } from "./matcher.ts";
import { ok, type Route, route } from "./route.ts";

const row = z
  .object({ field: z.string(), type: z.string(), operators: z.array(z.string()), orderable: z.boolean() })
  .meta({ id: "Field" });

/** What filters, groups and orders can be made of, for completion in clients. */
export function fieldRoutes(state: State, indexed: Parameters<typeof deviceFields>[0]): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/fields",
      tag: "fleet",
      summary: "Fields of a resource: type, operators, whether lists can be ordered by them",
      permission: "viewer",
      query: z.strictObject({
        resource: z.enum(["devices", "operations", "events", "audit", "files"]).default("devices"),
      }),
      replies: { 200: listOf(row) },
      handle: async ({ query: { resource } }) =>
        ok({ items: resource === "devices" ? fieldsOfDevices(indexed) : recordFields(resource) }),
    }),
    route({
      method: "get",
      path: "/v1/fields/{field}/values",
      tag: "fleet",
      summary: "The values devices have of a field, with counts, most frequent first",
      permission: "viewer",
      params: z.object({ field: z.string().min(1).max(300) }),
      query: z.strictObject({ prefix: z.string().max(256).default(""), filter }),
      replies: {
        200: z.object({ items: z.array(z.object({ value: z.string(), count: z.number().int() })) }),
      },
      handle: async ({ params, query }) =>
        ok({ items: await state.values(params.field, query.prefix, query.filter) }),
    }),
  ];
}

function fieldsOfDevices(indexed: Parameters<typeof deviceFields>[0]): readonly FieldDescription[] {
  return [...deviceFields(indexed)].map(([field, { kind: type, operators, orderable }]) => ({
    field,
    type,
    operators,
    orderable: orderable === true,
  }));
}
