import type { Json } from "#core";
import { isSecretPath, type Vault } from "../state/secret.ts";

/** Marks a sealed text; no TR-106 value begins with it. */
const SEALED = "\u0001";
const HIDDEN = "********";
/** Members that name a parameter beside the member that holds its value, over both protocols' requests. */
const NAMES = ["path", "name", "Name", "param", "Param"] as const;
const VALUES = new Set(["value", "Value"]);

/**
 * Seals the secret values inside an operation before it is stored. `about` binds them to the device. What is sealed
 * already stays so: an operation read from the ledger can be submitted again without being opened.
 */
export function sealSecrets<T>(value: T, vault: Vault, about: string): T {
  return mapSecrets(value, (text) =>
    text === "" || text.startsWith(SEALED) ? text : SEALED + vault.seal(text, about),
  );
}

/** The inverse of `sealSecrets`, for the stack that sends the operation. */
export function openSecrets<T>(value: T, vault: Vault, about: string): T {
  return mapSecrets(value, (text) =>
    text.startsWith(SEALED) ? vault.open(text.slice(SEALED.length), about) : text,
  );
}

/** The same with every secret value hidden: what is kept of a result. An empty one stays empty. */
export function hideSecrets<T>(value: T): T {
  return mapSecrets(value, (text) => (text === "" ? text : HIDDEN));
}

/** `value` is JSON of ours; its type does not change, only texts in it do. */
function mapSecrets<T>(value: T, change: (text: string) => string): T {
  return walk(value as unknown as Json, change) as unknown as T;
}

function walk(value: Json, change: (text: string) => string): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => walk(item, change));
  const named = NAMES.some((name) => {
    const text = value[name];
    return typeof text === "string" && isSecretPath(text);
  });
  const out: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    const secret = isSecretPath(key) || (VALUES.has(key) && (named || value["secret"] === true));
    if (secret && typeof member === "string") out[key] = change(member);
    else if (member !== undefined) out[key] = walk(member, change);
  }
  return out;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
