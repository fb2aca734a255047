import type { Clock, Log } from "#core";
import { comparePositions } from "../events/feed.ts";
import type { Keys } from "../state/keys.ts";
import { type RedisClient, stored } from "../state/redis.ts";
import { createFold } from "./audit.fold.ts";
import type { AuditRow } from "./audit.row.ts";

export interface Audit {
  /** Appends a row; a row that cannot be stored is logged whole instead. */
  record(row: AuditRow): Promise<void>;
  /** The same for what was refused without a valid token: kept apart and folded, so that it displaces no other row. */
  refused(row: AuditRow): Promise<void>;
  /** Newest first. `before`: cursor of the last row seen; `match`: which rows, absent = all. */
  page(
    limit: number,
    before: string | undefined,
    match?: (row: AuditRow) => boolean,
  ): Promise<{ readonly items: readonly StoredRow[]; readonly next?: string }>;
}

type StoredRow = AuditRow & { readonly id: string };

const CHUNK = 500;
/** Rows one page may look at while it searches; then it gives what it has and where to go on. */
const LOOK = 20_000;
/** Rows kept; older ones go. */
const KEPT = 200_000;
const KEPT_REFUSALS = 20_000;

/** The audit of an installation, two Redis streams. Its reads fault `store.unavailable`; its writes never do. */
export function createAudit(redis: RedisClient, keys: Keys, clock: Clock, log: Log): Audit {
  const known = keys.meta("audit");
  const anonymous = keys.meta("audit-refused");

  async function append(stream: string, kept: number, row: AuditRow): Promise<void> {
    try {
      await stored(redis.xadd(stream, "MAXLEN", "~", kept, "*", "row", JSON.stringify(row)));
    } catch (error) {
      log.error({ ...row, error }, "audit row could not be stored");
    }
  }

  return {
    record: (row) => append(known, KEPT, row),
    refused: createFold(clock, (row) => append(anonymous, KEPT_REFUSALS, row)),
    async page(limit, before, match = () => true) {
      if (limit === 0) return { items: [] };
      const items: StoredRow[] = [];
      let seen = 0;
      for await (const row of merged(redis, [known, anonymous], before)) {
        if (match(row)) items.push(row);
        if (items.length === limit || ++seen === LOOK) return { items, next: row.id };
      }
      return { items };
    },
  };
}

/** The rows of several streams as of one, newest first. */
async function* merged(
  redis: RedisClient,
  streams: readonly string[],
  before: string | undefined,
): AsyncGenerator<StoredRow, void, void> {
  const sources = streams.map((stream) => newestFirst(redis, stream, before));
  const heads = await Promise.all(sources.map(async (source) => (await source.next()).value ?? undefined));
  for (;;) {
    const next = newest(heads);
    const row = heads[next];
    if (row === undefined) return;
    yield row;
    heads[next] = (await sources[next]?.next())?.value ?? undefined;
  }
}

function newest(heads: readonly (StoredRow | undefined)[]): number {
  let best = 0;
  heads.forEach((head, i) => {
    const than = heads[best];
    if (head !== undefined && (than === undefined || comparePositions(head.id, than.id) > 0)) best = i;
  });
  return best;
}

async function* newestFirst(
  redis: RedisClient,
  stream: string,
  before: string | undefined,
): AsyncGenerator<StoredRow, void, void> {
  let last = before;
  for (;;) {
    const from = last === undefined ? "+" : `(${last}`;
    const entries = await stored(redis.xrevrange(stream, from, "-", "COUNT", CHUNK));
    for (const [id, fields] of entries) {
      last = id;
      yield Object.assign(JSON.parse(fields[1] ?? "{}") as AuditRow, { id });
    }
    if (entries.length < CHUNK) return;
  }
}
