import { z } from "zod";
import {
  type Clock,
  type DeviceId,
  type DeviceRecord,
  type Json,
  type JsonObject,
  schemaOf,
  toJson,
} from "#core";
import type { HistoryPage, HistoryPoint, HistoryQuery } from "../state/history.read.ts";
import { id, instant, listOf, page, repeated, wire } from "./common.schema.ts";
import { streamCsv, wantsCsv } from "./csv.ts";
import { paged } from "./paged.ts";
import { type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface HistoryParts {
  readonly clock: Clock;
  /** A device by its id or any identity; `device.notFound`. */
  device(ref: string): Promise<DeviceRecord>;
  history(device: DeviceId, query: HistoryQuery): Promise<HistoryPage>;
}

const COLUMNS = ["path", "at", "value"] as const;
/** Points of one look while a CSV is written. */
const CSV_PAGE = 1000;

const point = z
  .object({ path: z.string(), at: z.string(), value: wire })
  .meta({ id: "HistoryPoint", description: "The value since then, until the next one" });

const query = z.strictObject({
  path: repeated(
    z
      .string()
      .max(2048)
      .regex(/^Device\.[\w.*-]*$/, "a path of TR-181, * for any instance, a dot at the end for all below"),
  ).optional(),
  from: instant.optional(),
  to: instant.optional(),
  ...page,
});

/** What chosen parameters of a device were. */
export function historyRoutes(parts: HistoryParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}/history",
      tag: "devices",
      summary:
        "The values that chosen parameters had (CAUSEWAY_HISTORY_PARAMETERS), by path and time; Accept: text/csv gives all of them as CSV",
      permission: "viewer",
      params: z.object({ id }),
      query,
      replies: { 200: listOf(point) },
      handle: async (context) => {
        const { params, query: asked, request } = context;
        const { id: device } = await parts.device(params.id);
        const wanted: HistoryQuery = {
          paths: asked.path,
          from: asked.from,
          to: asked.to,
          limit: asked.limit,
          cursor: asked.cursor,
        };
        if (wantsCsv(request)) {
          const everything = all(parts, device, { ...wanted, limit: CSV_PAGE });
          await streamCsv({ ...context, clock: parts.clock }, COLUMNS, everything, "history");
          return "handled";
        }
        const { items, ...more } = await parts.history(device, wanted);
        return paged(request, { items: items.map(shown), ...more });
      },
    }),
  ];
}

async function* all(
  parts: HistoryParts,
  device: DeviceId,
  wanted: HistoryQuery,
): AsyncGenerator<readonly JsonObject[]> {
  for (let cursor = wanted.cursor; ;) {
    const { items, next } = await parts.history(device, { ...wanted, cursor });
    yield items.map(shown);
    if (next === undefined) return;
    cursor = next;
  }
}

function shown({ path, at, value }: HistoryPoint): JsonObject {
  const schema = schemaOf(path);
  const typed: Json = schema === undefined ? value : toJson(schema.type, value);
  return { path, at: time(at), value: typed };
}
