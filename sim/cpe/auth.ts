import { createHash, randomBytes } from "node:crypto";

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A challenge of a server: `Basic`, or `Digest` with its parameters. */
export interface Challenge {
  readonly scheme: "basic" | "digest";
  readonly params: Readonly<Record<string, string>>;
}

/** The strongest challenge a 401 offers, or undefined. */
export function readChallenge(headers: readonly string[]): Challenge | undefined {
  const challenges = headers.map((header): Challenge => {
    const params: Record<string, string> = {};
    for (const [, name = "", quoted, bare] of header.matchAll(
      /([a-z0-9_-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/gi,
    )) {
      params[name.toLowerCase()] = quoted ?? bare ?? "";
    }
    return { scheme: /^\s*digest\b/i.test(header) ? "digest" : "basic", params };
  });
  return challenges.find(({ scheme }) => scheme === "digest") ?? challenges[0];
}

/** The `Authorization` value for one request. `count` is the number of uses of this nonce, from 1. [RFC 2617] */
export function authorize(
  challenge: Challenge,
  login: Login,
  method: string,
  uri: string,
  count: number,
): string {
  if (challenge.scheme === "basic") return basic(login);
  const { realm = "", nonce = "", opaque, algorithm } = challenge.params;
  const qop = (challenge.params["qop"] ?? "").split(",").some((item) => item.trim() === "auth");
  const cnonce = randomBytes(8).toString("hex");
  const nc = count.toString(16).padStart(8, "0");
  const response = digest({ login, realm, nonce, method, uri, ...(qop ? { qop: { nc, cnonce } } : {}) });
  const parts = [
    `username="${login.username}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
  ];
  if (algorithm !== undefined) parts.push(`algorithm=${algorithm}`);
  if (qop) parts.push(`cnonce="${cnonce}"`, `nc=${nc}`, "qop=auth");
  if (opaque !== undefined) parts.push(`opaque="${opaque}"`);
  return `Digest ${parts.join(", ")}`;
}

export function basic(login: Login): string {
  return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
}

export interface DigestInput {
  readonly login: Login;
  readonly realm: string;
  readonly nonce: string;
  readonly method: string;
  readonly uri: string;
  readonly qop?: { readonly nc: string; readonly cnonce: string };
}

/** The response value of a Digest, algorithm MD5, with or without `qop=auth`. */
export function digest(input: DigestInput): string {
  const secret = md5(`${input.login.username}:${input.realm}:${input.login.password}`);
  const request = md5(`${input.method}:${input.uri}`);
  const middle =
    input.qop === undefined ? input.nonce : `${input.nonce}:${input.qop.nc}:${input.qop.cnonce}:auth`;
  return md5(`${secret}:${middle}:${request}`);
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
