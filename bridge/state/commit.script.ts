import { ledgerFragment } from "../operate/ledger.fragment.ts";
import { commitFragment } from "./commit.fragment.ts";
import { nonceFragment } from "./nonce.script.ts";
import { waitsFragment } from "./waits.fragment.ts";
import type { Script } from "./redis.ts";

/**
 * Applies one `Commit` (change.ts) to one device of the partition: creation, conditions, fields, indexes, snapshot,
 * memory, events, session and onboarding, in one step.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 now  4 commit (JSON)  5 packed values  6 dictionary  7 length of P:evt  8 keep  9 keep failed (ms)
 * Gives `conflict` (read again) · `gone` · `fenced` · `quarantined` · `replayed` · `ok` fence work overlaid.
 * Guarantee: all or nothing; a repetition with the same event keys, operation id and conditions adds nothing.
 */
export const commitScript: Script = { name: "commit", source: `${commitFragment}${applied()}` };

/** The same for a commit with `onboard`; apart, because preparing the ledger's functions costs every run. */
export const onboardScript: Script = {
  name: "commit.onboard",
  source: `${ledgerFragment}${commitFragment}${applied(`
local L = { P = P, now = now, cap = cap, keep = tonumber(ARGV[8]), keepFailed = tonumber(ARGV[9]) }
for _, o in ipairs(c.onboard) do
  local last = redis.call('HGET', dev, 'onboard.' .. o.protocol)
  local state = last and redis.call('HGET', P .. ':op:' .. last, 'state')
  if state ~= 'queued' and enqueue(L, { id = o.id, device = id, actor = 'gateway', type = 'onboard', protocol = o.protocol,
    operation = '{"type":"onboard","protocol":"' .. o.protocol .. '"}', priority = 'interactive', rank = 0,
    expiresAt = o.expiresAt, reason = '' }) then
    redis.call('HSET', dev, 'onboard.' .. o.protocol, o.id)
  end
end
`)}`,
};

function applied(onboard = ""): string {
  return `${waitsFragment}${nonceFragment}
local P, id, now, cap = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[7]
local c = cjson.decode(ARGV[4])
local dev = P .. ':dev:' .. id
local f = redis.call('HMGET', dev, 'dense', 'rev', 'sv', 'fence', 'running', 'enrolment', 'lease.until',
  'lease.protocol', 'activeProtocol')
if c.create then
  local row = redis.call('HGET', P .. ':' .. c.create.row, c.create.identity)
  if f[1] or (row and row ~= c.create.expect) then return { 'conflict' } end
  S.create(P, id, now, c.create.row, c.create.identity)
elseif not f[1] then
  return { 'gone' }
elseif (c.rev and c.rev ~= f[2]) or (c.sv and c.sv ~= (f[3] or '0')) then
  return { 'conflict' }
elseif c.fence and c.fence ~= f[4] then
  return { 'fenced' }
elseif c.accepted and f[6] ~= 'accepted' then
  return { 'quarantined' }
end
if c.nonce then
  local nonces = takes(redis.call('HGET', dev, 'nonces'), c.nonce.id, c.nonce.count)
  if not nonces then return { 'replayed' } end
  redis.call('HSET', dev, 'nonces', nonces)
end
if c.rev then redis.call('HINCRBY', dev, 'rev', 1) end
local overlaid = S.commit(P, id, now, c, ARGV[5], ARGV[6], cap)
if c.quarantine then
  redis.call('ZADD', P .. ':quar', 'NX', S.int(now), id)
  local old = redis.call('ZRANGEBYSCORE', P .. ':quar', '-inf', c.quarantine.before, 'LIMIT', 0, 4)
  if redis.call('ZCARD', P .. ':quar') > c.quarantine.cap then old[#old + 1] = redis.call('ZRANGE', P .. ':quar', 0, 0)[1] end
  for _, other in ipairs(old) do if other ~= id then S.remove(P, other) end end
elseif c.set and c.set.enrolment then
  redis.call('ZREM', P .. ':quar', id)
end
${onboard}
local work = c.protocol and waits(P, id, c.protocol, c.set and c.set.activeProtocol or f[9], f[5])
local fence = ''
if c.lease and not taken(c.lease.protocol, f[8], f[7], now) then
  fence = S.int(redis.call('HINCRBY', dev, 'fence', 1))
  redis.call('HSET', dev, 'lease.until', work and c.lease['until'] or S.int(now), 'lease.holder', c.lease.holder,
    'lease.protocol', c.lease.protocol)
end
return { 'ok', fence, work and '1' or '', overlaid }
`;
}
