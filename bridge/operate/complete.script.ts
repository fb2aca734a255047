import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Ends a pending operation, or one that was sent and waits to be reconciled, by the completion the device reported for its command key.
 * KEYS[1] P:op:<id>.  ARGV head, 6 id, 7 device, 8 state, 9 result JSON, 10 problem JSON.
 * Returns { "ended" | "kept" | "ignored", the protocol whose session may now be given more work or "" }.
 * Guarantee: idempotent. A completion that overtakes the answer to its command is kept with the record and ends it as
 * soon as the operation is pending or would be reconciled. A device can only end operations of its own.
 */
export const completeScript = {
  name: "complete",
  source: `${ledgerFragment}${headSource}
local id = ARGV[6]
local o = redis.call('HMGET', KEYS[1], 'state', 'device', 'pending', 'early', 'sentFence', 'protocol')
local waits = o[1] == 'queued' and o[5]
if (o[1] ~= 'running' and not waits) or o[2] ~= ARGV[7] then return { 'ignored', '' } end
if waits then redis.call('ZREM', queue(L, o[2], o[6]), id) end
if o[3] == '1' or waits then
  finish(L, id, ARGV[8], ARGV[9], ARGV[10])
  local by = runner(L, o[2])
  return { 'ended', by and wants(L, o[2], by) and by or '' }
end
if o[4] or not o[5] then return { 'ignored', '' } end
redis.call('HSET', KEYS[1], 'early', cjson.encode({ state = ARGV[8], result = ARGV[9], problem = ARGV[10] }))
return { 'kept', '' }
`,
};
