import { luaTable } from "../batch/mark.table.ts";
import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/** The marks of what a device is refused with. */
const REFUSED = { missing: "N", quarantined: "Q", unspoken: "U", full: "O" } as const;

/**
 * Accepts one operation: ledger record, the device's queue, wake set, event, in one step.
 * KEYS[1] P:dev:<device>.
 * ARGV head, 6 device, 7 id, 8 rank, 9 actor, 10 operation JSON, 11 type, 12 priority, 13 expiresAt, 14 reason,
 *      15 queued operations the device may have, 16 the protocol it is bound to or "", 17 ended operations the partition
 *      keeps, 18 its lane or "", 19 its place in a batch (`<batch> <place>`) or "".
 * Returns { "new" | "known" | "missing" | "quarantined" | "unspoken" | "full", the protocol whose session runs it or "" }.
 * Guarantee: repeated with the same id it changes nothing and says "known". A device of a batch that is not waiting any more is
 * "known" too; what it is refused with is marked in the same step.
 */
export const submitScript = {
  name: "submit",
  source: `${ledgerFragment}${headSource}
local REFUSED = ${luaTable(REFUSED)}
local device, id = ARGV[6], ARGV[7]
L.most = tonumber(ARGV[17])
local d = redis.call('HMGET', KEYS[1], 'enrolment', 'protocols')
local by = runner(L, device, ARGV[16]) or ''
local batch, place = string.match(ARGV[19] or '', '^(%S+) (%d+)$')
local marks = batch and L.P .. ':bs:' .. batch
local waiting = marks and redis.call('GETRANGE', marks, place, place) == MARK.waiting
local known = redis.call('HGET', L.P .. ':op:' .. id, 'state')
if known and waiting then redis.call('SETRANGE', marks, place, MARK[known]) end
if known or (marks and not waiting) then return { 'known', by } end
local function refuse(why)
  if marks then redis.call('SETRANGE', marks, place, REFUSED[why]) end
  return { why, '' }
end
if redis.call('EXISTS', KEYS[1]) == 0 then return refuse('missing') end
if d[1] == 'quarantined' then return refuse('quarantined') end
if (d[2] or '') ~= '' and not string.find(d[2], ARGV[16], 1, true) then return refuse('unspoken') end
if queued(L, device) >= tonumber(ARGV[15]) then return refuse('full') end
enqueue(L, { id = id, device = device, rank = tonumber(ARGV[8]), actor = ARGV[9], operation = ARGV[10], type = ARGV[11],
  protocol = ARGV[16], priority = ARGV[12], expiresAt = ARGV[13], reason = ARGV[14], lane = ARGV[18], batch = ARGV[19] })
return { 'new', by }
`,
};
