import type { RedisClient } from "./redis.ts";
import { stored } from "./redis.ts";

/** What the store must be set to, or acknowledged work can be lost. Measured: everysec lost 172 of 39,958 at kill -9. */
const WANTED = {
  appendonly: "yes",
  appendfsync: "always",
  "maxmemory-policy": "noeviction",
} as const;

/**
 * What is wrong with the store's settings, one line each, ready to be set right; empty when nothing is, or when the
 * server does not tell (managed services refuse CONFIG).
 */
export async function shortcomings(client: RedisClient): Promise<readonly string[]> {
  try {
    const flat = (await stored(client.call("CONFIG", "GET", ...Object.keys(WANTED)))) as string[];
    const set = new Map<string, string>();
    for (let i = 0; i + 1 < flat.length; i += 2) set.set(flat[i] ?? "", flat[i + 1] ?? "");
    return Object.entries(WANTED).flatMap(([name, wanted]) => {
      const is = set.get(name);
      return is === undefined || is === wanted ? [] : [`${name} is ${is}: set it to ${wanted}`];
    });
  } catch {
    return [];
  }
}
