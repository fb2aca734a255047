import type { Script } from "./redis.ts";

/**
 * Keeps what is known of one model of devices.
 *
 * KEYS 1 hash model -> what is known, packed  2 zset of models by time  3 bytes of all
 * ARGV 1 model  2 packed; empty: only that it was asked for  3 time (ms)  4 bytes all may take  5 models there may be
 * Guarantee: repeating it changes nothing more. Over the budget, the models that nobody asked for longest leave first.
 */
export const modelsScript: Script = {
  name: "state.models",
  source: `
local function drop(model)
  redis.call('DECRBY', KEYS[3], redis.call('HSTRLEN', KEYS[1], model))
  redis.call('HDEL', KEYS[1], model)
  redis.call('ZREM', KEYS[2], model)
end
if ARGV[2] == '' then return redis.call('ZADD', KEYS[2], 'XX', ARGV[3], ARGV[1]) end
redis.call('INCRBY', KEYS[3], #ARGV[2] - redis.call('HSTRLEN', KEYS[1], ARGV[1]))
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
while tonumber(redis.call('GET', KEYS[3])) > tonumber(ARGV[4])
  or redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[5]) do
  local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
  if not oldest then break end
  drop(oldest)
end
return 1
`,
};
