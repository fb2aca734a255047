import type { Script } from "./redis.ts";

/**
 * Adds a device to the lines of a box's row, or takes it out; the newest 16 stay.
 *
 * KEYS 1 the row
 * ARGV 1 name  2 device  3 `add` | `drop`
 * Guarantee: a device stands in it once.
 */
export const boxScript: Script = {
  name: "box",
  source: `
local text = redis.call('HGET', KEYS[1], ARGV[1]) or ''
local lines = {}
for line in string.gmatch(text, '[^\\n]+') do if line ~= ARGV[2] then lines[#lines + 1] = line end end
if ARGV[3] == 'add' then lines[#lines + 1] = ARGV[2] end
while #lines > 16 do table.remove(lines, 1) end
local new = table.concat(lines, '\\n')
if new == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
elseif new ~= text then redis.call('HSET', KEYS[1], ARGV[1], new) end
return 1
`,
};
