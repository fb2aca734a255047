import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Looks after one partition: ends what has expired, what was left by dead sessions and what never completed, forgets
 * what is old, and names the devices that are to be rung.
 * KEYS[1] P:due.  ARGV head, 6 how many of each, 7 ms until a device named here is named again.
 * Returns { ended ids, devices to ring and the protocol of each, queued, running }.
 * Guarantee: an operation whose session is alive is left to the session. What was sent ends as unknownOutcome, what was
 * not as expired.
 */
export const expireScript = {
  name: "expire",
  source: `${ledgerFragment}${headSource}
local max, ended = tonumber(ARGV[6]), {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', num(L.now), 'LIMIT', 0, max)) do
  local o = redis.call('HMGET', L.P .. ':op:' .. id, 'state', 'device', 'pending', 'sentFence')
  local devKey = L.P .. ':dev:' .. (o[2] or '')
  local to
  if o[1] == 'queued' then
    redis.call('ZREM', L.P .. ':q:' .. o[2], id)
    to = 'expired'
  elseif o[1] == 'running' and o[3] == '1' then
    to = 'unknownOutcome'
  elseif o[1] == 'running' then
    local d = redis.call('HMGET', devKey, 'running', 'lease.until')
    if d[1] == id and (tonumber(d[2] or '0') or 0) > L.now then
      redis.call('ZADD', KEYS[1], num(L.now + 10000), id)
    else
      if d[1] == id then redis.call('HSET', devKey, 'running', '') end
      to = o[4] and 'unknownOutcome' or 'expired'
    end
  else
    redis.call('ZREM', KEYS[1], id)
  end
  if to then
    finish(L, id, to, '', to == 'expired' and '{"code":"operation.expired"}' or '{"code":"operation.unknownOutcome"}')
    rest(L, o[2])
    ended[#ended + 1] = id
  end
end
trim(L, max)
local ring = redis.call('ZRANGEBYSCORE', L.P .. ':wakeat', '-inf', num(L.now), 'LIMIT', 0, max)
local wanted = {}
for _, device in ipairs(ring) do
  if not rest(L, device) then
    redis.call('ZADD', L.P .. ':wakeat', num(L.now + tonumber(ARGV[7])), device)
    local protocol = redis.call('HGET', L.P .. ':dev:' .. device, 'activeProtocol')
    if protocol then
      wanted[#wanted + 1] = device
      wanted[#wanted + 1] = protocol
    end
  end
end
-- A device that lost its time but still has work is found again, a few at a time.
for _, device in ipairs(redis.call('SRANDMEMBER', L.P .. ':wake', 4)) do
  if not rest(L, device) then redis.call('ZADD', L.P .. ':wakeat', 'NX', num(L.now), device) end
end
return { ended, wanted, redis.call('ZCARD', L.P .. ':ops:queued'), redis.call('ZCARD', L.P .. ':ops:running') }
`,
};
