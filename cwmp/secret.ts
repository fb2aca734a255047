import { WITHHELD, type NativeValue } from "#core";

/** A value as it is told on the wire. `type`: without prefix. */
interface TypedText {
  readonly type: string;
  readonly value: string;
}
type Hides = (native: string) => boolean;

/**
 * What is kept of the value of a native leaf. `hides`: whether a leaf is a secret. `known`: what was written to it, which
 * outlives the empty value that devices answer.
 */
export function keptValue(path: string, { type, value }: TypedText, hides: Hides, known = ""): string {
  // Hidden booleans are switches that start something, and tell nothing.
  if (type === "boolean" || !hides(path)) return value;
  return value === "" || value === known ? known : WITHHELD;
}

/** A parameter that a device told, as it is kept. `at`: ms since the epoch; `known`: its value so far. */
export function nativeOf(
  { Name, Value }: { readonly Name: string; readonly Value: TypedText },
  at: number,
  hides: Hides,
  known?: NativeValue,
): NativeValue {
  return { path: Name, value: keptValue(Name, Value, hides, known?.value), type: Value.type, at };
}
