import { Fault } from "#core";
import { DEVICE_FIELDS, Q_TEXTS, type FieldRow } from "./field.table.ts";
import type { Comparison, Filter } from "./filter.ts";
import { indexedParameters, parameterName, parameterRows } from "./params.ts";
import type { StateConfig } from "./state.context.ts";

/** One step of a program over sets of dense ids; `query.script.ts` runs it on a stack. */
export type Step =
  | readonly ["all"]
  | readonly ["not"]
  | readonly ["and" | "or", number]
  | readonly ["ix", dimension: string, value: string]
  | readonly ["match", dimension: string, how: string, wanted: string]
  | readonly ["time", zset: string, from: string, to: string]
  | readonly ["range", zset: string, from: string, to: string]
  | readonly ["text", how: string, ...string[]]
  | readonly ["id", string];

/** The fields of devices: those of the table, and the attributes and parameters that are indexed. */
export function deviceFields({
  indexedAttributes: attributes,
  indexedParameters: parameters,
}: Pick<StateConfig, "indexedAttributes" | "indexedParameters">): ReadonlyMap<string, FieldRow> {
  const indexed = attributes.map((name): [string, FieldRow] => [
    `attributes.${name}`,
    { kind: "value", index: `x.${name}`, operators: DEVICE_FIELDS.modelName.operators },
  ]);
  const told = parameterRows(indexedParameters(parameters));
  return new Map<string, FieldRow>([...Object.entries(DEVICE_FIELDS), ...indexed, ...told]);
}

/**
 * A filter over devices as a program. Faults `filter.field` (a field or operator that cannot be used, with the allowed
 * ones) and `filter.syntax` (a value that does not fit), both with `offset` and `length`. `now`: ms, for `"-1h"`.
 */
export function compileFilter(
  filter: Filter | undefined,
  fields: ReadonlyMap<string, FieldRow>,
  now: number,
): Step[] {
  if (filter === undefined) return [];
  if (filter.kind === "not") return [...compileFilter(filter.term, fields, now), ["not"]];
  if (filter.kind === "is") return compileComparison(filter, fields, now);
  return [
    ...filter.terms.flatMap((term) => compileFilter(term, fields, now)),
    [filter.kind, filter.terms.length],
  ];
}

/** `q`: the prefix of one of the texts people know a device by. */
export function compileQ(q: string): Step {
  return ["text", ":", ...Q_TEXTS.flatMap(([code, before]) => [code, before + lower(q)])];
}

/** The row of a field, or the fault that names those there are. */
export function fieldRow(
  fields: ReadonlyMap<string, FieldRow>,
  name: string,
  allowed: (row: FieldRow) => boolean,
  place: { readonly offset?: number; readonly length?: number } = {},
): FieldRow {
  const row = fields.get(name);
  if (row !== undefined && allowed(row)) return row;
  const names = [...fields].filter(([, other]) => allowed(other)).map(([other]) => other);
  throw new Fault("filter.field", {
    detail: `${name.slice(0, 64)} is none of: ${names.join(", ")}`,
    ...place,
  });
}

function compileComparison(is: Comparison, fields: ReadonlyMap<string, FieldRow>, now: number): Step[] {
  const place = { offset: is.offset, length: is.length };
  const row =
    is.field === "param"
      ? parameterRow(fields, is.argument ?? "", place)
      : fieldRow(fields, is.field, () => true, place);
  if (!row.operators.includes(is.operator)) {
    const detail = `${is.field} takes only: ${row.operators.join(" ")}`;
    throw new Fault("filter.field", { detail, ...place });
  }
  const positive = is.operator === "!=" ? ({ ...is, operator: "=" } as const) : is;
  const steps = [stepOf(row, positive, now)];
  return is.operator === "!=" ? [...steps, ["not"]] : steps;
}

/** The row of an indexed parameter, or the fault that names those there are. */
function parameterRow(
  fields: ReadonlyMap<string, FieldRow>,
  path: string,
  place: { readonly offset: number; readonly length: number },
): FieldRow {
  const row = fields.get(parameterName(path));
  if (row !== undefined) return row;
  const allowed = [...fields.keys()].filter((name) => name.startsWith("param("));
  const detail =
    allowed.length === 0
      ? "no parameter is indexed (CAUSEWAY_INDEXED_PARAMETERS); filter by one of the device fields"
      : `${path.slice(0, 128)} is not indexed; there are ${allowed.join(", ")}`;
  throw new Fault("filter.field", { detail, allowed, ...place });
}

/** Whether a filter asks for the value of a parameter. */
export function asksParameters(filter: Filter | undefined): boolean {
  if (filter === undefined) return false;
  if (filter.kind === "is") return filter.field === "param";
  return filter.kind === "not" ? asksParameters(filter.term) : filter.terms.some(asksParameters);
}

function stepOf(row: FieldRow, is: Comparison, now: number): Step {
  switch (row.kind) {
    case "id":
      return ["id", is.value];
    case "presence":
      return ["ix", "presence", is.value];
    case "values":
      return is.value === "*" ? ["match", row.index, "any", ""] : ["ix", row.index, is.value];
    case "value":
      return valueStep(row, is);
    case "text":
      return textStep(row, is);
    case "time":
      return timeStep(row, is, now);
    case "number":
      return rangeStep(row, is.operator, numberOf(is));
    case "moment":
      return rangeStep(row, is.operator, timeOf(is, now));
  }
}

function valueStep(row: FieldRow, { operator, value: given }: Comparison): Step {
  const value = row.boolean === true ? (BOOLEAN[given.toLowerCase()] ?? given) : given;
  if (operator === ":")
    return value === "*" ? ["match", row.index, "any", ""] : ["match", row.index, "has", lower(value)];
  if (operator !== "=") return ["match", row.index, operator, value];
  return value.endsWith("*") ? ["match", row.index, "prefix", value.slice(0, -1)] : ["ix", row.index, value];
}

/** Texts are compared without regard to case; `:` and a star at the end mean a prefix. */
function textStep(row: FieldRow, { operator, value }: Comparison): Step {
  const prefix = operator === ":" || value.endsWith("*");
  const wanted = lower(prefix && value.endsWith("*") ? value.slice(0, -1) : value);
  const schemes = row.index === "i" ? ["", "cwmp:", "usp:", "certificate:"] : [""];
  return ["text", prefix ? ":" : "=", ...schemes.flatMap((scheme) => [row.index, scheme + wanted])];
}

function timeStep(row: FieldRow, is: Comparison, now: number): Step {
  const at = timeOf(is, now);
  switch (is.operator) {
    case "<":
      return ["time", row.index, "(0", `(${at}`];
    case "<=":
      return ["time", row.index, "(0", String(at)];
    case ">":
      return ["time", row.index, `(${at}`, "+inf"];
    case ">=":
      return ["time", row.index, String(at), "+inf"];
    case "=":
    case "!=":
    case ":":
      return ["time", row.index, String(at), String(at)];
  }
}

const BOOLEAN: Readonly<Record<string, string>> = { "1": "true", "0": "false", true: "true", false: "false" };

function rangeStep(row: FieldRow, operator: Comparison["operator"], n: number): Step {
  switch (operator) {
    case "<":
      return ["range", row.index, "-inf", `(${n}`];
    case "<=":
      return ["range", row.index, "-inf", String(n)];
    case ">":
      return ["range", row.index, `(${n}`, "+inf"];
    case ">=":
      return ["range", row.index, String(n), "+inf"];
    case "=":
    case "!=":
    case ":":
      return ["range", row.index, String(n), String(n)];
  }
}

function numberOf({ value, offset, length }: Comparison): number {
  const n = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isFinite(n)) return n;
  throw new Fault("filter.syntax", { detail: "the parameter is compared with a number", offset, length });
}

const UNIT = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const AGO = /^([+-]?)(\d{1,9})([smhdw])$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** RFC 3339 (a date alone is its beginning in UTC), or a time before or after now: `-1h`, `+10m`. */
export function timeOf(
  { value, offset, length }: Pick<Comparison, "value" | "offset" | "length">,
  now: number,
): number {
  const ago = AGO.exec(value);
  if (ago !== null) {
    const ms = Number(ago[2]) * UNIT[ago[3] as keyof typeof UNIT];
    return ago[1] === "+" ? now + ms : now - ms;
  }
  const at = DATE.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) {
    const detail = "a time is RFC 3339 or relative to now (-30s, -15m, -1h, -7d, -2w)";
    throw new Fault("filter.syntax", { detail, offset, length });
  }
  return Math.max(1, at);
}

/** As Lua lowers it: ASCII only. */
function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
