import { createHmac, timingSafeEqual } from "node:crypto";
import {
  algorithmOf,
  type Clock,
  DIGEST,
  type DigestAlgorithm,
  type DigestFields,
  requestHash,
  responseHash,
  sameHash,
  sameSecret,
  secretHash,
  shownBy,
} from "#core";

export interface TransferCredentials {
  readonly username: string;
  readonly password: string;
}

export interface Shown {
  readonly authorization: string | undefined;
  readonly method: string;
  /** The request target as sent. */
  readonly url: string;
  /** The connection is encrypted. */
  readonly secure: boolean;
}

/** `stale`: the password was right, only the nonce is old. */
export type GateVerdict = { readonly admitted: true } | { readonly admitted: false; readonly stale: boolean };

/** Asks for the user name and the password of one transfer, beside its token. */
export interface TransferGate {
  verify(credentials: TransferCredentials, shown: Shown): GateVerdict;
  /** Values of WWW-Authenticate, one a scheme: old clients read the first alone. */
  challenges(verdict: { readonly stale: boolean; readonly secure: boolean }): readonly string[];
}

const REALM = "causeway files";
const NONCE_MS = 300_000;
/** Between the clocks of replicas. */
const SKEW_MS = 60_000;
const SIGNATURE = 12;
const TIME = 6;

/**
 * Digest (MD5 first: many devices know no other), and Basic over TLS, or everywhere with `basicOverHttp`. Nonces carry their
 * own time and signature, so every replica with the key knows them. One is good for any number of requests while it lasts:
 * the token in the address already limits what can be had. [RFC 7616] [RFC 7617]
 */
export function createTransferGate(clock: Clock, key: string, basicOverHttp: boolean): TransferGate {
  const sign = (time: Buffer): Buffer =>
    createHmac("sha256", key).update("nonce\n").update(time).digest().subarray(0, SIGNATURE);

  function nonce(): string {
    const time = Buffer.alloc(TIME);
    time.writeUIntBE(clock.now(), 0, TIME);
    return Buffer.concat([time, sign(time)]).toString("base64url");
  }

  function isFresh(text: string): boolean {
    const raw = Buffer.from(text, "base64url");
    const time = raw.subarray(0, TIME);
    if (raw.length !== TIME + SIGNATURE || !timingSafeEqual(raw.subarray(TIME), sign(time))) return false;
    const age = clock.now() - time.readUIntBE(0, TIME);
    return age >= -SKEW_MS && age <= NONCE_MS;
  }

  const acceptsBasic = (secure: boolean): boolean => secure || basicOverHttp;

  return {
    verify({ username, password }, { authorization, method, url, secure }) {
      const shown = shownBy(authorization);
      if (shown.scheme === "basic") {
        const right = sameSecret(shown.username, username) && sameSecret(shown.password, password);
        return right && acceptsBasic(secure) ? { admitted: true } : REFUSED;
      }
      if (shown.scheme !== "digest") return REFUSED;
      if (!answers(shown.fields, { username, password }, method, url)) return REFUSED;
      return isFresh(shown.fields.nonce) ? { admitted: true } : { admitted: false, stale: true };
    },
    challenges({ stale, secure }) {
      const fresh = nonce();
      const ending = stale ? ", stale=true" : "";
      const values = (Object.keys(DIGEST) as DigestAlgorithm[]).map(
        (algorithm) =>
          `Digest realm="${REALM}", qop="auth", algorithm=${algorithm}, nonce="${fresh}"${ending}`,
      );
      return acceptsBasic(secure) ? [...values, `Basic realm="${REALM}"`] : values;
    },
  };
}

const REFUSED = { admitted: false, stale: false } as const;
const COUNT = /^[0-9a-f]{1,8}$/i;

function answers(
  fields: DigestFields,
  { username, password }: TransferCredentials,
  method: string,
  url: string,
): boolean {
  const algorithm = algorithmOf(fields.algorithm);
  if (algorithm === undefined || fields.realm !== REALM || fields.username !== username) return false;
  if (fields.qop !== undefined && (fields.qop !== "auth" || !COUNT.test(fields.nc ?? ""))) return false;
  if (pathOf(fields.uri) !== pathOf(url)) return false;
  const secret = secretHash(algorithm, username, REALM, password);
  const request = requestHash(algorithm, method, fields.uri);
  return sameHash(responseHash(algorithm, secret, request, fields), fields.response);
}

/** Clients differ in what they take for the target: all of it, its path, the query with it or not. */
function pathOf(target: string): string {
  return target
    .replace(/^[a-z]+:\/\/[^/?]*/i, "")
    .replace(/\?.*$/s, "")
    .replaceAll(/\/{2,}/g, "/");
}
