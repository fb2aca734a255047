import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Fault } from "#core";

/** Encrypts what must not be readable at rest. `about` binds a text to its place: moved elsewhere it does not open. */
export interface Vault {
  seal(text: string, about: string): string;
  /** Fault `internal` when the text was not sealed with this key for this place. */
  open(sealed: string, about: string): string;
}

/** Marks a sealed text among plain ones; no TR-106 value begins with it, and what does is sealed. */
export const SEALED = "\u0001";

const VERSION = "1.";
const IV = 12;
const TAG = 16;

/** AES-256-GCM with a key of 32 bytes. A sealed text is `1.` and base64url of IV, tag and cipher text. */
export function createVault(key: Buffer): Vault {
  if (key.length !== 32) throw new Fault("config.invalid", { detail: "the secret key must have 32 bytes" });
  return {
    seal(text, about) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return VERSION + Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed, about) {
      try {
        if (!sealed.startsWith(VERSION)) throw new Fault("internal", { detail: "unknown form" });
        const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV)).setAAD(
          Buffer.from(about),
        );
        decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
        return decipher.update(bytes.subarray(IV + TAG), undefined, "utf8") + decipher.final("utf8");
      } catch (error) {
        throw new Fault(
          "internal",
          { detail: "a stored secret cannot be opened with this key" },
          { cause: error },
        );
      }
    },
  };
}

/** The text, or undefined when it was sealed with another key: what else is known stays of use. */
export function opened(vault: Vault, sealed: string, about: string): string | undefined {
  try {
    return vault.open(sealed, about);
  } catch {
    return undefined;
  }
}
