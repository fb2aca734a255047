/**
 * Appends what partitions committed to the feed and moves their positions, in one step.
 * KEYS[1] feed stream, KEYS[2] hash partition -> position ("last": ms of the newest entry), KEYS[3] lease hash.
 * ARGV 1 fence, 2 now (ms), 3 length of the feed, 4 ms at which it begins, 5 number of partitions, then for each:
 *      partition, position expected, position after, number of events, and id, type, device, at, data of each.
 * Returns { "lost" } or { "ok", the partitions whose position was another one, with that position... }.
 * Guarantee: an entry of a partition reaches the feed exactly once and in order, whoever forwards and however often.
 */
export const forwardScript = {
  name: "feed.forward",
  source: `
if redis.call('HGET', KEYS[3], 'fence') ~= ARGV[1] then return { 'lost' } end
local last = tonumber(redis.call('HGET', KEYS[2], 'last') or '0')
local ms = math.max(tonumber(ARGV[2]), last)
local id = string.format('%.0f', ms) .. '-*'
local i, out, added = 6, { 'ok' }, false
for _ = 1, tonumber(ARGV[5]) do
  local partition, from, to, n = ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3])
  i = i + 4
  local at = redis.call('HGET', KEYS[2], partition) or '0-0'
  if at == from then
    for e = 1, n do
      local f = i + (e - 1) * 5
      redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], id, 'id', ARGV[f], 'type', ARGV[f + 1], 'device', ARGV[f + 2],
        'at', ARGV[f + 3], 'data', ARGV[f + 4])
      added = true
    end
    redis.call('HSET', KEYS[2], partition, to)
  else
    out[#out + 1] = partition
    out[#out + 1] = at
  end
  i = i + n * 5
end
if added then
  redis.call('HSET', KEYS[2], 'last', string.format('%.0f', ms))
  redis.call('XTRIM', KEYS[1], 'MINID', '~', ARGV[4])
end
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
