import { hash, randomBytes } from "node:crypto";
import { authFields, DIGEST } from "#core";
import type { RingCredential } from "./credentials.ts";

/** A challenge of a CPE that can be answered. */
export type CpeChallenge =
  | { readonly scheme: "basic" }
  | {
      readonly scheme: "digest";
      readonly realm: string;
      readonly nonce: string;
      readonly opaque?: string;
      /** As sent, to be sent back. */
      readonly algorithm?: string;
      readonly auth: boolean;
      readonly stale: boolean;
    };

const SCHEME = /(?:^|,)\s*(digest|basic)(?=\s|,|$)/gi;

/**
 * The challenge to answer: the first Digest with an algorithm and a quality that are known, else Basic. Devices put several
 * into one header, or one into each. [RFC 7235 4.1]
 */
export function challengeOf(headers: readonly string[]): CpeChallenge | undefined {
  const all = headers.flatMap((header) => [...challengesIn(header)]);
  return all.find(({ scheme }) => scheme === "digest") ?? all[0];
}

function* challengesIn(header: string): Generator<CpeChallenge> {
  const starts = [...header.matchAll(SCHEME)];
  for (const [i, start] of starts.entries()) {
    const text = header.slice(start.index + start[0].length, starts[i + 1]?.index);
    if (start[1]?.toLowerCase() === "basic") yield { scheme: "basic" };
    else {
      const digest = digestIn(text);
      if (digest !== undefined) yield digest;
    }
  }
}

function digestIn(text: string): CpeChallenge | undefined {
  const { fields } = authFields(text);
  const { realm = "", nonce, opaque, algorithm, qop, stale } = fields;
  if (nonce === undefined || algorithmIn(algorithm) === undefined) return undefined;
  const qualities = (qop ?? "").split(",").map((quality) => quality.trim().toLowerCase());
  const auth = qualities.includes("auth");
  // `auth-int` alone hashes bodies, and there is none to hash that both sides agree on.
  if (!auth && qualities.some((quality) => quality !== "")) return undefined;
  return {
    scheme: "digest",
    realm,
    nonce,
    auth,
    stale: stale?.toLowerCase() === "true",
    ...(opaque === undefined ? {} : { opaque }),
    ...(algorithm === undefined ? {} : { algorithm }),
  };
}

/** [RFC 7616 3.4] without one it is MD5 */
function algorithmIn(named = "MD5"): { readonly digest: string; readonly session: boolean } | undefined {
  const upper = named.toUpperCase();
  const session = upper.endsWith("-SESS");
  const base = session ? upper.slice(0, -"-SESS".length) : upper;
  return base === "MD5" || base === "SHA-256" ? { digest: DIGEST[base], session } : undefined;
}

/** The value of Authorization for a GET of `uri`. `cnonce`: hex, by default a random one. */
export function answerTo(
  challenge: CpeChallenge,
  { username, password }: RingCredential,
  uri: string,
  cnonce = randomBytes(8).toString("hex"),
): string {
  if (challenge.scheme === "basic")
    return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const { realm, nonce, opaque, algorithm, auth } = challenge;
  const { digest, session } = algorithmIn(algorithm) ?? { digest: DIGEST.MD5, session: false };
  const plain = hash(digest, `${username}:${realm}:${password}`);
  const secret = session ? hash(digest, `${plain}:${nonce}:${cnonce}`) : plain;
  const request = hash(digest, `GET:${uri}`);
  const counted = auth ? `${nonce}:00000001:${cnonce}:auth` : nonce;
  const quoted = {
    username,
    realm,
    nonce,
    uri,
    response: hash(digest, `${secret}:${counted}:${request}`),
    ...(opaque === undefined ? {} : { opaque }),
    ...(auth || session ? { cnonce } : {}),
  };
  const fields = Object.entries(quoted).map(
    ([name, value]) => `${name}="${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  );
  if (algorithm !== undefined) fields.push(`algorithm=${algorithm}`);
  if (auth) fields.push("qop=auth", "nc=00000001");
  return `Digest ${fields.join(", ")}`;
}
