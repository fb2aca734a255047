import { exactParameter, schemaOf, type NativeValue, type Parameter } from "#core";
import type { Model } from "./model.ts";

/** A value as the agent gave it, typed by the data model, else by what the agent says of it. */
export function nativeValue(path: string, value: string, at: number, model: Model): NativeValue {
  const note = model.note(path);
  const type = note?.type ?? schemaOf(path)?.type ?? "string";
  return { path, value, type, at, ...(note === undefined ? {} : { writable: note.writable }) };
}

/** USP speaks TR-181: the value is exact, only its spelling is made canonical. */
export function parameterOf(native: NativeValue): Parameter {
  return exactParameter(native, "usp");
}
