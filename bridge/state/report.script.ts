import type { Script } from "./redis.ts";

/** What one entry of the script says, in the order of its fields. Nothing in it may hold a line feed. */
export type Heard = readonly [
  partition: string,
  device: string,
  now: number,
  fence: number | "",
  cap: number,
  key: string,
  id: string,
  type: string,
  at: string,
  data: string,
];

/**
 * The hot path of reports: devices were heard, and each perhaps tells of one event.
 *
 * KEYS the device of each
 * ARGV of each, its fields joined by line feeds: 1 P  2 device  3 now  4 fence or ''  5 length of P:evt
 *      6 what makes a repetition the same  7 event id or '' (no event)  8 type  9 at  10 data
 * Gives for each 1, or 0 when there is more to do (offline until now, not accepted, gone, fenced): nothing was written then; or
 *      an error, which is that device's alone.
 * Guarantee: repeating it changes nothing, as long as P:ded remembers the event.
 */
export const reportScript: Script = {
  name: "report",
  source: `
local FIELDS = '^' .. string.rep('([^\\n]*)\\n', 9) .. '(.*)$'
local told = {}

local function heard(dev, entry)
  local P, device, now, fence, cap, key, id, type_, at, data = string.match(entry, FIELDS)
  local f = redis.call('HMGET', dev, 'dense', 'enrolment', 'presence', 'grace', 'fence')
  if not f[1] or f[2] ~= 'accepted' or f[3] ~= 'online' or (fence ~= '' and fence ~= f[5]) then return 0 end
  local due = redis.call('ZSCORE', P .. ':pdue', f[1])
  if not due or tonumber(due) < tonumber(now) then return 0 end
  redis.call('ZADD', P .. ':seen', 'GT', now, f[1])
  redis.call('ZADD', P .. ':pdue', string.format('%.0f', tonumber(now) + tonumber(f[4])), f[1])
  if id == '' then return 1 end
  if key == '' or redis.call('ZADD', P .. ':ded', 'NX', now, key) == 1 then
    redis.call('XADD', P .. ':evt', 'MAXLEN', '~', cap, '*', 'id', id, 'type', type_, 'device', device, 'at', at, 'data', data)
  end
  told[P] = now
  return 1
end

local answers = {}
for i, entry in ipairs(ARGV) do
  local done, answer = pcall(heard, KEYS[i], entry)
  answers[i] = done and answer or redis.error_reply(type(answer) == 'table' and answer.err or answer)
end
for P, now in pairs(told) do
  redis.call('ZREMRANGEBYSCORE', P .. ':ded', '-inf', string.format('%.0f', tonumber(now) - 10800000))
  redis.call('ZREMRANGEBYRANK', P .. ':ded', 0, -50001)
  -- The ids are of the store's own clock.
  local clock = tonumber(redis.call('TIME')[1]) * 1000
  redis.call('XTRIM', P .. ':evt', 'MINID', '~', string.format('%.0f', clock - 604800000))
end
return answers
`,
};
