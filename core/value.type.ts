import type { ScalarType, ValueType } from "./parameter.ts";

/** Types that are written and compared alike. */
export type ValueKind = "text" | "boolean" | "integer" | "decimal" | "time" | "binary";

const KINDS: Readonly<Record<ScalarType, ValueKind>> = {
  string: "text",
  boolean: "boolean",
  int: "integer",
  unsignedInt: "integer",
  long: "integer",
  unsignedLong: "integer",
  decimal: "decimal",
  dateTime: "time",
  base64: "binary",
  hexBinary: "binary",
};

const PREFIX = "list of ";

/** The type without its `list of`. */
export function scalarOf(type: ValueType): ScalarType {
  const name = isList(type) ? type.slice(PREFIX.length) : type;
  return isScalar(name) ? name : "string";
}

export function isList(type: ValueType): boolean {
  return type.startsWith(PREFIX);
}

export function kindOf(type: ScalarType): ValueKind {
  return KINDS[type];
}

/** The value type a device or a file names (`unsignedInt`, `list of string`), or undefined. */
export function asValueType(text: string): ValueType | undefined {
  if (isScalar(text)) return text;
  const item = text.slice(PREFIX.length);
  return text.startsWith(PREFIX) && isScalar(item) ? `${PREFIX}${item}` : undefined;
}

function isScalar(text: string): text is ScalarType {
  return Object.hasOwn(KINDS, text);
}
