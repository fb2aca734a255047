/** The building blocks of the RPC table, and the TypeScript types that fall out of them. */

/** XML Schema types of RPC arguments. */
export type ScalarType = "string" | "boolean" | "int" | "unsignedInt" | "dateTime" | "base64";

/** One text value. `max`: longest text the schema allows; longer ones are decoded with a warning. */
export interface ScalarShape {
  readonly kind: "scalar";
  readonly type: ScalarType;
  readonly max?: number;
}

/** A value of any simple type, named by its `xsi:type`. */
export interface AnyShape {
  readonly kind: "any";
}

/** A sequence of named elements. */
export interface StructShape {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: Fields;
}

/** A SOAP array: `<List soap-enc:arrayType="type[n]"><item>…</item>…</List>`. */
export interface ArrayShape {
  readonly kind: "array";
  readonly item: string;
  /** What `arrayType` names, prefixed. */
  readonly type: string;
  readonly of: ScalarShape | StructShape;
  readonly min?: number;
  readonly max?: number;
}

/** The element itself comes again and again, without a list around it. */
export interface RepeatedShape {
  readonly kind: "repeated";
  readonly of: StructShape | ChoiceShape;
}

/** One of several structs, told apart by `xsi:type`. */
export interface ChoiceShape {
  readonly kind: "choice";
  readonly structs: Readonly<Record<string, StructShape>>;
}

/** An element that may be absent. */
export interface OptionalShape {
  readonly kind: "optional";
  readonly of: ScalarShape;
}

export type Shape =
  | ScalarShape
  | AnyShape
  | StructShape
  | ArrayShape
  | RepeatedShape
  | ChoiceShape
  | OptionalShape;

/** Elements in the order of the wire. */
export type Fields = { readonly [name: string]: Shape };

/** A value as it stood on the wire and the local name of its `xsi:type`, empty when there was none. */
export interface AnyValue {
  readonly type: string;
  readonly value: string;
}

interface ScalarValues {
  string: string;
  boolean: boolean;
  int: number;
  unsignedInt: number;
  /** As written; `0001-01-01T00:00:00Z` means unknown. */
  dateTime: string;
  base64: string;
}

/** The TypeScript type of a shape's value. */
export type ValueOf<S> = S extends ScalarShape
  ? ScalarValues[S["type"]]
  : S extends AnyShape
    ? AnyValue
    : S extends StructShape
      ? FieldValues<S["fields"]>
      : S extends ArrayShape
        ? readonly ValueOf<S["of"]>[]
        : S extends RepeatedShape
          ? readonly ValueOf<S["of"]>[]
          : S extends ChoiceShape
            ? ChoiceValue<S["structs"]>
            : S extends OptionalShape
              ? ValueOf<S["of"]>
              : never;

type ChoiceValue<C> = { [N in keyof C & string]: { readonly type: N } & ValueOf<C[N]> }[keyof C & string];
type OptionalNames<F> = { [N in keyof F]: F[N] extends OptionalShape ? N : never }[keyof F];

/** The TypeScript type of a sequence of elements. */
export type FieldValues<F> = { readonly [N in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[N]> } & {
  readonly [N in OptionalNames<F>]?: ValueOf<F[N]>;
};

export const str = <const Max extends number>(max: Max) => ({ kind: "scalar", type: "string", max }) as const;
export const struct = <const N extends string, const F extends Fields>(name: N, fields: F) =>
  ({ kind: "struct", name, fields }) as const;
/** A list of structs; the items are named like the struct. */
export const list = <const S extends StructShape>(of: S, min = 0, max = Infinity) =>
  ({ kind: "array", item: of.name, type: `cwmp:${of.name}`, of, min, max }) as const;
/** A list of strings or base64 texts. */
export const texts = <const T extends "string" | "base64">(type: T, longest: number, min = 0) =>
  ({
    kind: "array",
    item: type,
    type: type === "string" ? "xsd:string" : "soap-enc:base64",
    of: { kind: "scalar", type, max: longest },
    min,
  }) as const;
export const optional = <const S extends ScalarShape>(of: S) => ({ kind: "optional", of }) as const;
export const repeated = <const S extends StructShape | ChoiceShape>(of: S) =>
  ({ kind: "repeated", of }) as const;
export const choice = <const C extends Readonly<Record<string, StructShape>>>(structs: C) =>
  ({ kind: "choice", structs }) as const;

export const text = { kind: "scalar", type: "string" } as const;
export const bool = { kind: "scalar", type: "boolean" } as const;
export const int = { kind: "scalar", type: "int" } as const;
export const uint = { kind: "scalar", type: "unsignedInt" } as const;
export const time = { kind: "scalar", type: "dateTime" } as const;
export const any = { kind: "any" } as const;
