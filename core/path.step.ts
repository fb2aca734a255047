/**
 * A USP path, read. The grammar is that of TR-369 section 2.5 in its three contexts: `instance` (Get, Set, …),
 * `supported` (GetSupportedDM) and `register` (Register, Deregister).
 */
export type PathContext = "instance" | "supported" | "register";

/** `text` is the path as it was given; `steps` start with the name `Device`. Without `leaf` the path names an object. */
export interface Path {
  readonly text: string;
  readonly steps: readonly Step[];
  readonly leaf?: Leaf;
}

export type Step = NameStep | InstanceStep | AnyStep | WhereStep | FollowStep | PlaceholderStep;
export type NameStep = { readonly kind: "name"; readonly name: string };
export type InstanceStep = { readonly kind: "instance"; readonly number: number };
/** `*` */
export type AnyStep = { readonly kind: "any" };
/** `[a==1&&b=="x"]` */
export type WhereStep = { readonly kind: "where"; readonly terms: readonly Term[] };
/** `name+`, `name#2+`, `name#*+`: the object (or objects) a reference parameter names. `name+` has item 1. */
export type FollowStep = { readonly kind: "follow"; readonly name: string; readonly item: number | "*" };
/** `{i}` */
export type PlaceholderStep = { readonly kind: "placeholder" };

/** The last part of a path that does not end in a dot; `name` is without `()` and `!`. */
export type Leaf = { readonly kind: "parameter" | "command" | "event"; readonly name: string };

/** A parameter below a row, through single-instance objects and references; the last step is its name. */
export type RelativePath = readonly (NameStep | FollowStep)[];

export type Operator = "==" | "!=" | "~=" | "<" | ">" | "<=" | ">=";

/** One comparison of an expression; `offset` is where it starts in the text of its path. */
export interface Term {
  readonly param: RelativePath;
  readonly op: Operator;
  readonly value: Constant;
  readonly offset: number;
}

/** `string` was quoted (and is unescaped here), the others were not; numbers and times keep their spelling. */
export type Constant =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "dateTime"; readonly text: string };
