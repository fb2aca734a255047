import { commitFragment } from "./commit.fragment.ts";
import type { Script } from "./redis.ts";

/**
 * Marks overdue devices of a partition as offline, with their events.
 *
 * KEYS 1 P:pdue
 * ARGV 1 P  2 now  3 how many at most  4 length of P:evt
 * Gives how many. Guarantee: a device goes offline once for each time it was online.
 */
export const overdueScript: Script = {
  name: "overdue",
  source: `${commitFragment}
local P, now = ARGV[1], tonumber(ARGV[2])
local late = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2], 'LIMIT', 0, ARGV[3])
for _, dense in ipairs(late) do
  local id = redis.call('HGET', P .. ':dn:' .. math.floor(tonumber(dense) / 128), dense)
  if id then
    local due = tonumber(redis.call('ZSCORE', KEYS[1], dense))
    redis.call('ZREM', KEYS[1], dense)
    if redis.call('HGET', P .. ':dev:' .. id, 'presence') == 'online' then
      S.presence(P, id, dense, due, 'offline', '', ARGV[4])
    end
  else
    redis.call('ZREM', KEYS[1], dense)
  end
end
return #late
`,
};

/**
 * Adds time in which no replica could hear devices to what is due later than its beginning.
 *
 * KEYS 1 P:pdue
 * ARGV 1 beginning  2 ms
 * Guarantee: the caller runs it once for each outage (it holds the outage's lock).
 */
export const graceScript: Script = {
  name: "grace",
  source: `
local rows = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '+inf')
for i = 1, #rows, 500 do
  local args = {}
  for j = i, math.min(i + 499, #rows) do
    args[#args + 1] = string.format('%.0f', tonumber(redis.call('ZSCORE', KEYS[1], rows[j])) + tonumber(ARGV[2]))
    args[#args + 1] = rows[j]
  end
  redis.call('ZADD', KEYS[1], unpack(args))
end
return #rows
`,
};
