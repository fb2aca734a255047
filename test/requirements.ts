import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REASONS } from "./requirements.reason.table.ts";
import { REQUIREMENTS, type Mark, type Requirement } from "./requirements.table.ts";

const ROOT = join(import.meta.dirname, "..");
const CODE = ["core", "cwmp", "usp", "bridge", "src", "sim"];

/** Where a requirement is met: the file and, in code, the function that carries its tag. */
interface Place {
  readonly file: string;
  readonly name: string;
}

/** What is known of one requirement: who meets it, what tests it, or why neither does. */
export interface Cover {
  readonly mark: Mark;
  readonly id: string;
  readonly words: string;
  readonly code: readonly Place[];
  readonly tests: readonly string[];
  readonly reason?: string;
}

/** Every requirement with the places that carry its tag, by part of the specification. */
export function covers(): ReadonlyMap<string, readonly Cover[]> {
  const code = placesIn(CODE);
  const tests = placesIn(["test"]);
  const coverOf = ([mark, id, words]: Requirement): Cover => {
    const reason = reasonOf(id);
    return {
      mark,
      id,
      words,
      code: code.get(id) ?? [],
      tests: [...new Set((tests.get(id) ?? []).map(({ file }) => file))],
      ...(reason === undefined ? {} : { reason }),
    };
  };
  return new Map(Object.entries(REQUIREMENTS).map(([part, rows]) => [part, rows.map(coverOf)]));
}

/** Code of ours and a test, or a stated reason; what is the agent's or the broker's needs neither. */
export function isCovered({ mark, code, tests, reason }: Cover): boolean {
  if (mark === "i" || mark === "B") return true;
  return reason !== undefined || (code.some(({ file }) => !file.startsWith("sim/")) && tests.length > 0);
}

function reasonOf(id: string): string | undefined {
  return REASONS[id] ?? REASONS[`${id.slice(0, id.indexOf("."))}.`];
}

const TAG = /\[TR-369\s(R-[^\]]+)\]/g;

/** The places of every tag in the files of some folders, sorted by file and line. */
function placesIn(folders: readonly string[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const file of folders.flatMap(filesBelow)) {
    const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
    for (const [at, line] of lines.entries())
      for (const [, id = ""] of line.matchAll(TAG)) {
        const known = places.get(id) ?? [];
        const name = nameAt(lines, at);
        if (!known.some((place) => place.file === file && place.name === name)) known.push({ file, name });
        places.set(id, known);
      }
  }
  return places;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("house/"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .toSorted();
}

const DECLARED = /^(?:export )?(?:async )?(?:function\*? |class |const |interface |type )(\w+)/;
const MEMBER = /^ {2}(?:readonly |static |async |get )*(#?\w+)(?:<[^>]*>)?\(.*[{(,]$/;

/** The function, class or table that a line belongs to: for a line of documentation the one below it. */
function nameAt(lines: readonly string[], at: number): string {
  const documents = /^\s*(?:\/\*)?\*/.test(lines[at] ?? "");
  const step = documents ? 1 : -1;
  for (let i = at; i >= 0 && i < lines.length; i += step) {
    const line = lines[i] ?? "";
    const name = (DECLARED.exec(line) ?? MEMBER.exec(line))?.[1];
    if (name !== undefined) return name;
  }
  return "";
}

const WHO: Readonly<Record<Mark, string>> = { C: "controller", E: "both", i: "agent", B: "broker" };

/** `docs/reference/usp-requirements.md` */
export function requirementsPage(): string {
  const parts = [...covers()].map(([part, rows]) => `## ${part}\n\n${HEAD}\n${rows.map(rowOf).join("\n")}`);
  return `# Requirements of TR-369\n\n${INTRO}\n\n${parts.join("\n\n")}\n`;
}

const INTRO =
  "Requirements of TR-369 1.4.1 that fall on a controller, in our words, made by `npm run docs` from the tags in code and tests. `both`: on agents and controllers alike; `agent`: an agent's duty the controller relies on; `broker`: the deployment's.";
const HEAD = "| id | who | what | code | tests |\n| --- | --- | --- | --- | --- |";

function rowOf(cover: Cover): string {
  const { mark, id, words, code, tests, reason } = cover;
  const where = code.map(({ file, name }) => `\`${file}\` ${name}`.trimEnd()).join(", ");
  const shown = where === "" && tests.length === 0 && reason !== undefined ? reason : where;
  const cells = [id, WHO[mark], words, shown, tests.map((file) => `\`${file}\``).join(", ")];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
