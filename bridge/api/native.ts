import {
  asValueType,
  canonicalOrText,
  type Knowledge,
  type NativeValue,
  type Parameter,
  type Protocol,
  isSecretPath,
} from "#core";

/**
 * What is known under a native path, as parameters with their own names, so that what is not mapped stays readable; a
 * path that ends in a dot stands for everything below it.
 */
export function underNativeName({ values, protocol }: Knowledge, path: string): readonly Parameter[] {
  const below = path.endsWith(".");
  return [...values.values()]
    .filter(
      (value) => (below ? value.path.startsWith(path) : value.path === path) && !value.path.endsWith("."),
    )
    .map((value) => parameterOf(value, protocol));
}

function parameterOf({ path, value, type: named, writable, at }: NativeValue, protocol: Protocol): Parameter {
  const type = asValueType(named) ?? "string";
  const parameter: Parameter = {
    path,
    value: canonicalOrText(type, value),
    type,
    writable: writable ?? false,
    at,
    source: { path, protocol, kind: "exact" },
  };
  return value !== "" && isSecretPath(path) ? { ...parameter, secret: true } : parameter;
}
