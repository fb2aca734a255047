import type { Script } from "../state/redis.ts";

/**
 * Changes or removes a file's row.
 *
 * KEYS 1 rows  2 order  3 blobs  4 tally (see keep.script.ts)  5 the device's own files, or order again  6 files that devices sent
 * ARGV 1 id  2 the revision it must have, "" = any  3 the new JSON, "" = remove it
 * Gives { "done", blob } or { "missing" } or { "changed" }.
 * Guarantee: one of several changes of one revision is done.
 */
export const changeScript: Script = {
  name: "files-change",
  source: `
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return { 'missing' } end
local row = cjson.decode(text)
if ARGV[2] ~= '' and row.revision ~= tonumber(ARGV[2]) then return { 'changed' } end
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
  return { 'done', row.blob }
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
redis.call('ZREM', KEYS[6], ARGV[1])
redis.call('HDEL', KEYS[3], row.blob)
redis.call('HINCRBY', KEYS[4], 'bytes', 0 - row.size)
redis.call('HINCRBY', KEYS[4], 'count', -1)
return { 'done', row.blob }
`,
};
