import { ledgerFragment } from "../operate/ledger.fragment.ts";
import { commitFragment } from "./commit.fragment.ts";
import type { Script } from "./redis.ts";

/**
 * Removes a device with its snapshot, indexes and queue; queued operations end as cancelled, those it was sent as unknown.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 now  4 length of P:evt  5 keep  6 keep failed (ms)
 * Gives 1, or 0 when there is no such device.
 */
export const removeScript: Script = {
  name: "remove",
  source: `${ledgerFragment}${commitFragment}
local P, id, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local L = { P = P, now = now, cap = ARGV[4], keep = tonumber(ARGV[5]), keepFailed = tonumber(ARGV[6]) }
for _, bound in ipairs({ '', 'cwmp', 'usp' }) do
  for _, op in ipairs(redis.call('ZRANGE', queue(L, id, bound), 0, -1)) do
    finish(L, op, 'cancelled', '', '{"code":"device.notFound","detail":"the device was removed"}')
  end
end
local running = redis.call('HGET', KEYS[1], 'running')
if running and running ~= '' and redis.call('HGET', P .. ':op:' .. running, 'state') == 'running' then
  finish(L, running, 'unknownOutcome', '', '{"code":"device.notFound","detail":"the device was removed"}')
end
for _, op in ipairs(redis.call('HKEYS', opened(L, id))) do
  if redis.call('HGET', P .. ':op:' .. op, 'pending') == '1' then
    finish(L, op, 'unknownOutcome', '', '{"code":"device.notFound","detail":"the device was removed"}')
  end
end
redis.call('DEL', opened(L, id))
local removed = S.remove(P, id)
calm(L, id, 'cwmp')
calm(L, id, 'usp')
return removed and 1 or 0
`,
};
