import { Fault, type DeviceId, type FileId } from "#core";
import { type Entry, mergeNewest } from "../operate/merge.ts";
import { luaJson } from "../state/lua.ts";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { changeScript } from "./change.script.ts";
import { keepScript } from "./keep.script.ts";
import type { FileMeta, FileRow } from "./row.ts";

export interface FileQuery {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly cursor?: string;
  readonly match?: (row: FileRow) => boolean;
}

export interface FilePage {
  /** Newest first. */
  readonly items: readonly FileRow[];
  readonly next?: string;
}

/** What fits: bytes and files of all, and the files that one device may have sent. */
export interface Quota {
  readonly bytes: number;
  readonly files: number;
  readonly perDevice: number;
}

/** The rows of files, in one slot of their own. Faults: `store.unavailable`. */
export interface FileRows {
  get(id: FileId): Promise<FileRow | undefined>;
  list(query: FileQuery): Promise<FilePage>;
  /** How many there are, or how many match. */
  count(match?: (row: FileRow) => boolean): Promise<number>;
  /** Commits a row; gives the blobs that nothing points to any more. Fault `file.full`. */
  keep(row: FileRow): Promise<readonly string[]>;
  /** Faults `file.notFound`, `request.precondition`. */
  change(id: FileId, meta: Partial<FileMeta>, revision: number | undefined): Promise<FileRow>;
  /** Gives the row it had. Faults `file.notFound`, `request.precondition`. */
  drop(id: FileId, revision?: number): Promise<FileRow>;
  /** Which of these blobs a row points to. */
  known(blobs: readonly string[]): Promise<readonly boolean[]>;
  used(): Promise<{ readonly bytes: number; readonly count: number }>;
  /** Files of devices that were sent before a time, oldest first. */
  sentBefore(time: number, most: number): Promise<readonly FileRow[]>;
}

/** Rows a page may look at while it searches; then it gives what it has and a cursor. */
const LOOK = 5000;
/** Rows that are read at a time to count them. */
const CHUNK = 500;
const TRIES = 5;

export function createFileRows({ scripts, keys }: StoreContext, quota: Quota): FileRows {
  const { client } = scripts;
  const rows = keys.files("rows");
  const order = keys.files("order");
  const blobs = keys.files("blobs");
  const tally = keys.files("tally");
  const sent = keys.files("sent");
  const ownOf = (device: DeviceId | undefined): string =>
    device === undefined ? order : keys.files(`of:${device}`);
  const keysOf = (row: Pick<FileRow, "device">): string[] => [
    rows,
    order,
    blobs,
    tally,
    ownOf(row.device),
    sent,
  ];

  async function get(id: FileId): Promise<FileRow | undefined> {
    const text = await stored(client.hget(rows, id));
    return text === null ? undefined : (JSON.parse(text) as FileRow);
  }

  async function existing(id: FileId): Promise<FileRow> {
    const row = await get(id);
    if (row === undefined) throw new Fault("file.notFound", { file: id });
    return row;
  }

  /** Writes one revision over another; somebody else's change in between is looked at again. */
  async function write(
    id: FileId,
    revision: number | undefined,
    become: (row: FileRow) => FileRow | undefined,
  ): Promise<FileRow> {
    for (let n = 0; n < TRIES; n++) {
      const row = await existing(id);
      if (revision !== undefined && row.revision !== revision) break;
      const next = become(row);
      const args = [id, row.revision, next === undefined ? "" : luaJson(next)];
      const [verdict] = (await scripts.run(changeScript, keysOf(row), args)) as [
        "done" | "missing" | "changed",
      ];
      if (verdict === "done") return next ?? row;
    }
    throw new Fault("request.precondition", { file: id });
  }

  async function of(ids: readonly string[]): Promise<readonly FileRow[]> {
    if (ids.length === 0) return [];
    const texts = await stored(client.hmget(rows, ...ids));
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as FileRow]));
  }

  return {
    get,
    async list({ limit, cursor, match = () => true }) {
      if (limit === 0) return { items: [] };
      const source = mergeNewest(
        [
          (max, skip, count) =>
            stored(client.zrevrangebyscore(order, max, "-inf", "WITHSCORES", "LIMIT", skip, count)),
        ],
        limit,
        cursor === undefined ? undefined : decodeCursor(cursor),
        Number.MAX_SAFE_INTEGER,
      );
      const items: FileRow[] = [];
      let last: Entry | undefined;
      for (let seen = 0; items.length < limit && seen < LOOK;) {
        const batch = await source.take(limit - items.length);
        if (batch.length === 0) return { items };
        seen += batch.length;
        last = batch.at(-1);
        items.push(...(await of(batch.map(({ id }) => id))).filter(match));
      }
      return last === undefined ? { items } : { items, next: encodeCursor(last) };
    },
    async count(match) {
      if (match === undefined) return stored(client.zcard(order));
      let count = 0;
      for (let at = 0; ; at += CHUNK) {
        const ids = await stored(client.zrevrange(order, at, at + CHUNK - 1));
        count += (await of(ids)).filter(match).length;
        if (ids.length < CHUNK) return count;
      }
    },
    async keep(row) {
      const [verdict, ...gone] = (await scripts.run(keepScript, keysOf(row), [
        row.id,
        luaJson(row),
        row.blob,
        row.size,
        row.createdAt,
        quota.bytes,
        quota.files,
        row.device === undefined ? "" : quota.perDevice,
      ])) as string[];
      if (verdict === "full") throw new Fault("file.full", { detail: "no more files fit" });
      return gone;
    },
    change: (id, meta, revision) =>
      write(id, revision, (row) => ({ ...row, ...meta, revision: row.revision + 1 })),
    drop: (id, revision) => write(id, revision, () => undefined),
    async known(names) {
      if (names.length === 0) return [];
      return (await stored(client.hmget(blobs, ...names))).map((id) => id !== null);
    },
    async used() {
      const [bytes, count] = await stored(client.hmget(tally, "bytes", "count"));
      return { bytes: Number(bytes ?? 0), count: Number(count ?? 0) };
    },
    async sentBefore(time, most) {
      return of(await stored(client.zrangebyscore(sent, "-inf", time, "LIMIT", 0, most)));
    },
  };
}

function encodeCursor({ score, id }: Entry): string {
  return Buffer.from(`${score}.${id}`).toString("base64url");
}

function decodeCursor(cursor: string): Entry {
  const found = /^(\d{1,15})\.(f_[0-9a-z]{26})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"));
  if (found === null)
    throw new Fault("request.invalid", { detail: "the cursor does not belong to this request" });
  return { score: Number(found[1]), id: found[2] as string };
}
