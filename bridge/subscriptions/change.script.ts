import type { Script } from "../state/redis.ts";

/**
 * Adds, changes or removes a row, and notes the walks that carry it to its devices, in one step.
 *
 * KEYS 1 rows  2 walks
 * ARGV 1 id  2 the revision it must have, "new" = there is none, "" = no row is meant  3 the new JSON, "" = remove it
 *      4 rows there may be  5 walks there may be  6 the JSON of the walk over all devices  7… id and JSON of each walk
 * Gives "done", "missing", "changed" or "full".
 * Guarantee: one of several changes of one revision is done; a new row added again is "done" and changes nothing. Above the
 * walks there may be one over all devices (`w_all`) stands for the new ones.
 */
export const changeScript: Script = {
  name: "subscriptions-change",
  source: `
local expect = ARGV[2]
if expect ~= '' then
  local text = redis.call('HGET', KEYS[1], ARGV[1])
  if expect == 'new' then
    if text then return 'done' end
    if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then return 'full' end
  elseif not text then return 'missing'
  elseif cjson.decode(text).revision ~= tonumber(expect) then return 'changed' end
  if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
end
for i = 7, #ARGV - 1, 2 do
  if redis.call('HLEN', KEYS[2]) < tonumber(ARGV[5]) then redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
  else redis.call('HSET', KEYS[2], 'w_all', ARGV[6]) end
end
return 'done'
`,
};
