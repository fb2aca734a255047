import { z } from "zod";
import { Fault } from "#core";
import type { EventFilter, FeedEvent } from "../events/feed.ts";
import type { EventTally } from "../events/read.ts";
import type { OperationCount } from "../operate/ledger.ts";
import type { State } from "../state/registry.ts";
import { filter } from "./common.schema.ts";
import { COUNT_FIELDS } from "./fields.table.ts";
import { ok, type Reply, type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface FleetParts {
  readonly state: State;
  /** Every operation, by state, type and priority. */
  operations(): Promise<readonly OperationCount[]>;
  /** Events by type, all of them. */
  eventCounts(match: (type: string) => boolean): Promise<EventTally>;
  /** Events by type, as far as they are looked at. */
  events(wanted: EventFilter): Promise<EventTally>;
  countMatcher(text: string): (count: OperationCount) => boolean;
  eventMatcher(text: string): (event: FeedEvent) => boolean;
  /** Undefined for a filter that asks for more than the type. */
  typeMatcher(text: string): ((type: string) => boolean) | undefined;
}

/** Counts over the fleet, from indexes and counters. */
export function fleetRoutes(parts: FleetParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/fleet/aggregate",
      tag: "fleet",
      summary:
        "How many devices, operations or events have which values, by up to two fields (operations: state, type, priority; events: type)",
      permission: "viewer",
      query: z.strictObject({
        resource: z.enum(["devices", "operations", "events"]).default("devices"),
        groupBy: z.string().min(1).max(256).optional(),
        filter,
        q: z.string().max(256).optional(),
      }),
      replies: {
        200: z.object({
          groups: z.array(z.object({ key: z.record(z.string(), z.string()), count: z.number().int() })),
          total: z.number().int(),
          truncated: z.boolean().meta({
            description:
              "Older events were not looked at; only for events filtered by more than their type, never for devices and operations",
          }),
          since: z.string().optional().meta({
            format: "date-time",
            description: "When the oldest event that was looked at was stored",
          }),
        }),
      },
      handle: async ({ query }) => {
        if (query.resource === "devices") return devices(parts, query);
        if (query.q !== undefined)
          throw new Fault("request.unprocessable", { detail: "q: only devices are looked for so" });
        return query.resource === "operations" ? operations(parts, query) : events(parts, query);
      },
    }),
  ];
}

interface Query {
  readonly groupBy?: string | undefined;
  readonly filter?: string | undefined;
  readonly q?: string | undefined;
}

async function devices(
  { state }: FleetParts,
  { groupBy = "activeProtocol", filter: wanted, q }: Query,
): Promise<Reply> {
  const found = await state.aggregate({
    groupBy: names(groupBy),
    ...(wanted === undefined ? {} : { filter: wanted }),
    ...(q === undefined ? {} : { q }),
  });
  return ok({ ...found, truncated: false });
}

/** Operations are counted by what the ledger keeps counters of. */
async function operations(parts: FleetParts, { groupBy = "state", filter: wanted }: Query): Promise<Reply> {
  const fields = names(groupBy);
  const unknown = fields.find((name) => !Object.hasOwn(COUNT_FIELDS, name));
  if (unknown !== undefined || fields.length > 2) {
    throw new Fault("request.invalid", {
      detail: `operations are counted by one or two of ${Object.keys(COUNT_FIELDS).join(", ")}`,
    });
  }
  const match = wanted === undefined ? () => true : parts.countMatcher(wanted);
  const groups = new Map<string, { readonly key: Record<string, string>; count: number }>();
  let total = 0;
  for (const cell of (await parts.operations()).filter(match)) {
    const key = Object.fromEntries(fields.map((name) => [name, String(COUNT_FIELDS[name]?.get(cell))]));
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, count: 0 };
    groups.set(text, group);
    group.count += cell.count;
    total += cell.count;
  }
  return ok({ groups: sorted([...groups.values()]), total, truncated: false });
}

async function events(parts: FleetParts, { groupBy = "type", filter: wanted }: Query): Promise<Reply> {
  if (groupBy.trim() !== "type")
    throw new Fault("request.invalid", { detail: "events are counted by their type: groupBy=type" });
  const byType = wanted === undefined ? () => true : parts.typeMatcher(wanted);
  const found = await (byType === undefined
    ? parts.events({ match: parts.eventMatcher(wanted ?? "") })
    : parts.eventCounts(byType));
  const groups = Array.from(found.counts, ([type, count]) => ({ key: { type }, count }));
  return ok({
    groups: sorted(groups),
    total: groups.reduce((sum, { count }) => sum + count, 0),
    truncated: found.truncated,
    // A position begins with the time of storing.
    ...(found.since === undefined ? {} : { since: time(Number.parseInt(found.since, 10)) }),
  });
}

function names(groupBy: string): string[] {
  return groupBy.split(",").map((name) => name.trim());
}

function sorted<T extends { readonly count: number }>(groups: readonly T[]): readonly T[] {
  return groups.toSorted((a, b) => b.count - a.count);
}
