import type { Script } from "../state/redis.ts";

/**
 * Notes how far a walk has come, or that it has ended.
 *
 * KEYS 1 walks
 * ARGV 1 id  2 its JSON as it was read  3 the new JSON, "" = it has ended
 * Guarantee: a walk that was begun anew meanwhile is left as it is.
 */
export const advanceScript: Script = {
  name: "subscriptions-advance",
  source: `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then return redis.call('HDEL', KEYS[1], ARGV[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
`,
};
