import type { Protocol } from "./device.ts";
import type { NativeValue, Parameter, ScalarType } from "./parameter.ts";
import { schemaOf } from "./schema.ts";
import { asValueType, canonicalOrText, scalarOf } from "./value.ts";

/** The scalar a device names (`unsignedInt`; XML Schema's `base64Binary` as well), or undefined. */
export function scalarNamed(name: string): ScalarType | undefined {
  if (name === "base64Binary") return "base64";
  const type = asValueType(name);
  return type !== undefined && scalarOf(type) === type ? type : undefined;
}

/** A value of a device that speaks TR-181, under its own name: exact, typed by the standard, else as the device names it. */
export function exactParameter(native: NativeValue, protocol: Protocol): Parameter {
  const schema = schemaOf(native.path);
  const type = schema?.type ?? scalarNamed(native.type) ?? "string";
  return {
    path: native.path,
    value: canonicalOrText(type, native.value),
    type,
    writable: native.writable ?? (schema !== undefined && schema.access !== "readOnly"),
    at: native.at,
    source: { path: native.path, protocol, kind: "exact" },
    ...(schema?.secret === true ? { secret: true } : {}),
  };
}
