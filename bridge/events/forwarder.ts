import { asFault } from "#core";
import { stored } from "../state/redis.ts";
import { comparePositions, feedEvent, type FeedEvent, type StreamEntry } from "./feed.ts";
import {
  BATCH,
  forwarderLeaseScript,
  forwarderReleaseScript,
  forwardScript,
  readScript,
} from "./forward.script.ts";
import type { StoreContext } from "../state/store.context.ts";

/** Moves events from the partitions' streams into the feed. Every replica runs one; one of them holds the lease. */
export interface Forwarder {
  start(): void;
  stop(): Promise<void>;
  /** A partition has new events. Elsewhere held: passed on to the holder by the bell. */
  nudge(partition: number): void;
  /** One round over all partitions, for tests: forwards what is there if the lease can be had. */
  round(): Promise<number>;
}

export interface ForwarderOptions extends StoreContext {
  /** Names this replica. */
  readonly holder: string;
  /**
   * Called with the events of one partition before they reach the feed; they are forwarded only when it resolves, so
   * what it does happens at least once for every event, through crashes. While it rejects, that partition waits alone.
   */
  readonly before: (events: readonly FeedEvent[]) => Promise<void>;
}

/** After a crash of the holder the feed stands still for this long at most. */
const LEASE_MS = 3000;
/** Without a nudge or a bell all partitions are looked at this often: what a lost message costs. */
const POLL_MS = 500;
/** A partition that cannot be forwarded is tried again after this; the others go on. */
const STUCK_MS = 1000;
/** What was forwarded is taken out of the partitions this often. */
const EMPTY_MS = 1000;

interface Batch {
  readonly partition: number;
  readonly from: string;
  readonly to: string;
  readonly events: readonly FeedEvent[];
}

export function createForwarder(options: ForwarderOptions): Forwarder {
  const { scripts, keys, clock, log, metrics, limits, holder, before } = options;
  const { client } = scripts;
  const feedKeys = [keys.feed("stream"), keys.feed("positions"), keys.feed("lease"), keys.feed("tally")];
  const dirty = new Set<number>();
  const positions = new Map<number, string>();
  /** Partitions that could not be forwarded, and when they are tried again (ms). */
  const stuck = new Map<number, number>();
  const all = Array.from({ length: keys.partitions }, (_, p) => p);
  /** Up to where partitions may be emptied. */
  const emptyable = new Map<number, string>();
  let emptiedAt = 0;
  let fence = 0;
  let heldUntil = 0;
  let stopped = true;
  let loop: Promise<void> = Promise.resolve();
  let bell: (() => void) | undefined;
  let ringing = false;
  const isRunning = (): boolean => !stopped;
  const isHolder = (): boolean => fence !== 0;

  /** True while this replica may forward; renews in the second half of the lease. */
  async function hold(): Promise<boolean> {
    const now = clock.now();
    if (fence !== 0 && heldUntil - now > LEASE_MS / 2) return true;
    const got = (await scripts.run(
      forwarderLeaseScript,
      [feedKeys[2] as string],
      [holder, now, LEASE_MS],
    )) as number;
    if (got !== 0 && got !== fence) {
      await learnPositions();
      log.info({ fence: got }, "forwarding events");
    }
    fence = got;
    heldUntil = got === 0 ? 0 : now + LEASE_MS;
    return got !== 0;
  }

  async function learnPositions(): Promise<void> {
    positions.clear();
    const known = await stored(client.hgetall(feedKeys[1] as string));
    for (const partition of all) {
      positions.set(partition, known[partition] ?? "0-0");
      dirty.add(partition);
    }
  }

  async function batchOf(partition: number, entries: readonly StreamEntry[]): Promise<Batch | undefined> {
    const from = positions.get(partition) ?? "0-0";
    const last = entries.at(-1);
    if (last === undefined) return undefined;
    if (entries.length === BATCH) {
      dirty.add(partition);
      await reportGap(partition, from);
    }
    return { partition, from, to: last[0], events: entries.map(feedEvent) };
  }

  /** A partition far behind may have lost its oldest entries to its budget: said aloud, never silent. */
  async function reportGap(partition: number, from: string): Promise<void> {
    const [first] = await stored(client.xrange(keys.events(partition), "-", "+", "COUNT", 1));
    if (from === "0-0" || first === undefined || comparePositions(first[0], from) <= 0) return;
    log.error({ partition, from, first: first[0] }, "events were trimmed before they were forwarded");
    metrics.count("bridge_feed_gaps_total");
  }

  /** The partitions to look at now: what is new, without those that wait for their next try. */
  function takeDirty(): number[] {
    const now = clock.now();
    for (const [partition, at] of stuck) if (at <= now) dirty.add(partition);
    const taken = [...dirty].filter((partition) => (stuck.get(partition) ?? 0) <= now);
    dirty.clear();
    return taken;
  }

  /** What a partition has to forward, made ready; undefined when there is nothing or it must wait. */
  async function prepare(partition: number, read: unknown): Promise<Batch | undefined> {
    try {
      if (read instanceof Error) throw read;
      const batch = await batchOf(partition, read as StreamEntry[]);
      if (batch !== undefined) await before(batch.events);
      stuck.delete(partition);
      return batch;
    } catch (error) {
      const fault = asFault(error);
      // Without the store no partition can be forwarded; anything else is this one's own trouble.
      if (fault.code === "store.unavailable") throw fault;
      stuck.set(partition, clock.now() + STUCK_MS);
      log.error(
        { partition, from: positions.get(partition), error: fault },
        "a partition's events are held back",
      );
      metrics.count("bridge_feed_held_total");
      return undefined;
    }
  }

  /** Forwards the dirty partitions once. Gives the number of events. */
  async function forward(): Promise<number> {
    const now = takeDirty();
    if (now.length === 0) return 0;
    try {
      const wanted = now.map((p) => ({ key: keys.events(p), arg: positions.get(p) ?? "0-0" }));
      const read = await scripts.runAll(readScript, wanted);
      const ready = await Promise.all(now.map((partition, i) => prepare(partition, read[i])));
      const batches = ready.filter((batch) => batch !== undefined);
      if (batches.length === 0) return 0;
      await append(batches);
      return batches.reduce((sum, { events }) => sum + events.length, 0);
    } catch (error) {
      for (const partition of now) dirty.add(partition);
      throw error;
    }
  }

  async function append(batches: readonly Batch[]): Promise<void> {
    const now = clock.now();
    const args: (string | number)[] = [
      fence,
      now,
      limits.feedEvents,
      Math.max(0, now - limits.feedMs),
      limits.feedBytes,
      batches.length,
    ];
    for (const { partition, from, to, events } of batches) {
      args.push(partition, from, to, events.length);
      for (const { id, type, device, at, data } of events) args.push(id, type, device, at, data);
    }
    const [verdict, ...moved] = (await scripts.run(forwardScript, feedKeys, args)) as string[];
    if (verdict === "lost") {
      fence = 0;
      return;
    }
    for (const { partition, to } of batches) positions.set(partition, to);
    for (let i = 0; i + 1 < moved.length; i += 2) {
      positions.set(Number(moved[i]), moved[i + 1] as string);
      dirty.add(Number(moved[i]));
    }
    for (const { partition, to } of batches)
      if (positions.get(partition) === to) emptyable.set(partition, to);
    if (clock.now() - emptiedAt >= EMPTY_MS) await empty();
    metrics.count(
      "bridge_feed_events_total",
      {},
      batches.reduce((sum, { events }) => sum + events.length, 0),
    );
  }

  /** What is in the feed needs no second place; the newest one stays, so that a gap before the next can be told. */
  async function empty(): Promise<void> {
    emptiedAt = clock.now();
    const now = [...emptyable];
    emptyable.clear();
    await Promise.all(
      now.map(([partition, to]) => stored(client.xtrim(keys.events(partition), "MINID", "~", to))),
    );
  }

  /** Resolves at the next nudge or after `ms`; at once when something is dirty and `eager`. */
  function rest(ms: number, eager: boolean): Promise<void> {
    if (eager && dirty.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.after(ms, () => done());
      const done = (): void => {
        cancel();
        bell = undefined;
        resolve();
      };
      bell = done;
    });
  }

  /** One turn: forwards what is known to be new, or waits for news and looks everywhere when none came. */
  async function turn(): Promise<void> {
    if (!(await hold())) return rest(POLL_MS * 2, false);
    if (dirty.size > 0) {
      await forward();
      return;
    }
    const since = clock.now();
    await rest(POLL_MS, true);
    if (dirty.size > 0 || clock.now() - since < POLL_MS) return;
    for (const partition of all) dirty.add(partition);
  }

  async function run(): Promise<void> {
    while (isRunning()) {
      try {
        await turn();
      } catch (error) {
        log.warn({ error: asFault(error) }, "forwarding events failed");
        heldUntil = 0;
        await rest(POLL_MS, false);
      }
    }
  }

  /** Tells the holder elsewhere; one message for all commits of a turn of the event loop. */
  function ringBell(): void {
    if (ringing) return;
    ringing = true;
    setImmediate(() => {
      ringing = false;
      const partitions = [...dirty].join(",");
      dirty.clear();
      // Lost messages cost POLL_MS: the holder looks by itself.
      client.publish(keys.feed("bell"), partitions).catch(() => undefined);
    });
  }

  return {
    start() {
      stopped = false;
      loop = run();
    },
    async stop() {
      stopped = true;
      bell?.();
      await loop;
      if (fence !== 0) {
        await scripts
          .run(forwarderReleaseScript, [feedKeys[2] as string], [holder, fence])
          .catch(() => undefined);
      }
      fence = 0;
    },
    nudge(partition) {
      dirty.add(partition);
      if (fence === 0) ringBell();
      else bell?.();
    },
    async round() {
      if (!(await hold())) return 0;
      for (const partition of all) dirty.add(partition);
      let sum = 0;
      while (dirty.size > 0 && isHolder()) sum += await forward();
      return sum;
    },
  };
}
