import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "#core";

/** A random text kept in a file of mode 0600: made at the first start, read ever after. */
export function keptToken(dataDir: string, name: string, given: string | undefined): string {
  if (given !== undefined) return given;
  const file = join(dataDir, name);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const token = randomBytes(32).toString("base64url");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, token, { mode: 0o600 });
  return token;
}

/** The 32 bytes that encrypt secrets at rest. */
export function keptKey(dataDir: string, file: string | undefined): Buffer {
  const path = file ?? join(dataDir, "secret.key");
  if (!existsSync(path)) {
    if (file !== undefined)
      throw new Fault("config.invalid", { detail: `CAUSEWAY_SECRET_KEY_FILE: ${file} does not exist` });
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32), { mode: 0o600 });
  }
  const key = readFileSync(path);
  if (key.length !== 32) {
    throw new Fault("config.invalid", {
      detail: `${path} must hold exactly 32 bytes; it holds ${key.length}`,
    });
  }
  return key;
}

/** A key of its own for one purpose, the same in all processes that have the secret key; base64url. [RFC 5869] */
export function derivedKey(key: Buffer, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", key, "", `causeway ${purpose}`, 32)).toString("base64url");
}

/** The content of a secret's file without its final line end; undefined when no file is configured. */
export function secretFrom(key: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Fault("config.invalid", { detail: `${key}: ${file} cannot be read` }, { cause });
  }
}
