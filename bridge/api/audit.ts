import type { Log } from "#core";
import type { Keys } from "../state/keys.ts";
import { type RedisClient, stored } from "../state/redis.ts";

/** One write or refusal, as it is kept. Never holds a secret or a request body. */
export interface AuditRow {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  /** `POST /v1/devices/{id}/operations` */
  readonly action: string;
  readonly target: string;
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly address: string;
  readonly requestId: string;
}

export interface Audit {
  /** Appends a row; a row that cannot be stored is logged whole instead. */
  record(row: AuditRow): Promise<void>;
  /** Newest first. `before`: cursor of the last row seen; `match`: which rows, absent = all. */
  page(
    limit: number,
    before: string | undefined,
    match?: (row: AuditRow) => boolean,
  ): Promise<{ readonly items: readonly (AuditRow & { readonly id: string })[]; readonly next?: string }>;
}

const CHUNK = 500;
/** Rows one page may look at while it searches; then it gives what it has and where to go on. */
const LOOK = 20_000;
/** Rows kept; older ones go. */
const KEPT = 200_000;

/** The audit of an installation, one Redis stream. Its reads fault `store.unavailable`; its writes never do. */
export function createAudit(redis: RedisClient, keys: Keys, log: Log): Audit {
  const stream = keys.meta("audit");
  return {
    async record(row) {
      try {
        await stored(redis.xadd(stream, "MAXLEN", "~", KEPT, "*", "row", JSON.stringify(row)));
      } catch (error) {
        log.error({ ...row, error }, "audit row could not be stored");
      }
    },
    async page(limit, before, match = () => true) {
      if (limit === 0) return { items: [] };
      const items: (AuditRow & { readonly id: string })[] = [];
      let last = before;
      for (let seen = 0; seen < LOOK; seen += CHUNK) {
        const from = last === undefined ? "+" : `(${last}`;
        const entries = await stored(redis.xrevrange(stream, from, "-", "COUNT", CHUNK));
        for (const [id, fields] of entries) {
          last = id;
          const row = JSON.parse(fields[1] ?? "{}") as AuditRow;
          if (match(row)) items.push(Object.assign(row, { id }));
          if (items.length === limit) return { items, next: id };
        }
        if (entries.length < CHUNK) return { items };
      }
      return { items, ...(last === undefined ? {} : { next: last }) };
    },
  };
}
