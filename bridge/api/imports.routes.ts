import { type Clock, Fault } from "#core";
import type { Request } from "express";
import { z } from "zod";
import type { Imports } from "../import/imports.ts";
import { ROW_PROBLEMS } from "../import/problem.table.ts";
import type { Format } from "../import/reader.ts";
import type { Import, ReportEntry } from "../import/row.ts";
import { bodyPieces } from "./body.stream.ts";
import { id, listOf, reason, reasonOnly } from "./common.schema.ts";
import { streamCsv, wantsCsv } from "./csv.ts";
import type { OperationParts } from "./operation.reply.ts";
import { describe } from "./problem.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface ImportParts extends Pick<OperationParts, "idempotent"> {
  readonly imports: Imports;
  readonly clock: Clock;
}

/** What a file is sent as, and what it is then taken for. */
const MEDIA = {
  "text/csv": "csv",
  "application/x-ndjson": "genieacs",
  "application/jsonl": "genieacs",
} as const satisfies Record<string, Format>;
const TYPES = Object.keys(MEDIA);

/** Nothing of a file is kept, so it may be of any size that a count of bytes holds. */
const MAX_BYTES = 2 ** 50;
/** ms without as much as a trickle after which a request is given up; the import goes on with the next one. */
const STALL_MS = 30_000;

const FAULTS = ["import.offset", "import.running", "import.over", "import.columns", "store.full"] as const;

const shown = z
  .object({
    id: z.string(),
    name: z.string(),
    format: z.enum(["csv", "genieacs"]),
    dryRun: z.boolean(),
    by: z.string(),
    state: z.enum(["waiting", "running", "finished", "cancelled", "failed"]),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
    offset: z.number().int().meta({ description: "Bytes of the file that were taken in; it goes on there" }),
    line: z.number().int().meta({ description: "The line that begins there" }),
    counts: z.object({
      created: z.number().int(),
      linked: z.number().int().meta({ description: "Known devices that were given something new" }),
      unchanged: z.number().int(),
      refused: z.number().int(),
    }),
    problems: z.number().int().meta({ description: "What there is to report; see /report" }),
    problem: z.unknown().optional().meta({ description: "Why the import failed as a whole" }),
  })
  .meta({ id: "Import" });

const entry = z
  .object({
    line: z.number().int(),
    column: z.string(),
    code: z.string(),
    device: z.string().optional(),
    detail: z.string().optional(),
    advice: z.string(),
  })
  .meta({ id: "ImportProblem", description: "Holds no value of the file but the device's name" });

/** Taking over devices from another management system. */
export function importRoutes(parts: ImportParts): readonly Route[] {
  const { imports } = parts;
  const params = z.object({ id });
  return [
    route({
      method: "post",
      path: "/v1/imports",
      tag: "imports",
      summary:
        "Take in devices from a CSV file or a dump of GenieACS's `devices`; without a body an import that PATCH feeds",
      permission: "admin",
      query: z.strictObject({
        format: z.enum(["csv", "genieacs"]).optional(),
        dryRun: z.enum(["true", "false"]).default("false"),
        name: z.string().max(256).default(""),
        reason,
      }),
      streams: TYPES,
      headers: ["Idempotency-Key"],
      faults: [...FAULTS, "idempotency.mismatch", "idempotency.running"],
      replies: { 201: shown },
      handle: (context) => create(parts, context, context.query),
    }),
    route({
      method: "patch",
      path: "/v1/imports/{id}",
      tag: "imports",
      summary: "The file from Upload-Offset to its end: what an import that was broken off goes on with",
      permission: "admin",
      params,
      streams: TYPES,
      headers: ["Upload-Offset"],
      faults: FAULTS,
      replies: { 200: shown },
      handle: async ({ params: asked, request }) => {
        const found = await imports.get(asked.id);
        const offset = request.headers["upload-offset"];
        if (typeof offset !== "string" || !/^\d{1,15}$/.test(offset))
          throw new Fault("request.invalid", {
            detail: "Upload-Offset tells where in the file the body begins",
          });
        if (formatOf(request) !== found.format)
          throw new Fault("request.mediaType", { detail: `this is an import of the format ${found.format}` });
        return ok(show(await imports.feed(asked.id, Number(offset), piecesOf(parts, request))));
      },
    }),
    route({
      method: "get",
      path: "/v1/imports",
      tag: "imports",
      summary: "Imports, newest first",
      permission: "admin",
      replies: { 200: listOf(shown) },
      handle: async () => ok({ items: (await imports.list()).map(show) }),
    }),
    route({
      method: "get",
      path: "/v1/imports/{id}",
      tag: "imports",
      summary: "How far an import has come",
      permission: "admin",
      params,
      replies: { 200: shown },
      handle: async ({ params: asked }) => ok(show(await imports.get(asked.id))),
    }),
    route({
      method: "post",
      path: "/v1/imports/{id}:cancel",
      tag: "imports",
      summary: "End an import; devices that were taken in stay",
      permission: "admin",
      params,
      body: reasonOnly,
      faults: ["import.over"],
      replies: { 200: shown },
      handle: async ({ params: asked }) => ok(show(await imports.cancel(asked.id))),
    }),
    route({
      method: "get",
      path: "/v1/imports/{id}/report",
      tag: "imports",
      summary:
        "What was refused or left out, by line and column, the first 1,000; Accept: text/csv gives it as CSV",
      permission: "admin",
      params,
      replies: { 200: listOf(entry) },
      handle: async (context) => report(parts, context, await imports.report(context.params.id)),
    }),
  ];
}

interface Wanted {
  readonly format?: Format | undefined;
  readonly dryRun: "true" | "false";
  readonly name: string;
}

async function create(
  parts: ImportParts,
  context: Context<unknown, unknown, unknown>,
  { format: asked, dryRun, name }: Wanted,
): Promise<Reply> {
  const { request, principal } = context;
  const carries = hasBody(request);
  const format = carries || request.headers["content-type"] !== undefined ? formatOf(request) : asked;
  if (format === undefined || (asked !== undefined && asked !== format))
    throw new Fault("request.mediaType", { detail: `send ${TYPES.join(" or ")}, or name the format` });
  const wanted = { name, format, dryRun: dryRun === "true", by: principal.id };
  const made = await once(parts, context, wanted);
  // Repeated after its end it is only told again.
  const fed =
    carries && made.state === "open" ? await parts.imports.feed(made.id, 0, piecesOf(parts, request)) : made;
  return {
    status: 201,
    body: show(fed),
    headers: { Location: `/v1/imports/${made.id}` },
    target: made.id,
  };
}

/** The same Idempotency-Key names the same import, however far it has come. */
async function once(
  { imports, idempotent }: ImportParts,
  { request, principal }: Context<unknown, unknown, unknown>,
  wanted: Parameters<Imports["create"]>[0],
): Promise<Import> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") return imports.create(wanted);
  if (key.length === 0 || key.length > 255)
    throw new Fault("request.invalid", { detail: "Idempotency-Key has 1 to 255 characters" });
  const body = JSON.stringify([request.path, wanted]);
  const { answer } = await idempotent({ actor: principal.id, key, body }, async (seed) => ({
    id: (await imports.create(wanted, seed)).id,
  }));
  return imports.get((answer as { readonly id: string }).id);
}

function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? "0") > 0;
}

function formatOf({ headers }: Request): Format {
  const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const format = Object.entries(MEDIA).find(([media]) => media === type)?.[1];
  if (format === undefined)
    throw new Fault("request.mediaType", { detail: `Content-Type is one of ${TYPES.join(", ")}` });
  return format;
}

function piecesOf({ clock }: ImportParts, request: Request): AsyncIterable<Buffer> {
  return bodyPieces(request, { clock, maxBytes: MAX_BYTES, stallMs: STALL_MS });
}

function show({ id: name, place, createdAt, endedAt, problem, running, state, ...row }: Import) {
  return {
    id: name,
    ...row,
    state: state === "open" ? (running ? "running" : "waiting") : state,
    createdAt: time(createdAt),
    endedAt: endedAt === undefined ? null : time(endedAt),
    offset: place.offset,
    line: place.line,
    ...(problem === undefined ? {} : { problem: describe(problem) }),
  };
}

const COLUMNS = ["line", "column", "code", "device", "detail", "advice"] as const;

async function report(
  { clock }: ImportParts,
  context: Context<unknown, unknown, unknown>,
  entries: readonly ReportEntry[],
): Promise<Reply | "handled"> {
  const items = entries.map((found) => ({ ...found, advice: ROW_PROBLEMS[found.code] }));
  if (!wantsCsv(context.request)) return ok({ items });
  await streamCsv({ ...context, clock }, COLUMNS, pageOf(items), "report");
  return "handled";
}

async function* pageOf<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  yield items;
}
