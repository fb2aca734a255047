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
  /** Newest first. `before`: cursor of the last row seen. */
  page(
    limit: number,
    before: string | undefined,
  ): Promise<{ readonly items: readonly (AuditRow & { readonly id: string })[]; readonly next?: string }>;
}

/** Rows kept; older ones go. */
const KEPT = 200_000;

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
    async page(limit, before) {
      const from = before === undefined ? "+" : `(${before}`;
      const entries = await stored(redis.xrevrange(stream, from, "-", "COUNT", limit));
      const items = entries.map(([id, fields]) =>
        Object.assign(JSON.parse(fields[1] ?? "{}") as AuditRow, { id }),
      );
      const last = items.at(-1)?.id;
      return { items, ...(items.length === limit && last !== undefined ? { next: last } : {}) };
    },
  };
}
