import { z } from "zod";
import { asFileId, type Clock, Fault, type FileId } from "#core";
import { fitFilter, type FileMeta, type FileRow } from "../files/row.ts";
import type { Files } from "../files/files.ts";
import { giveFile } from "../files/give.ts";
import { bodyPieces } from "./body.stream.ts";
import { filter, id, listOf, page, reason } from "./common.schema.ts";
import { filePatch, fileQuery, fileShown, metaOf, showFile } from "./file.schema.ts";
import { paged } from "./paged.ts";
import { ok, type Reply, type Route, route } from "./route.ts";

export interface FileParts {
  readonly files: Files;
  readonly clock: Clock;
  /** How many devices a filter is about. */
  count(filter: string): Promise<number>;
  matcher(filter: string): (row: FileRow) => boolean;
}

/** ms in which something of a file must come. */
export const STALL_MS = 20_000;
export const BINARY = "application/octet-stream";

const detail = fileShown.extend({
  fit: z
    .object({ filter: z.string(), devices: z.number().int() })
    .nullable()
    .meta({ description: "The devices it is for; null when nothing is said of them" }),
  transfers: z.number().int().meta({ description: "Devices that are being given it now" }),
});

/** Files: put here, looked at, given to devices by their reference. */
export function fileRoutes(parts: FileParts): readonly Route[] {
  const params = z.object({ id });
  const { files } = parts;
  return [
    listRoute(parts),
    putRoute(parts),
    route({
      method: "get",
      path: "/v1/files/{id}",
      tag: "files",
      summary: "One file: what is told of it, the devices it fits, and how many are being given it",
      permission: "viewer",
      params,
      replies: { 200: detail },
      handle: async ({ params: asked }) => {
        const row = await existing(files, asked.id);
        const wanted = fitFilter(row);
        const [devices, transfers] = await Promise.all([
          wanted === undefined ? 0 : parts.count(wanted),
          files.transfers.using(row.id),
        ]);
        const fit = wanted === undefined ? null : { filter: wanted, devices };
        return tagged(row, { fit, transfers });
      },
    }),
    contentRoute(parts),
    route({
      method: "patch",
      path: "/v1/files/{id}",
      tag: "files",
      summary: "Change what is told of a file; with If-Match only if it has not changed",
      permission: "operator",
      params,
      body: filePatch,
      headers: ["If-Match"],
      faults: ["request.precondition"],
      replies: { 200: fileShown },
      handle: async ({ params: asked, body, request }) => {
        const row = await files.rows.change(
          idOf(asked.id),
          changesOf(body),
          revisionOf(request.headers["if-match"]),
        );
        return tagged(row, {});
      },
    }),
    route({
      method: "delete",
      path: "/v1/files/{id}",
      tag: "files",
      summary: "Delete a file; with force=true also while devices are being given it",
      permission: "operator",
      params,
      query: z.strictObject({ force: z.enum(["true", "false"]).default("false"), reason }),
      headers: ["If-Match"],
      faults: ["request.precondition", "file.inUse"],
      replies: { 204: null },
      handle: async ({ params: asked, query, request }) => {
        const revision = revisionOf(request.headers["if-match"]);
        await files.remove(idOf(asked.id), {
          force: query.force === "true",
          ...(revision === undefined ? {} : { revision }),
        });
        return { status: 204 };
      },
    }),
  ];
}

function listRoute(parts: FileParts): Route {
  return route({
    method: "get",
    path: "/v1/files",
    tag: "files",
    summary: "Files, newest first: those that were put here and those that devices sent",
    permission: "viewer",
    query: z.strictObject({ filter, count: z.enum(["exact", "none"]).default("none"), ...page }),
    replies: { 200: listOf(fileShown) },
    handle: async ({ query, request }) => {
      const { rows } = parts.files;
      const match = query.filter === undefined ? undefined : parts.matcher(query.filter);
      const { items, next } = await rows.list({
        limit: query.limit,
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        ...(match === undefined ? {} : { match }),
      });
      const counted = query.count === "exact" || query.limit === 0;
      return paged(request, {
        items: items.map(showFile),
        ...(next === undefined ? {} : { next }),
        ...(counted ? { total: await rows.count(match) } : {}),
      });
    },
  });
}

function putRoute({ files, clock }: FileParts): Route {
  return route({
    method: "post",
    path: "/v1/files",
    tag: "files",
    summary:
      "Put a file here: its bytes are the body, whatever its Content-Type; what is told of it is in the query",
    permission: "operator",
    query: fileQuery,
    streams: [BINARY],
    faults: ["file.full", "file.mismatch", "file.storage"],
    replies: { 201: fileShown },
    handle: async ({ query, request, principal }) => {
      if (/^multipart\//i.test(request.headers["content-type"] ?? ""))
        throw new Fault("request.mediaType", { detail: "send the file itself: curl --data-binary @FILE" });
      const { sha256, ...told } = query;
      const pieces = bodyPieces(request, { clock, maxBytes: files.config.fileBytes, stallMs: STALL_MS });
      const expected = Number(request.headers["content-length"] ?? 0);
      const row = await files.put({ meta: metaOf(told), by: principal.id, expected, sha256 }, pieces);
      return made(row);
    },
  });
}

function contentRoute({ files, clock }: FileParts): Route {
  return route({
    method: "get",
    path: "/v1/files/{id}/content",
    tag: "files",
    summary:
      "The bytes of a file, or a range of them; what a device sent may hold its secrets and needs secret:read",
    permission: "operator",
    params: z.object({ id }),
    mediaType: BINARY,
    audited: true,
    faults: ["file.storage"],
    replies: { 200: null, 206: null },
    handle: async ({ params, principal, request, response }) => {
      const row = await existing(files, params.id);
      if (row.device !== undefined && !principal.scopes.includes("secret:read"))
        throw new Fault("auth.forbidden", { detail: "a device's own file needs the scope secret:read" });
      await giveFile(row, request, response, { disk: files.disk, clock });
      return "handled";
    },
  });
}

/** The answer to a file that was put here. */
export function made(row: FileRow): Reply {
  const headers = { Location: `/v1/files/${row.id}`, ETag: `"${row.revision}"` };
  return { status: 201, body: showFile(row), headers, target: row.id };
}

function tagged(row: FileRow, more: object): Reply {
  return ok({ ...showFile(row), ...more }, { ETag: `"${row.revision}"` });
}

function idOf(text: string): FileId {
  const found = asFileId(text);
  if (found === undefined) throw new Fault("file.notFound");
  return found;
}

async function existing(files: Files, text: string): Promise<FileRow> {
  const row = await files.rows.get(idOf(text));
  if (row === undefined) throw new Fault("file.notFound");
  return row;
}

/** `null` takes a fact away: JSON keeps no member that is undefined. */
function changesOf(body: z.infer<typeof filePatch>): Partial<FileMeta> {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? undefined]));
}

export function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const found = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (found === undefined) throw new Fault("request.precondition");
  return Number(found);
}
