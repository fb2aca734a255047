import type { Script } from "./redis.ts";

/**
 * Takes a device's session unless a live one holds it.
 *
 * KEYS 1 the device
 * ARGV 1 now  2 lease until  3 holder  4 protocol
 * Gives the fence, or '' (no such device, not accepted, held).
 * Guarantee: at most one live session; whoever has an older fence is refused from now on.
 */
export const openScript: Script = {
  name: "lease.open",
  source: `
local f = redis.call('HMGET', KEYS[1], 'dense', 'enrolment', 'lease.until', 'fence')
if not f[1] or f[2] ~= 'accepted' or (tonumber(f[3] or '0') or 0) > tonumber(ARGV[1]) then return '' end
local fence = string.format('%.0f', (tonumber(f[4] or '0') or 0) + 1)
redis.call('HSET', KEYS[1], 'fence', fence, 'lease.until', ARGV[2], 'lease.holder', ARGV[3], 'lease.protocol', ARGV[4])
return fence
`,
};

/**
 * Prolongs a session.
 *
 * KEYS 1 the device
 * ARGV 1 fence  2 lease until
 * Gives 1, or 0 when the session was released or another one took the device over.
 */
export const renewScript: Script = {
  name: "lease.renew",
  source: `
local f = redis.call('HMGET', KEYS[1], 'fence', 'lease.until')
if f[1] ~= ARGV[1] or (tonumber(f[2] or '0') or 0) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'lease.until', ARGV[2])
return 1
`,
};

/**
 * Ends a session. Safe to repeat; a fenced one is ignored.
 *
 * KEYS 1 the device
 * ARGV 1 fence
 */
export const releaseScript: Script = {
  name: "lease.release",
  source: `
if redis.call('HGET', KEYS[1], 'fence') == ARGV[1] then redis.call('HSET', KEYS[1], 'lease.until', '0') end
return 1
`,
};
