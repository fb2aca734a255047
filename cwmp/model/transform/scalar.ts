import { canonical, Fault, type NativeValue, UNKNOWN_TIME, type ValueType } from "#core";
import type { Draft, Reading, Transform, Write } from "../rule.ts";

/** Source value and target value, in order of preference for writing. */
export type EnumTable = readonly (readonly [source: string, target: string])[];

/** A transform of one text into one text. Undefined: it has no counterpart. */
export interface Scalar {
  readonly read: (text: string) => string | undefined;
  readonly write?: (value: string) => string | undefined;
  /** Not injective; a function tells it of one source text. */
  readonly lossy?: boolean | ((text: string) => boolean);
  /** The writing of a value the source holds already in another spelling: nothing is written. */
  readonly keeps?: (text: string, value: string) => boolean;
}

/** Which of several sources are written: there is only one, all, or the first alone. The first is read. */
export type Spread = "one" | "all" | "first";

/** Wraps a scalar. */
export function scalar(
  type: ValueType,
  { read, write, lossy = false, keeps }: Scalar,
  spread: Spread = "one",
): Transform {
  const gathers = spread !== "one";
  return {
    gathers,
    read: (draft) => reading(draft, type, read, lossy, gathers),
    ...(write === undefined
      ? {}
      : {
          write: (value, draft) => {
            const text = represent(write, value);
            return (spread === "first" ? draft.sources.slice(0, 1) : draft.sources)
              .filter((source) => keeps?.(source.value, value) !== true)
              .map((source): Write => [source.path, text]);
          },
        }),
  };
}

function represent(write: (value: string) => string | undefined, value: string): string {
  const text = write(value);
  if (text === undefined) throw unrepresentable();
  return text;
}

export function unrepresentable(detail = "the device's data model has no such value"): Fault {
  return new Fault("parameter.unrepresentable", { detail });
}

function reading(
  draft: Draft,
  type: ValueType,
  read: (text: string) => string | undefined,
  lossy: NonNullable<Scalar["lossy"]>,
  gathers: boolean,
): Reading | undefined {
  const [first] = draft.sources;
  const text = first === undefined ? undefined : read(first.value);
  const value = text === undefined ? undefined : canonicalOf(type, text);
  if (value === undefined) return undefined;
  const loses = typeof lossy === "boolean" ? lossy : lossy(first?.value ?? "");
  return loses || (gathers && differ(draft.sources)) ? { value, kind: "lossy" } : { value };
}

function differ(sources: readonly NativeValue[]): boolean {
  return sources.some((source) => source.value !== sources[0]?.value && !sameBoolean(source, sources[0]));
}

function sameBoolean(a: NativeValue, b: NativeValue | undefined): boolean {
  return (
    canonicalOf("boolean", a.value) !== undefined &&
    canonicalOf("boolean", a.value) === canonicalOf("boolean", b?.value ?? "")
  );
}

/** The canonical form, or undefined when a device says what is no value of the type. A time keeps its zone: it tells local time. */
export function canonicalOf(type: ValueType, text: string): string | undefined {
  if (type === "string") return text;
  try {
    const form = canonical(type, text);
    return type === "dateTime" && form !== UNKNOWN_TIME ? text.trim() : form;
  } catch {
    return undefined;
  }
}
