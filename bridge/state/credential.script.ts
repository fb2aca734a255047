import type { Script } from "./redis.ts";

/**
 * Changes the credentials behind one user name.
 *
 * KEYS 1 the user name's row
 * ARGV 1 user name  2 `pending` | `current` | `promote` | `retire` | `drop` | `move`  3 device  4 sealed password, or where to move it
 * Gives `ok`, or `other` when the name belongs to another device.
 * Row (JSON): { device, current?, pending?, previous: [], bootstrap? }. A pending one that was never used may be in the
 * device all the same, so it stays acceptable (`previous`, at most 3) until a newer one was used. The one it was announced
 * with (`current`) is its bootstrap credential ever after: only `drop` removes it.
 * Guarantee: repeating it changes nothing more.
 */
export const credentialScript: Script = {
  name: "credential",
  source: `
local name, act, device, sealed = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local text = redis.call('HGET', KEYS[1], name)
local row = text and cjson.decode(text) or { device = device, previous = {} }
if row.device ~= device then return 'other' end
if act == 'drop' then
  redis.call('HDEL', KEYS[1], name)
  return 'ok'
end
if act == 'move' then
  row.device = sealed
  if text then redis.call('HSET', KEYS[1], name, cjson.encode(row)) end
  return 'ok'
end
local previous = row.previous or {}
if act == 'retire' then
  if not row.bootstrap then
    redis.call('HDEL', KEYS[1], name)
    return 'ok'
  end
  row.current, row.pending, previous = nil, nil, {}
end
if act == 'pending' then
  if row.pending then table.insert(previous, row.pending) end
  while #previous > 3 do table.remove(previous, 1) end
  row.pending = sealed
elseif act == 'current' then
  row.current, row.pending, previous, row.bootstrap = sealed, nil, {}, sealed
elseif act == 'promote' and row.pending then
  row.current, row.pending, previous = row.pending, nil, {}
end
row.previous = #previous > 0 and previous or nil
redis.call('HSET', KEYS[1], name, cjson.encode(row))
return 'ok'
`,
};
