import { Fault, type FaultCode } from "#core";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { beginScript, phaseScript, releaseScript, renewScript } from "./batch.script.ts";
import type { Counts } from "./mark.table.ts";
import type { BatchPhase, BatchRow } from "./row.ts";

/** What is kept of a batch when it has ended: its devices are not counted again. */
export interface Totals {
  readonly counts: Counts;
  readonly skipped: Readonly<Partial<Record<FaultCode, number>>>;
}

export interface KeptBatch extends BatchRow {
  readonly phase: BatchPhase;
  readonly total: number;
  /** Present: it has ended. */
  readonly end?: Totals & { readonly at: number };
}

/** Batches as rows of the installation. Faults: `store.unavailable`; `request.notFound` for an id that is none. */
export interface BatchRows {
  /** `freezing`; `total`: devices it is going to have. */
  create(row: BatchRow, total: number): Promise<void>;
  find(id: string): Promise<KeptBatch | undefined>;
  get(id: string): Promise<KeptBatch>;
  /** Newest first, `limit` of them from before an id on. */
  list(limit: number, before?: string): Promise<readonly KeptBatch[]>;
  /** Oldest first, all of them, with the time each was made, ms. */
  ids(): Promise<readonly (readonly [id: string, at: number])[]>;
  /** Moves it to a phase from some others; gives the phase it had. `totals`: it has ended. */
  move(
    id: string,
    from: readonly BatchPhase[],
    to: BatchPhase,
    more?: { readonly total?: number; readonly totals?: Totals },
  ): Promise<BatchPhase>;
  /** Batches that are not over, by when they are looked at next. */
  due(most: number): Promise<readonly string[]>;
  openCount(): Promise<number>;
  /** Devices of all batches that are kept. */
  devices(): Promise<number>;
  /** Undefined: another worker has it. */
  begin(id: string, token: string): Promise<KeptBatch | undefined>;
  /** Its phase; undefined: it was lost. */
  renew(id: string, token: string): Promise<BatchPhase | undefined>;
  /** Left in this phase, to be looked at in so many ms. Never rejects: left behind it is free after its time. */
  release(id: string, token: string, phase: BatchPhase, nextLookMs: number): Promise<void>;
  /** The row goes; its members must have gone before. */
  drop(id: string): Promise<void>;
}

/** A worker keeps what it has this often, or counts as gone, ms. */
const HELD_MS = 10_000;
const ID = /^b_[0-9a-hjkmnp-tv-z]{26}$/;

export function createBatchRows({ scripts, keys, clock }: StoreContext): BatchRows {
  const { client } = scripts;
  const all = keys.meta("batches");
  const open = keys.meta("batches:open");
  const tally = keys.meta("batches:devices");
  const keyOf = (id: string): string => keys.meta(`batch:${id}`);

  async function find(id: string): Promise<KeptBatch | undefined> {
    if (!ID.test(id)) return undefined;
    const [row, phase, total, endedAt, counts] = await stored(
      client.hmget(keyOf(id), "row", "phase", "total", "endedAt", "counts"),
    );
    if (row === null || row === undefined) return undefined;
    const end = counts === null || counts === undefined ? {} : { end: endOf(counts, endedAt) };
    return { ...(JSON.parse(row) as BatchRow), phase: phase as BatchPhase, total: Number(total), ...end };
  }

  return {
    find,

    async create(row, total) {
      // First and last in this list: whatever is left behind by a crash is found by it.
      await stored(client.zadd(all, row.createdAt, row.id));
      await stored(client.hset(tally, row.id, total));
      await stored(client.hset(keyOf(row.id), { row: JSON.stringify(row), phase: "freezing", total }));
    },

    async get(id) {
      const found = await find(id);
      if (found === undefined || found.phase === "freezing")
        throw new Fault("request.notFound", { detail: "there is no batch of this id" });
      return found;
    },

    async list(limit, before) {
      const found: KeptBatch[] = [];
      let start = 0;
      if (before !== undefined) {
        const rank = ID.test(before) ? await stored(client.zrevrank(all, before)) : null;
        if (rank === null) throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
        start = rank + 1;
      }
      const ids = await stored(client.zrevrange(all, String(start), String(start + limit - 1)));
      for (const one of await Promise.all(ids.map(find)))
        if (one !== undefined && one.phase !== "freezing") found.push(one);
      return found;
    },

    async ids() {
      const flat = await stored(client.zrange(all, 0, "-1", "WITHSCORES"));
      return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? "", Number(flat[2 * i + 1])]);
    },

    async move(id, from, to, { total, totals } = {}) {
      const args = [id, from.join(" "), to, clock.now(), total ?? ""];
      const counts = totals === undefined ? "" : JSON.stringify(totals);
      const was = await scripts.run(phaseScript, [keyOf(id), open], [...args, counts]);
      if (total !== undefined) await stored(client.hset(tally, id, total));
      if (was === "") throw new Fault("request.notFound", { detail: "there is no batch of this id" });
      return was as BatchPhase;
    },

    due: (most) => stored(client.zrangebyscore(open, "-inf", clock.now(), "LIMIT", 0, most)),

    openCount: () => stored(client.zcard(open)),

    async devices() {
      const counts = await stored(client.hvals(tally));
      return counts.reduce((sum, count) => sum + Number(count), 0);
    },

    async begin(id, token) {
      const now = clock.now();
      const reply = await scripts.run(beginScript, [keyOf(id)], [now, token, now + HELD_MS]);
      const [phase, row, total] = reply as [BatchPhase | "", string, string];
      return phase === "" ? undefined : { ...(JSON.parse(row) as BatchRow), phase, total: Number(total) };
    },

    async renew(id, token) {
      const phase = await scripts.run(renewScript, [keyOf(id)], [token, clock.now() + HELD_MS]);
      return phase === "" ? undefined : (phase as BatchPhase);
    },

    async release(id, token, phase, nextLookMs) {
      const now = clock.now();
      const args = [token, id, now + nextLookMs, phase, now];
      await scripts.run(releaseScript, [keyOf(id), open], args).catch(() => undefined);
    },

    async drop(id) {
      await stored(client.unlink(keyOf(id)));
      await stored(client.zrem(open, id));
      await stored(client.hdel(tally, id));
      await stored(client.zrem(all, id));
    },
  };
}

function endOf(counts: string, endedAt: string | null | undefined): Totals & { readonly at: number } {
  return { ...(JSON.parse(counts) as Totals), at: Number(endedAt ?? 0) };
}
