import type { Keys } from "../state/keys.ts";
import { stored, type RedisClient } from "../state/redis.ts";
import {
  asPosition,
  comparePositions,
  feedEvent,
  matchesFilter,
  type EventFilter,
  type FeedEvent,
  type Position,
  type StreamEntry,
} from "./feed.ts";

/** A page of the feed. Times in ms, of storing, `from` inclusive, `to` exclusive. */
export interface EventQuery {
  readonly filter: EventFilter;
  readonly order: "asc" | "desc";
  readonly limit: number;
  /** Exclusive: later ones in `asc`, earlier ones in `desc`. */
  readonly after?: Position;
  readonly from?: number;
  readonly to?: number;
}

export interface EventPage {
  readonly items: readonly FeedEvent[];
  /** Where the next page begins; absent when nothing follows. */
  readonly next?: Position;
  /** Events between `after` and the first one were trimmed. */
  readonly gap?: true;
}

const CHUNK = 500;
/** Entries one page may look at while it searches; then it gives what it has and where to go on. */
const LOOK = 20_000;

/** Reads a page. Faults: `request.invalid` (position), `store.unavailable`. */
export async function readEvents(client: RedisClient, keys: Keys, query: EventQuery): Promise<EventPage> {
  const { filter, limit, order } = query;
  if (limit === 0) return { items: [] };
  const items: FeedEvent[] = [];
  const gap = await gapBefore(client, keys, query);
  let last = query.after === undefined ? undefined : asPosition(query.after);
  for (let seen = 0; seen < LOOK;) {
    const entries = await readChunk(client, keys, query, last);
    for (const entry of entries) {
      const event = feedEvent(entry);
      last = event.position;
      if (matchesFilter(filter, event)) items.push(event);
      if (items.length === limit) return page(items, last, gap);
    }
    seen += entries.length;
    if (entries.length < CHUNK) return order === "asc" && gap ? { items, gap } : { items };
  }
  return page(items, last, gap);
}

/** How many events match, by type. `truncated`: older ones were not looked at; `since`: the oldest that was. */
export interface EventTally {
  readonly counts: ReadonlyMap<string, number>;
  readonly truncated: boolean;
  readonly since?: Position;
}

/** Counts by looking at the newest `LOOK` events, which are not kept meanwhile. Fault `store.unavailable`. */
export async function tallyEvents(client: RedisClient, keys: Keys, filter: EventFilter): Promise<EventTally> {
  const counts = new Map<string, number>();
  let last: Position | undefined;
  for (let seen = 0; seen < LOOK; seen += CHUNK) {
    const entries = await readChunk(client, keys, { filter, order: "desc", limit: CHUNK }, last);
    for (const entry of entries) {
      const event = feedEvent(entry);
      last = event.position;
      if (matchesFilter(filter, event)) counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    }
    if (entries.length < CHUNK)
      return { counts, truncated: false, ...(last === undefined ? {} : { since: last }) };
  }
  return { counts, truncated: true, ...(last === undefined ? {} : { since: last }) };
}

/** Counts from what the forwarder tallies, whatever their number; `match` decides by type. Fault `store.unavailable`. */
export async function countEvents(
  client: RedisClient,
  keys: Keys,
  match: (type: string) => boolean,
): Promise<EventTally> {
  const [tally, [oldest]] = await Promise.all([
    stored(client.hgetall(keys.feed("tally"))),
    stored(client.xrange(keys.feed("stream"), "-", "+", "COUNT", 1)),
  ]);
  const rows = Object.entries(tally).filter(([name]) => name.startsWith("n:"));
  const counts = new Map(
    rows.map(([name, n]): [string, number] => [name.slice(2), Number(n)]).filter(([type]) => match(type)),
  );
  const from = tally["since"];
  // Events that were stored before they were tallied are not among the counts.
  const truncated = oldest !== undefined && from !== undefined && comparePositions(oldest[0], from) < 0;
  const since = truncated ? from : oldest?.[0];
  return { counts, truncated, ...(since === undefined ? {} : { since }) };
}

/** The newest position, `0-0` while the feed is empty. */
export async function newestPosition(client: RedisClient, keys: Keys): Promise<Position> {
  const entries = await stored(client.xrevrange(keys.feed("stream"), "+", "-", "COUNT", 1));
  return entries[0]?.[0] ?? "0-0";
}

function page(items: readonly FeedEvent[], next: Position | undefined, gap: boolean): EventPage {
  return { items, ...(next === undefined ? {} : { next }), ...(gap ? { gap: true } : {}) };
}

function readChunk(
  client: RedisClient,
  keys: Keys,
  query: EventQuery,
  last: Position | undefined,
): Promise<StreamEntry[]> {
  const key = keys.feed("stream");
  const oldest = query.from === undefined ? "-" : String(query.from);
  const newest = query.to === undefined ? "+" : String(Math.max(0, query.to - 1));
  const read =
    query.order === "asc"
      ? client.xrange(key, last === undefined ? oldest : laterOf(oldest, `(${last}`), newest, "COUNT", CHUNK)
      : client.xrevrange(key, last === undefined ? newest : `(${last}`, oldest, "COUNT", CHUNK);
  return stored(read);
}

/** The later one of two lower bounds; the second is exclusive. */
function laterOf(oldest: string, after: string): string {
  return oldest !== "-" && comparePositions(`${oldest}-0`, after.slice(1)) > 0 ? oldest : after;
}

async function gapBefore(client: RedisClient, keys: Keys, query: EventQuery): Promise<boolean> {
  if (query.after === undefined || query.order === "desc") return false;
  const position = asPosition(query.after);
  if (position === "0-0") return false;
  const key = keys.feed("stream");
  const [first] = await stored(client.xrange(key, "-", "+", "COUNT", 1));
  if (first === undefined || comparePositions(first[0], position) <= 0) return false;
  // The feed begins after the position: what lay between was trimmed, unless nothing ever was.
  const [added, kept] = await Promise.all([entriesAdded(client, key), stored(client.xlen(key))]);
  return added > kept;
}

async function entriesAdded(client: RedisClient, key: string): Promise<number> {
  const flat = (await stored(client.xinfo("STREAM", key))) as (string | number)[];
  return Number(flat[flat.indexOf("entries-added") + 1]);
}
