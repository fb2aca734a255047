import { asFault, background, type Clock, type Log } from "#core";
import type { Keys } from "../state/keys.ts";
import { connectRedis, stored, type RedisClient } from "../state/redis.ts";
import {
  comparePositions,
  feedEvent,
  matchesFilter,
  type EventFilter,
  type FeedEvent,
  type Position,
  type StreamEntry,
} from "./feed.ts";
import { newestPosition, readEvents } from "./read.ts";

/** Follows the feed once for the whole process and hands events out. */
export interface Bus {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Every event that comes from now on; `listener` must not throw or wait. The result ends it. */
  subscribe(listener: (event: FeedEvent) => void): () => void;
  /**
   * Events after a position (default: from now), first the stored ones, then live, until the signal aborts. A slow
   * reader costs no memory: what it has not taken is read again from Redis. `gap`: events were trimmed before them.
   */
  follow(options: FollowOptions): AsyncGenerator<Followed, void, void>;
  /** The newest position this process has seen. */
  position(): Position;
}

export interface FollowOptions {
  readonly after?: Position;
  readonly filter: EventFilter;
  readonly signal: AbortSignal;
}

/** A step of `follow`: events (perhaps none), the position reached, and whether some are missing before them. */
export interface Followed {
  readonly events: readonly FeedEvent[];
  readonly position: Position;
  readonly gap: boolean;
}

export interface BusOptions {
  readonly url: string;
  readonly keys: Keys;
  readonly client: RedisClient;
  readonly clock: Clock;
  readonly log: Log;
  /** The bell of the forwarder rang elsewhere: partitions with new events. */
  readonly onBell: (partitions: readonly number[]) => void;
}

const BLOCK_MS = 5000;
const RING = 4096;
const PAGE = 500;

export function createBus({ url, keys, client, clock, log, onBell }: BusOptions): Bus {
  /** The newest events; a follower behind the oldest one reads from Redis. */
  const ring: FeedEvent[] = [];
  const listeners = new Set<(event: FeedEvent) => void>();
  const sleepers = new Set<() => void>();
  let position: Position = "0-0";
  /** Everything after this position is in the ring. */
  let ringFrom: Position = "0-0";
  let stopped = true;
  const isRunning = (): boolean => !stopped;
  let loop: Promise<void> = Promise.resolve();
  let tail: RedisClient | undefined;
  let bell: RedisClient | undefined;

  function take(entries: readonly StreamEntry[]): void {
    for (const entry of entries) {
      const event = feedEvent(entry);
      position = event.position;
      ring.push(event);
      for (const listener of listeners) listener(event);
    }
    if (ring.length > RING * 2) {
      const dropped = ring.splice(0, ring.length - RING);
      ringFrom = dropped.at(-1)?.position ?? ringFrom;
    }
    for (const wake of Array.from(sleepers)) wake();
  }

  async function run(reader: RedisClient): Promise<void> {
    const key = keys.feed("stream");
    while (isRunning()) {
      try {
        const reply = await stored(reader.xread("COUNT", PAGE, "BLOCK", BLOCK_MS, "STREAMS", key, position));
        if (reply !== null) take(reply[0]?.[1] ?? []);
      } catch (error) {
        if (stopped) return;
        log.warn({ error: asFault(error) }, "following the event feed failed");
        await new Promise<void>((resolve) => void clock.after(200, resolve));
      }
    }
  }

  function sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        sleepers.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      sleepers.add(done);
      signal.addEventListener("abort", done, { once: true });
      if (signal.aborted || stopped) done();
    });
  }

  /** Events of the ring after `from`: found from the end, because followers are near it. */
  function after(from: Position): readonly FeedEvent[] {
    let i = ring.length;
    while (i > 0 && comparePositions((ring[i - 1] as FeedEvent).position, from) > 0) i--;
    return ring.slice(i, i + PAGE);
  }

  async function step(from: Position, filter: EventFilter): Promise<Followed | undefined> {
    const edge = ringFrom;
    if (comparePositions(from, edge) < 0) {
      const { items, next, gap } = await readEvents(client, keys, {
        filter,
        order: "asc",
        limit: PAGE,
        after: from,
      });
      const reached = next ?? laterOf(items.at(-1)?.position ?? from, edge);
      return { events: items, position: reached, gap: gap === true };
    }
    const events = after(from);
    const last = events.at(-1);
    if (last === undefined) return undefined;
    return {
      events: events.filter((event) => matchesFilter(filter, event)),
      position: last.position,
      gap: false,
    };
  }

  return {
    async start() {
      stopped = false;
      position = await newestPosition(client, keys);
      ringFrom = position;
      tail = await connectRedis(url, log, { enableAutoPipelining: false, socketTimeout: BLOCK_MS * 2 });
      bell = await connectRedis(url, log, { enableOfflineQueue: true });
      bell.on("message", (_channel: string, text: string) => {
        onBell(
          text
            .split(",")
            .filter((part) => part !== "")
            .map(Number),
        );
      });
      await stored(bell.subscribe(keys.feed("bell")));
      loop = run(tail);
      background(log, "bus", loop);
    },
    async stop() {
      stopped = true;
      for (const wake of Array.from(sleepers)) wake();
      tail?.disconnect();
      bell?.disconnect();
      await loop;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async *follow({ after: first, filter, signal }) {
      let at = first ?? position;
      while (!signal.aborted && isRunning()) {
        const followed = await step(at, filter);
        if (followed === undefined) {
          await sleep(signal);
          continue;
        }
        at = followed.position;
        yield followed;
      }
    },
    position: () => position,
  };
}

function laterOf(a: Position, b: Position): Position {
  return comparePositions(a, b) < 0 ? b : a;
}
