import { canonicalOrText, schemaOf, type NativeValue, type Parameter, type ValueType } from "#core";
import type { Model } from "./model.ts";

/** A value as the agent gave it, typed by the data model, else by what the agent says of it. */
export function nativeValue(path: string, value: string, at: number, model: Model): NativeValue {
  const note = model.note(path);
  const type = note?.type ?? schemaOf(path)?.type ?? "string";
  return { path, value, type, at, ...(note === undefined ? {} : { writable: note.writable }) };
}

/** What GetSupportedDM can name. */
const SCALARS: readonly ValueType[] = [
  "string",
  "boolean",
  "int",
  "unsignedInt",
  "long",
  "unsignedLong",
  "dateTime",
  "base64",
  "hexBinary",
  "decimal",
];

/** USP speaks TR-181: the value is exact, only its spelling is made canonical. */
export function parameterOf(native: NativeValue): Parameter {
  const schema = schemaOf(native.path);
  const type = schema?.type ?? SCALARS.find((scalar) => scalar === native.type) ?? "string";
  return {
    path: native.path,
    value: canonicalOrText(type, native.value),
    type,
    writable: native.writable ?? (schema !== undefined && schema.access !== "readOnly"),
    at: native.at,
    source: { path: native.path, protocol: "usp", kind: "exact" },
    ...(schema?.secret === undefined ? {} : { secret: schema.secret }),
  };
}
