import type { Clock, Credential, Gateway, Metrics } from "#core";
import type { CwmpConfig } from "./config.ts";
import { Nonces, digestFields, digestResponse, sameSecret, type DigestFields } from "./digest.ts";

/** What is in an Authorization header, before anything is checked. */
export type Shown =
  | { readonly scheme: "none" }
  | { readonly scheme: "basic"; readonly username: string; readonly password: string }
  | { readonly scheme: "digest"; readonly fields: DigestFields }
  | { readonly scheme: "unreadable" };

/** `stale`: the password was right and only the nonce is not; the client may answer the new challenge by itself. */
export type Verdict =
  | { readonly verified: true; readonly credential: Credential }
  | { readonly verified: false; readonly stale: boolean; readonly why: string };

/** Reads an Authorization header. A Basic header without a user name shows nothing: some CPEs send `:` when not configured. */
export function shownBy(header: string | undefined): Shown {
  if (header === undefined || header === "") return { scheme: "none" };
  const space = header.indexOf(" ");
  const scheme = (space < 0 ? header : header.slice(0, space)).toLowerCase();
  const rest = space < 0 ? "" : header.slice(space + 1);
  if (scheme === "basic") {
    const text = Buffer.from(rest.trim(), "base64").toString("utf8");
    const colon = text.indexOf(":");
    if (colon < 0) return { scheme: "unreadable" };
    if (colon === 0) return { scheme: "none" };
    return { scheme: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
  }
  const fields = scheme === "digest" ? digestFields(rest) : undefined;
  return fields === undefined ? { scheme: "unreadable" } : { scheme: "digest", fields };
}

/** Verifies CPE credentials against the gateway's. [TR-069a6 3.4.4] */
export class Authenticator {
  readonly #gateway: Gateway;
  readonly #config: CwmpConfig;
  readonly #nonces: Nonces;
  readonly #metrics: Metrics;

  constructor(parts: { gateway: Gateway; clock: Clock; metrics: Metrics; config: CwmpConfig }) {
    this.#gateway = parts.gateway;
    this.#config = parts.config;
    this.#metrics = parts.metrics;
    this.#nonces = new Nonces(parts.clock, parts.config.nonceKey);
  }

  /** The values of WWW-Authenticate. Basic is offered only where it is accepted. */
  challenges(stale: boolean): readonly string[] {
    const digest = `Digest realm="${this.#config.realm}", qop="auth", algorithm=MD5, nonce="${this.#nonces.issue()}"${stale ? ", stale=true" : ""}`;
    return this.#acceptsBasic() ? [digest, `Basic realm="${this.#config.realm}"`] : [digest];
  }

  /** `url`: the request target as sent. */
  async verify(shown: Exclude<Shown, { scheme: "none" }>, method: string, url: string): Promise<Verdict> {
    const verdict = await this.#verdict(shown, method, url);
    if (!verdict.verified) {
      if (verdict.why === "replay") this.#metrics.count("auth_replay");
    }
    return verdict;
  }

  async #verdict(shown: Exclude<Shown, { scheme: "none" }>, method: string, url: string): Promise<Verdict> {
    switch (shown.scheme) {
      case "unreadable":
        return refused("unreadable");
      case "basic": {
        if (!this.#acceptsBasic()) return refused("basicOverHttp");
        const known = await this.#gateway.credentials(shown.username);
        const credential = known.find(({ password }) => sameSecret(password, shown.password));
        return credential === undefined ? refused("password") : { verified: true, credential };
      }
      case "digest":
        return this.#digest(shown.fields, method, url);
    }
  }

  async #digest(fields: DigestFields, method: string, url: string): Promise<Verdict> {
    if (fields.realm !== this.#config.realm) return refused("realm");
    if (fields.algorithm !== undefined && fields.algorithm.toUpperCase() !== "MD5")
      return refused("algorithm");
    if (fields.qop !== undefined && (fields.qop !== "auth" || !/^[0-9a-fA-F]{1,8}$/.test(fields.nc ?? "")))
      return refused("qop");
    if (!samePath(fields.uri, url)) return refused("uri");
    const known = await this.#gateway.credentials(fields.username);
    const credential = known.find(({ password }) =>
      sameSecret(digestResponse(fields, password, method), fields.response),
    );
    if (credential === undefined) return refused("password");
    switch (this.#nonces.use(fields.nonce, fields.nc)) {
      case "fresh":
        return { verified: true, credential };
      case "used":
        return { verified: false, stale: true, why: "replay" };
      case "stale":
      case "foreign":
        return { verified: false, stale: true, why: "nonce" };
    }
  }

  #acceptsBasic(): boolean {
    return this.#config.tls !== undefined || this.#config.basicOverHttp;
  }
}

function refused(why: string): Verdict {
  return { verified: false, stale: false, why };
}

/** The client's own `uri` counts; it may be absolute, or empty at netcwmp. */
function samePath(uri: string, url: string): boolean {
  return uri === "" || pathOf(uri) === pathOf(url);
}

function pathOf(target: string): string {
  const path = target.replace(/^[a-z]+:\/\/[^/?]*/i, "").replace(/\?.*$/, "");
  return path === "" ? "/" : path;
}
