import { type Json, mappingScalars, mapScalars, type OperationResult, type Sliced } from "#core";
import { SEALED, type Vault } from "../state/secret.ts";

const HIDDEN = "********";
/** Marks a sealed number, after the mark of what is sealed. */
const NUMBER = "#";

/**
 * Seals the secret values inside an operation before it is stored. `about` binds them to the device. A text that
 * begins with the mark of sealed ones is sealed too: what opens is never a guess from what a client wrote.
 */
export function sealSecrets<T>(value: T, vault: Vault, about: string): T {
  return mapped(value, (scalar, secret) => {
    if (typeof scalar === "number")
      return secret ? SEALED + NUMBER + vault.seal(String(scalar), about) : scalar;
    const sealed = (secret && scalar !== "") || scalar.startsWith(SEALED);
    return sealed ? SEALED + vault.seal(scalar, about) : scalar;
  });
}

/** The inverse of `sealSecrets`, for the stack that sends the operation. Fault `internal`: it was sealed with another key. */
export function openSecrets<T>(value: T, vault: Vault, about: string): T {
  return mapped(value, (scalar) => {
    if (typeof scalar === "number" || !scalar.startsWith(SEALED)) return scalar;
    const sealed = scalar.slice(SEALED.length);
    return sealed.startsWith(NUMBER)
      ? Number(vault.open(sealed.slice(NUMBER.length), about))
      : vault.open(sealed, about);
  });
}

/** The same with every secret value hidden, in slices: what is kept of a result. An empty one stays empty. */
export function hidingSecrets(result: OperationResult): Sliced<Json> {
  return mappingScalars(result as unknown as Json, (scalar, secret) =>
    secret && scalar !== "" ? HIDDEN : scalar,
  );
}

/** `value` is JSON of ours; its type does not change, only texts in it do. */
function mapped<T>(value: T, change: Parameters<typeof mapScalars>[1]): T {
  return mapScalars(value as unknown as Json, change) as unknown as T;
}
