import { WITHHELD, type NativeValue } from "#core";

/** A value as it is told on the wire. `type`: without prefix. */
interface TypedText {
  readonly type: string;
  readonly value: string;
}
type Hides = (native: string) => boolean;

/** What is kept of the value of a native leaf. `hides`: whether a leaf is a secret. */
export function keptValue(path: string, { type, value }: TypedText, hides: Hides): string {
  // Hidden booleans are switches that start something, and tell nothing.
  return value === "" || type === "boolean" || !hides(path) ? value : WITHHELD;
}

/** A parameter that a device told, as it is kept. `at`: ms since the epoch. */
export function nativeOf(
  { Name, Value }: { readonly Name: string; readonly Value: TypedText },
  at: number,
  hides: Hides,
): NativeValue {
  return { path: Name, value: keptValue(Name, Value, hides), type: Value.type, at };
}
