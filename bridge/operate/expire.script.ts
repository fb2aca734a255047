import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Looks after one partition: ends what has expired, what was left by dead sessions and what never completed, forgets
 * what is old, and names the devices that are to be rung.
 * KEYS[1] P:due.  ARGV head, 6 how many of each, 7 ms until a device named here is named again,
 *         8 ended operations the partition keeps.
 * Returns { ended ids, devices to ring and over which protocol, queued, running }.
 * Guarantee: an operation whose session is alive is left to the session. A pending one that may only take so long is
 * looked at once by a session of its device before it is given up. What was sent ends as unknownOutcome, what was
 * not as expired.
 */
export const expireScript = {
  name: "expire",
  source: `${ledgerFragment}${headSource}
local max, ended = tonumber(ARGV[6]), {}
L.most = tonumber(ARGV[8])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', num(L.now), 'LIMIT', 0, max)) do
  local key = L.P .. ':op:' .. id
  local o = redis.call('HMGET', key, 'state', 'device', 'pending', 'sentFence', 'protocol', 'within', 'looked')
  local devKey = L.P .. ':dev:' .. (o[2] or '')
  local to
  if o[1] == 'queued' then
    redis.call('ZREM', queue(L, o[2], o[5]), id)
    to = o[4] and 'unknownOutcome' or 'expired'
  elseif o[1] == 'running' and o[3] == '1' and o[6] and not o[7] then
    redis.call('HSET', key, 'looked', '1')
    resume(L, o[2], id)
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
for _, member in ipairs(ring) do
  local device, proto = string.match(member, '^(.*):(%a+)$')
  if not device or rest(L, device) or not wants(L, device, proto) then
    redis.call('ZREM', L.P .. ':wakeat', member)
  else
    redis.call('ZADD', L.P .. ':wakeat', num(L.now + tonumber(ARGV[7])), member)
    wanted[#wanted + 1] = device
    wanted[#wanted + 1] = proto
  end
end
-- A device that lost its time but still has work is found again, a few at a time.
for _, device in ipairs(redis.call('SRANDMEMBER', L.P .. ':wake', 4)) do
  if not rest(L, device) then
    for _, proto in ipairs({ 'cwmp', 'usp' }) do
      if wants(L, device, proto) then redis.call('ZADD', L.P .. ':wakeat', 'NX', num(L.now), device .. ':' .. proto) end
    end
  end
end
return { ended, wanted, redis.call('ZCARD', L.P .. ':ops:queued'), redis.call('ZCARD', L.P .. ':ops:running') }
`,
};
