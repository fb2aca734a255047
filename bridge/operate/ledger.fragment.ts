/**
 * Lua functions over the operation ledger of one partition, shared by the scripts that change it (prepended to their
 * source). All keys are built from `L.P` (`cw:{p07}`), so they share one slot:
 *
 *   P:op:<id>       hash, the record            P:q:<device>     zset of queued ids, score = rank * 1e13 + sequence
 *   P:ops           zset of all ids by createdAt      P:ops:<device>   the same for one device
 *   P:ops:<state>   zset by createdAt for every state but `succeeded`
 *   P:due           zset: when an id must be looked at (expiry)      P:gone   zset: when an ended id is forgotten
 *   P:wake          set of devices with queued work      P:wakeat   zset: when the device is rung next
 *   P:waketry       hash: how often it was rung in vain      P:evt   stream
 *
 * `L` = { P, now (ms, number), cap (length of P:evt), keep, keepFailed (ms an ended record is kept) }.
 */
export const ledgerFragment = `
local RANK = 10000000000000
local function num(n) return string.format('%.0f', n) end

local function emit(L, id, type, device, at, data)
  redis.call('XADD', L.P .. ':evt', 'MAXLEN', '~', L.cap, '*', 'id', id, 'type', type, 'device', device, 'at', at, 'data', data)
end

local EVENT = { queued = 'queued', succeeded = 'succeeded', failed = 'failed', expired = 'expired',
  cancelled = 'cancelled', unknownOutcome = 'unknown-outcome' }

local function announce(L, id, device, state, op, problem)
  local data = '{"operation":"' .. id .. '","type":"' .. op.type .. '","state":"' .. state .. '","priority":"' .. op.priority
    .. '","attempts":' .. (op.attempts or '0')
  if problem and problem ~= '' then data = data .. ',"problem":' .. problem end
  emit(L, id .. '.' .. state, 'causeway.operation.' .. EVENT[state], device, num(L.now), data .. '}')
end

-- Forgets up to n ended operations whose time has come: every submission pays for the growth it causes.
local function trim(L, n)
  local gone = redis.call('ZRANGEBYSCORE', L.P .. ':gone', '-inf', num(L.now), 'LIMIT', 0, n)
  for _, id in ipairs(gone) do
    local o = redis.call('HMGET', L.P .. ':op:' .. id, 'device', 'state')
    if o[1] then redis.call('ZREM', L.P .. ':ops:' .. o[1], id) end
    if o[2] and o[2] ~= 'succeeded' then redis.call('ZREM', L.P .. ':ops:' .. o[2], id) end
    redis.call('ZREM', L.P .. ':ops', id)
    redis.call('ZREM', L.P .. ':gone', id)
    redis.call('DEL', L.P .. ':op:' .. id)
  end
end

-- Writes a new record, puts it into its device's queue, adds the device to the wake set. op: id device actor
-- operation(JSON) type priority rank(number) expiresAt reason. False when the id exists already.
local function enqueue(L, op)
  local key = L.P .. ':op:' .. op.id
  if redis.call('EXISTS', key) == 1 then return false end
  local seq = redis.call('HINCRBY', L.P .. ':dev:' .. op.device, 'opseq', 1)
  local now, score = num(L.now), num(op.rank * RANK + seq)
  redis.call('HSET', key, 'device', op.device, 'actor', op.actor, 'operation', op.operation, 'type', op.type,
    'priority', op.priority, 'state', 'queued', 'attempts', '0', 'createdAt', now, 'expiresAt', op.expiresAt,
    'commandKey', string.sub(op.id, 3), 'reason', op.reason or '', 'notBefore', '0', 'score', score)
  redis.call('ZADD', L.P .. ':q:' .. op.device, score, op.id)
  redis.call('ZADD', L.P .. ':ops', now, op.id)
  redis.call('ZADD', L.P .. ':ops:' .. op.device, now, op.id)
  redis.call('ZADD', L.P .. ':ops:queued', now, op.id)
  redis.call('ZADD', L.P .. ':due', op.expiresAt, op.id)
  redis.call('SADD', L.P .. ':wake', op.device)
  redis.call('ZADD', L.P .. ':wakeat', 'LT', num(L.now + 3000), op.device)
  announce(L, op.id, op.device, 'queued', op)
  trim(L, 4)
  return true
end

-- Ends an operation, whatever it was doing. The caller has checked that it may.
local function finish(L, id, state, result, problem)
  local key = L.P .. ':op:' .. id
  local o = redis.call('HMGET', key, 'device', 'type', 'priority', 'attempts', 'createdAt', 'state')
  local now = num(L.now)
  redis.call('HSET', key, 'state', state, 'finishedAt', now, 'notBefore', '0')
  if result and result ~= '' then redis.call('HSET', key, 'result', result) end
  if problem and problem ~= '' then redis.call('HSET', key, 'problem', problem) else redis.call('HDEL', key, 'problem') end
  redis.call('HDEL', key, 'pending', 'early', 'reconcile')
  redis.call('ZREM', L.P .. ':ops:' .. o[6], id)
  if state ~= 'succeeded' then redis.call('ZADD', L.P .. ':ops:' .. state, o[5], id) end
  redis.call('ZREM', L.P .. ':due', id)
  redis.call('ZADD', L.P .. ':gone', num(L.now + ((state == 'failed' or state == 'unknownOutcome') and L.keepFailed or L.keep)), id)
  announce(L, id, o[1], state, { type = o[2], priority = o[3], attempts = o[4] }, problem)
end

-- The device has nothing left to do. The hot path of every session without work: one command.
local function calm(L, device)
  if redis.call('SREM', L.P .. ':wake', device) == 0 then return end
  redis.call('ZREM', L.P .. ':wakeat', device)
  redis.call('HDEL', L.P .. ':waketry', device)
end

-- Takes the device out of the wake set when it has nothing left to do.
local function rest(L, device)
  if redis.call('EXISTS', L.P .. ':q:' .. device) == 1 then return false end
  local running = redis.call('HGET', L.P .. ':dev:' .. device, 'running')
  if running and running ~= '' then return false end
  redis.call('SREM', L.P .. ':wake', device)
  redis.call('ZREM', L.P .. ':wakeat', device)
  redis.call('HDEL', L.P .. ':waketry', device)
  return true
end

-- The device's next operation that may run now, not taken. Gives id, or nil and the time (ms) from which one may run
-- (0: none waits). Expired ones end on the way. An operation that waits for its back-off holds back those of its own
-- priority (no reordering), but not others; onboarding holds back all.
local function head(L, device)
  local q, from, nextAt = L.P .. ':q:' .. device, '-inf', 0
  while true do
    local top = redis.call('ZRANGEBYSCORE', q, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if #top == 0 then return nil, nextAt end
    local id = top[1]
    local o = redis.call('HMGET', L.P .. ':op:' .. id, 'state', 'expiresAt', 'notBefore')
    local notBefore = tonumber(o[3] or '0')
    if o[1] ~= 'queued' then
      redis.call('ZREM', q, id)
    elseif tonumber(o[2]) <= L.now then
      redis.call('ZREM', q, id)
      finish(L, id, 'expired', '', '{"code":"operation.expired"}')
    elseif notBefore <= L.now then
      return id, 0
    else
      if nextAt == 0 or notBefore < nextAt then nextAt = notBefore end
      local rank = math.floor(tonumber(top[2]) / RANK)
      if rank == 0 then return nil, nextAt end
      from = num((rank + 1) * RANK)
    end
  end
end

-- True while the caller's fence is the device's newest and its session has not been released.
local function holds(L, device, fence)
  local d = redis.call('HMGET', L.P .. ':dev:' .. device, 'fence', 'lease.until')
  return d[1] == fence and (tonumber(d[2] or '0') or 0) > 0
end

-- Gives the session its operation. Idempotent by fence: what the session was given already is given again.
-- Returns { id or '', '1' when it must be reconciled, nextAt, the record's fields... }.
local function claim(L, device, fence)
  local devKey = L.P .. ':dev:' .. device
  local id = redis.call('HGET', devKey, 'running')
  if id and id ~= '' then
    local key = L.P .. ':op:' .. id
    local o = redis.call('HMGET', key, 'state', 'pending', 'fence', 'sentFence', 'expiresAt', 'early', 'reconcile')
    if o[1] == 'running' and o[2] ~= '1' then
      if o[3] == fence then return { id, o[7] or '', '0', redis.call('HGETALL', key) } end
      if o[4] and o[4] ~= '' and o[6] then
        local early = cjson.decode(o[6])
        finish(L, id, early.state, early.result, early.problem)
      elseif o[4] and o[4] ~= '' then
        redis.call('HSET', key, 'fence', fence, 'reconcile', '1')
        redis.call('HINCRBY', key, 'attempts', 1)
        return { id, '1', '0', redis.call('HGETALL', key) }
      elseif tonumber(o[5]) <= L.now then
        finish(L, id, 'expired', '', '{"code":"operation.expired"}')
      else
        redis.call('HSET', key, 'fence', fence)
        redis.call('HINCRBY', key, 'attempts', 1)
        return { id, '', '0', redis.call('HGETALL', key) }
      end
    end
    redis.call('HSET', devKey, 'running', '')
  end
  local nextAt
  id, nextAt = head(L, device)
  if not id then
    if nextAt == 0 then calm(L, device) else redis.call('ZADD', L.P .. ':wakeat', num(nextAt), device) end
    return { '', '', num(nextAt), {} }
  end
  local key = L.P .. ':op:' .. id
  redis.call('ZREM', L.P .. ':q:' .. device, id)
  redis.call('HSET', key, 'state', 'running', 'fence', fence, 'notBefore', '0')
  redis.call('HDEL', key, 'sentFence', 'settledFence', 'reconcile')
  redis.call('HINCRBY', key, 'attempts', 1)
  redis.call('ZREM', L.P .. ':ops:queued', id)
  redis.call('ZADD', L.P .. ':ops:running', redis.call('HGET', key, 'createdAt'), id)
  redis.call('HSET', devKey, 'running', id)
  redis.call('HDEL', L.P .. ':waketry', device)
  return { id, '', '0', redis.call('HGETALL', key) }
end
`;

/** Ranks of `P:q` scores: what is claimed first. */
export const RANK = { onboard: 0, interactive: 1, migration: 2, campaign: 3, background: 4 } as const;
