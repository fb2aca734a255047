import { createHash } from "node:crypto";
import {
  Fault,
  kindOf,
  parsePath,
  schemaOf,
  scalarOf,
  type Parameter,
  type ValueType,
  isSecretPath,
} from "#core";
import type { FieldRow } from "./field.table.ts";
import { oneLine } from "./project.ts";

/** A TR-181 parameter that filters may ask for. Its value is a field of the device, whose index moves in the same step. */
export interface IndexedParameter {
  readonly path: string;
  readonly type: ValueType;
  /** The field: `z.<digest>` for what has an order (a sorted set), else `x.=<digest>` (an entry for each value). */
  readonly field: string;
  readonly kind: "value" | "number" | "moment";
}

export const MOST_PARAMETERS = 16;
/** Of 2^32 names; with 16 of them a clash is out of the question. */
const DIGEST = 8;

/** The configured paths as indexes. Fault `config.invalid` for one that is no parameter, or a secret. */
export function indexedParameters(paths: readonly string[]): readonly IndexedParameter[] {
  const wanted = [...new Set(paths)];
  if (wanted.length > MOST_PARAMETERS)
    throw refused(`at most ${MOST_PARAMETERS} parameters are indexed, not ${wanted.length}`);
  return wanted.map((path) => {
    if (!isParameter(path))
      throw refused(`${path} is not the path of one parameter, such as Device.DeviceInfo.UpTime`);
    const schema = schemaOf(path);
    if (schema?.secret === true || isSecretPath(path)) throw refused(`${path} is a secret and never indexed`);
    const type = schema?.type ?? "string";
    const kind = indexKind(type);
    const digest = createHash("sha256").update(`${path} ${kind}`).digest("hex").slice(0, DIGEST);
    return { path, type, kind, field: kind === "value" ? `x.=${digest}` : `z.${digest}` };
  });
}

/** What the index keeps of a value; "" for none and for what has no place in the order. */
export function indexed({ kind }: IndexedParameter, value: string): string {
  if (kind === "value") return oneLine(value);
  const n = kind === "number" ? Number(value.trim() === "" ? Number.NaN : value) : timeOf(value);
  return Number.isFinite(n) ? String(n) : "";
}

/** The fields of a device that follow from its TR-181 view: those that have a value, and the names of those without. */
export function parameterFields(
  parameters: readonly IndexedParameter[],
  view: readonly Parameter[],
): { readonly set: Record<string, string>; readonly del: readonly string[] } {
  const wanted = new Map(parameters.map((one) => [one.path, one]));
  const set: Record<string, string> = {};
  for (const { path, value, secret } of view) {
    const parameter = wanted.get(path);
    const text = parameter === undefined || secret === true ? "" : indexed(parameter, value);
    if (parameter !== undefined && text !== "") set[parameter.field] = text;
  }
  return { set, del: parameters.map(({ field }) => field).filter((field) => set[field] === undefined) };
}

/** As fields of devices, under the name a filter gives them: `param("Device.…")`. */
export function parameterRows(parameters: readonly IndexedParameter[]): [string, FieldRow][] {
  return parameters.map((one) => [parameterName(one.path), rowOf(one)]);
}

export function parameterName(path: string): string {
  return `param("${path}")`;
}

const EQUAL = ["=", "!="] as const;
const ORDER = ["=", "!=", "<", "<=", ">", ">="] as const;
const TEXT = ["=", "!=", ":", "<", "<=", ">", ">="] as const;

function rowOf({ kind, field, type }: IndexedParameter): FieldRow {
  if (kind !== "value") return { kind, index: field, operators: ORDER };
  const boolean = type === "boolean";
  return {
    kind,
    index: field,
    operators: boolean ? EQUAL : TEXT,
    ...(boolean ? { boolean: true as const } : {}),
  };
}

function indexKind(type: ValueType): IndexedParameter["kind"] {
  if (type.startsWith("list of ")) return "value";
  const kind = kindOf(scalarOf(type));
  if (kind === "integer" || kind === "decimal") return "number";
  return kind === "time" ? "moment" : "value";
}

/** ms since the epoch; NaN for the unknown time and for times that count from the device's start (TR-106). */
function timeOf(text: string): number {
  return text.startsWith("0001-") ? Number.NaN : Date.parse(text);
}

/** One parameter of one object: no search, no wildcard. */
function isParameter(text: string): boolean {
  try {
    const { steps, leaf } = parsePath(text, "instance");
    return leaf?.kind === "parameter" && steps.every(({ kind }) => kind === "name" || kind === "instance");
  } catch {
    return false;
  }
}

function refused(detail: string): Fault {
  return new Fault("config.invalid", { detail: `CAUSEWAY_INDEXED_PARAMETERS: ${detail}` });
}
