import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Decides whether a device is to be asked for a session of a protocol now, and when it is asked again if it does not come.
 * KEYS[1] P:dev:<device>.  ARGV head, 6 device, 7 protocol, 8 "1": background work waits, 9.. ms between rings; the last one repeats.
 * Returns { "ring" } | { "none" } (no work for this protocol) | { "open" } (a session is open: it takes the work, or its
 *         end asks for another one) | { "later", ms from which an operation may run }.
 * Guarantee: a device that has work always has a time at which the sweep names it again.
 */
export const ringScript = {
  name: "ring",
  source: `${ledgerFragment}${headSource}
local device, proto = ARGV[6], ARGV[7]
L.pressed = ARGV[8] == '1'
if rest(L, device) then return { 'none' } end
redis.call('SADD', L.P .. ':wake', device)
if not wants(L, device, proto) then
  calm(L, device, proto)
  return { 'none' }
end
local d = redis.call('HMGET', KEYS[1], 'running', 'lease.until', 'enrolment', 'redirect.id')
local function again(at) redis.call('ZADD', L.P .. ':wakeat', num(at), device .. ':' .. proto) end
-- A device that is sent to another ACS is not asked for: it would not be given its work.
if d[3] == 'quarantined' or (proto == 'cwmp' and d[4]) then
  again(L.now + 300000)
  return { 'later', num(L.now + 300000) }
end
local held = tonumber(d[2] or '0') or 0
if held > L.now then
  again(held + 100)
  return { 'open' }
end
if not d[1] or d[1] == '' then
  local id, _, nextAt = head(L, device, proto)
  if not id then
    if nextAt == 0 then
      if not rest(L, device) then calm(L, device, proto) end
      return { 'none' }
    end
    again(nextAt)
    return { 'later', num(nextAt) }
  end
end
local tries = redis.call('HINCRBY', L.P .. ':waketry', device .. ':' .. proto, 1)
again(L.now + tonumber(ARGV[math.min(8 + tries, #ARGV)]))
return { 'ring' }
`,
};
