import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "#core";

/** The fields of an `Authorization: Digest` header, as sent. */
export interface DigestFields {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly qop?: string;
  readonly nc?: string;
  readonly cnonce?: string;
  readonly algorithm?: string;
}

const FIELD = /([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/g;

/** The name=value pairs of a challenge or of credentials, names in lower case. */
export function authFields(text: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [, name = "", quoted, plain] of text.matchAll(FIELD))
    fields[name.toLowerCase()] = quoted === undefined ? (plain ?? "") : quoted.replaceAll(/\\(.)/g, "$1");
  return fields;
}

/** Digest credentials, or undefined when one that is needed is missing. */
export function digestFields(text: string): DigestFields | undefined {
  const all = authFields(text);
  const { username, realm, nonce, uri, response, qop, nc, cnonce, algorithm } = all as Partial<
    Record<keyof DigestFields, string>
  >;
  if (username === undefined || realm === undefined || nonce === undefined) return undefined;
  if (uri === undefined || response === undefined) return undefined;
  return {
    username,
    realm,
    nonce,
    uri,
    response: response.toLowerCase(),
    ...(qop === undefined ? {} : { qop }),
    ...(nc === undefined ? {} : { nc }),
    ...(cnonce === undefined ? {} : { cnonce }),
    ...(algorithm === undefined ? {} : { algorithm }),
  };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** The `response` of RFC 2617 (`qop` auth) or RFC 2069 (no `qop`), MD5. */
export function digestResponse(
  fields: Omit<DigestFields, "response">,
  password: string,
  method: string,
): string {
  const ha1 = md5(`${fields.username}:${fields.realm}:${password}`);
  const ha2 = md5(`${method}:${fields.uri}`);
  if (fields.qop === undefined) return md5(`${ha1}:${fields.nonce}:${ha2}`);
  return md5(`${ha1}:${fields.nonce}:${fields.nc ?? ""}:${fields.cnonce ?? ""}:${fields.qop}:${ha2}`);
}

/** Equal, in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

export type NonceState = "fresh" | "used" | "stale" | "foreign";

/**
 * Nonces that carry their own time and signature, so any replica with the key can check them; only which counts were used is
 * remembered here, for a nonce's lifetime.
 */
export class Nonces {
  readonly #key: Buffer;
  readonly #clock: Clock;
  readonly #used = new Map<string, number>();

  constructor(clock: Clock, key?: string) {
    this.#clock = clock;
    this.#key = key === undefined ? randomBytes(32) : Buffer.from(key, "utf8");
  }

  issue(): string {
    const body = Buffer.alloc(14);
    body.writeUIntBE(this.#clock.now(), 0, 6);
    randomBytes(8).copy(body, 6);
    return Buffer.concat([body, this.#sign(body)]).toString("base64url");
  }

  /** Takes one use of a nonce: a count that is not greater than the last one is a replay. [RFC 7616 3.4] */
  use(nonce: string, nc: string | undefined): NonceState {
    const raw = Buffer.from(nonce, "base64url");
    if (raw.length !== 26 || !timingSafeEqual(raw.subarray(14), this.#sign(raw.subarray(0, 14))))
      return "foreign";
    const age = this.#clock.now() - raw.readUIntBE(0, 6);
    if (age < -SKEW_MS || age > LIFETIME_MS) return "stale";
    const count = nc === undefined ? 1 : Number.parseInt(nc, 16);
    const last = this.#used.get(nonce) ?? 0;
    if (!(count > last)) return "used";
    this.#forget();
    this.#used.set(nonce, nc === undefined ? Infinity : count);
    return "fresh";
  }

  #sign(body: Buffer): Buffer {
    return createHmac("sha256", this.#key).update(body).digest().subarray(0, 12);
  }

  /** The oldest first: by then their lifetime has passed, or the map is at its bound. */
  #forget(): void {
    for (const nonce of this.#used.keys()) {
      const expired = this.#clock.now() - Buffer.from(nonce, "base64url").readUIntBE(0, 6) > LIFETIME_MS;
      if (!expired && this.#used.size < REMEMBERED) return;
      this.#used.delete(nonce);
    }
  }
}

const LIFETIME_MS = 300_000;
const SKEW_MS = 60_000;
const REMEMBERED = 100_000;
