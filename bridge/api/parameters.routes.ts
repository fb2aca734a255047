import { z } from "zod";
import {
  type DeviceId,
  Fault,
  FAULT,
  type Json,
  type JsonObject,
  type NativeValue,
  type Parameter,
  type Protocol,
} from "#core";
import { isSecretPath } from "../state/secret.ts";
import { id, instant, integer, page, preferredWait, repeated, wire } from "./common.schema.ts";
import { type LiveParts, nativeParameters, readParameters } from "./live.ts";
import { problemDocument } from "./problem.ts";
import { ok, type Reply, type Route, route } from "./route.ts";
import { showParameter, time } from "./view.ts";

export interface ParameterParts extends LiveParts {
  /** The device behind an id or any identity; `device.notFound`. */
  resolve(ref: string): Promise<DeviceId>;
}

/** How long a read with `maxAge` waits for the device when the client does not say. */
const PATIENCE_MS = 20_000;

const query = z.strictObject({
  path: repeated(z.string().min(1).max(2048)).default(["Device."]),
  model: z.enum(["tr181", "native"]).default("tr181"),
  maxAge: integer(0, 31_536_000).optional(),
  depth: integer(0, 64).default(0),
  changedSince: instant.optional(),
  form: z.enum(["rows", "columns"]).default("rows"),
  ...page,
});
type ParameterQuery = z.infer<typeof query>;

const parameter = z
  .looseObject({
    path: z.string(),
    value: wire,
    type: z.string(),
    writable: z.boolean(),
    at: z.string(),
    source: z.looseObject({}),
    secret: z.boolean().optional(),
  })
  .meta({ id: "Parameter" });

const answer = z.object({
  items: z.array(parameter).optional(),
  columns: z.record(z.string(), z.array(wire)).optional(),
  missing: z.array(z.looseObject({ path: z.string(), code: z.string() })),
  children: z.record(z.string(), z.number()),
  next: z.string().optional(),
  total: z.number().int().optional(),
});

export function parameterRoutes(parts: ParameterParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}/parameters",
      tag: "devices",
      summary: "Parameters of a device as TR-181 (or natively), from the snapshot or live",
      permission: "viewer",
      params: z.object({ id }),
      query,
      replies: { 200: answer },
      handle: async ({ params, query: asked, principal, request, requestId, signal }) => {
        const device = await parts.resolve(params.id);
        if (asked.model === "native") return ok(await native(parts, device, asked));
        const waitMs = preferredWait(request.headers["prefer"]) || PATIENCE_MS;
        const read = await readParameters(parts, device, {
          paths: asked.path,
          maxAge: asked.maxAge,
          depth: asked.depth,
          actor: principal.id,
          waitMs,
          signal,
        });
        const body = pageOf(
          read.items.filter(({ at }) => at >= (asked.changedSince ?? 0)),
          asked,
          read.missing as unknown as Json,
        );
        return read.unreached === undefined ? ok(body) : unreachable(body, read.unreached, requestId);
      },
    }),
  ];
}

/** 504 with what is known, and where the read goes on. */
function unreachable(body: JsonObject, operation: string, requestId: string): Reply {
  const fault = new Fault("device.unreachable", { operation });
  return {
    status: FAULT["device.unreachable"].status,
    headers: { "Content-Type": "application/problem+json", Location: `/v1/operations/${operation}` },
    body: { ...problemDocument(fault, `urn:uuid:${requestId}`), ...body },
  };
}

async function native(parts: ParameterParts, device: DeviceId, asked: ParameterQuery): Promise<JsonObject> {
  const knowledge = await parts.knowledge(device);
  const everything = asked.path.length === 1 && asked.path[0] === "Device.";
  const values = everything ? [...knowledge.values.values()] : nativeParameters(knowledge, asked.path);
  const { rows, next } = cut(values, asked);
  const items = rows.map((value) => showNative(value, knowledge.protocol));
  return {
    items,
    missing: [],
    children: childCounts(
      values.map(({ path }) => path),
      asked.path,
    ),
    ...next,
  };
}

function showNative({ path, value, type, writable, at }: NativeValue, protocol: Protocol): JsonObject {
  const about = {
    type,
    writable: writable ?? false,
    at: time(at),
    source: { path, protocol, kind: "exact" },
  };
  return isSecretPath(path) && value !== ""
    ? { path, value: null, secret: true, ...about }
    : { path, value, ...about };
}

function pageOf(parameters: readonly Parameter[], asked: ParameterQuery, missing: Json): JsonObject {
  const { rows, next } = cut(parameters, asked);
  const shown = rows.map(showParameter);
  const children = childCounts(
    parameters.map(({ path }) => path),
    asked.path,
  );
  return {
    ...(asked.form === "rows" ? { items: shown } : { columns: columnsOf(shown) }),
    missing,
    children,
    ...next,
  };
}

/** Cursors are paths: a page begins after the path of the last one, wherever that stands by then. */
function cut<T extends { readonly path: string }>(
  all: readonly T[],
  { limit, cursor }: ParameterQuery,
): { rows: readonly T[]; next: JsonObject } {
  const sorted = all.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const after = cursor === undefined ? "" : pathOf(cursor);
  const rest = sorted.filter(({ path }) => path > after);
  const rows = rest.slice(0, limit);
  const last = rows.at(-1);
  if (limit === 0) return { rows, next: { total: all.length } };
  const more = rest.length > rows.length && last !== undefined;
  return { rows, next: more ? { next: Buffer.from(last.path).toString("base64url") } : {} };
}

function pathOf(cursor: string): string {
  const path = Buffer.from(cursor, "base64url").toString("utf8");
  if (Buffer.from(path).toString("base64url") === cursor && /^[\w.{}-]+$/.test(path)) return path;
  throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
}

function columnsOf(rows: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(
    ["path", "value", "type", "writable", "at"].map((name) => [name, rows.map((row) => row[name] ?? null)]),
  );
}

/** For every direct child object below the asked object paths: how many parameters it holds. */
function childCounts(paths: readonly string[], asked: readonly string[]): JsonObject {
  const counts: Record<string, number> = {};
  for (const prefix of asked.filter((path) => path.endsWith(".") && !/[*[+]/.test(path))) {
    for (const path of paths) {
      const dot = path.startsWith(prefix) ? path.indexOf(".", prefix.length) : -1;
      if (dot > 0) counts[path.slice(0, dot + 1)] = (counts[path.slice(0, dot + 1)] ?? 0) + 1;
    }
  }
  return counts;
}
