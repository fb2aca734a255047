import {
  type Clock,
  type Credential,
  type Gateway,
  type Metrics,
  type NonceUse,
  shownBy,
  type DigestFields,
  type Shown,
  algorithmOf,
  requestHash,
  responseHash,
  sameHash,
  sameSecret,
  secretHash,
  type DigestAlgorithm,
} from "#core";
import type { CwmpConfig } from "./config.ts";
import { markIn, NO_MARK } from "./nonce.mark.ts";
import { Nonces } from "./nonce.ts";

/** `stale`: the password was right and only the nonce is not; the client may answer the new challenge by itself. */
export type Verdict =
  | { readonly verified: true; readonly credential: Credential; readonly nonce?: ShownNonce }
  | { readonly verified: false; readonly stale: boolean; readonly why: string };

/** `mark`: the device that the nonce was given to. */
export interface ShownNonce {
  readonly use: NonceUse;
  readonly mark: Buffer;
}

/** What was shown, and where. */
export interface Showing {
  readonly shown: Exclude<Shown, { scheme: "none" }>;
  readonly method: string;
  /** The request target as sent. */
  readonly url: string;
  /** The CPE's connection is encrypted, to here or to a trusted proxy. */
  readonly secure: boolean;
}

const REQUESTS_KEPT = 64;

export interface Challenge {
  /** The password was right. */
  readonly stale: boolean;
  readonly secure: boolean;
  readonly body?: Buffer | undefined;
}

/** Verifies CPE credentials against the gateway's. [TR-069a6 3.4.4] */
export class Authenticator {
  readonly #gateway: Gateway;
  readonly #config: CwmpConfig;
  readonly #nonces: Nonces;
  readonly #metrics: Metrics;
  /** A1 of credentials that were used; the gateway gives the same object for as long as a credential is the same. */
  readonly #secrets = new WeakMap<Credential, Map<DigestAlgorithm, string>>();
  /** A2 by algorithm and `uri`: most CPEs have the same one. */
  readonly #requests = new Map<string, string>();

  constructor(parts: { gateway: Gateway; clock: Clock; metrics: Metrics; config: CwmpConfig }) {
    this.#gateway = parts.gateway;
    this.#config = parts.config;
    this.#metrics = parts.metrics;
    this.#nonces = new Nonces(parts.clock, parts.config.nonceKey);
  }

  /**
   * The values of WWW-Authenticate, one a scheme: old CPEs read the first alone. Basic only where it is accepted.
   * `body`: the message that is challenged; of a password that devices share, a nonce is good for its sender only.
   */
  challenges({ stale, secure, body }: Challenge): readonly string[] {
    const { realm, digest, groupCredentials } = this.#config;
    const nonce = this.#nonces.issue(groupCredentials ? markIn(body) : NO_MARK);
    const ending = stale ? ", stale=true" : "";
    const values = digest.map(
      (algorithm) => `Digest realm="${realm}", qop="auth", algorithm=${algorithm}, nonce="${nonce}"${ending}`,
    );
    if (this.#acceptsBasic(secure)) values.push(`Basic realm="${realm}"`);
    return values;
  }

  async verify(showing: Showing): Promise<Verdict> {
    const verdict = await this.#verdict(showing);
    if (!verdict.verified && verdict.why === "replay") this.#metrics.count("auth_replay");
    return verdict;
  }

  /** Credentials went by in a session, which needs none: what they used up cannot open another one here. */
  passed(header: string): void {
    const shown = shownBy(header);
    if (shown.scheme !== "digest") return;
    const state = this.#nonces.check(shown.fields.nonce, shown.fields.nc);
    if (state.is === "fresh") this.#nonces.note(state.use);
  }

  async #verdict(showing: Showing): Promise<Verdict> {
    const { shown } = showing;
    switch (shown.scheme) {
      case "unreadable":
        return refused("unreadable");
      case "basic": {
        if (!this.#acceptsBasic(showing.secure)) return refused("basicOverHttp");
        const known = await this.#gateway.credentials(shown.username);
        const credential = known.find(({ password }) => sameSecret(password, shown.password));
        return credential === undefined ? refused("password") : { verified: true, credential };
      }
      case "digest":
        return this.#digest(shown.fields, showing);
    }
  }

  async #digest(fields: DigestFields, { method, url }: Showing): Promise<Verdict> {
    if (fields.realm !== this.#config.realm) return refused("realm");
    const algorithm = algorithmOf(fields.algorithm);
    if (algorithm === undefined || !this.#config.digest.includes(algorithm)) return refused("algorithm");
    if (fields.qop !== undefined && (fields.qop !== "auth" || !COUNT.test(fields.nc ?? "")))
      return refused("qop");
    if (!samePath(fields.uri, url)) return refused("uri");
    const known = await this.#gateway.credentials(fields.username);
    const request = this.#request(algorithm, method, fields.uri);
    const credential = known.find((one) =>
      sameHash(responseHash(algorithm, this.#secret(algorithm, one), request, fields), fields.response),
    );
    if (credential === undefined) return refused("password");
    const state = this.#nonces.check(fields.nonce, fields.qop === undefined ? undefined : fields.nc);
    switch (state.is) {
      case "fresh":
        this.#nonces.note(state.use);
        return { verified: true, credential, nonce: { use: state.use, mark: state.mark } };
      case "replayed":
        return { verified: false, stale: true, why: "replay" };
      case "stale":
      case "foreign":
        return { verified: false, stale: true, why: "nonce" };
    }
  }

  #secret(algorithm: DigestAlgorithm, credential: Credential): string {
    let hashes = this.#secrets.get(credential);
    if (hashes === undefined) this.#secrets.set(credential, (hashes = new Map()));
    let hash = hashes.get(algorithm);
    if (hash === undefined) {
      hash = secretHash(algorithm, credential.username, this.#config.realm, credential.password);
      hashes.set(algorithm, hash);
    }
    return hash;
  }

  #request(algorithm: DigestAlgorithm, method: string, uri: string): string {
    const key = `${algorithm} ${method} ${uri}`;
    let hash = this.#requests.get(key);
    if (hash === undefined) {
      if (this.#requests.size >= REQUESTS_KEPT) this.#requests.clear();
      hash = requestHash(algorithm, method, uri);
      this.#requests.set(key, hash);
    }
    return hash;
  }

  #acceptsBasic(secure: boolean): boolean {
    return secure || this.#config.basicOverHttp;
  }
}

const COUNT = /^[0-9a-fA-F]{1,8}$/;

function refused(why: string): Verdict {
  return { verified: false, stale: false, why };
}

/** The client's own `uri` counts; it may be absolute, or empty at netcwmp. */
function samePath(uri: string, url: string): boolean {
  return uri === "" || uri === url || pathOf(uri) === pathOf(url);
}

function pathOf(target: string): string {
  const path = target.replace(/^[a-z]+:\/\/[^/?]*/i, "").replace(/\?.*$/s, "");
  return path === "" ? "/" : path;
}
