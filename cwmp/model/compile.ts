import { Fault, objectSchemaOf, schemaOf } from "#core";
import { ENUMS } from "./enums.table.ts";
import { type NativeModel, nativeModel } from "./native.ts";
import type { BandLeaf, Overlay } from "./overlay.ts";
import { LEFT_OUT, ROWS, type RowDef } from "./row.table.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules.table.ts";
import { ONE_ROW, SUPPLEMENT } from "./supplement.table.ts";
import { depthOf, parentOf, templateOf } from "./template.ts";
import { transformOf } from "./transform/all.ts";
import type { EnumTable } from "./transform/scalar.ts";
import type { Row, RowOrigin } from "./placed.ts";

/** Everything that depends on the rules alone. */
export interface RuleSet {
  readonly rows: readonly Row[];
  /** The rows of a variable, by its name. */
  readonly rowsOf: ReadonlyMap<string, readonly Row[]>;
  readonly rules: readonly Rule[];
  /** Object template, then leaf name: the rules of a source leaf, best rank first. */
  readonly bySource: ReadonlyMap<string, ReadonlyMap<string, readonly Rule[]>>;
  /** By generic target path (`Device.WiFi.SSID.{i}.SSID`). */
  readonly byTarget: ReadonlyMap<string, readonly Rule[]>;
  /** Templates of the objects that are rows of some table. */
  readonly rowTemplates: ReadonlySet<string>;
  readonly model: NativeModel;
  /** Names of the native leaves that are secrets in some object. */
  readonly secretNames: ReadonlySet<string>;
  /** Why a source leaf has no target, by template. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly band?: BandLeaf;
}

interface RuleLine {
  readonly source: string;
  readonly target: string;
  readonly direction: string;
  readonly transform: string;
  readonly rank: number;
}

/** What the rank of a vendor's rule is greater by. */
const VENDOR = 1000;

/** Compiles the standard rules, and a vendor's over them. Costs some ten milliseconds: once per rule set. */
export function compile(overlay: Overlay = {}): RuleSet {
  const model = nativeModel();
  const reasons = new Map<string, string>();
  const enums = enumTables(overlay);
  const lines = [
    ...parse(`${overlay.rules ?? ""}\n${bandRule(overlay)}`, VENDOR, reasons),
    ...parse(SUPPLEMENT, 100, reasons),
    ...parse(RULES, 0, reasons),
  ].filter((line) => carried(line, reasons));
  const { rows, find } = compileRows(lines);
  const rules = lines.map((line, order) => compileRule(line, order, find, rows, enums, overlay));
  const bySource = new Map<string, Map<string, Rule[]>>();
  const byTarget = new Map<string, Rule[]>();
  for (const rule of rules) {
    const cut = rule.source.lastIndexOf(".") + 1;
    const object = getOr(bySource, rule.source.slice(0, cut), () => new Map<string, Rule[]>());
    getOr(object, rule.source.slice(cut), () => []).push(rule);
    getOr(byTarget, rule.target, () => []).push(rule);
  }
  const rowTemplates = new Set(rows.flatMap((row) => row.origins.map((origin) => origin.template)));
  const rowsOf = new Map<string, Row[]>();
  for (const row of rows) getOr(rowsOf, row.variable, () => []).push(row);
  const secretNames = secretNamesOf(model, rules);
  const { band } = overlay;
  return {
    rows,
    rowsOf,
    rules,
    bySource,
    byTarget,
    rowTemplates,
    model,
    secretNames,
    reasons,
    ...(band === undefined ? {} : { band }),
  };
}

function secretNamesOf(model: NativeModel, rules: readonly Rule[]): ReadonlySet<string> {
  const hidden = [...model.leaves].filter(([, leaf]) => leaf.hidden).map(([template]) => template);
  const fed = rules.filter(isSecretSource).map(({ source }) => source);
  return new Set([...hidden, ...fed].map((template) => template.slice(template.lastIndexOf(".") + 1)));
}

/** Whether what a rule reads is a secret; what it only starts is not. */
export function isSecretSource({ secret, action }: Rule): boolean {
  return secret && !action;
}

export function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function enumTables(overlay: Overlay): ReadonlyMap<string, EnumTable> {
  const tables = new Map<string, EnumTable>();
  for (const line of ENUMS.split("\n")) {
    const [name = "", pairs = ""] = line.split("\t");
    const standard = pairs.split("|").map((pair) => pairOf(pair));
    tables.set(name, [...Object.entries(overlay.enums?.[name] ?? {}), ...standard]);
  }
  return tables;
}

function pairOf(pair: string): readonly [string, string] {
  const [source = "", target = ""] = pair.split("=");
  return [source, target];
}

function parse(text: string, bonus: number, reasons: Map<string, string>): RuleLine[] {
  const lines: RuleLine[] = [];
  let group = "";
  for (const line of text.split("\n")) {
    const [source = "", target = "", direction = "", transform = ""] = line.split("\t");
    if (source.startsWith("@")) group = source.slice(1);
    else if (target === "-")
      reasons.set(templateOf(group + source), direction === "" ? "no equivalent" : direction);
    else if (target !== "")
      lines.push({
        source: group + source,
        target,
        direction,
        transform,
        rank: bonus + rankOf(group + source),
      });
  }
  return lines;
}

/** The more specific object wins; WANCommonInterfaceConfig yields to the interface's own object. */
function rankOf(source: string): number {
  return source.includes("WANCommonInterfaceConfig.") ? 0 : depthOf(source);
}

function carried(line: RuleLine, reasons: Map<string, string>): boolean {
  const out =
    LEFT_OUT.groups.some((group) => line.source.startsWith(group)) ||
    LEFT_OUT.transforms.some((transform) => line.transform === transform);
  if (out) reasons.set(templateOf(line.source), "its rule is not carried: it needs keys of other tables");
  return !out;
}

type FindRow = (table: string, variable: string) => number;

function compileRows(lines: readonly RuleLine[]): { rows: Row[]; find: FindRow } {
  const defs = [...ROWS];
  const known = new Map(defs.map((def, index) => [`${def.table} ${def.variable}`, index]));
  for (const { source, target, rank } of lines) {
    for (const { table, variable, nth } of variablesOf(target)) {
      const key = `${table} ${variable}`;
      if (known.has(key)) continue;
      known.set(key, defs.length);
      const row = sourceRow(source, variable, nth);
      const def: RowDef = { table, variable, sources: [row] };
      defs.push(rank >= VENDOR ? { ...def, ...whereItIs(source, row) } : { ...def, creatable: true });
    }
  }
  const find: FindRow = (table, variable) => {
    const index = known.get(`${table} ${variable}`);
    if (index === undefined) throw new Fault("internal", { detail: `no rows for {${variable}} of ${table}` });
    return index;
  };
  return { rows: defs.map((def, index) => compileRow(def, index, defs, find)), find };
}

/** The variables of a target in order, each with the table it stands in and which of its name it is. */
function variablesOf(target: string): { table: string; variable: string; nth: number; end: number }[] {
  const seen = new Map<string, number>();
  return [...target.matchAll(/\{(\w+)\}/g)].map((match) => {
    const variable = match[1] ?? "";
    const nth = seen.get(variable) ?? 0;
    seen.set(variable, nth + 1);
    return { table: target.slice(0, match.index), variable, nth, end: match.index + match[0].length + 1 };
  });
}

/** The leaf that names the band is read for it even where a device tells no Standard. */
function bandRule({ band }: Overlay): string {
  if (band === undefined) return "";
  return `@LANDevice.{l}.WLANConfiguration.{w}.\n${band.leaf}\tWiFi.Radio.{radio}.OperatingFrequencyBand\tr\tderive:band`;
}

/** A vendor's object inside a standard one makes a row only where the device has it. */
function whereItIs(source: string, row: string): Pick<RowDef, "when"> {
  const under = parentOf(templateOf(source)).slice(row.length);
  return under === "" || under.includes("{}") ? {} : { when: [{ under }] };
}

function sourceRow(source: string, variable: string, nth: number): string {
  const match = [...source.matchAll(new RegExp(`\\{${variable}\\}`, "g"))][nth];
  if (match === undefined) throw new Fault("internal", { detail: `${source} has no {${variable}}` });
  return templateOf(source.slice(0, match.index + match[0].length + 1));
}

function compileRow(def: RowDef, index: number, defs: readonly RowDef[], find: FindRow): Row {
  const above = variablesOf(def.table).at(-1);
  const parent = above === undefined ? undefined : find(above.table, above.variable);
  const parentSources = parent === undefined ? [] : (defs[parent]?.sources ?? []);
  const origins = def.sources.map((template): RowOrigin => {
    const owner = longest(parentSources.filter((source) => template.startsWith(source)));
    return { template, depth: depthOf(template), parentDepth: owner === undefined ? 0 : depthOf(owner) };
  });
  const count = objectSchemaOf(`Device.${generic(def.table)}{i}.`)?.numberOfEntries;
  return {
    ...def,
    index,
    origins,
    ...(parent === undefined ? {} : { parent }),
    ...(count === undefined ? {} : { count }),
  };
}

function longest(templates: readonly string[]): string | undefined {
  return templates.toSorted((a, b) => b.length - a.length)[0];
}

function generic(target: string): string {
  return target.replaceAll(/\{\w+\}/g, "{i}");
}

function compileRule(
  line: RuleLine,
  order: number,
  find: FindRow,
  rows: readonly Row[],
  enums: ReadonlyMap<string, EnumTable>,
  overlay: Overlay,
): Rule {
  const target = `Device.${generic(line.target)}`;
  const schema = schemaOf(target);
  if (schema === undefined) throw new Fault("internal", { detail: `${target} is not in the TR-181 model` });
  const source = templateOf(line.source);
  const chosenBy = ONE_ROW[parentOf(source)];
  const last = variablesOf(line.target).at(-1);
  const row = last === undefined ? undefined : rows[find(last.table, last.variable)];
  const transform = transformOf(line.transform, { schema, enums, overlay, shared: row?.kind === "band" });
  return {
    source,
    target,
    ...(row === undefined ? {} : { row: row.index }),
    rest: last === undefined ? target : line.target.slice(last.end),
    ...reach(source, row),
    ...(chosenBy === undefined ? {} : { chosenBy }),
    readable: line.direction !== "w" || line.transform === "secret" || line.transform === "pad8",
    writable: line.direction !== "r",
    action: line.transform === "trigger",
    transform,
    via: line.transform,
    schema,
    rank: line.rank,
    order,
    secret: line.direction === "w" || schema.secret === true,
  };
}

/** How the rows of a source leaf are found: by the beginning of its path, or by scanning rows with a common beginning. */
function reach(source: string, row: Row | undefined): { depth: number; scan: boolean } {
  if (row === undefined) return { depth: 0, scan: false };
  const own = longest(
    row.origins.map(({ template }) => template).filter((template) => source.startsWith(template)),
  );
  if (own !== undefined) return { depth: depthOf(own), scan: false };
  const shared = row.origins.map((origin) => sharedDepth(source, origin.template));
  return { depth: Math.max(0, ...shared), scan: true };
}

/** Segments two templates share, up to and with their last common `{}`. */
function sharedDepth(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  let depth = 0;
  for (let i = 0; i < left.length && left[i] === right[i]; i++) if (left[i] === "{}") depth = i + 1;
  return depth;
}
