import { z } from "zod";
import type { JsonObject } from "#core";
import { cleanName, type FileMeta, type FileRow, KINDS } from "../files/row.ts";
import { integer } from "./common.schema.ts";
import { time } from "./view.ts";

/** Without quotes: it becomes part of a filter. */
const word = z.string().regex(/^[^"\\]{1,128}$/, "1 to 128 characters, no quotes");
const name = z
  .string()
  .max(1024)
  .transform((text) => cleanName(text))
  .meta({ override: { type: "string", maxLength: 1024 }, description: "Kept as letters, digits and ._-" });
/** So many of so many characters fit into one filter. */
const versions = z.array(z.string().regex(/^[^"\\]{1,64}$/, "1 to 64 characters, no quotes")).max(20);

const meta = {
  kind: z.enum(KINDS).optional(),
  version: word.optional(),
  rank: integer(0, 1_000_000)
    .optional()
    .meta({ description: "Orders versions: a newer one has a higher rank" }),
  oui: z
    .string()
    .regex(/^[0-9A-Fa-f]{6}$/, "six hexadecimal digits")
    .optional(),
  productClass: word.optional(),
  modelName: word.optional(),
  note: z.string().max(512).optional(),
};
const sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, "64 hexadecimal digits")
  .transform((text) => text.toLowerCase())
  .optional()
  .meta({
    override: { type: "string", pattern: "^[0-9a-fA-F]{64}$" },
    description: "What it must turn out to be; 422 otherwise",
  });

/** What is told of a file in the query of its upload; versions are separated by commas. */
export const fileQuery = z.strictObject({
  ...meta,
  name: name.default("file"),
  fromVersions: z
    .string()
    .max(4096)
    .transform((text) => text.split(",").map((version) => version.trim()))
    .pipe(versions)
    .optional()
    .meta({
      override: { type: "string", maxLength: 4096 },
      description: "Versions it may be installed over, separated by commas",
    }),
  sha256,
});

/** The same in a body. */
export const fileBody = z.strictObject({
  ...meta,
  name: name.default("file"),
  fromVersions: versions.optional(),
  sha256,
  length: integer(0, 1_099_511_627_776).meta({ description: "Bytes of the file" }),
});

/** What can be changed of a file; `null` takes a fact away. */
export const filePatch = z.strictObject({
  name: name.optional(),
  kind: z.enum(KINDS).optional(),
  version: word.nullable().optional(),
  rank: integer(0, 1_000_000).nullable().optional(),
  fromVersions: versions.nullable().optional(),
  oui: meta.oui.nullable(),
  productClass: word.nullable().optional(),
  modelName: word.nullable().optional(),
  note: z.string().max(512).nullable().optional(),
});

/** What is told of a file, without what was not told. */
export function metaOf(told: Omit<z.infer<typeof fileQuery>, "sha256">): FileMeta {
  const { name: called, kind = "firmware", ...rest } = told;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), name: called, kind };
}

const text = z.string().nullable();

/** A file as the API shows it. */
export const fileShown = z
  .object({
    id: z.string(),
    reference: z.string().meta({ description: "What stands for its address in commands: causeway:f_…" }),
    name: z.string(),
    kind: z.enum(KINDS),
    size: z.number().int(),
    sha256: z.string(),
    version: text,
    rank: z.number().int().nullable(),
    fromVersions: z.array(z.string()),
    oui: text,
    productClass: text,
    modelName: text,
    note: text,
    createdAt: z.string(),
    createdBy: z.string(),
    device: text.meta({ description: "The device that sent it; then it is not trusted" }),
    operation: text,
  })
  .meta({ id: "File" });

export function showFile(row: FileRow): JsonObject {
  return {
    id: row.id,
    reference: `causeway:${row.id}`,
    name: row.name,
    kind: row.kind,
    size: row.size,
    sha256: row.sha256,
    version: row.version ?? null,
    rank: row.rank ?? null,
    fromVersions: row.fromVersions ?? [],
    oui: row.oui ?? null,
    productClass: row.productClass ?? null,
    modelName: row.modelName ?? null,
    note: row.note ?? null,
    createdAt: time(row.createdAt),
    createdBy: row.createdBy,
    device: row.device ?? null,
    operation: row.operation ?? null,
  };
}
