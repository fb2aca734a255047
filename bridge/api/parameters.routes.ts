import { z } from "zod";
import {
  type DeviceId,
  Fault,
  FAULT,
  type FaultCode,
  type Json,
  type JsonObject,
  type NativeValue,
  type OperationId,
  type Protocol,
  type Sliced,
  byPath,
  isSecretPath,
  UNSLICED,
} from "#core";
import { id, instant, integer, page, preferredWait, repeated, wire } from "./common.schema.ts";
import {
  type LiveAnswer,
  type LiveParts,
  type LiveQuery,
  type NativeAnswer,
  readNative,
  readParameters,
} from "./live.ts";
import { childCounts, cut, paging } from "./parameter.page.ts";
import { problemDocument } from "./problem.ts";
import { paged } from "./paged.ts";
import { SUBMIT_FAULTS } from "./route.faults.ts";
import { type Reply, type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface ParameterParts extends LiveParts {
  /** The device behind an id or any identity; `device.notFound`. */
  resolve(ref: string): Promise<DeviceId>;
}

/** How long a read with `maxAge` waits for the device when the client does not say. */
const PATIENCE_MS = 20_000;

/** How a read from the device itself can end. */
const READ_FAULTS: readonly FaultCode[] = [
  "device.unreachable",
  "device.fault",
  "device.faultTransient",
  "device.denied",
  "device.protocol",
  "operation.expired",
  "operation.cancelled",
  "operation.unknownOutcome",
];

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

/** Parameters of a device, from the snapshot or live. */
export function parameterRoutes(parts: ParameterParts): readonly Route[] {
  const { slicer = UNSLICED } = parts;
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}/parameters",
      tag: "devices",
      summary: "Parameters of a device as TR-181 (or natively), from the snapshot or live",
      permission: "viewer",
      params: z.object({ id }),
      query,
      headers: ["Prefer"],
      faults: ["path.syntax", ...SUBMIT_FAULTS, ...READ_FAULTS],
      replies: { 200: answer },
      handle: async ({ params, query: asked, principal, request, requestId, signal }) => {
        const device = await parts.resolve(params.id);
        const wanted: LiveQuery = {
          paths: asked.path,
          maxAge: asked.maxAge,
          depth: asked.depth,
          actor: principal.id,
          waitMs: preferredWait(request.headers["prefer"]) || PATIENCE_MS,
          signal,
        };
        const { body, unreached } =
          asked.model === "native"
            ? await slicer.run(nativePage(await readNative(parts, device, wanted), asked))
            : await slicer.run(page181(await readParameters(parts, device, wanted), asked));
        return unreached === undefined ? paged(request, body) : unreachable(body, unreached, requestId);
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

interface Page {
  readonly body: JsonObject;
  readonly unreached?: OperationId | undefined;
}

function* page181({ items, missing, unreached }: LiveAnswer, asked: ParameterQuery): Sliced<Page> {
  const recent = items.filter(({ at }) => at >= (asked.changedSince ?? 0));
  return { body: yield* paging(recent, asked, missing as unknown as Json), unreached };
}

function* nativePage(
  { items, missing, protocol, unreached }: NativeAnswer,
  asked: ParameterQuery,
): Sliced<Page> {
  const recent = yield* byPath(items.filter(({ at }) => at >= (asked.changedSince ?? 0)));
  const { rows, next } = cut(recent, asked);
  const children = childCounts(
    recent.map(({ path }) => path),
    asked.path,
  );
  const shown = rows.map((value) => showNative(value, protocol));
  return { body: { items: shown, missing: missing as unknown as Json, children, ...next }, unreached };
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
