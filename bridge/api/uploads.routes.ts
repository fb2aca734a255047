import { z } from "zod";
import { Fault } from "#core";
import type { Progress } from "../files/uploads.ts";
import { bodyPieces } from "./body.stream.ts";
import { fileBody, fileShown, metaOf, showFile } from "./file.schema.ts";
import { BINARY, type FileParts, made, STALL_MS } from "./files.routes.ts";
import { ok, type Route, route } from "./route.ts";
import { time } from "./view.ts";

const upload = z
  .object({
    id: z.string(),
    offset: z.number().int().meta({ description: "Bytes that have come: the next part begins here" }),
    length: z.number().int(),
    createdAt: z.string(),
    file: fileShown.nullable().meta({ description: "The file, once all of it has come" }),
  })
  .meta({ id: "Upload" });

const id = z.string().min(1).max(64);

/** Files that come in parts, and go on after an interruption where they were. */
export function uploadRoutes({ files, clock }: FileParts): readonly Route[] {
  const params = z.object({ id });
  const { uploads } = files;
  return [
    route({
      method: "post",
      path: "/v1/uploads",
      tag: "files",
      summary: "Announce a file that comes in parts; kept for a day after its last part",
      permission: "operator",
      body: fileBody,
      faults: ["file.full", "file.storage", "gateway.overloaded"],
      replies: { 201: upload },
      handle: async ({ body, principal }) => {
        const { length, sha256, ...told } = body;
        const created = await uploads.create({ length, sha256, meta: metaOf(told), by: principal.id });
        const { body: shown, headers } = answerOf({ upload: created, offset: 0 });
        const Location = `/v1/uploads/${created.id}`;
        return { status: 201, body: shown, headers: { ...headers, Location }, target: created.id };
      },
    }),
    route({
      method: "get",
      path: "/v1/uploads/{id}",
      tag: "files",
      summary: "How much of an upload has come; HEAD tells it in Upload-Offset and Upload-Length",
      permission: "operator",
      params,
      replies: { 200: upload },
      handle: async ({ params: asked }) => answerOf(await uploads.progress(asked.id)),
    }),
    route({
      method: "patch",
      path: "/v1/uploads/{id}",
      tag: "files",
      summary: "The next part: bytes from Upload-Offset on; 201 and the file when it was the last one",
      permission: "operator",
      params,
      streams: [BINARY, "application/offset+octet-stream"],
      headers: ["Upload-Offset"],
      faults: ["file.offset", "file.mismatch", "file.full", "file.storage"],
      replies: { 200: upload, 201: fileShown },
      handle: async ({ params: asked, request }) => {
        const header = request.headers["upload-offset"];
        if (typeof header !== "string" || !/^\d{1,15}$/.test(header))
          throw new Fault("request.invalid", { detail: "Upload-Offset must tell where the part begins" });
        const pieces = bodyPieces(request, { clock, maxBytes: files.config.fileBytes, stallMs: STALL_MS });
        const progress = await uploads.append(asked.id, Number(header), pieces);
        return progress.row === undefined ? answerOf(progress) : made(progress.row);
      },
    }),
    route({
      method: "delete",
      path: "/v1/uploads/{id}",
      tag: "files",
      summary: "Give an upload up; a file that it has become stays",
      permission: "operator",
      params,
      faults: ["file.offset"],
      replies: { 204: null },
      handle: async ({ params: asked }) => {
        await uploads.cancel(asked.id);
        return { status: 204 };
      },
    }),
  ];
}

function answerOf({ upload: of, offset, row }: Progress) {
  const shown = {
    id: of.id,
    offset,
    length: of.length,
    createdAt: time(of.createdAt),
    file: row === undefined ? null : showFile(row),
  };
  return ok(shown, { "Upload-Offset": String(offset), "Upload-Length": String(of.length) });
}
