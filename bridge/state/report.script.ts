import type { Script } from "./redis.ts";

/**
 * The hot path of reports: a device was heard and nothing else.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 now  3 fence or ''
 * Gives 1, or 0 when there is more to do (offline until now, not accepted, gone, fenced): nothing was written then.
 * Guarantee: repeating it changes nothing.
 */
export const reportScript: Script = {
  name: "report",
  source: `
local P, now = ARGV[1], ARGV[2]
local f = redis.call('HMGET', KEYS[1], 'dense', 'enrolment', 'presence', 'grace', 'fence')
if not f[1] or f[2] ~= 'accepted' or f[3] ~= 'online' or (ARGV[3] ~= '' and ARGV[3] ~= f[5]) then return 0 end
local due = redis.call('ZSCORE', P .. ':pdue', f[1])
if not due or tonumber(due) < tonumber(now) then return 0 end
redis.call('ZADD', P .. ':seen', 'GT', now, f[1])
redis.call('ZADD', P .. ':pdue', string.format('%.0f', tonumber(now) + tonumber(f[4])), f[1])
return 1
`,
};
