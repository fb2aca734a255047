import { rangeOf, typeOfLetters } from "./schema.notation.ts";
import type { CommandSchema, ObjectSchema, ParameterSchema } from "./schema.type.ts";

/** The numbered lines a parameter definition points into. */
export interface Lookup {
  readonly enums: readonly string[];
  readonly units: readonly string[];
}

/** One block of the table, taken apart. */
export interface Block {
  readonly object: ObjectSchema;
  readonly definitions: ReadonlyMap<string, string>;
}

/** Reads a block of the table (its format is described there); definitions of parameters stay text until asked for. */
export function parseBlock(block: string, lookup: Lookup): Block {
  const [head = "", ...lines] = block.split("\n");
  const definitions = new Map<string, string>();
  const commands: CommandSchema[] = [];
  const events: { name: string; args: readonly string[] }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [name, rest] = cut(lines[i] ?? "");
    if (name.endsWith("()")) {
      const end = endOfArguments(lines, i + 1);
      commands.push(parseCommand(name, rest === "a", lines.slice(i + 1, end), lookup));
      i = end - 1;
    } else if (name.endsWith("!")) events.push({ name, args: words(rest) });
    else definitions.set(name, rest);
  }
  return { object: parseHead(head, [...definitions.keys()], commands, events), definitions };
}

/** Reads a parameter's definition: `[s]/w L256 e12`. */
export function parseParameter(
  definition: string,
  lookup: Lookup,
): ParameterSchema & { readonly mandatory?: true } {
  const [kind = "", ...extras] = words(definition);
  const [type = "", access] = kind.split("/");
  const schema: Draft = { type: typeOfLetters(type), access: access === "r" ? "readOnly" : "readWrite" };
  if (access === "o") schema.writeOnce = true;
  for (const extra of extras) EXTRAS[extra.charAt(0)]?.(schema, extra.slice(1), lookup);
  return schema;
}

type Draft = { -readonly [Field in keyof ParameterSchema]: ParameterSchema[Field] } & { mandatory?: true };

/** What each letter of a definition adds. */
const EXTRAS: Readonly<Record<string, (draft: Draft, text: string, lookup: Lookup) => void>> = {
  L: (draft, text) => {
    draft.maxLength = Number(text);
  },
  r: (draft, text) => {
    draft.ranges = text.split(",").map(rangeOf);
    const mins = draft.ranges.map((range) => range.min ?? Number.NEGATIVE_INFINITY);
    const maxs = draft.ranges.map((range) => range.max ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(Math.min(...mins))) draft.min = Math.min(...mins);
    if (Number.isFinite(Math.max(...maxs))) draft.max = Math.max(...maxs);
  },
  e: (draft, text, lookup) => {
    draft.enum = lookup.enums[Number(text)]?.split("|") ?? [];
  },
  u: (draft, text, lookup) => {
    draft.unit = lookup.units[Number(text)] ?? "";
  },
  x: (draft) => {
    draft.secret = true;
  },
  R: (draft, text) => {
    draft.reference = text.startsWith("s") ? "strong" : "weak";
    if (text.length > 1) draft.targets = text.slice(1).split(",");
  },
  m: (draft) => {
    draft.mandatory = true;
  },
  "!": (draft, text) => {
    draft.until = text;
  },
};

function parseHead(
  head: string,
  parameters: readonly string[],
  commands: readonly CommandSchema[],
  events: ObjectSchema["events"],
): ObjectSchema {
  const [path = "", ...marks] = words(head);
  const marked = (prefix: string): string[] =>
    marks.filter((mark) => mark.startsWith(prefix)).map((mark) => mark.slice(prefix.length));
  const [numberOfEntries] = marked("n=");
  const [until] = marked("!");
  return {
    path,
    multiInstance: path.endsWith("{i}."),
    access: marks.includes("w") ? "addDelete" : "readOnly",
    uniqueKeys: marked("k=").map((key) => key.split(",")),
    ...(numberOfEntries === undefined ? {} : { numberOfEntries }),
    ...(until === undefined ? {} : { until }),
    parameters,
    commands,
    events,
  };
}

function endOfArguments(lines: readonly string[], start: number): number {
  let end = start;
  while (lines[end]?.startsWith(">") === true || lines[end]?.startsWith("<") === true) end++;
  return end;
}

function parseCommand(name: string, async: boolean, lines: readonly string[], lookup: Lookup): CommandSchema {
  const inputs = new Map<string, ParameterSchema & { readonly mandatory?: true }>();
  let output: readonly string[] = [];
  for (const line of lines) {
    const [arg, rest] = cut(line.slice(1));
    if (line.startsWith(">")) inputs.set(arg, parseParameter(rest, lookup));
    else output = words(line.slice(1));
  }
  return { name, async, input: [...inputs.keys()], output, arguments: inputs };
}

/** The first word of a line and what follows its blank. */
function cut(line: string): [string, string] {
  const blank = line.indexOf(" ");
  return blank < 0 ? [line, ""] : [line.slice(0, blank), line.slice(blank + 1)];
}

function words(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}
