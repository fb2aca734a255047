import { asFault, type Clock, type Log, type Metrics } from "#core";
import type { Limits } from "../limits.ts";
import { createRounds } from "../rounds.ts";
import { BUDGETS, type BudgetName } from "./budget.table.ts";
import type { Keys } from "./keys.ts";
import { type Level, levelOf } from "./level.machine.ts";
import { memoryOf, stored, type RedisClient } from "./redis.ts";

/** How much of a budget is used, as of the last look. */
export interface Budget {
  readonly name: BudgetName;
  readonly unit: "bytes" | "count";
  readonly used: number;
  readonly limit: number;
  readonly level: Level;
  /** When this replica found the level, ms since the epoch. */
  readonly since: number;
}

/** Looks at every budget at an interval. Every replica does: what it finds decides what it accepts. */
export interface Budgets {
  list(): readonly Budget[];
  /** True while the store is so full that background work must wait. */
  pressed(): boolean;
  /** One look now. Never rejects: what cannot be read stays as it was. */
  look(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface BudgetOptions {
  readonly client: RedisClient;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly quarantineDevices: number;
  readonly files: { readonly totalBytes: number; readonly totalFiles: number };
}

/** A full store must be noticed before what is on its way fills it. */
const LOOK_MS = 1000;

interface Used {
  readonly used: number;
  /** 0: there is none. */
  readonly limit: number;
}

export function createBudgets(options: BudgetOptions): Budgets {
  const { client, keys, clock, log, metrics, limits } = options;
  const known = new Map<BudgetName, Budget>();

  async function sumOf(key: string): Promise<number> {
    const counts = await Promise.all(keys.tags().map((tag) => stored(client.zcard(`${tag}:${key}`))));
    return counts.reduce((sum, n) => sum + n, 0);
  }

  async function totalOf(key: string): Promise<number> {
    const totals = await Promise.all(keys.tags().map((tag) => stored(client.get(`${tag}:${key}`))));
    return totals.reduce((sum, n) => sum + Number(n ?? 0), 0);
  }

  async function filesOf(tally: "bytes" | "count"): Promise<number> {
    return Number((await stored(client.hget(keys.files("tally"), tally))) ?? 0);
  }

  const LOOK: Readonly<Record<BudgetName, () => Promise<Used>>> = {
    async memory() {
      const shares = await memoryOf(client, limits.memoryBytes);
      // Of a cluster the fullest node decides: its slots cannot move by themselves.
      return shares.reduce((a, b) => (b.used * a.limit > a.used * b.limit ? b : a), { used: 0, limit: 1 });
    },
    events: async () => ({
      used: Number((await stored(client.hget(keys.feed("tally"), "bytes"))) ?? 0),
      limit: limits.feedBytes,
    }),
    eventCount: async () => ({
      used: await stored(client.xlen(keys.feed("stream"))),
      limit: limits.feedEvents,
    }),
    operations: async () => ({ used: await sumOf("gone"), limit: limits.settledOperations }),
    history: async () => ({ used: await totalOf("hb"), limit: limits.historyBytes }),
    batches: async () => ({
      used: (await stored(client.hvals(keys.meta("batches:devices")))).reduce((sum, n) => sum + Number(n), 0),
      limit: limits.batchDevices,
    }),
    recordings: async () => ({
      used: await totalOf("recb"),
      limit: limits.recorderBytes,
    }),
    files: async () => ({ used: await filesOf("bytes"), limit: options.files.totalBytes }),
    fileCount: async () => ({ used: await filesOf("count"), limit: options.files.totalFiles }),
    models: async () => ({
      used: Number((await stored(client.get(keys.meta("modelb")))) ?? 0),
      limit: limits.modelBytes,
    }),
    quarantine: async () => ({ used: await sumOf("quar"), limit: options.quarantineDevices }),
  };

  function note(name: BudgetName, { used, limit }: Used): void {
    const before = known.get(name);
    const share = limit === 0 ? 0 : used / limit;
    const level = levelOf(before?.level ?? "ok", share);
    const since = level === before?.level ? before.since : clock.now();
    known.set(name, { name, unit: BUDGETS[name].unit, used, limit, level, since });
    metrics.gauge("bridge_budget_used", used, { budget: name });
    metrics.gauge("bridge_budget_limit", limit, { budget: name });
    if (level === (before?.level ?? "ok")) return;
    const said = { budget: name, level, used, limit, percent: Math.round(share * 100) };
    if (level === "ok") log.info(said, "a budget has room again");
    else log.warn(said, "a budget is nearly used up");
  }

  async function look(): Promise<void> {
    const names = Object.keys(BUDGETS) as BudgetName[];
    const looks = await Promise.allSettled(names.map((name) => LOOK[name]()));
    for (const [i, result] of looks.entries()) {
      if (result.status === "fulfilled") note(names[i] as BudgetName, result.value);
      else log.debug({ budget: names[i], error: asFault(result.reason) }, "a budget could not be read");
    }
  }

  const rounds = createRounds({ clock, log, name: "looking at budgets", everyMs: LOOK_MS, work: look });

  return {
    list: () => [...known.values()],
    pressed: () => known.get("memory")?.level === "critical",
    look,
    start: () => rounds.start(),
    stop: () => rounds.stop(),
  };
}
