import type { Clock } from "#core";
import type { Keys } from "./keys.ts";
import { stored, type RedisClient } from "./redis.ts";

/** What a replica tells of itself. */
export interface ReplicaAbout {
  readonly name: string;
  readonly roles: readonly string[];
  readonly version: string;
}

/** A replica that was heard lately. Times in ms. */
export interface Replica extends ReplicaAbout {
  readonly startedAt: number;
  readonly seenAt: number;
}

/** The replicas of the installation, as their heartbeats tell them. */
export interface Replicas {
  /** Appears, and forgets those long gone. Fault `store.unavailable`, as the others. */
  join(): Promise<void>;
  /** Every few seconds: says that this one is there. */
  beat(): Promise<void>;
  leave(): Promise<void>;
  /** Those that are there, by name. */
  list(): Promise<readonly Replica[]>;
}

/** Three missed heartbeats. */
const GONE_MS = 15_000;
const FORGET_MS = 3600_000;

/** `instance`: unique for this process, so that a namesake that is still leaving does not remove it. */
export function createReplicas(
  redis: RedisClient,
  keys: Keys,
  clock: Clock,
  instance: string,
  about: ReplicaAbout,
): Replicas {
  const key = keys.meta("replicas");
  const startedAt = clock.now();

  async function all(): Promise<readonly (readonly [instance: string, replica: Replica])[]> {
    const rows = await stored(redis.hgetall(key));
    return Object.entries(rows).map(([name, text]) => [name, JSON.parse(text) as Replica] as const);
  }

  async function beat(): Promise<void> {
    const row: Replica = { ...about, startedAt, seenAt: clock.now() };
    await stored(redis.hset(key, instance, JSON.stringify(row)));
  }

  return {
    beat,
    async join() {
      const gone = (await all()).filter(([, { seenAt }]) => clock.now() - seenAt > FORGET_MS);
      await Promise.all(gone.map(([name]) => stored(redis.hdel(key, name))));
      await beat();
    },
    async leave() {
      await stored(redis.hdel(key, instance));
    },
    async list() {
      return (await all())
        .map(([, replica]) => replica)
        .filter(({ seenAt }) => clock.now() - seenAt < GONE_MS)
        .toSorted((a, b) => a.name.localeCompare(b.name) || a.startedAt - b.startedAt);
    },
  };
}
