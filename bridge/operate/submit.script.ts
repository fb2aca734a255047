import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Accepts one operation: ledger record, the device's queue, wake set, event, in one step.
 * KEYS[1] P:dev:<device>.
 * ARGV head, 6 device, 7 id, 8 rank, 9 actor, 10 operation JSON, 11 type, 12 priority, 13 expiresAt, 14 reason,
 *      15 queued operations the device may have, 16 the protocol it is bound to or "", 17 ended operations the partition
 *      keeps, 18 its lane or "".
 * Returns { "new" | "known" | "missing" | "quarantined" | "unspoken" | "full", the protocol whose session runs it or "" }.
 * Guarantee: repeated with the same id it changes nothing and says "known".
 */
export const submitScript = {
  name: "submit",
  source: `${ledgerFragment}${headSource}
local device, id = ARGV[6], ARGV[7]
L.most = tonumber(ARGV[17])
local d = redis.call('HMGET', KEYS[1], 'enrolment', 'protocols')
local by = runner(L, device, ARGV[16]) or ''
if redis.call('EXISTS', L.P .. ':op:' .. id) == 1 then return { 'known', by } end
if redis.call('EXISTS', KEYS[1]) == 0 then return { 'missing', '' } end
if d[1] == 'quarantined' then return { 'quarantined', '' } end
if (d[2] or '') ~= '' and not string.find(d[2], ARGV[16], 1, true) then return { 'unspoken', '' } end
if queued(L, device) >= tonumber(ARGV[15]) then return { 'full', '' } end
enqueue(L, { id = id, device = device, rank = tonumber(ARGV[8]), actor = ARGV[9], operation = ARGV[10], type = ARGV[11],
  protocol = ARGV[16], priority = ARGV[12], expiresAt = ARGV[13], reason = ARGV[14], lane = ARGV[18] })
return { 'new', by }
`,
};
