import type { Script } from "./redis.ts";

/**
 * Begins to index a partition for a configuration: every device is marked.
 *
 * KEYS 1 P:px
 * ARGV 1 P  2 the configuration
 * Gives 1 when it began, 0 when the partition is of this configuration already.
 * Guarantee: repeating it begins nothing anew.
 */
export const beginIndexScript: Script = {
  name: "param.begin",
  source: `
local P = ARGV[1]
if redis.call('GET', KEYS[1]) == ARGV[2] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('SET', P .. ':pxb', '1')
redis.call('BITOP', 'OR', P .. ':pxd', P .. ':all')
return 1
`,
};

/**
 * Names marked devices of a partition, and ends its building when there are none.
 *
 * KEYS 1 P:pxd
 * ARGV 1 P  2 how many at most  3 '' when no parameter is indexed any more: the end forgets the configuration too
 * Gives ids. Guarantee: a device stays marked until its commit; what is marked in the meantime is named later.
 */
export const markedScript: Script = {
  name: "param.marked",
  source: `
local P, most, ids = ARGV[1], tonumber(ARGV[2]), {}
while #ids < most do
  local found = {}
  local s, first = redis.call('GETRANGE', KEYS[1], 0, -1), nil
  for i = 1, #s do
    local byte = string.byte(s, i)
    if byte ~= 0 then
      for b = 0, 7 do
        if bit.band(byte, bit.lshift(1, 7 - b)) ~= 0 and #found < most then
          found[#found + 1] = string.format('%.0f', (i - 1) * 8 + b)
        end
      end
    end
    if #found >= most then break end
  end
  local stray = 0
  for _, dense in ipairs(found) do
    local id = redis.call('HGET', P .. ':dn:' .. math.floor(tonumber(dense) / 128), dense)
    if id then
      ids[#ids + 1] = id
    else
      redis.call('SETBIT', KEYS[1], dense, 0)
      stray = stray + 1
    end
  end
  if stray == 0 or #ids > 0 then break end
end
if #ids == 0 then
  redis.call('UNLINK', P .. ':pxb', KEYS[1])
  if ARGV[3] == '' then redis.call('UNLINK', P .. ':px') end
end
return ids
`,
};
