import type { Script } from "./redis.ts";

/**
 * A Lua function over what a device has used of Digest nonces (its field `nonces`): the last four, each with its greatest
 * count, oldest first. `takes` gives the text with one more use, or nil for a use that is not new: a count that does not
 * rise, or a nonce older than all four, of which nothing is known any more.
 */
export const nonceFragment = `
local function takes(text, id, count)
  local kept = {}
  for line in string.gmatch(text or '', '[^\\n]+') do
    if string.sub(line, 1, #id) ~= id then
      kept[#kept + 1] = line
    elseif tonumber(string.sub(line, #id + 2)) >= tonumber(count) then
      return nil
    end
  end
  if #kept == 4 then
    if id < kept[1] then return nil end
    table.remove(kept, 1)
  end
  kept[#kept + 1] = id .. ' ' .. count
  if #kept > 1 and kept[#kept] < kept[#kept - 1] then table.sort(kept) end
  return table.concat(kept, '\\n')
end
`;

/**
 * Takes one use of a nonce with a credential that many devices share: no device can tell whether it is new.
 *
 * KEYS 1 the nonce's own key
 * ARGV 1 count  2 how long it is remembered (ms)
 * Gives 1, or 0 when a count as great was used before.
 */
export const nonceScript: Script = {
  name: "nonce",
  source: `
local last = redis.call('GET', KEYS[1])
if last and tonumber(last) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`,
};
