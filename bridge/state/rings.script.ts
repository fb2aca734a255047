import type { Script } from "./redis.ts";

/**
 * How a device is woken, in the hash P:ring:<device>: `until` a turn is held (ms), `again` from when it may be rung (ms),
 * `stamp` of the last turn, `asked` the method that rang it last and was not answered yet, `worked` the one that brought
 * it last, `v.<method>` how often in vain, `came` during the turn, `udp` the address, port and replica where it listens until
 * `udpUntil`. It leaves a month after its last turn or binding.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 now  4 until
 * Gives {} for no such device, { 0, method, 1 while it is being rung } when it is not the time, else { 1, stamp, fields and values of the hash }.
 * Guarantee: one turn at a time; stamps rise strictly.
 */
export const turnScript: Script = {
  name: "rings.turn",
  source: `
local P, id, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
local ring = P .. ':ring:' .. id
local f = redis.call('HMGET', ring, 'until', 'again', 'asked', 'stamp')
local ringing = tonumber(f[1] or '0') > now
if ringing or tonumber(f[2] or '0') > now then return { 0, f[3] or '', ringing and 1 or 0 } end
local stamp = string.format('%.0f', math.max(tonumber(f[4] or '0') + 1, math.floor(now / 1000)))
redis.call('HSET', ring, 'until', ARGV[4], 'stamp', stamp)
redis.call('HDEL', ring, 'came')
redis.call('PEXPIRE', ring, 2592000000)
return { 1, stamp, redis.call('HGETALL', ring) }
`,
};

/**
 * Ends a turn; one that was given to another replica meanwhile is left alone.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 stamp  4 again  5 state  6 method  7 time (RFC 3339)  8.. methods that were tried
 * Gives 1 when the device has come during the turn, else 0.
 */
export const doneScript: Script = {
  name: "rings.done",
  source: `
local ring, method = ARGV[1] .. ':ring:' .. ARGV[2], ARGV[6]
local f = redis.call('HMGET', ring, 'stamp', 'came')
if f[1] ~= ARGV[3] or redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for i = 8, #ARGV do redis.call('HINCRBY', ring, 'v.' .. ARGV[i], 1) end
redis.call('HDEL', ring, 'until', 'came')
local came = f[2] and ARGV[5] == 'rung'
local shown = { method = method, lastResult = came and 'ok' or ARGV[5], at = ARGV[7] }
redis.call('HSET', KEYS[1], 'wake', cjson.encode(shown))
if came then
  redis.call('HSET', ring, 'worked', method, 'v.' .. method, 0, 'again', 0, 'asked', '')
  return 1
end
redis.call('HSET', ring, 'again', ARGV[4], 'asked', ARGV[5] == 'rung' and method or '')
return 0
`,
};

/**
 * Notes where a device listens for UDP.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 address  4 port  5 replica  6 until (ms)
 */
export const bindScript: Script = {
  name: "rings.bind",
  source: `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local ring = ARGV[1] .. ':ring:' .. ARGV[2]
local place = ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. ARGV[5]
-- Where it is heard anew it may be rung at once, whatever became of the last ring.
if redis.call('HGET', ring, 'udp') ~= place then redis.call('HSET', ring, 'again', 0) end
redis.call('HSET', ring, 'udp', place, 'udpUntil', ARGV[6])
redis.call('PEXPIRE', ring, 2592000000)
return 1
`,
};

/**
 * The time and the nonces of that second of the last datagrams a device told something by (`news`: time, then nonces).
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 time (Unix seconds)  4 nonce  5 "1": it was stored
 * Gives 1 when it is news, else 0.
 */
export const newsScript: Script = {
  name: "rings.news",
  source: `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local ring, told = ARGV[1] .. ':ring:' .. ARGV[2], {}
for word in string.gmatch(redis.call('HGET', ring, 'news') or '0', '%S+') do told[#told + 1] = word end
local last, time = tonumber(told[1]), tonumber(ARGV[3])
if time < last then return 0 end
if time > last then told = { ARGV[3] } end
for i = 2, #told do if told[i] == ARGV[4] then return 0 end end
-- So many in one second are too many to tell apart.
if #told > 16 then return 0 end
if ARGV[5] == '1' then
  told[#told + 1] = ARGV[4]
  redis.call('HSET', ring, 'news', table.concat(told, ' '))
  redis.call('PEXPIRE', ring, 2592000000)
end
return 1
`,
};

/**
 * A device came because it was rung.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 now  4 time (RFC 3339)
 * Guarantee: safe to repeat.
 */
export const cameScript: Script = {
  name: "rings.came",
  source: `
local ring = ARGV[1] .. ':ring:' .. ARGV[2]
local f = redis.call('HMGET', ring, 'until', 'asked')
if tonumber(f[1] or '0') > tonumber(ARGV[3]) then return redis.call('HSET', ring, 'came', 1) end
if not f[2] or f[2] == '' or redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', ring, 'worked', f[2], 'v.' .. f[2], 0, 'again', 0, 'asked', '')
redis.call('HSET', KEYS[1], 'wake', cjson.encode({ method = f[2], lastResult = 'ok', at = ARGV[4] }))
return 1
`,
};

/**
 * Notes how a device was asked for a session, unless something newer is noted.
 *
 * KEYS 1 the device
 * ARGV 1 time (RFC 3339)  2 the note (JSON)
 */
export const noteScript: Script = {
  name: "rings.note",
  source: `
local f = redis.call('HMGET', KEYS[1], 'dense', 'wake')
if not f[1] then return 0 end
if f[2] and f[2] ~= '' and cjson.decode(f[2]).at > ARGV[1] then return 0 end
return redis.call('HSET', KEYS[1], 'wake', ARGV[2])
`,
};
