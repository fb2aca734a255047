import { z } from "zod";
import { Fault, type DeviceId, type DeviceRecord, type Json, type JsonObject, type WakeResult } from "#core";
import type { State } from "../state/registry.ts";
import { filter, id, listOf, page } from "./common.schema.ts";
import { csv, wantsCsv } from "./csv.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";

export interface DeviceParts {
  readonly state: State;
  /** Queued and running operations, in the order of the devices. */
  counters(
    devices: readonly DeviceId[],
  ): Promise<readonly { readonly queued: number; readonly running: number }[]>;
  /** Rings the device now, whatever waits for it. */
  wake(device: DeviceRecord): Promise<WakeResult | undefined>;
}

const identity = z.strictObject({
  scheme: z.enum(["cwmp", "usp", "certificate"]),
  value: z.string().min(1).max(512),
});
const tags = z.array(z.string().min(1).max(64)).max(50);
const device = z
  .looseObject({
    id: z.string(),
    identities: z.array(identity),
    protocols: z.array(z.string()),
    presence: z.string(),
    enrolment: z.string(),
  })
  .meta({ id: "Device" });
const reason = z.strictObject({ reason: z.string().max(512).optional() });

const search = {
  filter,
  q: z.string().max(256).optional(),
  orderBy: z.string().max(64).optional(),
  count: z.enum(["exact", "none"]).default("none"),
  fields: z.string().max(1024).optional(),
  ...page,
};
const listQuery = z.strictObject(search);
const searchBody = z.strictObject({ ...search, filter: z.string().max(65_536).optional() });
type Search = z.infer<typeof listQuery>;

export function deviceRoutes(parts: DeviceParts): readonly Route[] {
  return [...listRoutes(parts), ...oneDevice(parts), ...verbs(parts)];
}

function listRoutes(parts: DeviceParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/devices",
      tag: "devices",
      summary: "Devices of both protocols, by filter",
      permission: "viewer",
      query: listQuery,
      replies: { 200: listOf(device) },
      handle: (context) => list(parts, context.query, context),
    }),
    route({
      method: "post",
      path: "/v1/devices/search",
      tag: "devices",
      summary: "The same as GET, for long filters",
      safe: true,
      permission: "viewer",
      body: searchBody,
      replies: { 200: listOf(device) },
      handle: (context) => list(parts, context.body, context),
    }),
    route({
      method: "post",
      path: "/v1/devices",
      tag: "devices",
      summary: "Announce a device before it comes",
      permission: "operator",
      body: z.strictObject({
        identities: z.array(identity).min(1).max(8),
        credentials: z
          .strictObject({ username: z.string().min(1).max(256), password: z.string().min(8).max(256) })
          .optional(),
        tags: tags.default([]),
        label: z.string().max(256).optional(),
        attributes: z.record(z.string().regex(/^\w{1,64}$/), z.string().max(256)).default({}),
      }),
      replies: { 201: device },
      handle: async ({ body }) => {
        const { credentials, label, ...rest } = body;
        const made = await parts.state.preregister({
          ...rest,
          ...(credentials === undefined ? {} : { credentials }),
          ...(label === undefined ? {} : { label }),
        });
        return {
          status: 201,
          body: await shown(parts, made),
          headers: { Location: `/v1/devices/${made}` },
          target: made,
        };
      },
    }),
  ];
}

function oneDevice(parts: DeviceParts): readonly Route[] {
  const params = z.object({ id });
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}",
      tag: "devices",
      summary: "One device, by its id or any of its identities",
      permission: "viewer",
      params,
      replies: { 200: device },
      handle: async ({ params: asked }) => withTag(parts, await parts.state.resolve(asked.id)),
    }),
    route({
      method: "patch",
      path: "/v1/devices/{id}",
      tag: "devices",
      summary: "Change tags, label and attributes; with If-Match only if the device has not changed",
      permission: "operator",
      params,
      body: z.strictObject({
        tags: tags.optional(),
        label: z.string().max(256).nullable().optional(),
        attributes: z.record(z.string().regex(/^\w{1,64}$/), z.string().max(256).nullable()).optional(),
      }),
      replies: { 200: device },
      handle: async ({ params: asked, body, request }) => {
        const found = await parts.state.resolve(asked.id);
        const match = /^"(\d+)"$/.exec(request.headers["if-match"] ?? "")?.[1];
        if (request.headers["if-match"] !== undefined && match === undefined)
          throw new Fault("request.precondition");
        const { tags: newTags, label, attributes } = body;
        const patch = {
          ...(newTags === undefined ? {} : { tags: newTags }),
          ...(label === undefined ? {} : { label }),
          ...(attributes === undefined ? {} : { attributes }),
        };
        await parts.state.patch(found, patch, match);
        return withTag(parts, found);
      },
    }),
    route({
      method: "delete",
      path: "/v1/devices/{id}",
      tag: "devices",
      summary: "Forget a device, its snapshot, credentials and queue",
      permission: "admin",
      params,
      replies: { 204: null },
      handle: async ({ params: asked }) => {
        await parts.state.remove(await parts.state.resolve(asked.id));
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/v1/devices/{id}/identities",
      tag: "devices",
      summary: "The names a device is known by",
      permission: "viewer",
      params,
      replies: { 200: listOf(identity) },
      handle: async ({ params: asked }) => ok({ items: (await parts.state.device(asked.id)).identities }),
    }),
  ];
}

function verbs({ state, wake, ...rest }: DeviceParts): readonly Route[] {
  const params = z.object({ id });
  const parts: DeviceParts = { state, wake, ...rest };
  const verb = (name: string, summary: string, act: (device: DeviceId) => Promise<void>): Route =>
    route({
      method: "post",
      path: `/v1/devices/{id}:${name}`,
      tag: "devices",
      summary,
      permission: "operator",
      params,
      body: reason,
      replies: { 200: device },
      handle: async ({ params: asked }) => {
        const found = await state.resolve(asked.id);
        await act(found);
        return withTag(parts, found);
      },
    });
  return [
    verb("approve", "Let a quarantined device in", (found) => state.approve(found)),
    verb("quarantine", "Shut a device out until it is approved", (found) => state.quarantine(found)),
    route({
      method: "post",
      path: "/v1/devices/{id}:wake",
      tag: "devices",
      summary: "Ask the device for a session now",
      permission: "operator",
      params,
      body: reason,
      replies: { 200: z.object({ state: z.string(), method: z.string(), detail: z.string().optional() }) },
      handle: async ({ params: asked }) => {
        const result = await wake(await state.device(asked.id));
        if (result === undefined)
          throw new Fault("device.unreachable", { detail: "no stack of this replica can reach the device" });
        return ok(result);
      },
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}:merge",
      tag: "devices",
      summary: "Make two devices one: the other device's identities join this one",
      permission: "admin",
      params,
      body: z.strictObject({ with: id, reason: z.string().max(512).optional() }),
      replies: { 200: device },
      handle: async ({ params: asked, body }) => {
        const [kept, gone] = await Promise.all([state.resolve(asked.id), state.resolve(body.with)]);
        if (kept === gone)
          throw new Fault("request.unprocessable", { detail: "these are one device already" });
        await state.merge(kept, gone);
        return withTag(parts, kept);
      },
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}:split",
      tag: "devices",
      summary: "Make one identity a device of its own",
      permission: "admin",
      params,
      body: z.strictObject({ identity, reason: z.string().max(512).optional() }),
      replies: { 200: device },
      handle: async ({ params: asked, body }) =>
        ok(await shown(parts, await state.split(await state.resolve(asked.id), body.identity))),
    }),
  ];
}

async function list(
  parts: DeviceParts,
  asked: Search,
  { request }: Context<unknown, unknown, unknown>,
): Promise<Reply> {
  const found = await parts.state.list({
    limit: asked.limit,
    count: asked.count === "exact" || asked.limit === 0,
    ...(asked.filter === undefined ? {} : { filter: asked.filter }),
    ...(asked.q === undefined ? {} : { q: asked.q }),
    ...(asked.orderBy === undefined ? {} : { orderBy: asked.orderBy }),
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
  });
  const fields = asked.fields?.split(",").map((name) => name.trim());
  const rows = (await withCounters(parts, found.items)).map((row) => pick(row, fields));
  const next = found.next;
  const link: Record<string, string> =
    next === undefined ? {} : { Link: `<${pageUrl(request.originalUrl, next)}>; rel="next"` };
  if (wantsCsv(request)) return csv(rows, fields ?? CSV_COLUMNS, link);
  const body = {
    items: rows,
    ...(next === undefined ? {} : { next }),
    ...(found.total === undefined ? {} : { total: found.total }),
  };
  return ok(body, link);
}

const CSV_COLUMNS = [
  "id",
  "activeProtocol",
  "presence",
  "manufacturer",
  "modelName",
  "serialNumber",
  "softwareVersion",
  "address",
  "lastSeenAt",
  "tags",
  "label",
] as const;

function pageUrl(original: string, cursor: string): string {
  const url = new URL(original, "http://localhost");
  url.searchParams.set("cursor", cursor);
  return url.pathname + url.search;
}

function pick(row: JsonObject, fields: readonly string[] | undefined): JsonObject {
  if (fields === undefined) return row;
  const unknown = fields.find((name) => !/^\w+$/.test(name));
  if (unknown !== undefined)
    throw new Fault("request.invalid", { detail: `fields: ${JSON.stringify(unknown)} is not a field` });
  return Object.fromEntries(
    ["id", ...fields].filter((name) => name in row).map((name) => [name, row[name] ?? null]),
  );
}

async function withCounters(
  parts: DeviceParts,
  records: readonly DeviceRecord[],
): Promise<readonly JsonObject[]> {
  const counters = await parts.counters(records.map((record) => record.id));
  return records.map(
    (record, i) => ({ ...record, operations: counters[i] ?? record.operations }) as unknown as JsonObject,
  );
}

async function shown(parts: DeviceParts, found: DeviceId): Promise<Json> {
  const [row] = await withCounters(parts, [await parts.state.device(found)]);
  return row ?? null;
}

async function withTag(parts: DeviceParts, found: DeviceId): Promise<Reply> {
  const [body, revision] = await Promise.all([shown(parts, found), parts.state.revision(found)]);
  return ok(body, { ETag: `"${revision}"` });
}
