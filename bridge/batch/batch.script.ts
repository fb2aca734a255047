import type { Script } from "../state/redis.ts";

/**
 * A batch in the partition of its devices:
 *
 *   P:bd:<batch>   list of device ids, as they were when the batch was made      P:bs:<batch>   string, a mark for each (`MARKS`)
 *   P:bf:<batch>   hash, failure code to how many, `<code> <n>` to the place of the n-th; `off` once it was cancelled
 */

/**
 * Adds devices. KEYS 1 P:bd  2 P:bs  ARGV 1 their mark  2 how many there are  3.. ids
 * Gives 1, or 0 when there are others: what a broken off request still did. Guarantee: as many marks as ids.
 */
export const freezeScript: Script = {
  name: "batch.freeze",
  source: `
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
for i = 3, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[i]) end
redis.call('APPEND', KEYS[2], string.rep(ARGV[1], #ARGV - 2))
return 1
`,
};

/**
 * The next devices with one of some marks. KEYS 1 P:bd  2 P:bs  ARGV 1 from which place  2 how many  3 the marks
 * Gives { place to go on at or -1, place, mark, id, … }. Guarantee: looks at a bounded part; there may be more without any.
 */
export const pickScript: Script = {
  name: "batch.pick",
  source: `
local from, n, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), '[' .. ARGV[3] .. ']'
local marks = redis.call('GETRANGE', KEYS[2], from, from + 65535)
local out, at = { -1 }, 1
while #out <= n * 3 do
  local found = string.find(marks, wanted, at)
  if not found then
    if #marks == 65536 then out[1] = from + 65536 end
    return out
  end
  local place = from + found - 1
  out[#out + 1] = place
  out[#out + 1] = string.sub(marks, found, found)
  out[#out + 1] = redis.call('LINDEX', KEYS[1], place) or ''
  at = found + 1
end
out[1] = from + at - 1
return out
`,
};

/**
 * Moves the mark of one device. KEYS 1 P:bs  2 P:bf  ARGV 1 place  2 marks it may have  3 the new one  4 failure code or ''
 * Gives 1, or 0 when it has another mark. Guarantee: repeated it counts nothing twice.
 */
export const markScript: Script = {
  name: "batch.mark",
  source: `
local is = redis.call('GETRANGE', KEYS[1], ARGV[1], ARGV[1])
if is == '' or not string.find(ARGV[2], is, 1, true) then return 0 end
redis.call('SETRANGE', KEYS[1], ARGV[1], ARGV[3])
if ARGV[4] ~= '' and is ~= ARGV[3] then
  local n = redis.call('HINCRBY', KEYS[2], ARGV[4], 1)
  if n <= 3 then redis.call('HSET', KEYS[2], ARGV[4] .. ' ' .. n, ARGV[1]) end
end
return 1
`,
};

/**
 * Nothing more of the batch is started in this partition. KEYS 1 P:bs  2 P:bf  ARGV 1 mark of the waiting  2 of the cancelled
 * Guarantee: from now on no waiting device is begun, and no session is given what is queued of it. Repeatable.
 */
export const callOffScript: Script = {
  name: "batch.callOff",
  source: `
local marks = redis.call('GET', KEYS[1])
if not marks then return 0 end
redis.call('HSET', KEYS[2], 'off', '1')
local left = string.gsub(marks, '%' .. ARGV[1], ARGV[2])
if left ~= marks then redis.call('SET', KEYS[1], left) end
return 1
`,
};

/**
 * Corrects marks that an older version of the gateway left behind. KEYS 1 P:bs  ARGV 1 P  2 mark for what is forgotten
 * 3.. place, operation id, … Gives how many. \`MARK\`: states of operations to marks.
 */
export const syncScript = (mark: string): Script => ({
  name: "batch.sync",
  source: `
local MARK, n = ${mark}, 0
for i = 3, #ARGV, 2 do
  local state = redis.call('HGET', ARGV[1] .. ':op:' .. ARGV[i + 1], 'state')
  local wanted = state and MARK[state] or ARGV[2]
  if redis.call('GETRANGE', KEYS[1], ARGV[i], ARGV[i]) ~= wanted then
    redis.call('SETRANGE', KEYS[1], ARGV[i], wanted)
    n = n + 1
  end
end
return n
`,
});

/**
 * Gives a batch to one worker. KEYS 1 the batch (hash: row, phase, total, token, until, endedAt, counts)
 * ARGV 1 now (ms)  2 token  3 until (ms)
 * Gives { phase, row, total }, or { '' } when another one has it or there is none. Guarantee: one token has it at a time.
 */
export const beginScript: Script = {
  name: "batch.begin",
  source: `
local f = redis.call('HMGET', KEYS[1], 'phase', 'row', 'total', 'token', 'until')
if not f[1] then return { '' } end
if f[4] and f[4] ~= ARGV[2] and (tonumber(f[5] or '0') or 0) > tonumber(ARGV[1]) then return { '' } end
redis.call('HSET', KEYS[1], 'token', ARGV[2], 'until', ARGV[3])
return { f[1], f[2], f[3] or '0' }
`,
};

/** Keeps it. KEYS 1 the batch  ARGV 1 token  2 until (ms). Gives its phase, '' when it was lost. */
export const renewScript: Script = {
  name: "batch.renew",
  source: `
local f = redis.call('HMGET', KEYS[1], 'phase', 'token')
if f[2] ~= ARGV[1] then return '' end
redis.call('HSET', KEYS[1], 'until', ARGV[2])
return f[1]
`,
};

/**
 * Gives it up. KEYS 1 the batch  2 those that are open (zset by the time of the next look)
 * ARGV 1 token  2 id  3 the next look (ms)  4 the phase it was left in  5 now (ms): what was decided meanwhile is looked at at once
 */
export const releaseScript: Script = {
  name: "batch.release",
  source: `
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'token', 'until')
local at = redis.call('HGET', KEYS[1], 'phase') == ARGV[4] and ARGV[3] or ARGV[5]
redis.call('ZADD', KEYS[2], 'XX', at, ARGV[2])
return 1
`,
};

/**
 * Moves a batch on. KEYS 1 the batch  2 those that are open
 * ARGV 1 id  2 phases it may come from, in blanks  3 the new one  4 now (ms)  5 total or ''  6 counts (JSON) or ''
 * Gives the phase it had, '' when there is none. Guarantee: repeatable; an ended one is not open, any other is.
 */
export const phaseScript: Script = {
  name: "batch.phase",
  source: `
local is = redis.call('HGET', KEYS[1], 'phase')
if not is then return '' end
if not string.find(' ' .. ARGV[2] .. ' ', ' ' .. is .. ' ', 1, true) then return is end
redis.call('HSET', KEYS[1], 'phase', ARGV[3])
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'total', ARGV[5]) end
if ARGV[6] ~= '' then
  redis.call('HSET', KEYS[1], 'counts', ARGV[6], 'endedAt', ARGV[4])
  redis.call('HDEL', KEYS[1], 'token', 'until')
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
end
return is
`,
};
