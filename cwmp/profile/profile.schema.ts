import { z } from "zod";
import { QUIRKS, type QuirkName } from "./quirk.table.ts";

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const glob = z.string().min(1).max(64);
const globs = z.array(glob).min(1).max(200).optional();
const leaf = z.string().regex(/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/);

const conditions = z
  .strictObject({
    manufacturer: globs,
    oui: z
      .array(z.string().regex(/^[0-9A-Fa-f]{6}$/))
      .min(1)
      .max(500)
      .optional(),
    productClass: globs,
    modelName: globs,
    hardwareVersion: globs,
    softwareVersion: globs,
  })
  .refine((given) => Object.keys(given).length > 0, "give at least one condition");

const shape = Object.fromEntries(
  (Object.keys(QUIRKS) as QuirkName[]).map((quirk) => [quirk, QUIRKS[quirk].schema.optional()]),
);

const row = z.strictObject({
  native: z.string().regex(/^InternetGatewayDevice\.[\w.{}-]*[\w-]$/),
  path: z.string().regex(/^Device\.[\w.{}-]*[\w-]$/),
  access: z.enum(["r", "rw", "w"]),
  transform: z.string().max(64).default(""),
});

/** A profile as it stands in its file. */
export const profileFile = z.strictObject({
  $schema: z.string().optional(),
  name,
  title: z.string().min(1).max(128),
  extends: name.optional(),
  match: z.array(conditions).min(1).max(50),
  quirks: z.strictObject(shape).default({}),
  paths: z.array(row).max(2000).default([]),
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  wlan: z
    .strictObject({
      standards: z.record(z.string(), z.string()).optional(),
      band: z
        .strictObject({ leaf, values: z.record(z.string().min(1), z.enum(["2.4GHz", "5GHz"])) })
        .optional(),
      radioMaster: z.literal("first").optional(),
    })
    .default({}),
  sources: z.record(z.string(), z.string().min(1).max(500)).default({}),
  observed: z
    .array(
      z.strictObject({
        what: z.string().min(1).max(500),
        source: z.string().min(1).max(500),
        fixture: z.string().max(200).optional(),
      }),
    )
    .default([]),
});

export type ProfileText = z.infer<typeof profileFile>;
export type Conditions = ProfileText["match"][number];

/** What each part wants, for the errors of people who write one. */
export const EXPECTS: Readonly<Record<string, string>> = {
  name: "small letters, digits and hyphens",
  title: "a line for people",
  extends: "the name of another profile",
  match: 'a list of conditions, e.g. [{"manufacturer": ["Acme*"]}]; one of them must hold whole',
  manufacturer: "a list of texts; * stands for any characters, ? for one",
  oui: "a list of OUIs, six hexadecimal digits each",
  productClass: "a list of texts; * stands for any characters, ? for one",
  modelName: "a list of texts; * stands for any characters, ? for one",
  hardwareVersion: "a list of texts; * stands for any characters, ? for one",
  softwareVersion: "a list of texts; * stands for any characters, ? for one",
  native: "a path of the device, InternetGatewayDevice.… with {names} for instance numbers",
  path: "a TR-181 path, Device.… with the same {names}",
  access: '"r", "rw" or "w"',
  transform: "the name of a transform, or nothing",
  standards: 'spellings of Standard, e.g. {"11bgn": "b,g,n"}',
  band: '{"leaf": "X_ACME_Band", "values": {"2.4G": "2.4GHz", "5G": "5GHz"}}',
  radioMaster: '"first"',
  sources: 'where each part is known from, e.g. {"quirks.namesPerGet": "seen on …"}',
  observed: 'a list of {"what": …, "source": …}',
  ...Object.fromEntries(Object.entries(QUIRKS).map(([quirk, { expects }]) => [quirk, expects])),
};

/** The JSON Schema of a profile file, for editors. */
export function profileJsonSchema(): object {
  return z.toJSONSchema(profileFile, { io: "input" });
}
