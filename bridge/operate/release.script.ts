import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Ends a device session and tells whether the device must be asked for another one at once: an operation that came
 * between the last empty claim and this moment would otherwise wait for the sweep.
 * KEYS[1] P:dev:<device>.  ARGV head, 6 device, 7 fence.
 * Returns { "1" when one may run now, the protocol the device was heard by last or "" }.
 * Guarantee: safe to repeat; a fenced session ends nothing. A device whose sessions end without taking what waits is
 * asked at once a single time, then by the sweep with its back-off: no loop against a device that never gets that far.
 */
export const releaseScript = {
  name: "release",
  source: `${ledgerFragment}${headSource}
local d = redis.call('HMGET', KEYS[1], 'fence', 'running', 'activeProtocol')
if d[1] ~= ARGV[7] then return { '', '' } end
redis.call('HSET', KEYS[1], 'lease.until', '0')
if redis.call('EXISTS', L.P .. ':q:' .. ARGV[6]) == 0 and (not d[2] or d[2] == '') then return { '', '' } end
redis.call('SADD', L.P .. ':wake', ARGV[6])
redis.call('ZADD', L.P .. ':wakeat', 'NX', num(L.now + 5000), ARGV[6])
if d[2] and d[2] ~= '' then return { '', '' } end
if redis.call('HEXISTS', L.P .. ':waketry', ARGV[6]) == 1 or not head(L, ARGV[6]) then return { '', '' } end
redis.call('HSET', L.P .. ':waketry', ARGV[6], '0')
return { '1', d[3] or '' }
`,
};
