import { z } from "zod";
import { Fault, type OperationState } from "#core";
import type { State } from "../state/registry.ts";
import { filter } from "./common.schema.ts";
import { STATES } from "./operation.reply.ts";
import { ok, type Reply, type Route, route } from "./route.ts";

/** Numbers of operations in the ledger. */
export interface Counts {
  operations(): Promise<number>;
  inState(state: Exclude<OperationState, "succeeded">): Promise<number>;
}

/** Counts over the fleet, from indexes. */
export function fleetRoutes(state: State, counts: Counts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/fleet/aggregate",
      tag: "fleet",
      summary: "How many devices have which values, by up to two fields",
      permission: "viewer",
      query: z.strictObject({
        resource: z.enum(["devices", "operations"]).default("devices"),
        groupBy: z.string().min(1).max(256).optional(),
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
        query.resource === "devices" ? devices(state, query) : operations(counts, query),
    }),
  ];
}

interface Query {
  readonly groupBy?: string | undefined;
  readonly filter?: string | undefined;
  readonly q?: string | undefined;
}

async function devices(
  state: State,
  { groupBy = "activeProtocol", filter: wanted, q }: Query,
): Promise<Reply> {
  return ok(
    await state.aggregate({
      groupBy: groupBy.split(",").map((name) => name.trim()),
      ...(wanted === undefined ? {} : { filter: wanted }),
      ...(q === undefined ? {} : { q }),
    }),
  );
}

/** Operations are counted by state, as the ledger's indexes have them. */
async function operations(counts: Counts, { groupBy = "state", filter: wanted, q }: Query): Promise<Reply> {
  if (groupBy !== "state" || wanted !== undefined || q !== undefined) {
    throw new Fault("request.invalid", {
      detail: "operations are counted by state, all of them: groupBy=state",
    });
  }
  const total = await counts.operations();
  const indexed = STATES.filter((state) => state !== "succeeded");
  const found = await Promise.all(
    indexed.map(async (state) => ({ key: { state }, count: await counts.inState(state) })),
  );
  const others = found.reduce((sum, { count }) => sum + count, 0);
  const succeeded = { key: { state: "succeeded" }, count: Math.max(0, total - others) };
  const groups = [succeeded, ...found].filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  return ok({ groups, total });
}
