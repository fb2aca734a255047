import type { ScalarType, ValueType } from "#core";

/** One parameter of a simulated device, as the device holds it. Shared between devices: replaced, never changed. */
export interface Leaf {
  readonly value: string;
  readonly type: ValueType;
  readonly writable: boolean;
  /** Reads as an empty string. */
  readonly secret?: true;
  readonly limit?: Limit;
}

export interface Limit {
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
}

export function ro(value: string, type: ValueType = "string"): Leaf {
  return { value, type, writable: false };
}

export function rw(value: string, type: ValueType = "string", limit?: Limit): Leaf {
  return { value, type, writable: true, ...(limit === undefined ? {} : { limit }) };
}

/** Writable and never read back. */
export function secret(value: string, type: ValueType = "string"): Leaf {
  return { value, type, writable: true, secret: true };
}

export function oneOf(...values: string[]): Limit {
  return { oneOf: values };
}

/** `unsignedInt` for `list of unsignedInt` as well: lists travel as strings of their items. */
export function scalarOf(type: ValueType): ScalarType {
  return type.startsWith("list of ") ? "string" : (type as ScalarType);
}

const LEXICAL: Record<ScalarType, RegExp> = {
  string: /^[^]*$/,
  boolean: /^(?:true|false|0|1)$/,
  int: /^[+-]?\d+$/,
  unsignedInt: /^\+?\d+$/,
  long: /^[+-]?\d+$/,
  unsignedLong: /^\+?\d+$/,
  decimal: /^[+-]?\d+(?:\.\d+)?$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  base64: /^[A-Za-z0-9+/\s]*={0,2}\s*$/,
  hexBinary: /^(?:[0-9A-Fa-f]{2})*$/,
};

const RANGE: Partial<Record<ScalarType, readonly [number, number]>> = {
  int: [-2147483648, 2147483647],
  unsignedInt: [0, 4294967295],
};

/** What is wrong with a value for a leaf: its lexical form (`type`), or what the leaf allows (`value`). */
export function objection(leaf: Leaf, text: string): "type" | "value" | undefined {
  const scalar = scalarOf(leaf.type);
  if (!LEXICAL[scalar].test(text)) return "type";
  const limit = leaf.limit ?? {};
  if (limit.maxLength !== undefined && text.length > limit.maxLength) return "value";
  if (limit.oneOf !== undefined && !limit.oneOf.includes(text)) return "value";
  const [low, high] = RANGE[scalar] ?? [-Infinity, Infinity];
  const number = Number(text);
  const outside = number < Math.max(low, limit.min ?? low) || number > Math.min(high, limit.max ?? high);
  return /^(?:int|unsigned|long|decimal)/.test(scalar) && outside ? "value" : undefined;
}
