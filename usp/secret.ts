import { schemaOf, type NativeValue } from "#core";

/** Of the parameters that were set in an object, the secret ones: agents echo them empty or not at all. */
export function secretsSet(
  object: string,
  sent: Readonly<Record<string, string>>,
  refused: readonly { readonly param: string }[],
): Readonly<Record<string, string>> {
  const failed = new Set(refused.map(({ param }) => param));
  return Object.fromEntries(
    Object.entries(sent).filter(([name]) => isSecret(object + name) && !failed.has(name)),
  );
}

/** Values as read, with what is known of the secrets that agents answer empty. */
export function withSecrets(
  values: readonly NativeValue[],
  known: ReadonlyMap<string, NativeValue>,
): readonly NativeValue[] {
  return values.map((value) =>
    isEmptySecret(value) ? { ...value, value: known.get(value.path)?.value ?? "" } : value,
  );
}

/** A value that says nothing: secrets read empty, set or not. */
export function isEmptySecret({ path, value }: Pick<NativeValue, "path" | "value">): boolean {
  return value === "" && isSecret(path);
}

function isSecret(path: string): boolean {
  return schemaOf(path)?.secret === true;
}
