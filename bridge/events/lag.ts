import type { Clock } from "#core";
import type { Keys } from "../state/keys.ts";
import { stored, type RedisClient } from "../state/redis.ts";

/** How far the feed is behind what was committed: partitions with events it has not, and the age of the oldest (ms). */
export interface FeedLag {
  readonly partitions: number;
  readonly ms: number;
}

/** One look at each partition's stream. Fault `store.unavailable`. */
export async function feedLag(redis: RedisClient, keys: Keys, clock: Clock): Promise<FeedLag> {
  const positions = await stored(redis.hgetall(keys.feed("positions")));
  const waiting = await Promise.all(
    keys.tags().map(async (_, partition) => {
      const after = `(${positions[partition] ?? "0-0"}`;
      const [oldest] = await stored(redis.xrange(keys.events(partition), after, "+", "COUNT", 1));
      // An id of a stream begins with the time of storing.
      return oldest === undefined ? undefined : Math.max(0, clock.now() - Number.parseInt(oldest[0], 10));
    }),
  );
  const ages = waiting.filter((age) => age !== undefined);
  return { partitions: ages.length, ms: Math.max(0, ...ages) };
}
