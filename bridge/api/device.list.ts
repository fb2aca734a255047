import type { Request, Response } from "express";
import { z } from "zod";
import { Fault, type JsonObject } from "#core";
import type { DeviceQuery } from "../state/query.types.ts";
import { filter, listOf, page } from "./common.schema.ts";
import { streamCsv, wantsCsv } from "./csv.ts";
import { DEVICE_COLUMNS, deviceRow } from "./device.schema.ts";
import { type DeviceParts, withCounters } from "./device.show.ts";
import { paged } from "./paged.ts";
import { type Reply, type Route, route } from "./route.ts";

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
/** Devices of one look at the registry while a CSV is written. */
const CSV_PAGE = 500;

/** Devices by filter, as JSON pages or as one CSV of everything that matches. */
export function deviceListRoutes(parts: DeviceParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/devices",
      tag: "devices",
      summary: "Devices of both protocols, by filter; Accept: text/csv gives all that match, as CSV",
      permission: "viewer",
      query: listQuery,
      replies: { 200: listOf(deviceRow) },
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
      replies: { 200: listOf(deviceRow) },
      handle: (context) => list(parts, context.body, context),
    }),
  ];
}

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly signal: AbortSignal;
}

async function list(parts: DeviceParts, asked: Search, context: Asked): Promise<Reply | "handled"> {
  const columns = columnsOf(asked.fields);
  const query: DeviceQuery = {
    limit: asked.limit,
    count: asked.count === "exact" || asked.limit === 0,
    ...(asked.filter === undefined ? {} : { filter: asked.filter }),
    ...(asked.q === undefined ? {} : { q: asked.q }),
    ...(asked.orderBy === undefined ? {} : { orderBy: asked.orderBy }),
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
  };
  if (wantsCsv(context.request)) {
    await streamCsv({ ...context, clock: parts.clock }, columns ?? CSV_COLUMNS, everything(parts, query));
    return "handled";
  }
  const found = await parts.state.list(query);
  const { next, total } = found;
  const rows = (await withCounters(parts, found.items)).map((row) => pick(row, columns));
  return paged(context.request, {
    items: rows,
    ...(next === undefined ? {} : { next }),
    ...(total === undefined ? {} : { total }),
  });
}

/** Page after page of all that matches, from the cursor on. */
async function* everything(parts: DeviceParts, query: DeviceQuery): AsyncGenerator<readonly JsonObject[]> {
  for (let cursor = query.cursor; ;) {
    const { items, next } = await parts.state.list({
      ...query,
      limit: CSV_PAGE,
      count: false,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield await withCounters(parts, items);
    if (next === undefined) return;
    cursor = next;
  }
}

function columnsOf(fields: string | undefined): readonly string[] | undefined {
  const names = fields?.split(",").map((name) => name.trim());
  const unknown = names?.find((name) => !DEVICE_COLUMNS.includes(name));
  if (unknown === undefined) return names;
  const detail = `fields: ${JSON.stringify(unknown)} is none of ${DEVICE_COLUMNS.join(", ")}`;
  throw new Fault("request.invalid", { detail });
}

function pick(row: JsonObject, columns: readonly string[] | undefined): JsonObject {
  if (columns === undefined) return row;
  const names = ["id", ...columns].filter((name) => name in row);
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
