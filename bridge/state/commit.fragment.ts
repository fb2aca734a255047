/**
 * Lua functions over the devices of one partition, shared by the scripts that change them (prepended to their source).
 * Everything is in the local table `S`; keys are built from `P` (`cw:{p07}`), so they share one slot:
 *
 *   P:dev:<id>             hash, the device           P:next, P:free    dense ids: the next one, those given back
 *   P:dn:<dense / 128>     hash dense -> id           P:all             bitmap of the dense ids in use
 *   P:ix:<dim>:<value>     dense ids that have a value: a set while it is small, a bitmap from 128 devices on
 *   P:vals:<dim>           hash value -> how many     P:text            lexical zset `<field>\0<text>\0<dense>`
 *   P:seen P:first P:boot  zsets dense by time        P:pdue            zset dense by the time an online device is due
 *   P:ov:<id>:<proto>      hash, changed values       P:snap:<id>:<proto>   string, packed values (shape, at, deflated)
 *   P:mem:<id>:<proto>     hash, the stack's notes    P:shape:<hash>, P:shapes   path dictionaries and their users
 *   P:z.<parameter>        zset dense by the number   P:px, P:pxd       of which parameters; bitmap: to be indexed anew
 *   P:h:<id>:<path>        list, values a chosen parameter took: `<ms, base 36> <value>`, oldest first
 *   P:hs:<id>              hash path -> bytes of its list           P:hb              bytes of all lists
 *   P:ded                  zset of event keys (3 h)   P:evt             stream of events      P:quar   zset of quarantined ids
 *
 * A change (`c`, JSON, see change.ts) is applied whole. Indexes follow from the old and the new fields in the same step,
 * so they cannot drift from the device. Applying a change twice leaves what applying it once leaves.
 */
export const commitFragment = `
local S = {}
S.ONE = { activeProtocol=1, enrolment=1, presence=1, manufacturer=1, oui=1, productClass=1, modelName=1,
  hardwareVersion=1, softwareVersion=1, dataModel=1, migration=1, ['redirect.id']=1, ['redirect.state']=1 }
S.MANY = { protocols=1, tags=1 }
S.TEXT = { serialNumber='s', address='a', label='l', identities='i', mac='m', subscriber='p', provisioningCode='v' }

function S.int(n) return string.format('%.0f', n) end

-- RFC 3339 of ms since the epoch (days to a civil date, Euclidean).
function S.iso(ms)
  local days, rest = math.floor(ms / 86400000), ms % 86400000
  local z = days + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local d, m = doy - math.floor((153 * mp + 2) / 5) + 1, mp < 10 and mp + 3 or mp - 9
  local y = yoe + era * 400 + (m <= 2 and 1 or 0)
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ', y, m, d, math.floor(rest / 3600000),
    math.floor(rest / 60000) % 60, math.floor(rest / 1000) % 60, rest % 1000)
end

function S.pairs(flat)
  local out = {}
  for i = 1, #flat, 2 do out[flat[i]] = flat[i + 1] end
  return out
end

function S.lines(text)
  local out = {}
  for line in string.gmatch(text or '', '[^\\n]+') do out[line] = true end
  return out
end

function S.mark(P, dim, value, dense, on)
  local key = P .. ':ix:' .. dim .. ':' .. value
  local n = redis.call('HINCRBY', P .. ':vals:' .. dim, value, on and 1 or -1)
  if n <= 0 then
    redis.call('HDEL', P .. ':vals:' .. dim, value)
    redis.call('UNLINK', key)
    return
  end
  if redis.call('TYPE', key).ok == 'string' then
    redis.call('SETBIT', key, dense, on and 1 or 0)
  elseif not on then
    redis.call('SREM', key, dense)
  elseif n < 128 then
    redis.call('SADD', key, dense)
  else
    local members = redis.call('SMEMBERS', key)
    redis.call('UNLINK', key)
    for _, m in ipairs(members) do redis.call('SETBIT', key, m, 1) end
    redis.call('SETBIT', key, dense, 1)
  end
end

function S.text(P, code, text, dense, on)
  local member = code .. '\\0' .. string.lower(text) .. '\\0' .. dense
  if on then redis.call('ZADD', P .. ':text', 0, member) else redis.call('ZREM', P .. ':text', member) end
end

-- Moves the indexes of one field from its old to its new value ('' = none).
function S.reindex(P, dense, field, old, new)
  old, new = old or '', new or ''
  if old == new then return end
  if string.sub(field, 1, 2) == 'z.' then
    if new == '' then redis.call('ZREM', P .. ':' .. field, dense) else redis.call('ZADD', P .. ':' .. field, new, dense) end
    return
  end
  if S.ONE[field] or string.sub(field, 1, 2) == 'x.' then
    if old ~= '' then S.mark(P, field, old, dense, false) end
    if new ~= '' then S.mark(P, field, new, dense, true) end
    return
  end
  local code = S.TEXT[field]
  local a, b = S.lines(old), S.lines(new)
  for line in pairs(a) do
    if not b[line] then if code then S.text(P, code, line, dense, false) else S.mark(P, field, line, dense, false) end end
  end
  for line in pairs(b) do
    if not a[line] then if code then S.text(P, code, line, dense, true) else S.mark(P, field, line, dense, true) end end
  end
end

function S.indexed(field)
  return S.ONE[field] or S.MANY[field] or S.TEXT[field] or string.find(field, '^[xz]%.') ~= nil
end

function S.put(P, id, dense, set, del)
  local dev, names, pairs_ = P .. ':dev:' .. id, {}, {}
  for k, v in pairs(set) do
    if S.indexed(k) then names[#names + 1] = k end
    pairs_[#pairs_ + 1] = k
    pairs_[#pairs_ + 1] = v
  end
  for _, k in ipairs(del) do if S.indexed(k) then names[#names + 1] = k end end
  if #names > 0 then
    local old = redis.call('HMGET', dev, unpack(names))
    for i, k in ipairs(names) do S.reindex(P, dense, k, old[i], set[k]) end
  end
  if #pairs_ > 0 then redis.call('HSET', dev, unpack(pairs_)) end
  if #del > 0 then redis.call('HDEL', dev, unpack(del)) end
end

function S.emit(P, cap, id, type, device, at, data)
  redis.call('XADD', P .. ':evt', 'MAXLEN', '~', cap, '*', 'id', id, 'type', type, 'device', device, 'at', at, 'data', data)
end

-- Presence moves; an online device is in P:pdue, no other is. \`seen\` tells a first contact and a return. Devices that
-- are not accepted move without events: strangers must not fill the stream.
function S.presence(P, id, dense, now, to, due, cap)
  local dev = P .. ':dev:' .. id
  local f = redis.call('HMGET', dev, 'presence', 'since', 'enrolment')
  local old, never, silent = f[1] or '', not f[2], f[3] ~= 'accepted'
  local was = redis.call('ZSCORE', P .. ':pdue', dense)
  if old == 'online' and was and tonumber(was) < now and to ~= 'offline' then
    if not silent then
      S.emit(P, cap, id .. '.off.' .. S.int(tonumber(was)), 'causeway.device.offline', id, S.int(tonumber(was)),
        '{"presence":"offline","since":"' .. S.iso(tonumber(was)) .. '"}')
    end
    old = 'offline'
    S.put(P, id, dense, { presence = 'offline', since = S.int(tonumber(was)) }, {})
  end
  if to == 'online' then redis.call('ZADD', P .. ':pdue', due, dense) else redis.call('ZREM', P .. ':pdue', dense) end
  if old == to then return end
  S.put(P, id, dense, { presence = to, since = S.int(now) }, {})
  if silent or to == 'unknown' or (never and to ~= 'online') then return end
  local data = '{"presence":"' .. to .. '","since":"' .. S.iso(now) .. '"}'
  if to == 'online' and (never or old == 'offline') then
    S.emit(P, cap, id .. '.seen.' .. S.int(now), 'causeway.device.seen', id, S.int(now), data)
  end
  S.emit(P, cap, id .. '.' .. to .. '.' .. S.int(now), 'causeway.device.' .. to, id, S.int(now), data)
end

-- Quarantined until now, a device has moved in silence: what it would have told is told now.
function S.enters(P, id, dense, now, c)
  local dev = P .. ':dev:' .. id
  if redis.call('HGET', dev, 'presence') ~= 'online' then return end
  local was = redis.call('ZSCORE', P .. ':pdue', dense)
  S.put(P, id, dense, { presence = 'unknown' }, { 'since' })
  if c.presence then return end
  c.presence = was and tonumber(was) >= now and 'online' or 'offline'
  c.due = was
end

-- Appends events that were not appended within the last three hours: a CPE whose answer was lost comes again after up to 85
-- minutes, more than once.
function S.events(P, id, now, events, cap)
  local ded = P .. ':ded'
  for _, e in ipairs(events) do
    if e.key == '' or redis.call('ZADD', ded, 'NX', S.int(now), e.key) == 1 then
      S.emit(P, cap, e.id, e.type, id, e.at, e.data)
    end
  end
  redis.call('ZREMRANGEBYSCORE', ded, '-inf', S.int(now - 10800000))
  redis.call('ZREMRANGEBYRANK', ded, 0, -50001)
  -- The ids are of the store's own clock.
  local clock = tonumber(redis.call('TIME')[1]) * 1000
  redis.call('XTRIM', P .. ':evt', 'MINID', '~', S.int(clock - 604800000))
end

function S.dropShape(P, hash)
  if redis.call('HINCRBY', P .. ':shapes', hash, -1) <= 0 then
    redis.call('HDEL', P .. ':shapes', hash)
    redis.call('UNLINK', P .. ':shape:' .. hash)
  end
end

-- Forgets the snapshot of one protocol.
function S.forget(P, id, proto)
  local old = redis.call('GETRANGE', P .. ':snap:' .. id .. ':' .. proto, 0, 31)
  if old ~= '' then S.dropShape(P, old) end
  redis.call('UNLINK', P .. ':snap:' .. id .. ':' .. proto, P .. ':ov:' .. id .. ':' .. proto)
  redis.call('HDEL', P .. ':dev:' .. id, 'cv.' .. proto, 'cvAt.' .. proto, 'dg.' .. proto)
end

-- Values: c.base = shape hash of a whole tree whose packed form is in 'blob'; c.values = {path, packed, at} to overlay
-- where nothing newer is known; c.removed = {object or parameter, at}.
function S.values(P, id, c, blob, shape)
  local proto = c.protocol
  local ov = P .. ':ov:' .. id .. ':' .. proto
  if c.base then
    S.forget(P, id, proto)
    redis.call('SET', P .. ':snap:' .. id .. ':' .. proto, blob)
    if redis.call('HINCRBY', P .. ':shapes', c.base, 1) == 1 then redis.call('SET', P .. ':shape:' .. c.base, shape) end
  end
  for _, r in ipairs(c.removed or {}) do
    for _, path in ipairs(redis.call('HKEYS', ov)) do
      if path == r[1] or (string.sub(r[1], -1) == '.' and string.sub(path, 1, #r[1]) == r[1])
        or (string.sub(path, 1, 1) == '!' and string.sub(path, 2, #r[1] + 1) == r[1]) then redis.call('HDEL', ov, path) end
    end
    redis.call('HSET', ov, '!' .. r[1], r[2])
  end
  for _, v in ipairs(c.values or {}) do
    local at = string.match(redis.call('HGET', ov, v[1]) or '', '^%[(%d+)')
    if not at or tonumber(at) <= tonumber(v[3]) then redis.call('HSET', ov, v[1], v[2]) end
  end
  if c.base or c.removed or c.values or (c.set and c.set['cv.' .. proto]) then
    redis.call('HINCRBY', P .. ':dev:' .. id, 'sv', 1)
  end
end

-- The indexed parameters follow the view of the active protocol: \`c.px\` while it was made from the snapshot as it was
-- (version \`sv\`), else the device is marked. \`led\`: the active protocol before.
function S.params(P, id, dense, c, sv, led)
  local cv = c.protocol and c.set and c.set['cv.' .. c.protocol]
  local moved = c.base or c.values or c.removed or c.reset or c.memory or c.forget or cv
  if not (c.px or moved or (c.set and c.set.activeProtocol)) or (c.px and c.px.keep) then return end
  local of = redis.call('GET', P .. ':px')
  if not of then return end
  local dev = P .. ':dev:' .. id
  local active = redis.call('HGET', dev, 'activeProtocol') or ''
  local own = active == (c.protocol or '')
  if own and c.px and c.px.of == of and c.px.sv == sv then
    S.put(P, id, dense, c.px.set, c.px.del)
    redis.call('SETBIT', P .. ':pxd', dense, 0)
  elseif (own and moved) or active ~= led then
    redis.call('SETBIT', P .. ':pxd', dense, 1)
  end
  -- A contact that repeats older values must not pass for one that says nothing new.
  if (c.values or c.removed) and not cv then redis.call('HDEL', dev, 'dg.' .. c.protocol) end
end

function S.memory(P, id, c)
  local key = P .. ':mem:' .. id .. ':' .. c.protocol
  for k, v in pairs(c.memory or {}) do redis.call('HSET', key, k, v) end
  for _, k in ipairs(c.forget or {}) do redis.call('HDEL', key, k) end
end

-- A device has one route a transport, the one told last in front: the new state of one leaves the others as they are.
function S.routes(dev, set)
  for _, field in ipairs({ 'route.cwmp', 'route.usp' }) do
    local told = set[field]
    local mtp = told and string.match(told, '^(%S+) %S+$')
    if mtp then
      local all = { told }
      for other in string.gmatch(redis.call('HGET', dev, field) or '', '[^,]+') do
        if string.match(other, '^%S+') ~= mtp and #all < 4 then all[#all + 1] = other end
      end
      set[field] = table.concat(all, ',')
    end
  end
end

-- Adds what is new to the history of chosen parameters: a value other than the newest one. A parameter keeps \`h.most\`
-- points, a device 64 parameters; while the partition's share is used up every point takes the room of an older one.
function S.history(P, id, h)
  local names = P .. ':hs:' .. id
  for _, r in ipairs(h.rows) do
    local key = P .. ':h:' .. id .. ':' .. r[1]
    local last, at = string.match(redis.call('LINDEX', key, -1) or '', '^(%w+) (.*)$')
    local full = tonumber(redis.call('GET', P .. ':hb') or '0') >= h.cap
    local fresh = not last and not full and redis.call('HLEN', names) < 64
    if fresh or (last and at ~= r[3] and tonumber(last, 36) < tonumber(r[2], 36)) then
      local point = r[2] .. ' ' .. r[3]
      redis.call('RPUSH', key, point)
      local grown = #point + (last and 3 or 203)
      while redis.call('LLEN', key) > 1 and (redis.call('LLEN', key) > h.most or (full and grown > 0)) do
        grown = grown - #redis.call('LPOP', key) - 3
      end
      redis.call('HINCRBY', names, r[1], grown)
      redis.call('INCRBY', P .. ':hb', grown)
    end
  end
end

-- Who runs what is bound to no protocol: USP while one of its routes is up, else CWMP; the only one a device speaks in any case.
-- Decided here and not by the caller, so that it always fits the routes of the same step.
function S.lead(dev, set)
  if not (set.protocols or set['route.usp']) then return end
  local f = redis.call('HMGET', dev, 'protocols', 'route.usp')
  local spoken = S.lines(set.protocols or f[1])
  local up = string.find((set['route.usp'] or f[2] or '') .. ',', ' up,', 1, true)
  set.activeProtocol = (spoken.usp and (up or not spoken.cwmp)) and 'usp' or spoken.cwmp and 'cwmp' or ''
end

-- Applies a change to a device that exists. Returns the number of overlaid values.
function S.commit(P, id, now, c, blob, shape, cap)
  local dev = P .. ':dev:' .. id
  local was = redis.call('HMGET', dev, 'dense', 'sv', 'activeProtocol')
  local dense = was[1]
  if c.reset then
    S.forget(P, id, c.protocol)
    local key = P .. ':mem:' .. id .. ':' .. c.protocol
    for _, k in ipairs(redis.call('HKEYS', key)) do
      if string.sub(k, 1, 2) ~= 's:' then redis.call('HDEL', key, k) end
    end
  end
  if c.protocol then
    S.values(P, id, c, blob, shape)
    S.memory(P, id, c)
  end
  local set = c.set or {}
  S.routes(dev, set)
  S.lead(dev, set)
  local enters = set.enrolment == 'accepted' and redis.call('HGET', dev, 'enrolment') == 'quarantined'
  S.put(P, id, dense, set, c.del or {})
  S.params(P, id, dense, c, was[2] or '0', was[3] or '')
  if enters then S.enters(P, id, dense, now, c) end
  if c.seen then redis.call('ZADD', P .. ':seen', 'GT', c.seen, dense) end
  if c.boot then
    redis.call('ZADD', P .. ':boot', 'GT', c.boot, dense)
    redis.call('HSET', dev, 'boot', c.boot)
  end
  if c.presence then
    local due = c.due or S.int(now + tonumber(redis.call('HGET', dev, 'grace') or '3660000'))
    S.presence(P, id, dense, now, c.presence, due, cap)
  end
  if c.history then S.history(P, id, c.history) end
  if c.events and #c.events > 0 then S.events(P, id, now, c.events, cap) end
  return redis.call('HLEN', P .. ':ov:' .. id .. ':' .. (c.protocol or ''))
end

-- Makes a device: a dense id, the way back from it, a row for its first identity. The caller has checked the row.
function S.create(P, id, now, row, identity)
  local dense = redis.call('RPOP', P .. ':free') or S.int(redis.call('INCR', P .. ':next') - 1)
  redis.call('HSET', P .. ':dn:' .. math.floor(tonumber(dense) / 128), dense, id)
  redis.call('SETBIT', P .. ':all', dense, 1)
  redis.call('HSET', P .. ':dev:' .. id, 'dense', dense, 'rev', '0', 'home', row .. '\\n' .. identity, 'first', S.int(now))
  redis.call('ZADD', P .. ':first', S.int(now), dense)
  -- 0 = never: an ordered list shows the device all the same, last.
  redis.call('ZADD', P .. ':seen', 0, dense)
  redis.call('ZADD', P .. ':boot', 0, dense)
  redis.call('HSET', P .. ':' .. row, identity, id)
  S.put(P, id, dense, { presence = 'unknown' }, {})
end

-- Removes a device and every trace of it in its partition; rows elsewhere then point at nothing and are overwritten.
function S.remove(P, id)
  local dev = P .. ':dev:' .. id
  local all, fields, del = redis.call('HGETALL', dev), {}, {}
  for i = 1, #all, 2 do
    fields[all[i]] = all[i + 1]
    if S.indexed(all[i]) then del[#del + 1] = all[i] end
  end
  local dense = fields.dense
  if not dense then return false end
  S.put(P, id, dense, {}, del)
  for _, z in ipairs({ ':seen', ':first', ':boot', ':pdue' }) do redis.call('ZREM', P .. z, dense) end
  redis.call('SETBIT', P .. ':all', dense, 0)
  if redis.call('EXISTS', P .. ':pxd') == 1 then redis.call('SETBIT', P .. ':pxd', dense, 0) end
  redis.call('HDEL', P .. ':dn:' .. math.floor(tonumber(dense) / 128), dense)
  redis.call('LPUSH', P .. ':free', dense)
  redis.call('ZREM', P .. ':quar', id)
  for _, proto in ipairs({ 'cwmp', 'usp' }) do
    S.forget(P, id, proto)
    redis.call('UNLINK', P .. ':mem:' .. id .. ':' .. proto)
  end
  local row, identity = string.match(fields.home or '', '^([^\\n]*)\\n(.*)$')
  if row and redis.call('HGET', P .. ':' .. row, identity) == id then redis.call('HDEL', P .. ':' .. row, identity) end
  for path, bytes in pairs(S.pairs(redis.call('HGETALL', P .. ':hs:' .. id))) do
    redis.call('DECRBY', P .. ':hb', bytes)
    redis.call('UNLINK', P .. ':h:' .. id .. ':' .. path)
  end
  redis.call('UNLINK', P .. ':hs:' .. id)
  for _, rec in ipairs(redis.call('ZRANGE', P .. ':recs:' .. id, 0, -1)) do
    redis.call('DECRBY', P .. ':recb', redis.call('STRLEN', P .. ':rec:' .. rec))
    redis.call('UNLINK', P .. ':rec:' .. rec)
    redis.call('HDEL', P .. ':recm', rec)
    redis.call('ZREM', P .. ':reca', rec)
  end
  redis.call('UNLINK', P .. ':recs:' .. id, P .. ':recl:' .. id)
  local q = P .. ':q:' .. id
  redis.call('UNLINK', dev, q, q .. ':cwmp', q .. ':usp', P .. ':ring:' .. id)
  redis.call('SREM', P .. ':wake', id)
  return true
end
`;
