import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Decides whether a device is to be asked for a session now, and when it is asked again if it does not come.
 * KEYS[1] P:dev:<device>.  ARGV head, 6 device, 7.. ms between rings; the last one repeats.
 * Returns { "ring", protocol } | { "none" } (no work) | { "open" } (a session is open and will take it) |
 *         { "later", ms from which an operation may run }.
 * Guarantee: a device that has work always has a time at which the sweep names it again.
 */
export const ringScript = {
  name: "ring",
  source: `${ledgerFragment}${headSource}
local device = ARGV[6]
if rest(L, device) then return { 'none' } end
redis.call('SADD', L.P .. ':wake', device)
local d = redis.call('HMGET', KEYS[1], 'running', 'lease.until', 'activeProtocol', 'enrolment')
local function again(at) redis.call('ZADD', L.P .. ':wakeat', num(at), device) end
if d[4] == 'quarantined' then
  again(L.now + 300000)
  return { 'later', num(L.now + 300000) }
end
local held = tonumber(d[2] or '0') or 0
if held > L.now then
  again(held + 100)
  return { 'open', d[3] or '' }
end
if not d[1] or d[1] == '' then
  local id, nextAt = head(L, device)
  if not id then
    if nextAt == 0 then
      rest(L, device)
      return { 'none' }
    end
    again(nextAt)
    return { 'later', num(nextAt) }
  end
end
local tries = redis.call('HINCRBY', L.P .. ':waketry', device, 1)
again(L.now + tonumber(ARGV[math.min(6 + tries, #ARGV)]))
return { 'ring', d[3] or '' }
`,
};
