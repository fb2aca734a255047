import type { ScalarType, ValueType } from "./parameter.ts";
import { formatConstant } from "./path.format.ts";
import type { Constant, Operator } from "./path.step.ts";
import { compareDateTime, UNKNOWN_TIME } from "./value.date.ts";
import { canonicalOrText } from "./value.canonical.ts";
import { listItems } from "./value.list.ts";
import { compareNumbers } from "./value.number.ts";
import { isList, kindOf, scalarOf, type ValueKind } from "./value.type.ts";

/**
 * Why an operator and a constant do not fit the type of a parameter (the table of TR-369 section 2.5), or undefined
 * when they do. `==` and `!=` on a list compare its whole text, which the specification leaves open.
 */
export function misfit(type: ValueType, op: Operator, value: Constant): string | undefined {
  const scalar = scalarOf(type);
  if (op === "~=") {
    if (!isList(type)) return `~= compares the items of a list, the parameter is of type ${type}`;
    return constantMisfit(scalar, value);
  }
  const equality = op === "==" || op === "!=";
  if (!equality && (isList(type) || !hasOrder(scalar))) return `${op} does not fit type ${type}`;
  if (isList(type)) return value.kind === "string" ? undefined : "a list is compared with a string in quotes";
  if (!equality && value.kind === "dateTime" && isUnknown(value.text)) return "the unknown time has no order";
  return constantMisfit(scalar, value);
}

/**
 * Whether a value satisfies a comparison that fits its type (see `misfit`). A value that is not of its type satisfies
 * `!=` only. `reference`: the value names an object, so a final dot does not count.
 */
export function satisfies(
  type: ValueType,
  value: string,
  op: Operator,
  constant: Constant,
  reference = false,
): boolean {
  const text = constant.kind === "boolean" ? String(constant.value) : constant.text;
  const same = (a: string): number | undefined =>
    compare(isList(type) && op !== "~=" ? "string" : scalarOf(type), a, text, reference);
  if (op === "~=") return listItems(value).some((item) => same(item) === 0);
  const order = same(value);
  if (op === "!=") return order !== 0;
  if (order === undefined) return false;
  const holds = { "==": order === 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0 };
  return holds[op];
}

function hasOrder(type: ScalarType): boolean {
  const kind = kindOf(type);
  return kind === "integer" || kind === "decimal" || kind === "time";
}

/** The constants that fit a kind; the grammar has no hex constant, so digits pass as a number and the rest in quotes. */
const CONSTANTS: Readonly<Record<ValueKind, readonly Constant["kind"][]>> = {
  text: ["string"],
  boolean: ["boolean", "number"],
  time: ["dateTime"],
  binary: ["string", "number"],
  integer: ["number"],
  decimal: ["number"],
};

function constantMisfit(type: ScalarType, value: Constant): string | undefined {
  const fits = CONSTANTS[kindOf(type)].includes(value.kind);
  if (fits && (type !== "boolean" || value.kind !== "number" || value.text === "0" || value.text === "1"))
    return undefined;
  return `a parameter of type ${type} is not compared with ${formatConstant(value)}`;
}

/** The order of a value and a constant, undefined when there is none; types without order know equality only. */
function compare(type: ScalarType, value: string, constant: string, reference: boolean): number | undefined {
  switch (kindOf(type)) {
    case "text":
      return equal(reference ? undotted(value) : value, reference ? undotted(constant) : constant);
    case "boolean":
    case "binary":
      return equal(canonicalOrText(type, value), canonicalOrText(type, constant));
    case "time":
      return compareTimes(value.trim(), constant);
    case "integer":
    case "decimal":
      return compareNumbers(value.trim(), constant);
  }
}

function equal(a: string, b: string): number | undefined {
  return a === b ? 0 : undefined;
}

/** The unknown time equals itself and is neither before nor after any other. */
function compareTimes(value: string, constant: string): number | undefined {
  const order = compareDateTime(value, constant);
  return order !== 0 && isUnknown(value) ? undefined : order;
}

function isUnknown(time: string): boolean {
  return compareDateTime(time, UNKNOWN_TIME) === 0;
}

function undotted(path: string): string {
  return path.endsWith(".") ? path.slice(0, -1) : path;
}
