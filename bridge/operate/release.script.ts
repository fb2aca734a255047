import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Ends a device session and tells over which protocols the device must be asked for another one at once: an operation
 * that came between the last empty claim and this moment, or that waits for the other protocol's session, would otherwise
 * wait for the sweep.
 * KEYS[1] P:dev:<device>.  ARGV head, 6 device, 7 fence.
 * Returns the protocols.
 * Guarantee: safe to repeat; a fenced session ends nothing. A device whose sessions end without taking what waits is
 * asked at once a single time, then by the sweep with its back-off: no loop against a device that never gets that far.
 */
export const releaseScript = {
  name: "release",
  source: `${ledgerFragment}${headSource}
local device, ask = ARGV[6], {}
local d = redis.call('HMGET', KEYS[1], 'fence', 'running')
if d[1] ~= ARGV[7] then return ask end
redis.call('HSET', KEYS[1], 'lease.until', '0')
if queued(L, device) == 0 and (not d[2] or d[2] == '') then return ask end
redis.call('SADD', L.P .. ':wake', device)
for _, proto in ipairs({ 'cwmp', 'usp' }) do
  local member = device .. ':' .. proto
  if wants(L, device, proto) then
    redis.call('ZADD', L.P .. ':wakeat', 'NX', num(L.now + 5000), member)
    if (not d[2] or d[2] == '') and redis.call('HEXISTS', L.P .. ':waketry', member) == 0 then
      local id, _, nextAt = head(L, device, proto)
      if id then
        redis.call('HSET', L.P .. ':waketry', member, '0')
        ask[#ask + 1] = proto
      elseif nextAt > 0 then
        -- Rings that came during the session were put off until its lease would have ended.
        redis.call('ZADD', L.P .. ':wakeat', num(nextAt), member)
      end
    end
  end
end
return ask
`,
};
