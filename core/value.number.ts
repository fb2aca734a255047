import type { ScalarType } from "./parameter.ts";

/** The bounds of the integer types, both inclusive. */
const BOUNDS: Readonly<Partial<Record<ScalarType, readonly [bigint, bigint]>>> = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  unsignedInt: [0n, 2n ** 32n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsignedLong: [0n, 2n ** 64n - 1n],
};

/** Longer texts are no number: BigInt takes time that grows with the square of the length. */
const DIGITS_LIMIT = 64;

/** A number taken apart: sign, digits before the point without leading zeros, digits after it without trailing ones. */
interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** An integer without `+`, leading zeros and `-0`, or undefined when it is none or leaves the bounds of its type. */
export function canonicalInteger(type: ScalarType, text: string): string | undefined {
  const bounds = BOUNDS[type];
  if (bounds === undefined || text.length > DIGITS_LIMIT || !/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return value < bounds[0] || value > bounds[1] ? undefined : value.toString();
}

/** A decimal without `+` and zeros that say nothing: `1`, `-0.5`; undefined when the text is none. */
export function canonicalDecimal(text: string): string | undefined {
  const decimal = readDecimal(text);
  if (decimal === undefined) return undefined;
  const point = decimal.fraction === "" ? "" : `.${decimal.fraction}`;
  return `${decimal.negative ? "-" : ""}${decimal.whole}${point}`;
}

/** Negative, zero or positive, exact at any length; undefined when one of the texts is no number. */
export function compareNumbers(a: string, b: string): number | undefined {
  const left = readDecimal(a);
  const right = readDecimal(b);
  if (left === undefined || right === undefined) return undefined;
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  return left.negative ? compareMagnitudes(right, left) : compareMagnitudes(left, right);
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}

function readDecimal(text: string): Decimal | undefined {
  if (text.length > DIGITS_LIMIT) return undefined;
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?$/.exec(text);
  const [, sign, before = "", after = ""] = match ?? [];
  if (before === "" && after === "") return undefined;
  const whole = before.replace(/^0+/, "") || "0";
  const fraction = after.replace(/0+$/, "");
  return { negative: sign === "-" && (whole !== "0" || fraction !== ""), whole, fraction };
}
