import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type Clock, Fault } from "#core";
import type { Keys } from "../state/keys.ts";
import { type RedisClient, stored } from "../state/redis.ts";
import type { Principal, Role, Scope } from "./principal.ts";

/** A token as the API shows it; the token itself is shown once, at its making, and kept as a hash only. */
export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** ms since the epoch; undefined = never expires */
  readonly expiresAt: number | undefined;
}

export interface Tokens {
  /** The caller behind a bearer token; undefined when it does not exist or has expired. */
  authenticate(token: string): Promise<Principal | undefined>;
  /** Whether a token was valid when it was last looked up here; nothing is looked up for the answer. */
  known(token: string): boolean;
  create(wanted: NewToken, by: string): Promise<{ readonly token: string; readonly row: TokenRow }>;
  list(): Promise<readonly TokenRow[]>;
  /** Tells whether there was such a token. Other replicas stop accepting it within `CACHE_MS`. */
  revoke(id: string): Promise<boolean>;
}

interface Stored extends Omit<TokenRow, "lastUsedAt"> {
  readonly hash: string;
}

interface Cached {
  readonly row: Stored | undefined;
  readonly until: number;
}

/** A look-up is trusted this long, so a busy dashboard costs no command a request; revocation takes at most as long. */
const CACHE_MS = 5000;
const CACHE_ROWS = 10_000;
/** Last use is kept to the minute. */
const USE_MS = 60_000;

const PREFIX = "cw_";
const ADMIN: Principal = {
  id: "bootstrap",
  name: "bootstrap admin token",
  role: "admin",
  scopes: ["secret:read", "device:takeover", "campaign:start"],
};

/** The bearer tokens of an installation, in Redis as hashes, and the bootstrap admin token, which is in none. */
export function createTokens(redis: RedisClient, keys: Keys, clock: Clock, adminToken: string): Tokens {
  const rows = keys.meta("tokens");
  const ids = keys.meta("token-ids");
  const uses = keys.meta("token-uses");
  const admin = digest(adminToken);
  const cache = new Map<string, Cached>();
  const noted = new Map<string, number>();

  async function lookUp(hash: string): Promise<Stored | undefined> {
    const hit = cache.get(hash);
    if (hit !== undefined && hit.until > clock.now()) return hit.row;
    const text = await stored(redis.hget(rows, hash));
    const row = text === null ? undefined : (JSON.parse(text) as Stored);
    if (cache.size >= CACHE_ROWS) cache.clear();
    cache.set(hash, { row, until: clock.now() + CACHE_MS });
    return row;
  }

  function noteUse(id: string): void {
    const now = clock.now();
    if (now - (noted.get(id) ?? 0) < USE_MS) return;
    noted.set(id, now);
    // A lost note of last use is no loss; the request must not wait for it.
    redis.hset(uses, id, now).catch(() => undefined);
  }

  return {
    async authenticate(token) {
      const hash = digest(token);
      if (timingSafeEqual(hash, admin)) return ADMIN;
      if (!token.startsWith(PREFIX)) return undefined;
      const row = await lookUp(hash.toString("hex"));
      if (row === undefined || (row.expiresAt !== null && Date.parse(row.expiresAt) <= clock.now()))
        return undefined;
      noteUse(row.id);
      return { id: row.id, name: row.name, role: row.role, scopes: row.scopes };
    },
    known(token) {
      const hash = digest(token);
      return timingSafeEqual(hash, admin) || cache.get(hash.toString("hex"))?.row !== undefined;
    },
    async create(wanted, by) {
      const token = PREFIX + randomBytes(32).toString("base64url");
      const hash = digest(token).toString("hex");
      const row: Stored = {
        id: `t_${randomBytes(8).toString("hex")}`,
        name: wanted.name,
        role: wanted.role,
        scopes: wanted.scopes,
        createdAt: new Date(clock.now()).toISOString(),
        createdBy: by,
        expiresAt: wanted.expiresAt === undefined ? null : new Date(wanted.expiresAt).toISOString(),
        hash,
      };
      await stored(redis.hset(ids, row.id, hash));
      await stored(redis.hset(rows, hash, JSON.stringify(row)));
      cache.delete(hash);
      return { token, row: shown(row, null) };
    },
    async list() {
      const [texts, used] = await Promise.all([stored(redis.hvals(rows)), stored(redis.hgetall(uses))]);
      return texts
        .map((text) => JSON.parse(text) as Stored)
        .map((row) => shown(row, used[row.id] ?? null))
        .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    },
    async revoke(id) {
      if (id === ADMIN.id) {
        throw new Fault("auth.forbidden", {
          detail: "the bootstrap token is revoked by changing CAUSEWAY_ADMIN_TOKEN",
        });
      }
      const hash = await stored(redis.hget(ids, id));
      if (hash === null) return false;
      await stored(redis.hdel(rows, hash));
      await stored(redis.hdel(ids, id));
      cache.delete(hash);
      return true;
    },
  };
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function shown({ hash: _hash, ...row }: Stored, lastUse: string | null): TokenRow {
  return { ...row, lastUsedAt: lastUse === null ? null : new Date(Number(lastUse)).toISOString() };
}
