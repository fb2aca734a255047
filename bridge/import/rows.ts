import { Fault, sortableId } from "#core";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { beginImportScript, cancelImportScript, keepImportScript } from "./import.script.ts";
import type { Import, ImportRow, ImportState, ReportEntry } from "./row.ts";

export type Wanted = Pick<ImportRow, "name" | "format" | "dryRun" | "by">;

/** What one request that has an import keeps of it. */
export interface Kept {
  readonly row: ImportRow;
  readonly state: ImportState;
  /** More of the report. */
  readonly entries: readonly ReportEntry[];
  /** The request has no more to keep. */
  readonly letGo: boolean;
}

/** Imports in Redis. Faults: `store.unavailable`; `request.notFound` for an id that is none. */
export interface ImportRows {
  /** Makes it, or gives the one that has this id already. */
  create(wanted: Wanted, seed?: string): Promise<Import>;
  get(id: string): Promise<Import>;
  /** Newest first. */
  list(): Promise<readonly Import[]>;
  /** Gives the import to the request that is called so. Faults `import.running`, `import.over`. */
  begin(id: string, token: string): Promise<ImportRow>;
  /** False: it was cancelled meanwhile. Fault `import.running` when the request lost it. */
  keep(token: string, kept: Kept): Promise<boolean>;
  /** What a request that broke off leaves is free at once. Never rejects. */
  release(id: string, token: string): Promise<void>;
  /** Fault `import.over`. */
  cancel(id: string): Promise<Import>;
  report(id: string): Promise<readonly ReportEntry[]>;
}

/** Imports that are kept; the oldest leave. */
const KEPT = 100;
/** Entries a report holds. */
const REPORTED = 1000;
/** A request that has an import keeps something this often, or counts as gone, ms. */
const HELD_MS = 15_000;

export function createImportRows({ scripts, keys, clock }: StoreContext): ImportRows {
  const { client } = scripts;
  const all = keys.meta("imports");
  const keyOf = (id: string): string => keys.meta(`import:${id}`);
  const reportOf = (id: string): string => keys.meta(`import:${id}:report`);

  async function read(id: string): Promise<Import | undefined> {
    const [row, state, until] = await stored(client.hmget(keyOf(id), "row", "state", "until"));
    if (row === null || row === undefined) return undefined;
    const running = state === "open" && Number(until ?? "0") > clock.now();
    return { ...(JSON.parse(row) as ImportRow), state: state as ImportState, running };
  }

  async function get(id: string): Promise<Import> {
    const found = /^i_[0-9a-z]{26}$/.test(id) ? await read(id) : undefined;
    if (found === undefined) throw new Fault("request.notFound", { detail: "there is no import of this id" });
    return found;
  }

  async function forgetOldest(): Promise<void> {
    for (const id of await stored(client.zrange(all, 0, String(-KEPT - 1)))) {
      await stored(client.unlink(keyOf(id), reportOf(id)));
      await stored(client.zrem(all, id));
    }
  }

  return {
    get,

    async create(wanted, seed = sortableId(clock.now())) {
      const id = `i_${seed}`;
      const known = await read(id);
      if (known !== undefined) return known;
      const row: ImportRow = {
        id,
        ...wanted,
        createdAt: clock.now(),
        place: { offset: 0, line: 1 },
        counts: { created: 0, linked: 0, unchanged: 0, refused: 0 },
        problems: 0,
      };
      await stored(client.zadd(all, row.createdAt, id));
      await stored(client.hset(keyOf(id), { row: JSON.stringify(row), state: "open", until: "0" }));
      await forgetOldest();
      return { ...row, state: "open", running: false };
    },

    async list() {
      const ids = await stored(client.zrevrange(all, 0, -1));
      return (await Promise.all(ids.map(read))).filter((found) => found !== undefined);
    },

    async begin(id, token) {
      await get(id);
      const now = clock.now();
      const args = [now, token, now + HELD_MS];
      const reply = await scripts.run(beginImportScript, [keyOf(id)], args);
      const [verdict, row = "", state] = reply as [string, string?, string?];
      if (verdict === "running") throw new Fault("import.running");
      if (verdict === "over") throw new Fault("import.over", { detail: `it is ${state}` });
      if (verdict === "missing") throw new Fault("request.notFound");
      return JSON.parse(row) as ImportRow;
    },

    async keep(token, { row, state, entries, letGo }) {
      const until = letGo ? 0 : clock.now() + HELD_MS;
      const texts = entries.map((entry) => JSON.stringify(entry));
      const verdict = await scripts.run(
        keepImportScript,
        [keyOf(row.id), reportOf(row.id)],
        [token, until, JSON.stringify(row), state, REPORTED, ...texts],
      );
      if (verdict === "lost")
        throw new Fault("import.running", { detail: "another request has gone on with it" });
      return verdict === "ok";
    },

    async release(id, token) {
      const key = keyOf(id);
      // Left behind it is free after its time.
      if ((await client.hget(key, "token").catch(() => null)) === token)
        await client.hdel(key, "token", "until").catch(() => 0);
    },

    async cancel(id) {
      await get(id);
      const state = await scripts.run(cancelImportScript, [keyOf(id)], []);
      if (state !== "cancelled") throw new Fault("import.over", { detail: `it is ${String(state)}` });
      return get(id);
    },

    async report(id) {
      await get(id);
      const entries = await stored(client.lrange(reportOf(id), 0, -1));
      return entries.map((entry) => JSON.parse(entry) as ReportEntry);
    },
  };
}
