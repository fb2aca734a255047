import type { Script } from "./redis.ts";

/**
 * Everything known of a device over one protocol, read at one instant.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 protocol ('' = the active one)  4… fields that tell its make
 * Gives {} for no such device, else protocol, packed values, overlay, memory, values of the last contact, their time,
 * snapshot version, active protocol, the fields asked for.
 */
export const knowledgeScript: Script = {
  name: "knowledge",
  source: `
local P, id, proto = ARGV[1], ARGV[2], ARGV[3]
local f = redis.call('HMGET', KEYS[1], 'dense', 'activeProtocol', 'sv')
if not f[1] then return {} end
if proto == '' then proto = (f[2] and f[2] ~= '') and f[2] or 'cwmp' end
local c = redis.call('HMGET', KEYS[1], 'cv.' .. proto, 'cvAt.' .. proto)
local name = id .. ':' .. proto
return { proto, redis.call('GET', P .. ':snap:' .. name) or '', redis.call('HGETALL', P .. ':ov:' .. name),
  redis.call('HGETALL', P .. ':mem:' .. name), c[1] or '', c[2] or '0', f[3] or '0', f[2] or '',
  redis.call('HMGET', KEYS[1], unpack(ARGV, 4)) }
`,
};
