import type { ScalarType, ValueType } from "./parameter.ts";
import type { ValueRange } from "./value.ts";

/** The letters both data-model tables write types with. */
const TYPES: Readonly<Record<string, ScalarType>> = {
  s: "string",
  b: "boolean",
  i: "int",
  u: "unsignedInt",
  I: "long",
  U: "unsignedLong",
  t: "dateTime",
  B: "base64",
  x: "hexBinary",
  d: "decimal",
};

/** The type a data-model table writes as `u`, or `[u]` for a list. */
export function typeOfLetters(letters: string): ValueType {
  if (letters.startsWith("[")) return `list of ${TYPES[letters.slice(1, -1)] ?? "string"}`;
  return TYPES[letters] ?? "string";
}

/** The range a data-model table writes as `1:100`, `1:` or `:100`. */
export function rangeOf(text: string): ValueRange {
  const [min = "", max = ""] = text.split(":");
  return { ...(min === "" ? {} : { min: Number(min) }), ...(max === "" ? {} : { max: Number(max) }) };
}
