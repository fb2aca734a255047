import { createHash, hash, timingSafeEqual } from "node:crypto";
import type { DigestFields } from "./authorization.ts";

/** Digest algorithms by the name they have on the wire. The `-sess` forms are not offered and not taken. [RFC 7616 6.1] */
export const DIGEST = { MD5: "md5", "SHA-256": "sha256" } as const;
export type DigestAlgorithm = keyof typeof DIGEST;

/** The algorithm that a field names, whatever its case; without one it is MD5. [RFC 7616 3.4] */
export function algorithmOf(named: string | undefined): DigestAlgorithm | undefined {
  const wanted = named?.toUpperCase() ?? "MD5";
  return wanted === "MD5" || wanted === "SHA-256" ? wanted : undefined;
}

/** A1 hashed: the one part that needs the password. */
export function secretHash(
  algorithm: DigestAlgorithm,
  username: string,
  realm: string,
  password: string,
): string {
  return hash(DIGEST[algorithm], `${username}:${realm}:${password}`);
}

/** A2 hashed. */
export function requestHash(algorithm: DigestAlgorithm, method: string, uri: string): string {
  return hash(DIGEST[algorithm], `${method}:${uri}`);
}

type Answered = Omit<DigestFields, "response">;

/** The `response` of RFC 7616 (`qop` auth) or RFC 2069 (no `qop`). */
export function responseHash(
  algorithm: DigestAlgorithm,
  secret: string,
  request: string,
  { nonce, qop, nc, cnonce }: Pick<Answered, "nonce" | "qop" | "nc" | "cnonce">,
): string {
  const middle = qop === undefined ? nonce : `${nonce}:${nc ?? ""}:${cnonce ?? ""}:${qop}`;
  return hash(DIGEST[algorithm], `${secret}:${middle}:${request}`);
}

/** All three in one, for the side that answers a challenge. An algorithm that is not known counts as MD5. */
export function digestResponse(fields: Answered, password: string, method: string): string {
  const algorithm = algorithmOf(fields.algorithm) ?? "MD5";
  const secret = secretHash(algorithm, fields.username, fields.realm, password);
  return responseHash(algorithm, secret, requestHash(algorithm, method, fields.uri), fields);
}

/** Equal hashes, in a time that does not depend on where they differ. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Equal passwords, in a time that depends neither on where they differ nor on their lengths. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
