import { Fault } from "./fault.ts";
import type { Json } from "./json.ts";
import type { ScalarType, ValueType } from "./parameter.ts";
import { canonical } from "./value.canonical.ts";
import { listItems } from "./value.list.ts";
import { compareNumbers } from "./value.number.ts";
import { isList, kindOf, scalarOf } from "./value.type.ts";

export { canonical, canonicalOrText } from "./value.canonical.ts";
export { misfit, satisfies } from "./value.compare.ts";
export { UNKNOWN_TIME } from "./value.date.ts";
export { listItems, listOf } from "./value.list.ts";
export { asValueType, isList, kindOf, scalarOf } from "./value.type.ts";

/** Both bounds inclusive. */
export interface ValueRange {
  readonly min?: number;
  readonly max?: number;
}

/** What a value must satisfy. `enum`, `ranges` and `maxLength` hold for each item of a list. */
export interface ValueRule {
  readonly type: ValueType;
  readonly enum?: readonly string[];
  /** One of them must hold the value. */
  readonly ranges?: readonly ValueRange[];
  /** Characters; bytes for base64 and hexBinary. */
  readonly maxLength?: number;
}

/** The canonical form of a value that satisfies the rule. Throws `parameter.type` or `parameter.value`, both {detail}. */
export function checkValue(rule: ValueRule, text: string): string {
  const form = canonical(rule.type, text);
  const type = scalarOf(rule.type);
  for (const item of isList(rule.type) ? listItems(form) : [form]) {
    const detail = objection(rule, type, item);
    if (detail !== undefined) throw new Fault("parameter.value", { detail });
  }
  return form;
}

/**
 * A value at the API's edge: booleans as JSON booleans, integers as numbers while they are exact, everything else (and
 * what is not of its type) as the string it is.
 */
export function toJson(type: ValueType, value: string): Json {
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return !isList(type) && kindOf(scalarOf(type)) === "integer" ? exactNumber(value) : value;
}

/** The text of a JSON string, boolean or number, as TR-106 writes it. [TR-369 R-ENC.6] Throws `parameter.type` for null, arrays and objects. */
export function fromJson(json: Json): string {
  if (typeof json === "string") return json;
  if (typeof json === "boolean") return String(json);
  if (typeof json === "number" && Number.isFinite(json)) return plainNumber(json);
  throw new Fault("parameter.type", { detail: "a value is a string, a boolean or a number" });
}

/** Why a canonical scalar breaks the rule. */
function objection(rule: ValueRule, type: ScalarType, value: string): string | undefined {
  // A vendor may add values to any enumeration under its own prefix. [TR-106 vendor-specific values]
  if (rule.enum !== undefined && !rule.enum.includes(value) && !value.startsWith("X_"))
    return `the value is none of ${rule.enum.map((allowed) => JSON.stringify(allowed)).join(", ")}`;
  if (rule.ranges !== undefined && !rule.ranges.some((range) => isWithin(range, value)))
    return `the value is not in ${rule.ranges.map(formatRange).join(" or ")}`;
  if (rule.maxLength !== undefined && lengthOf(type, value) > rule.maxLength)
    return `the value is longer than ${rule.maxLength}`;
  return undefined;
}

function isWithin(range: ValueRange, value: string): boolean {
  const { min, max } = range;
  if (min !== undefined && (compareNumbers(value, String(min)) ?? -1) < 0) return false;
  return max === undefined || (compareNumbers(value, String(max)) ?? 1) <= 0;
}

function formatRange(range: ValueRange): string {
  return `${range.min ?? ""}..${range.max ?? ""}`;
}

function lengthOf(type: ScalarType, value: string): number {
  if (type === "hexBinary") return value.length / 2;
  if (type === "base64") return Buffer.byteLength(value, "base64");
  let characters = 0;
  for (const _ of value) characters++;
  return characters;
}

function exactNumber(value: string): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) && String(number) === value ? number : value;
}

/** A number without exponent; an integer keeps every digit. */
function plainNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
  if (!text.includes("e")) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, "");
}
