import type { Script } from "./redis.ts";

/**
 * Reads devices of one partition as lists show them.
 *
 * KEYS 1 P:pdue (names the slot)
 * ARGV 1 P  2 how many fields  … the fields  … the device ids
 * Gives for each device { its fields, due, seen, queued } or {}.
 */
export const recordsScript: Script = {
  name: "records",
  source: `
local P, n = ARGV[1], tonumber(ARGV[2])
local names, out = { 'dense' }, {}
for i = 1, n do names[i + 1] = ARGV[i + 2] end
for i = n + 3, #ARGV do
  local id = ARGV[i]
  local fields = redis.call('HMGET', P .. ':dev:' .. id, unpack(names))
  if fields[1] then
    local q = P .. ':q:' .. id
    out[#out + 1] = { fields, redis.call('ZSCORE', P .. ':pdue', fields[1]) or '',
      redis.call('ZSCORE', P .. ':seen', fields[1]) or '',
      redis.call('ZCARD', q) + redis.call('ZCARD', q .. ':cwmp') + redis.call('ZCARD', q .. ':usp') }
  else
    out[#out + 1] = {}
  end
end
return out
`,
};
