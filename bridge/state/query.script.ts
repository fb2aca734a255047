import type { Script } from "./redis.ts";

/**
 * Answers a question about the devices of one partition from its indexes.
 *
 * KEYS 1 P:all
 * ARGV 1 P  2 now  3 program (JSON: what filter.compile gives; postfix over sets of dense ids)  4 what is asked (JSON):
 *      order `id` | `seen` | `first` | `boot`, desc, limit, from (score to begin at, '' = the end; for `id` the first dense
 *      id), tie and tieDense (at this score only members beyond this one; '' = none), count, groups (0..2 dimensions)
 * Gives { total or -1, { dense, id, score, … }, { value, n, … } of the first dimension, the same of the second,
 *      { value, value, n, … } of both }.
 * Guarantee: leaves nothing behind and reaches neither AOF nor replicas: its temporary keys are not replicated.
 */
export const queryScript: Script = {
  name: "query",
  source: `
local P, now = ARGV[1], tonumber(ARGV[2])
local program, ask = cjson.decode(ARGV[3]), cjson.decode(ARGV[4])
local ALL, temps = P .. ':all', {}
redis.set_repl(redis.REPL_NONE)

local function temp()
  local key = P .. ':tmp:' .. (#temps + 1)
  temps[#temps + 1] = key
  return key
end

-- A bitmap of the given dense ids.
local function bits(list)
  local bytes, top = {}, -1
  for _, m in ipairs(list) do
    local n = tonumber(m)
    local at = math.floor(n / 8)
    bytes[at] = bit.bor(bytes[at] or 0, bit.lshift(1, 7 - n % 8))
    if at > top then top = at end
  end
  local key, out = temp(), {}
  for i = 0, top do out[i + 1] = string.char(bytes[i] or 0) end
  if top < 0 then redis.call('UNLINK', key) else redis.call('SET', key, table.concat(out)) end
  return key
end

local function op(name, ...)
  local key = temp()
  redis.call('BITOP', name, key, ...)
  return key
end

local function minus(a, b) return op('XOR', a, op('AND', a, b)) end

local late
local function overdue()
  late = late or bits(redis.call('ZRANGEBYSCORE', P .. ':pdue', '-inf', '(' .. ARGV[2]))
  return late
end

local function raw(dim, value)
  local key = P .. ':ix:' .. dim .. ':' .. value
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' then return key end
  return bits(kind == 'set' and redis.call('SMEMBERS', key) or {})
end

local function index(dim, value)
  if dim ~= 'presence' or value == 'unknown' then return raw(dim, value) end
  local online = raw(dim, 'online')
  if value == 'online' then return minus(online, overdue()) end
  return op('OR', raw(dim, value), op('AND', online, overdue()))
end

-- Orders texts as people order versions: runs of digits by their number.
local function compare(a, b)
  local i, j = 1, 1
  while i <= #a and j <= #b do
    local m, n = string.match(a, '^%d+', i), string.match(b, '^%d+', j)
    if m and n then
      if tonumber(m) ~= tonumber(n) then return tonumber(m) < tonumber(n) and -1 or 1 end
      i, j = i + #m, j + #n
    else
      local c, d = string.byte(a, i), string.byte(b, j)
      if c ~= d then return c < d and -1 or 1 end
      i, j = i + 1, j + 1
    end
  end
  return (#a - i) - (#b - j)
end

local function holds(how, is, wanted)
  if how == 'any' then return true end
  if how == 'has' then return string.find(string.lower(is), wanted, 1, true) ~= nil end
  if how == 'prefix' then return string.sub(is, 1, #wanted) == wanted end
  local c = compare(is, wanted)
  return (how == '<' and c < 0) or (how == '<=' and c <= 0) or (how == '>' and c > 0) or (how == '>=' and c >= 0)
end

local function match(dim, how, wanted)
  local keys = {}
  for _, value in ipairs(redis.call('HKEYS', P .. ':vals:' .. dim)) do
    if holds(how, value, wanted) then keys[#keys + 1] = index(dim, value) end
  end
  if #keys == 0 then return bits({}) end
  local out = keys[1]
  for i = 2, #keys, 100 do out = op('OR', out, unpack(keys, i, math.min(i + 99, #keys))) end
  return out
end

-- Where more than half are in the range, the rest is collected and taken away: a score of 0 means never.
local function time(zset, from, to)
  local key = P .. ':' .. zset
  if zset == 'pdue' or redis.call('ZCOUNT', key, from, to) * 2 <= redis.call('ZCARD', key) then
    return bits(redis.call('ZRANGEBYSCORE', key, from, to))
  end
  local function other(edge, inclusive) return string.sub(edge, 1, 1) == '(' and string.sub(edge, 2) or '(' .. edge end
  local rest = {}
  if from ~= '-inf' then rest = redis.call('ZRANGEBYSCORE', key, '-inf', other(from)) end
  if to ~= '+inf' then
    for _, m in ipairs(redis.call('ZRANGEBYSCORE', key, other(to), '+inf')) do rest[#rest + 1] = m end
  end
  return minus(ALL, bits(rest))
end

local function text(code, wanted, whole)
  local from = '[' .. code .. '\\0' .. wanted .. (whole and '\\0' or '')
  local out = {}
  for _, m in ipairs(redis.call('ZRANGEBYLEX', P .. ':text', from, from .. '\\255')) do
    out[#out + 1] = string.match(m, '%z(%d+)$')
  end
  return out
end

local stack = {}
local function pop(n)
  local out = {}
  for i = #stack - n + 1, #stack do out[#out + 1] = stack[i] end
  for _ = 1, n do table.remove(stack) end
  return out
end

local DO = {
  all = function() return ALL end,
  ix = function(s) return index(s[2], s[3]) end,
  match = function(s) return match(s[2], s[3], s[4]) end,
  time = function(s) return time(s[2], s[3], s[4]) end,
  range = function(s) return bits(redis.call('ZRANGEBYSCORE', P .. ':' .. s[2], s[3], s[4])) end,
  text = function(s)
    local out = {}
    for i = 3, #s, 2 do for _, m in ipairs(text(s[i], s[i + 1], s[2] == '=')) do out[#out + 1] = m end end
    return bits(out)
  end,
  id = function(s)
    local dense = string.sub(s[2], 3, 4) == string.sub(P, -3, -2) and redis.call('HGET', P .. ':dev:' .. s[2], 'dense')
    return bits(dense and { dense } or {})
  end,
  ['and'] = function(s) return op('AND', unpack(pop(s[2]))) end,
  ['or'] = function(s) return op('OR', unpack(pop(s[2]))) end,
  ['not'] = function() return minus(ALL, pop(1)[1]) end,
}
for _, s in ipairs(program) do
  -- Not in one line: Lua would take the length before the step pops.
  local set = DO[s[1]](s)
  stack[#stack + 1] = set
end
local result = stack[1] or ALL
local total = (ask.count or #ask.groups > 0) and redis.call('BITCOUNT', result) or -1

local rows = {}
local function add(dense, score)
  local id = redis.call('HGET', P .. ':dn:' .. math.floor(tonumber(dense) / 128), dense)
  if id then
    rows[#rows + 1] = dense
    rows[#rows + 1] = id
    rows[#rows + 1] = score
  end
end

-- The dense ids in the result, upwards, from one on, at most n.
local function members(from, n)
  local out, first = {}, math.floor(from / 8)
  local s = redis.call('GETRANGE', result, first, -1)
  for i = 1, #s do
    local byte = string.byte(s, i)
    if byte ~= 0 then
      for b = 0, 7 do
        local dense = (first + i - 1) * 8 + b
        if dense >= from and bit.band(byte, bit.lshift(1, 7 - b)) ~= 0 then
          out[#out + 1] = string.format('%.0f', dense)
          if #out >= n then return out end
        end
      end
    end
  end
  return out
end

local function beyond(score, dense)
  if not ask.tie or tonumber(score) ~= tonumber(ask.tie) then return true end
  if ask.tieDense == '' then return false end
  if ask.desc then return dense < ask.tieDense end
  return dense > ask.tieDense
end

local function ordered()
  local key = P .. ':' .. ask.order
  local few = result ~= ALL and redis.call('BITCOUNT', result) <= 256
  if few then
    local found = {}
    local from = tonumber(ask.from)
    for _, dense in ipairs(members(0, 256)) do
      local score = redis.call('ZSCORE', key, dense)
      local n = score and tonumber(score)
      if n and (not from or (ask.desc and n <= from) or (not ask.desc and n >= from)) and beyond(score, dense) then
        found[#found + 1] = { n, dense, score }
      end
    end
    table.sort(found, function(a, b)
      if a[1] ~= b[1] then if ask.desc then return a[1] > b[1] else return a[1] < b[1] end end
      if ask.desc then return a[2] > b[2] else return a[2] < b[2] end
    end)
    for i = 1, math.min(#found, ask.limit) do add(found[i][2], found[i][3]) end
    return
  end
  local offset, size = 0, result == ALL and ask.limit + 4 or 200
  while #rows < ask.limit * 3 do
    local part = ask.desc
      and redis.call('ZREVRANGEBYSCORE', key, ask.from == '' and '+inf' or ask.from, '-inf', 'WITHSCORES', 'LIMIT', offset, size)
      or redis.call('ZRANGEBYSCORE', key, ask.from == '' and '-inf' or ask.from, '+inf', 'WITHSCORES', 'LIMIT', offset, size)
    for i = 1, #part, 2 do
      if #rows < ask.limit * 3 and beyond(part[i + 1], part[i])
        and (result == ALL or redis.call('GETBIT', result, part[i]) == 1) then add(part[i], part[i + 1]) end
    end
    if #part < size * 2 then return end
    offset = offset + size
  end
end

if ask.limit > 0 then
  if ask.order == 'id' then
    for _, dense in ipairs(members(tonumber(ask.from), ask.limit)) do add(dense, '0') end
  else
    ordered()
  end
end

local function valuesOf(dim)
  if dim == 'presence' then return { 'online', 'offline', 'unknown' } end
  return redis.call('HKEYS', P .. ':vals:' .. dim)
end

-- Counting by fields. Small values are sets, whose members are looked up in the result; large ones are bitmaps.
local bytes
local function inResult(dense)
  bytes = bytes or redis.call('GETRANGE', result, 0, -1)
  local byte = string.byte(bytes, math.floor(dense / 8) + 1)
  return byte ~= nil and bit.band(byte, bit.lshift(1, 7 - dense % 8)) ~= 0
end

local function scan(text, each)
  for i = 1, #text do
    local byte = string.byte(text, i)
    if byte ~= 0 then
      for b = 0, 7 do
        if bit.band(byte, bit.lshift(1, 7 - b)) ~= 0 then each((i - 1) * 8 + b) end
      end
    end
  end
end

-- How many of the result have a value; each member too when asked.
local function having(dim, value, each)
  local key, n = P .. ':ix:' .. dim .. ':' .. value, 0
  if dim ~= 'presence' and redis.call('TYPE', key).ok == 'set' then
    for _, m in ipairs(redis.call('SMEMBERS', key)) do
      local dense = tonumber(m)
      if inResult(dense) then
        n = n + 1
        if each then each(dense) end
      end
    end
    return n
  end
  local both = op('AND', result, index(dim, value))
  if each then scan(redis.call('GETRANGE', both, 0, -1), each) end
  return redis.call('BITCOUNT', both)
end

-- { value, n, … }; all devices of a value come from its counter when nothing is filtered.
local function counted(dim, each)
  local out = {}
  if result == ALL and dim ~= 'presence' and not each then return redis.call('HGETALL', P .. ':vals:' .. dim) end
  for _, value in ipairs(valuesOf(dim)) do
    local n = having(dim, value, each and function(dense) each(dense, value) end)
    if n > 0 then
      out[#out + 1] = value
      out[#out + 1] = n
    end
  end
  return out
end

local one, two, both = {}, {}, {}
if ask.groups[2] then
  local values, cells = {}, {}
  two = counted(ask.groups[2], function(dense, value)
    values[dense] = values[dense] or {}
    table.insert(values[dense], value)
  end)
  one = counted(ask.groups[1], function(dense, value)
    for _, other in ipairs(values[dense] or {}) do
      cells[value] = cells[value] or {}
      cells[value][other] = (cells[value][other] or 0) + 1
    end
  end)
  for value, row in pairs(cells) do
    for other, n in pairs(row) do
      both[#both + 1] = value
      both[#both + 1] = other
      both[#both + 1] = n
    end
  end
elseif ask.groups[1] then
  one = counted(ask.groups[1])
end
for i = 1, #temps, 100 do redis.call('UNLINK', unpack(temps, i, math.min(i + 99, #temps))) end
return { total, rows, one, two, both }
`,
};
