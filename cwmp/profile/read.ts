import type { z } from "zod";
import { asFault } from "#core";
import { ENUMS } from "../model/enums.table.ts";
import { createMapping, type Overlay } from "../model/map.ts";
import { EXPECTS, profileFile, type ProfileText } from "./profile.schema.ts";
import type { Profile } from "./profile.ts";
import { QUIRKS } from "./quirk.table.ts";

/** One file of a profile. `shipped`: it came with the gateway. */
export interface ProfileFile {
  readonly file: string;
  readonly text: string;
  readonly shipped: boolean;
}

/** What is wrong in a file and how to mend it. */
export interface Finding {
  readonly file: string;
  /** Where in it: `quirks.namesPerGet`, `line 3`; "" for the whole. */
  readonly at: string;
  readonly problem: string;
}

export function findingText({ file, at, problem }: Finding): string {
  return `${file}${at === "" ? "" : `: ${at}`}: ${problem}`;
}

interface Parsed {
  readonly from: ProfileFile;
  readonly text: ProfileText;
}

/**
 * Reads profiles. An operator's file replaces the shipped one of its name; `extends` lays a profile over another. What is
 * wrong with one is in `findings`, and the profile is left out. Making a mapping takes some ten milliseconds: for those that
 * come with the gateway it is only tried when `thorough`.
 */
export function readProfiles(
  files: readonly ProfileFile[],
  thorough = false,
): {
  readonly profiles: readonly Profile[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const byName = new Map<string, Parsed>();
  for (const from of files.toSorted((a, b) => Number(b.shipped) - Number(a.shipped))) {
    const text = parsed(from, findings);
    if (text === undefined) continue;
    const before = byName.get(text.name);
    if (before !== undefined && before.from.shipped === from.shipped)
      findings.push({
        file: from.file,
        at: "name",
        problem: `${text.name} is the name of ${before.from.file} too; give it another`,
      });
    else byName.set(text.name, { from, text });
  }
  const profiles: Profile[] = [];
  for (const { from, text } of byName.values()) {
    const whole = laidOver(text, from, byName, findings);
    if (whole === undefined) continue;
    const profile = profileOf(whole, from);
    const wrong = [...strangeTables(whole, from.file), ...wrongRows(whole, from, profile.overlay, thorough)];
    findings.push(...wrong);
    if (wrong.length === 0) profiles.push(profile);
  }
  return { profiles: profiles.toSorted((a, b) => (a.name < b.name ? -1 : 1)), findings };
}

function parsed({ file, text }: ProfileFile, findings: Finding[]): ProfileText | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    findings.push({
      file,
      at: lineOf(message, text),
      problem: `is not JSON: ${message.split(/[,\n]/, 1).join("")}`,
    });
    return undefined;
  }
  const outcome = profileFile.safeParse(json);
  if (outcome.success) return outcome.data;
  findings.push(...outcome.error.issues.flatMap((issue) => told(issue, file)));
  return undefined;
}

/** The JSON parser of Node names the place as a position or a line. */
function lineOf(message: string, text: string): string {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return `line ${line}`;
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? "" : `line ${String(text.slice(0, Number(position)).split("\n").length)}`;
}

function told(issue: z.core.$ZodIssue, file: string): readonly Finding[] {
  const at = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => stranger(file, at, key));
  const wanted = issue.path
    .toReversed()
    .map((step) => EXPECTS[String(step)])
    .find((text) => text !== undefined);
  const problem = issue.message.startsWith("give ")
    ? issue.message
    : `${small(issue.message)}${wanted === undefined ? "" : `; give ${wanted}`}`;
  return [{ file, at, problem }];
}

function stranger(file: string, at: string, key: string): Finding {
  const quirk = at === "quirks";
  const names = Object.keys(quirk ? QUIRKS : at === "" ? profileFile.shape : {});
  const known = names.length === 0 ? "" : `; there are ${names.join(", ")}`;
  return {
    file,
    at: at === "" ? key : `${at}.${key}`,
    problem: `is no ${quirk ? "quirk" : "key"} of a profile${known}`,
  };
}

function small(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}

/** The profile with what it extends under it: quirks by name, rows before its own, spellings by key. */
function laidOver(
  text: ProfileText,
  { file }: ProfileFile,
  byName: ReadonlyMap<string, Parsed>,
  findings: Finding[],
): ProfileText | undefined {
  let whole = text;
  const seen = new Set([text.name]);
  for (let base = text.extends; base !== undefined;) {
    const found = byName.get(base);
    if (found === undefined || seen.has(base)) {
      const problem =
        found === undefined
          ? `there is no profile ${base} (or it is wrong itself)`
          : `${base} extends this one in its turn`;
      findings.push({ file, at: "extends", problem });
      return undefined;
    }
    seen.add(base);
    whole = over(found.text, whole);
    base = found.text.extends;
  }
  return whole;
}

function over(base: ProfileText, text: ProfileText): ProfileText {
  const values: Record<string, Record<string, string>> = { ...base.values };
  for (const [table, pairs] of Object.entries(text.values)) values[table] = { ...values[table], ...pairs };
  return {
    ...text,
    quirks: { ...base.quirks, ...text.quirks },
    // Of two rows for one TR-181 path the first counts.
    paths: [...text.paths, ...base.paths],
    values,
    wlan: { ...base.wlan, ...text.wlan },
    sources: { ...base.sources, ...text.sources },
  };
}

function profileOf(text: ProfileText, { file, shipped }: ProfileFile): Profile {
  const overlay = overlayOf(text);
  return {
    name: text.name,
    title: text.title,
    file,
    shipped,
    match: text.match,
    quirks: text.quirks,
    paths: text.paths,
    ...(overlay === undefined ? {} : { overlay }),
    ...(text.extends === undefined ? {} : { extends: text.extends }),
    sources: text.sources,
    observed: text.observed,
  };
}

function overlayOf({ paths, values, wlan }: ProfileText): Overlay | undefined {
  const { standards, band, radioMaster } = wlan;
  const overlay: Overlay = {
    ...(paths.length === 0 ? {} : { rules: rulesOf(paths) }),
    ...(Object.keys(values).length === 0 ? {} : { enums: values }),
    ...(standards === undefined ? {} : { standards }),
    ...(band === undefined ? {} : { band }),
    ...(radioMaster === undefined ? {} : { radioMaster }),
  };
  return Object.keys(overlay).length === 0 ? undefined : overlay;
}

/** In the form of the standard's own rules. */
function rulesOf(paths: ProfileText["paths"]): string {
  return [
    "@",
    ...paths.map(({ native, path, access, transform }) =>
      [afterRoot(native), afterRoot(path), access, transform].join("\t"),
    ),
  ].join("\n");
}

function afterRoot(path: string): string {
  return path.slice(path.indexOf(".") + 1);
}

const TABLES = ENUMS.split("\n").map((line) => line.slice(0, line.indexOf("\t")));

function strangeTables({ values }: ProfileText, file: string): readonly Finding[] {
  return Object.keys(values)
    .filter((table) => !TABLES.includes(table))
    .map((table) => ({
      file,
      at: `values.${table}`,
      problem: `is no table of values; there are ${TABLES.join(", ")}`,
    }));
}

/** Rows that the mapping cannot be made with; each is tried alone only when all together do not go. */
function wrongRows(
  { paths, values, wlan }: ProfileText,
  { file, shipped }: ProfileFile,
  overlay: Overlay | undefined,
  thorough: boolean,
): readonly Finding[] {
  if (overlay === undefined || (shipped && !thorough)) return [];
  const all = refusal(overlay);
  if (all === undefined) return [];
  const rows = paths.flatMap((row, i): Finding[] => {
    const problem = refusal({ ...overlay, rules: rulesOf([row]) });
    return problem === undefined ? [] : [{ file, at: `paths.${String(i)}`, problem }];
  });
  if (rows.length > 0) return rows;
  const at = Object.keys(values).length > 0 ? "values" : Object.keys(wlan).length > 0 ? "wlan" : "paths";
  return [{ file, at, problem: all }];
}

function refusal(overlay: Overlay): string | undefined {
  try {
    createMapping(overlay);
    return undefined;
  } catch (error) {
    const { facts, message } = asFault(error);
    return `${facts.detail ?? message}; a row needs a TR-181 path, a transform there is, and in its native path every {name} of the other`;
  }
}
