import { z } from "zod";
import type { State } from "../state/registry.ts";
import { filter } from "./common.schema.ts";
import { ok, type Route, route } from "./route.ts";

/** Counts over the fleet, from indexes. */
export function fleetRoutes(state: State): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/fleet/aggregate",
      tag: "fleet",
      summary: "How many devices have which values, by up to two fields",
      permission: "viewer",
      query: z.strictObject({
        resource: z.literal("devices").default("devices"),
        groupBy: z.string().min(1).max(256).default("activeProtocol"),
        filter,
        q: z.string().max(256).optional(),
      }),
      replies: {
        200: z.object({
          groups: z.array(z.object({ key: z.record(z.string(), z.string()), count: z.number().int() })),
          total: z.number().int(),
        }),
      },
      handle: async ({ query }) =>
        ok(
          await state.aggregate({
            groupBy: query.groupBy.split(",").map((name) => name.trim()),
            ...(query.filter === undefined ? {} : { filter: query.filter }),
            ...(query.q === undefined ? {} : { q: query.q }),
          }),
        ),
    }),
    route({
      method: "get",
      path: "/v1/fields/{field}/values",
      tag: "fleet",
      summary: "The values devices have of a field, with counts, most frequent first",
      permission: "viewer",
      params: z.object({ field: z.string().min(1).max(64) }),
      query: z.strictObject({ prefix: z.string().max(256).default(""), filter }),
      replies: {
        200: z.object({ items: z.array(z.object({ value: z.string(), count: z.number().int() })) }),
      },
      handle: async ({ params, query }) =>
        ok({ items: await state.values(params.field, query.prefix, query.filter) }),
    }),
  ];
}
