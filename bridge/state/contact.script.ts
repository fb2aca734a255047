import { nonceFragment } from "./nonce.script.ts";
import { waitsFragment } from "./waits.fragment.ts";
import type { Script } from "./redis.ts";

/** What one entry of the script says, in the order of its fields. Nothing in it may hold a line feed. */
export type Touched = readonly [
  partition: string,
  identity: string,
  device: string,
  now: number,
  digest: string,
  protocol: string,
  holder: string,
  leaseUntil: number,
  nonce: string,
  count: number | "",
];

/**
 * The hot path: devices that say nothing new. Finds the device of each identity and, when the digest of what it says is
 * the one of its last contact, moves times and counters and gives the session, one step a device.
 *
 * KEYS the identity's row of each (its device when field 3 is given)
 * ARGV of each, its fields joined by line feeds: 1 P  2 identity  3 device or ''  4 now  5 digest ('' = always changed)
 *      6 protocol  7 holder ('' = no session)  8 lease until, when there is work: a session without any keeps nobody else
 *      from asking for one  9 nonce id or ''  10 its count
 * Gives for each `new` · `elsewhere` id · `gone` id (the row or the alias is dead) · `quarantined` id · `changed` id fields ·
 *      `replayed` id (the nonce was used before) · `ok` id fence work pending (no fence: none asked for, or a session of the
 *      other protocol has the device) · an error, which is that device's alone. Only `ok` and `quarantined` have written.
 * Guarantee: repeating it leaves the same state but for a newer fence, which only the last caller holds.
 */
export const contactScript: Script = {
  name: "contact",
  source: `${waitsFragment}${nonceFragment}
local FIELDS = '^' .. string.rep('([^\\n]*)\\n', 9) .. '(.*)$'

local function touch(row, entry)
  local P, identity, id, now, digest, proto, holder, until_, nonce, count = string.match(entry, FIELDS)
  if id == '' then
    id = redis.call('HGET', row, identity)
    if not id then return { 'new' } end
    if string.sub(id, 3, 4) ~= string.sub(P, -3, -2) then return { 'elsewhere', id } end
  end
  local dev = P .. ':dev:' .. id
  local f = redis.call('HMGET', dev, 'dense', 'identities', 'dg.' .. proto, 'presence', 'enrolment', 'grace', 'fence',
    'running', 'contacts', 'credential.pending', 'activeProtocol', 'lease.until', 'lease.protocol', 'nonces')
  if not f[1] or not string.find('\\n' .. (f[2] or '') .. '\\n', '\\n' .. identity .. '\\n', 1, true) then
    return { 'gone', id }
  end
  local due = f[3] == digest and f[4] == 'online' and redis.call('ZSCORE', P .. ':pdue', f[1])
  if not due or tonumber(due) < tonumber(now) then return { 'changed', id, redis.call('HGETALL', dev) } end
  local nonces = ''
  if nonce ~= '' then
    nonces = takes(f[14], nonce, count)
    if not nonces then return { 'replayed', id } end
  end
  redis.call('ZADD', P .. ':seen', 'GT', now, f[1])
  redis.call('ZADD', P .. ':pdue', string.format('%.0f', tonumber(now) + tonumber(f[6])), f[1])
  local contacts = string.format('%.0f', (tonumber(f[9] or '0') or 0) + 1)
  if f[5] ~= 'accepted' then
    redis.call('HSET', dev, 'contacts', contacts)
    return { 'quarantined', id }
  end
  if nonces ~= '' then redis.call('HSET', dev, 'nonces', nonces) end
  local work = waits(P, id, proto, f[11], f[8])
  if holder == '' or taken(proto, f[13], f[12], tonumber(now)) then
    redis.call('HSET', dev, 'contacts', contacts, 'cvAt.' .. proto, now)
    return { 'ok', id, '', work and '1' or '' }
  end
  local fence = string.format('%.0f', (tonumber(f[7] or '0') or 0) + 1)
  redis.call('HSET', dev, 'contacts', contacts, 'cvAt.' .. proto, now, 'fence', fence,
    'lease.until', work and until_ or now, 'lease.holder', holder, 'lease.protocol', proto)
  return { 'ok', id, fence, work and '1' or '', f[10] and f[10] ~= '' and '1' or '' }
end

local answers = {}
for i, entry in ipairs(ARGV) do
  local done, answer = pcall(touch, KEYS[i], entry)
  answers[i] = done and answer or redis.error_reply(type(answer) == 'table' and answer.err or answer)
end
return answers
`,
};
