import type { Script } from "../state/redis.ts";

/**
 * Puts a file's row in, new or in the place of the one that had its id.
 *
 * KEYS 1 rows (hash id → JSON)  2 order (zset id by creation)  3 blobs (hash blob → id)  4 tally (hash bytes, count)
 *      5 the device's own files (zset id by creation), or order again  6 files that devices sent (zset id by creation)
 * ARGV 1 id  2 JSON  3 blob  4 size  5 created (ms)  6 bytes that fit  7 files that fit  8 files a device may have, "" = no device's
 * Gives { "kept" | "full", blobs that nothing points to any more … }.
 * Guarantee: repeated it changes nothing. Of a device that has too many files the oldest leave.
 */
export const keepScript: Script = {
  name: "files-keep",
  source: `
local id, blob, size, at = ARGV[1], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local gone = {}
local function count(bytes, files)
  redis.call('HINCRBY', KEYS[4], 'bytes', bytes)
  redis.call('HINCRBY', KEYS[4], 'count', files)
end
local function drop(old, text)
  local row = cjson.decode(text)
  redis.call('HDEL', KEYS[1], old)
  redis.call('ZREM', KEYS[2], old)
  if KEYS[5] ~= KEYS[2] then redis.call('ZREM', KEYS[5], old) end
  redis.call('ZREM', KEYS[6], old)
  redis.call('HDEL', KEYS[3], row.blob)
  count(0 - row.size, -1)
  gone[#gone + 1] = row.blob
end
local before = redis.call('HGET', KEYS[1], id)
if before and cjson.decode(before).blob == blob then return { 'kept' } end
local old = before and cjson.decode(before).size or 0
local used = redis.call('HMGET', KEYS[4], 'bytes', 'count')
local files = tonumber(used[2] or '0') + (before and 0 or 1)
if tonumber(used[1] or '0') - old + size > tonumber(ARGV[6]) or files > tonumber(ARGV[7]) then return { 'full' } end
if before then drop(id, before) end
if ARGV[8] ~= '' then
  for _, other in ipairs(redis.call('ZRANGE', KEYS[5], 0, -tonumber(ARGV[8]))) do
    local text = redis.call('HGET', KEYS[1], other)
    if text then drop(other, text) else redis.call('ZREM', KEYS[5], other) end
  end
  redis.call('ZADD', KEYS[5], at, id)
  redis.call('ZADD', KEYS[6], at, id)
end
redis.call('HSET', KEYS[1], id, ARGV[2])
redis.call('ZADD', KEYS[2], at, id)
redis.call('HSET', KEYS[3], blob, id)
count(size, 1)
table.insert(gone, 1, 'kept')
return gone
`,
};
