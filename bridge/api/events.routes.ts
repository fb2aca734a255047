import type { Request } from "express";
import { z } from "zod";
import { type Clock, type DeviceId, Fault, type Log, type Metrics } from "#core";
import type { Bus } from "../events/bus.ts";
import {
  asPosition,
  comparePositions,
  type EventFilter,
  type FeedEvent,
  type Position,
} from "../events/feed.ts";
import type { EventPage, EventQuery } from "../events/read.ts";
import { id, instant, listOf, page, repeated } from "./common.schema.ts";
import { paged } from "./paged.ts";
import { type Context, type Reply, type Route, route } from "./route.ts";
import { showEvent, streamEvents } from "./stream.ts";

export interface EventParts {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  resolve(ref: string): Promise<DeviceId>;
  newest(): Promise<Position>;
  page(query: EventQuery): Promise<EventPage>;
  /** Whether the caller of a request may still read events. */
  allowed(request: Request): Promise<boolean>;
  /** The events a filter of API.md lets through. */
  eventMatcher(filter: string): (event: FeedEvent) => boolean;
}

const event = z
  .looseObject({
    specversion: z.literal("1.0"),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    subject: z.string(),
    time: z.string(),
    data: z.json(),
  })
  .meta({ id: "Event", description: "CloudEvents 1.0; sequence is the position in the feed" });

const position = z.string().regex(/^\d{1,15}-\d{1,15}$/, "not a position of the feed");
const which = {
  device: id.optional(),
  type: repeated(z.string().min(1).max(128)).optional(),
  filter: z.string().max(4096).optional(),
};
const listQuery = z.strictObject({
  ...which,
  ...page,
  after: position.optional(),
  from: instant.optional(),
  to: instant.optional(),
  order: z.enum(["asc", "desc"]).default("asc"),
});
type ListQuery = z.infer<typeof listQuery>;
const streamQuery = z.strictObject({ ...which, after: position.optional() });
type StreamQuery = z.infer<typeof streamQuery>;

/** Streams of one replica at a time; a further client is told to come back. */
const MAX_STREAMS = 1000;

/** The event feed, page by page and as a stream. */
export function eventRoutes(parts: EventParts): readonly Route[] {
  const open = { streams: 0 };
  return [
    route({
      method: "get",
      path: "/v1/events",
      tag: "events",
      summary: "Events of the fleet, from a position or in a time span",
      permission: "viewer",
      query: listQuery,
      faults: ["device.notFound"],
      replies: { 200: listOf(event) },
      handle: async ({ query, request }) => list(parts, request, query, await filterOf(parts, query)),
    }),
    route({
      method: "get",
      path: "/v1/devices/{id}/events",
      tag: "devices",
      summary: "Events of one device",
      permission: "viewer",
      params: z.object({ id }),
      query: listQuery,
      replies: { 200: listOf(event) },
      handle: async ({ params, query, request }) =>
        list(parts, request, query, await filterOf(parts, { ...query, device: params.id })),
    }),
    route({
      method: "get",
      path: "/v1/events/stream",
      tag: "events",
      summary:
        "Events as they happen (server-sent events); Last-Event-ID resumes, a named gap event tells what is lost",
      permission: "viewer",
      mediaType: "text/event-stream",
      query: streamQuery,
      headers: ["Last-Event-ID"],
      faults: ["device.notFound", "gateway.overloaded"],
      replies: { 200: null },
      handle: async (context) => {
        if (context.request.method === "HEAD")
          return { status: 200, headers: { "Content-Type": "text/event-stream" } };
        if (open.streams >= MAX_STREAMS)
          throw new Fault("gateway.overloaded", { detail: `${MAX_STREAMS} event streams are open` });
        const filter = await filterOf(parts, context.query);
        const after = firstPosition(context);
        const newest = await aheadOf(parts, after);
        const { response, signal, request } = context;
        open.streams++;
        parts.metrics.gauge("api_event_streams", open.streams);
        try {
          const { bus, clock, log } = parts;
          const allowed = (): Promise<boolean> => parts.allowed(request);
          const start = { after: newest ?? after, gapFrom: newest === undefined ? undefined : after };
          await streamEvents({ bus, clock, log, response, signal, filter, allowed, ...start });
        } finally {
          open.streams--;
          parts.metrics.gauge("api_event_streams", open.streams);
        }
        return "handled";
      },
    }),
  ];
}

async function list(
  parts: EventParts,
  request: Request,
  query: ListQuery,
  filter: EventFilter,
): Promise<Reply> {
  const asked = query.cursor ?? query.after;
  const after = asked === undefined ? undefined : asPosition(asked);
  const found = await parts.page({
    filter,
    order: query.order,
    limit: query.limit,
    ...(after === undefined ? {} : { after }),
    ...(query.from === undefined ? {} : { from: query.from }),
    ...(query.to === undefined ? {} : { to: query.to }),
  });
  const gap = found.gap === true || (query.order === "asc" && (await aheadOf(parts, after)) !== undefined);
  return paged(request, {
    items: found.items.map(showEvent),
    ...(found.next === undefined ? {} : { next: found.next }),
    ...(gap ? { gap: true } : {}),
  });
}

/** The newest position, when `after` lies beyond it: it is of a feed that is no more, and waiting for it would lose events. */
async function aheadOf(parts: EventParts, after: Position | undefined): Promise<Position | undefined> {
  if (after === undefined) return undefined;
  const newest = await parts.newest();
  return comparePositions(after, newest) > 0 ? newest : undefined;
}

async function filterOf(parts: EventParts, query: StreamQuery): Promise<EventFilter> {
  return {
    ...(query.device === undefined ? {} : { devices: [await parts.resolve(query.device)] }),
    ...(query.type === undefined ? {} : { types: query.type }),
    ...(query.filter === undefined ? {} : { match: parts.eventMatcher(query.filter) }),
  };
}

function firstPosition({ request, query }: Context<unknown, StreamQuery, unknown>): string | undefined {
  const header = request.headers["last-event-id"];
  const text = typeof header === "string" && header !== "" ? header : query.after;
  return text === undefined ? undefined : asPosition(text);
}
