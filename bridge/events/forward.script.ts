/** Bytes an entry of the feed takes besides its texts; measured with MEMORY USAGE. */
const ENTRY_BYTES = 40;

/**
 * Appends what partitions committed to the feed and moves their positions, in one step; what is over the feed's budgets
 * leaves it in the same step, oldest first.
 * KEYS[1] feed stream, KEYS[2] hash partition -> position ("last": ms of the newest entry), KEYS[3] lease hash,
 *      KEYS[4] tally hash: `bytes` of the entries, `n:<type>` how many, `since` the position from which they are counted.
 * ARGV 1 fence, 2 now (ms), 3 length of the feed, 4 ms at which it begins, 5 bytes it may take, 6 number of partitions,
 *      then for each: partition, position expected, position after, number of events, and id, type, device, at, data of each.
 * Returns { "lost" } or { "ok", the partitions whose position was another one, with that position... }.
 * Guarantee: an entry of a partition reaches the feed exactly once and in order, whoever forwards and however often. The
 * tally is that of the entries from `since` on. Of a feed far over its budgets a part leaves with each step.
 */
export const forwardScript = {
  name: "feed.forward",
  source: `
local FEED, POSITIONS, TALLY = KEYS[1], KEYS[2], KEYS[4]
if redis.call('HGET', KEYS[3], 'fence') ~= ARGV[1] then return { 'lost' } end
local function num(n) return string.format('%.0f', n) end
-- What an entry takes, about: its texts and what Redis needs around them.
local function size(id, type, device, at, data) return #id + #type + #device + #at + #data + ${ENTRY_BYTES} end

local out, wanted, added, bytes, i = { 'ok' }, {}, 0, 0, 7
for _ = 1, tonumber(ARGV[6]) do
  local n = tonumber(ARGV[i + 3])
  local at = redis.call('HGET', POSITIONS, ARGV[i]) or '0-0'
  if at == ARGV[i + 1] then
    wanted[#wanted + 1] = i
    for f = i + 4, i + 3 + n * 5, 5 do
      added, bytes = added + 1, bytes + size(ARGV[f], ARGV[f + 1], ARGV[f + 2], ARGV[f + 3], ARGV[f + 4])
    end
  else
    out[#out + 1] = ARGV[i]
    out[#out + 1] = at
  end
  i = i + 4 + n * 5
end
if #wanted == 0 then return out end

-- First what leaves: a store without memory takes the new entries only then.
local since, counted, delta = redis.call('HGET', TALLY, 'since'), tonumber(redis.call('HGET', TALLY, 'bytes') or '0'), {}
local function isCounted(id)
  if not since then return false end
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  local fromMs, fromSeq = string.match(since, '^(%d+)-(%d+)$')
  ms, seq, fromMs, fromSeq = tonumber(ms), tonumber(seq), tonumber(fromMs), tonumber(fromSeq)
  return ms > fromMs or (ms == fromMs and seq >= fromSeq)
end
local over = redis.call('XLEN', FEED) + added - tonumber(ARGV[3])
local heavy = counted + bytes - tonumber(ARGV[5])
local left, freed, first = 0, 0, false
local oldest = redis.call('XRANGE', FEED, '-', '+', 'COUNT', 1)
local aged = oldest[1] and tonumber(string.match(oldest[1][1], '^%d+')) < tonumber(ARGV[4])
local some = (aged or over > 0 or heavy > 0) and redis.call('XRANGE', FEED, '-', '+', 'COUNT', added * 2 + 200) or {}
for _, entry in ipairs(some) do
  local id, f = entry[1], entry[2]
  if left >= over and freed >= heavy and tonumber(string.match(id, '^%d+')) >= tonumber(ARGV[4]) then
    first = id
    break
  end
  left = left + 1
  if isCounted(id) then
    freed = freed + size(f[2], f[4], f[6], f[8], f[10])
    delta[f[4]] = (delta[f[4]] or 0) - 1
  end
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  first = ms .. '-' .. num(tonumber(seq) + 1)
end
if left > 0 then redis.call('XTRIM', FEED, 'MINID', first) end

local ms = math.max(tonumber(ARGV[2]), tonumber(redis.call('HGET', POSITIONS, 'last') or '0'))
for _, at in ipairs(wanted) do
  for f = at + 4, at + 3 + tonumber(ARGV[at + 3]) * 5, 5 do
    local id = redis.call('XADD', FEED, num(ms) .. '-*', 'id', ARGV[f], 'type', ARGV[f + 1], 'device', ARGV[f + 2],
      'at', ARGV[f + 3], 'data', ARGV[f + 4])
    if not since then
      since = id
      redis.call('HSET', TALLY, 'since', id)
    end
    delta[ARGV[f + 1]] = (delta[ARGV[f + 1]] or 0) + 1
  end
  redis.call('HSET', POSITIONS, ARGV[at], ARGV[at + 2])
end
redis.call('HINCRBY', TALLY, 'bytes', num(bytes - freed))
for type, n in pairs(delta) do
  if redis.call('HINCRBY', TALLY, 'n:' .. type, n) <= 0 then redis.call('HDEL', TALLY, 'n:' .. type) end
end
if added > 0 then redis.call('HSET', POSITIONS, 'last', num(ms)) end
return out
`,
};

/**
 * Takes or renews the right to forward.
 * KEYS[1] lease hash.  ARGV 1 holder, 2 now (ms), 3 ms it lasts.
 * Returns the fence, or 0 while another holder's lease lasts.
 * Guarantee: every new holder has a higher fence, and from then on the older one's appends are refused.
 */
export const forwarderLeaseScript = {
  name: "feed.lease",
  source: `
local h = redis.call('HMGET', KEYS[1], 'holder', 'until', 'fence')
local now = tonumber(ARGV[2])
if h[1] ~= ARGV[1] then
  if h[1] and h[1] ~= '' and tonumber(h[2]) > now then return 0 end
  redis.call('HINCRBY', KEYS[1], 'fence', 1)
end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'until', string.format('%.0f', now + tonumber(ARGV[3])))
return tonumber(redis.call('HGET', KEYS[1], 'fence'))
`,
};

/**
 * Gives the right to forward back.
 * KEYS[1] lease hash.  ARGV 1 holder, 2 fence.
 * Guarantee: only the present holder's lease ends; repeating it changes nothing.
 */
export const forwarderReleaseScript = {
  name: "feed.release",
  source: `
local h = redis.call('HMGET', KEYS[1], 'holder', 'fence')
if h[1] == ARGV[1] and h[2] == ARGV[2] then redis.call('HSET', KEYS[1], 'holder', '', 'until', '0') end
return 1
`,
};

/** Events that one call takes of a partition. */
export const BATCH = 500;

/**
 * Reads on in the streams of partitions, many in one call.
 * KEYS the stream of each.  ARGV of each the id of the last entry read.
 * Returns for each at most BATCH entries as XRANGE does.
 * Guarantee: reads only.
 */
export const readScript = {
  name: "feed.read",
  source: `
local answers = {}
for i, key in ipairs(KEYS) do answers[i] = redis.call('XRANGE', key, '(' .. ARGV[i], '+', 'COUNT', ${BATCH}) end
return answers
`,
};
