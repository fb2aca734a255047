import { ledgerFragment } from "../operate/ledger.fragment.ts";
import { commitFragment } from "./commit.fragment.ts";
import type { Script } from "./redis.ts";

/**
 * Applies one `Commit` (change.ts) to one device of the partition: creation, conditions, fields, indexes, snapshot,
 * memory, events, session and onboarding, in one step.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 now  4 commit (JSON)  5 packed values  6 dictionary  7 length of P:evt  8 keep  9 keep failed (ms)
 * Gives `conflict` (read again) · `gone` · `fenced` · `quarantined` · `ok` fence work overlaid.
 * Guarantee: all or nothing; a repetition with the same event keys, operation id and conditions adds nothing.
 */
export const commitScript: Script = { name: "commit", source: `${commitFragment}${applied()}` };

/** The same for a commit with `onboard`; apart, because preparing the ledger's functions costs every run. */
export const onboardScript: Script = {
  name: "commit.onboard",
  source: `${ledgerFragment}${commitFragment}${applied(`
local L = { P = P, now = now, cap = cap, keep = tonumber(ARGV[8]), keepFailed = tonumber(ARGV[9]) }
if c.onboard then
  local state = f[5] and redis.call('HGET', P .. ':op:' .. f[5], 'state')
  if state ~= 'queued' and enqueue(L, { id = c.onboard.id, device = id, actor = 'gateway', operation = '{"type":"onboard"}',
    type = 'onboard', priority = 'interactive', rank = 0, expiresAt = c.onboard.expiresAt, reason = '' }) then
    redis.call('HSET', dev, 'onboard', c.onboard.id)
  end
end
`)}`,
};

function applied(onboard = ""): string {
  return `
local P, id, now, cap = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[7]
local c = cjson.decode(ARGV[4])
local dev = P .. ':dev:' .. id
local f = redis.call('HMGET', dev, 'dense', 'rev', 'sv', 'fence', 'onboard', 'running', 'enrolment')
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
elseif c.accepted and f[7] ~= 'accepted' then
  return { 'quarantined' }
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
local work = (f[6] and f[6] ~= '') or redis.call('EXISTS', P .. ':q:' .. id) == 1
local fence = ''
if c.lease then
  fence = S.int(redis.call('HINCRBY', dev, 'fence', 1))
  redis.call('HSET', dev, 'lease.until', work and c.lease['until'] or S.int(now), 'lease.holder', c.lease.holder,
    'lease.protocol', c.lease.protocol)
end
return { 'ok', fence, work and '1' or '', overlaid }
`;
}
