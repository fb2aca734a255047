import { luaTable, MARKS } from "../batch/mark.table.ts";

/**
 * Lua functions over the operation ledger of one partition, shared by the scripts that change it (prepended to their
 * source). All keys are built from `L.P` (`cw:{p07}`), so they share one slot:
 *
 *   P:op:<id>       hash, the record
 *   P:q:<device>, P:q:<device>:<protocol>     zsets of queued ids, score = rank * 1e13 + sequence (one for all three): what
 *                   the active protocol runs, and what is bound to one protocol (field `protocol`: onboarding, native)
 *   P:ops           zset of all ids by createdAt      P:ops:<device>   the same for one device
 *   P:ops:<state>   zset by createdAt for every state but `succeeded`
 *   P:opsn          hash `<state> <type> <priority>` to how many there are: what aggregates are made of
 *   P:due           zset: when an id must be looked at (expiry)      P:gone   zset: when an ended id is forgotten
 *   P:wake          set of devices with queued work      P:wakeat   zset `<device>:<protocol>`: when it is rung next
 *   P:open:<device> hash, what goes on without a session: `<id>` of a pending operation to the words that bring it back,
 *                   `lane <lane>` to the id of the operation that has the lane (field `lane`: see `laneOf`)
 *   P:bs:<batch>    string, a mark of each device of a batch; the field `batch` (`<batch> <place>`) tells an operation's
 *   P:waketry       hash of the same: how often it was rung in vain      P:evt   stream
 *   P:xfer:<id>     hash, the transfer of a file that the operation has its device make (field `transfer`: the file, or
 *                   `-`); P:xfuse hash of files to how many such transfers give them
 *
 * `L` = { P, now (ms, number), cap (length of P:evt), keep, keepFailed (ms an ended record is kept) }, and where it
 * matters `most` (ended records that are kept) and `pressed` (true: the store is nearly full, background work waits).
 */
export const ledgerFragment = `
local RANK, BACKGROUND = 10000000000000, 4
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

-- An operation is counted under another state; from or to '' when it is new or forgotten.
local function recount(L, type, priority, from, to)
  local key, cell = L.P .. ':opsn', ' ' .. type .. ' ' .. priority
  if from ~= '' then redis.call('HINCRBY', key, from .. cell, -1) end
  if to ~= '' then redis.call('HINCRBY', key, to .. cell, 1) end
end

-- What a batch shows of the device an operation was for; one that was forgotten is not made again. \`batch\`: see above.
local MARK = ${luaTable(MARKS)}
local function mark(L, batch, state, problem)
  local name, place = string.match(batch or '', '^(%S+) (%d+)$')
  if not name or redis.call('EXISTS', L.P .. ':bs:' .. name) == 0 then return end
  redis.call('SETRANGE', L.P .. ':bs:' .. name, place, MARK[state])
  local code = string.match(problem or '', '"code":"([%w.]+)"')
  if not code or state == 'cancelled' then return end
  local facts = L.P .. ':bf:' .. name
  local n = redis.call('HINCRBY', facts, code, 1)
  if n <= 3 then redis.call('HSET', facts, code .. ' ' .. n, place) end
end

-- True when the batch of an operation was cancelled.
local function calledOff(L, batch)
  local name = string.match(batch or '', '^(%S+) ')
  return name and redis.call('HEXISTS', L.P .. ':bf:' .. name, 'off') == 1
end

-- Forgets up to n ended operations whose time has come, and the oldest above L.most: every submission pays for the
-- growth it causes.
local function trim(L, n)
  local gone = redis.call('ZRANGEBYSCORE', L.P .. ':gone', '-inf', num(L.now), 'LIMIT', 0, n)
  local over = L.most and math.min(n, redis.call('ZCARD', L.P .. ':gone') - L.most) - #gone or 0
  if over > 0 then
    for _, id in ipairs(redis.call('ZRANGE', L.P .. ':gone', #gone, #gone + over - 1)) do gone[#gone + 1] = id end
  end
  for _, id in ipairs(gone) do
    local o = redis.call('HMGET', L.P .. ':op:' .. id, 'device', 'state', 'type', 'priority')
    if o[1] then redis.call('ZREM', L.P .. ':ops:' .. o[1], id) end
    if o[2] and o[2] ~= 'succeeded' then redis.call('ZREM', L.P .. ':ops:' .. o[2], id) end
    if o[2] then recount(L, o[3], o[4], o[2], '') end
    redis.call('ZREM', L.P .. ':ops', id)
    redis.call('ZREM', L.P .. ':gone', id)
    redis.call('DEL', L.P .. ':op:' .. id)
  end
end

-- The queue of what is bound to a protocol, or ('' or nil) of what is not.
local function queue(L, device, bound)
  local q = L.P .. ':q:' .. device
  if bound and bound ~= '' then return q .. ':' .. bound end
  return q
end

-- The queues a session of the protocol takes from. Unbound operations belong to the active protocol: USP while its route
-- is up, else CWMP (\`S.lead\` of the commit keeps the field). So a periodic Inform of a dual box leaves them to the agent.
local function queues(L, device, proto)
  local bound = queue(L, device, proto)
  if redis.call('HGET', L.P .. ':dev:' .. device, 'activeProtocol') ~= proto then return { bound } end
  return { queue(L, device), bound }
end

local function opened(L, device) return L.P .. ':open:' .. device end

-- True while another operation of the device has the lane this one needs.
local function blocked(L, device, id, lane)
  if not lane or lane == '' then return false end
  local owner = redis.call('HGET', opened(L, device), 'lane ' .. lane)
  return owner and owner ~= id
end

-- How many operations are queued, whoever may run them.
local function queued(L, device)
  return redis.call('ZCARD', queue(L, device)) + redis.call('ZCARD', queue(L, device, 'cwmp'))
    + redis.call('ZCARD', queue(L, device, 'usp'))
end

-- The protocol whose session runs an operation that is bound so; nil for a device that was never heard.
local function runner(L, device, bound)
  if bound and bound ~= '' then return bound end
  return redis.call('HGET', L.P .. ':dev:' .. device, 'activeProtocol') or nil
end

-- True when a session of the protocol would be given something, now or after a back-off.
local function wants(L, device, proto)
  if redis.call('EXISTS', unpack(queues(L, device, proto))) > 0 then return true end
  local id = redis.call('HGET', L.P .. ':dev:' .. device, 'running')
  return id and id ~= '' and runner(L, device, redis.call('HGET', L.P .. ':op:' .. id, 'protocol')) == proto
end

-- Writes a new record, puts it into its device's queue, adds the device to the wake set. op: id device actor
-- operation(JSON) type protocol('' = not bound) priority rank(number) expiresAt reason lane batch. False when the id exists already.
local function enqueue(L, op)
  local key = L.P .. ':op:' .. op.id
  if redis.call('EXISTS', key) == 1 then return false end
  local seq = redis.call('HINCRBY', L.P .. ':dev:' .. op.device, 'opseq', 1)
  local now, score = num(L.now), num(op.rank * RANK + seq)
  redis.call('HSET', key, 'device', op.device, 'actor', op.actor, 'operation', op.operation, 'type', op.type,
    'priority', op.priority, 'state', 'queued', 'attempts', '0', 'createdAt', now, 'expiresAt', op.expiresAt,
    'commandKey', string.sub(op.id, 3), 'reason', op.reason or '', 'notBefore', '0', 'score', score, 'protocol', op.protocol)
  if op.lane and op.lane ~= '' then redis.call('HSET', key, 'lane', op.lane) end
  if op.batch and op.batch ~= '' then
    redis.call('HSET', key, 'batch', op.batch)
    mark(L, op.batch, 'queued')
  end
  redis.call('ZADD', queue(L, op.device, op.protocol), score, op.id)
  redis.call('ZADD', L.P .. ':ops', now, op.id)
  redis.call('ZADD', L.P .. ':ops:' .. op.device, now, op.id)
  redis.call('ZADD', L.P .. ':ops:queued', now, op.id)
  recount(L, op.type, op.priority, '', 'queued')
  redis.call('ZADD', L.P .. ':due', op.expiresAt, op.id)
  redis.call('SADD', L.P .. ':wake', op.device)
  local by = runner(L, op.device, op.protocol)
  if by then redis.call('ZADD', L.P .. ':wakeat', 'LT', num(L.now + 3000), op.device .. ':' .. by) end
  announce(L, op.id, op.device, 'queued', op)
  trim(L, 4)
  return true
end

-- The device has no more to do with the file that the operation gave it, or had it send.
local function close(L, id, file)
  redis.call('DEL', L.P .. ':xfer:' .. id)
  redis.call('HDEL', L.P .. ':op:' .. id, 'transfer')
  if file ~= '-' and redis.call('HINCRBY', L.P .. ':xfuse', file, -1) <= 0 then redis.call('HDEL', L.P .. ':xfuse', file) end
end

-- Ends an operation, whatever it was doing. The caller has checked that it may.
local function finish(L, id, state, result, problem)
  local key = L.P .. ':op:' .. id
  local o = redis.call('HMGET', key, 'device', 'type', 'priority', 'attempts', 'createdAt', 'state', 'lane', 'transfer', 'batch')
  local now = num(L.now)
  redis.call('HSET', key, 'state', state, 'finishedAt', now, 'notBefore', '0')
  if result and result ~= '' then redis.call('HSET', key, 'result', result) end
  if problem and problem ~= '' then redis.call('HSET', key, 'problem', problem) else redis.call('HDEL', key, 'problem') end
  redis.call('HDEL', key, 'pending', 'early', 'reconcile')
  redis.call('ZREM', L.P .. ':ops:' .. o[6], id)
  if state ~= 'succeeded' then redis.call('ZADD', L.P .. ':ops:' .. state, o[5], id) end
  recount(L, o[2], o[3], o[6], state)
  if o[9] then mark(L, o[9], state, problem) end
  redis.call('ZREM', L.P .. ':due', id)
  redis.call('ZADD', L.P .. ':gone', num(L.now + ((state == 'failed' or state == 'unknownOutcome') and L.keepFailed or L.keep)), id)
  announce(L, id, o[1], state, { type = o[2], priority = o[3], attempts = o[4] }, problem)
  redis.call('HDEL', opened(L, o[1]), id)
  if o[8] then close(L, id, o[8]) end
  if not o[7] or redis.call('HGET', opened(L, o[1]), 'lane ' .. o[7]) ~= id then return end
  redis.call('HDEL', opened(L, o[1]), 'lane ' .. o[7])
  local by = queued(L, o[1]) > 0 and runner(L, o[1])
  if by then redis.call('ZADD', L.P .. ':wakeat', now, o[1] .. ':' .. by) end
end

-- Ends an operation that nobody runs and whose time is over.
local function expire(L, id, sent)
  if sent then return finish(L, id, 'unknownOutcome', '', '{"code":"operation.unknownOutcome"}') end
  finish(L, id, 'expired', '', '{"code":"operation.expired"}')
end

-- Nothing waits for sessions of the protocol.
local function calm(L, device, proto)
  redis.call('ZREM', L.P .. ':wakeat', device .. ':' .. proto)
  redis.call('HDEL', L.P .. ':waketry', device .. ':' .. proto)
end

-- Takes the device out of the wake set when it has nothing left to do.
local function rest(L, device)
  if redis.call('EXISTS', queue(L, device), queue(L, device, 'cwmp'), queue(L, device, 'usp')) > 0 then return false end
  local running = redis.call('HGET', L.P .. ':dev:' .. device, 'running')
  if running and running ~= '' then return false end
  if redis.call('SREM', L.P .. ':wake', device) == 0 then return true end
  calm(L, device, 'cwmp')
  calm(L, device, 'usp')
  return true
end

-- The next operation for sessions of the protocol that may run now, not taken. Gives id, its queue and 0, or nil, nil and
-- the time (ms) from which one may run (0: none waits). Expired ones, and those of a batch
-- that was cancelled, end on the way. An operation that waits for its back-off holds
-- back those of its own priority (no reordering), but not others; onboarding holds back all that its protocol may run. One whose
-- lane is taken waits for its end, and all others pass it. While the store is nearly full background work waits, and is looked at
-- again after a while.
local function head(L, device, proto)
  local keys, from, nextAt = queues(L, device, proto), '-inf', 0
  while true do
    local q, top
    for _, key in ipairs(keys) do
      local first = redis.call('ZRANGEBYSCORE', key, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
      if #first > 0 and (not top or tonumber(first[2]) < tonumber(top[2])) then q, top = key, first end
    end
    if not top then return nil, nil, nextAt end
    local id = top[1]
    local o = redis.call('HMGET', L.P .. ':op:' .. id, 'state', 'expiresAt', 'notBefore', 'sentFence', 'accepted', 'lane', 'batch')
    local rank, notBefore = math.floor(tonumber(top[2]) / RANK), tonumber(o[3] or '0')
    if L.pressed and rank == BACKGROUND then notBefore = math.max(notBefore, L.now + 30000) end
    if o[1] ~= 'queued' then
      redis.call('ZREM', q, id)
    elseif o[7] and not o[4] and not o[5] and calledOff(L, o[7]) then
      redis.call('ZREM', q, id)
      finish(L, id, 'cancelled', '', '{"code":"operation.cancelled"}')
    elseif not o[5] and tonumber(o[2]) <= L.now then
      redis.call('ZREM', q, id)
      expire(L, id, o[4])
    elseif blocked(L, device, id, o[6]) then
      from = '(' .. top[2]
    elseif notBefore <= L.now then
      return id, q, 0
    else
      if nextAt == 0 or notBefore < nextAt then nextAt = notBefore end
      if rank == 0 then return nil, nil, nextAt end
      from = num((rank + 1) * RANK)
    end
  end
end

-- The session's protocol while the caller's fence is the device's newest and the session has not been released, or false.
local function holds(L, device, fence)
  local d = redis.call('HMGET', L.P .. ':dev:' .. device, 'fence', 'lease.until', 'lease.protocol')
  return d[1] == fence and (tonumber(d[2] or '0') or 0) > 0 and d[3]
end

-- Puts back what an earlier session left and this one may not run. What was sent keeps that mark: it is reconciled by
-- the session that takes it, cannot be cancelled, and its outcome is unknown when its time is over.
local function park(L, device, id, bound)
  local o = redis.call('HMGET', L.P .. ':op:' .. id, 'score', 'createdAt', 'type', 'priority', 'batch')
  redis.call('HSET', L.P .. ':op:' .. id, 'state', 'queued', 'notBefore', '0')
  redis.call('ZADD', queue(L, device, bound), o[1], id)
  redis.call('ZREM', L.P .. ':ops:running', id)
  redis.call('ZADD', L.P .. ':ops:queued', o[2], id)
  recount(L, o[3], o[4], 'running', 'queued')
  if o[5] then mark(L, o[5], 'queued') end
end

-- Gives a pending operation to the next session of its protocol, which finds out how it ended. It has \`within\` ms for that,
-- or as long as the operation is waited for.
local function resume(L, device, id)
  local o = redis.call('HMGET', L.P .. ':op:' .. id, 'state', 'pending', 'protocol', 'within', 'until')
  if o[1] ~= 'running' or o[2] ~= '1' then return false end
  redis.call('HDEL', L.P .. ':op:' .. id, 'pending')
  redis.call('HDEL', opened(L, device), id)
  park(L, device, id, o[3])
  if o[4] then redis.call('ZADD', L.P .. ':due', num(math.max(L.now + tonumber(o[4]), tonumber(o[5] or '0'))), id) end
  redis.call('SADD', L.P .. ':wake', device)
  redis.call('ZADD', L.P .. ':wakeat', 'LT', num(L.now + 3000), device .. ':' .. o[3])
  return true
end

-- Gives the session its operation. Idempotent by fence: what the session was given already is given again.
-- Returns { id or '', '1' when it must be reconciled, nextAt, the record's fields... }.
local function claim(L, device, fence, proto)
  local devKey = L.P .. ':dev:' .. device
  local id = redis.call('HGET', devKey, 'running')
  if id and id ~= '' then
    local key = L.P .. ':op:' .. id
    local o = redis.call('HMGET', key, 'state', 'pending', 'fence', 'sentFence', 'expiresAt', 'early', 'reconcile', 'protocol')
    if o[1] == 'running' and o[2] ~= '1' then
      if o[3] == fence then return { id, o[7] or '', '0', redis.call('HGETALL', key) } end
      if o[4] and o[4] ~= '' and o[6] then
        local early = cjson.decode(o[6])
        finish(L, id, early.state, early.result, early.problem)
      elseif runner(L, device, o[8]) ~= proto then
        park(L, device, id, o[8])
      elseif o[4] and o[4] ~= '' then
        redis.call('HSET', key, 'fence', fence, 'reconcile', '1')
        redis.call('HINCRBY', key, 'attempts', 1)
        return { id, '1', '0', redis.call('HGETALL', key) }
      elseif tonumber(o[5]) <= L.now then
        expire(L, id)
      else
        redis.call('HSET', key, 'fence', fence)
        redis.call('HINCRBY', key, 'attempts', 1)
        return { id, '', '0', redis.call('HGETALL', key) }
      end
    end
    redis.call('HSET', devKey, 'running', '')
  end
  local q, nextAt
  id, q, nextAt = head(L, device, proto)
  if not id then
    if nextAt > 0 then redis.call('ZADD', L.P .. ':wakeat', num(nextAt), device .. ':' .. proto)
    elseif not rest(L, device) then calm(L, device, proto) end
    return { '', '', num(nextAt), {} }
  end
  local key = L.P .. ':op:' .. id
  local o = redis.call('HMGET', key, 'sentFence', 'createdAt', 'type', 'priority', 'lane', 'batch')
  local sent = o[1]
  if o[5] then redis.call('HSET', opened(L, device), 'lane ' .. o[5], id) end
  redis.call('ZREM', q, id)
  redis.call('HSET', key, 'state', 'running', 'fence', fence, 'notBefore', '0', 'reconcile', sent and '1' or '')
  redis.call('HINCRBY', key, 'attempts', 1)
  redis.call('ZREM', L.P .. ':ops:queued', id)
  redis.call('ZADD', L.P .. ':ops:running', o[2], id)
  recount(L, o[3], o[4], 'queued', 'running')
  if o[6] then mark(L, o[6], 'running') end
  redis.call('HSET', devKey, 'running', id)
  redis.call('HDEL', L.P .. ':waketry', device .. ':' .. proto)
  return { id, sent and '1' or '', '0', redis.call('HGETALL', key) }
end
`;

/** Ranks of `P:q` scores: what is claimed first. */
export const RANK = { onboard: 0, interactive: 1, migration: 2, campaign: 3, background: 4 } as const;
