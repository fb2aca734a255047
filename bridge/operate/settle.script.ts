import { commitFragment } from "../state/commit.fragment.ts";
import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Ends what a session did with an operation, keeps what it learned, and gives it the next operation, in one step.
 * KEYS[1] P:dev:<device>.
 * ARGV head, 6 device, 7 fence, 8 id, 9 outcome, 10 result JSON, 11 problem JSON, 12 ms before a retry,
 *      13 ms a pending operation may take, 14 "1": give the ended record back, 15 change JSON, 16 packed values,
 *      17 dictionary (15-17: see state/change.ts), 18 "1": background work waits, 19 words that bring a pending operation
 *      back, 20 ms until it is brought back once anyway, 0: never, 21 until when (ms) it is so again and again, 0: not.
 * Returns { "lost" }, { "moved" } when the change was made from an older snapshot, or { "ok", "1" when it was applied, what \`claim\` gives, the ended record or {} }.
 * Guarantee: applied once for each claim; a repetition, and an operation that was cancelled or ended otherwise, changes
 * nothing and goes on with the next one. An older fence changes nothing at all.
 */
export const settleScript = {
  name: "settle",
  source: `${ledgerFragment}${commitFragment}${headSource}
local device, fence, id, outcome = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local proto = holds(L, device, fence)
if not proto then return { 'lost' } end
L.pressed = ARGV[18] == '1'
local key = L.P .. ':op:' .. id
local o = redis.call('HMGET', key, 'state', 'fence', 'pending', 'device', 'score', 'createdAt', 'early', 'protocol', 'type',
  'priority', 'batch', 'reconcile')
local applied = o[1] == 'running' and o[2] == fence and o[3] ~= '1' and o[4] == device
if applied then
  local c = cjson.decode(ARGV[15])
  if c.sv and c.sv ~= (redis.call('HGET', KEYS[1], 'sv') or '0') then return { 'moved' } end
  redis.call('HSET', KEYS[1], 'running', '')
  S.commit(L.P, device, L.now, c, ARGV[16], ARGV[17], L.cap)
  if outcome == 'retry' and o[12] == '1' and o[7] then
    local early = cjson.decode(o[7])
    finish(L, id, early.state, early.result, early.problem)
  elseif outcome == 'retry' then
    local at = num(L.now + tonumber(ARGV[12]))
    redis.call('HSET', key, 'state', 'queued', 'notBefore', at, 'problem', ARGV[11])
    -- What an earlier session sent stays sent, whatever became of the look at it.
    if o[12] ~= '1' then redis.call('HDEL', key, 'sentFence') end
    redis.call('HDEL', key, 'early', 'reconcile')
    redis.call('ZADD', queue(L, device, o[8]), o[5], id)
    redis.call('ZREM', L.P .. ':ops:running', id)
    redis.call('ZADD', L.P .. ':ops:queued', o[6], id)
    recount(L, o[9], o[10], 'running', 'queued')
    if o[11] then mark(L, o[11], 'queued') end
    redis.call('SADD', L.P .. ':wake', device)
  elseif outcome ~= 'pending' and not (outcome == 'unknownOutcome' and o[7]) then
    finish(L, id, outcome, ARGV[10], ARGV[11])
  elseif o[7] then
    local early = cjson.decode(o[7])
    finish(L, id, early.state, early.result, early.problem)
  else
    -- What one protocol began, a session of that protocol looks at.
    redis.call('HSET', key, 'pending', '1', 'accepted', '1', 'protocol', proto)
    redis.call('HSET', opened(L, device), id, ARGV[19])
    local within = tonumber(ARGV[20])
    if within > 0 then redis.call('HSET', key, 'within', ARGV[20]) else within = tonumber(ARGV[13]) end
    if tonumber(ARGV[21]) > 0 then
      redis.call('HSET', key, 'until', ARGV[21])
      redis.call('HDEL', key, 'looked')
    end
    redis.call('ZADD', L.P .. ':due', num(L.now + within), id)
  end
end
local ended = {}
if applied and ARGV[14] == '1' then ended = redis.call('HGETALL', key) end
return { 'ok', applied and '1' or '', claim(L, device, fence, proto), ended }
`,
};
