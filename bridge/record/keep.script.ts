import type { Script } from "../state/redis.ts";

/**
 * Keeps one recording of a device session, in the place of what it makes superfluous.
 *
 * KEYS 1 P:dev:<device>
 * ARGV 1 P  2 device  3 recording  4 when it ended (ms)  5 what it is (JSON)  6 its lines, packed  7 '1': the device is
 *      followed  8 bytes the partition's recordings may take  9 recordings a followed device may have
 * Gives 1, or 0 when there is no such device.
 * Guarantee: repeating it keeps the recording once. Of a device that is not followed only the newest stays; when the
 * partition is over its budget, the oldest of all leave.
 *
 *   P:rec:<id>   string, the lines     P:recm        hash id -> what it is       P:reca   zset of all ids by time
 *   P:recs:<dev> zset of ids by time   P:recl:<dev>  the one kept of a device that is not followed   P:recb   bytes of all
 */
export const keepScript: Script = {
  name: "record.keep",
  source: `
local P, device, id, at, followed = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[7] == '1'
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local function drop(other)
  local owner = string.match(redis.call('HGET', P .. ':recm', other) or '', '"device":"([^"]+)"')
  redis.call('DECRBY', P .. ':recb', redis.call('STRLEN', P .. ':rec:' .. other))
  redis.call('UNLINK', P .. ':rec:' .. other)
  redis.call('HDEL', P .. ':recm', other)
  redis.call('ZREM', P .. ':reca', other)
  if owner then redis.call('ZREM', P .. ':recs:' .. owner, other) end
end
if redis.call('EXISTS', P .. ':rec:' .. id) == 0 then redis.call('INCRBY', P .. ':recb', #ARGV[6]) end
redis.call('SET', P .. ':rec:' .. id, ARGV[6])
redis.call('HSET', P .. ':recm', id, ARGV[5])
redis.call('ZADD', P .. ':reca', at, id)
redis.call('ZADD', P .. ':recs:' .. device, at, id)
if not followed then
  local last = redis.call('GET', P .. ':recl:' .. device)
  if last and last ~= id and redis.call('EXISTS', P .. ':rec:' .. last) == 1 then drop(last) end
  redis.call('SET', P .. ':recl:' .. device, id)
end
while redis.call('ZCARD', P .. ':recs:' .. device) > tonumber(ARGV[9]) do
  drop(redis.call('ZRANGE', P .. ':recs:' .. device, 0, 0)[1])
end
while tonumber(redis.call('GET', P .. ':recb')) > tonumber(ARGV[8]) do
  local oldest = redis.call('ZRANGE', P .. ':reca', 0, 0)[1]
  if not oldest then break end
  drop(oldest)
end
return 1
`,
};
