import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Cancels an operation that has not been sent.
 * KEYS[1] P:op:<id>.  ARGV head, 6 id.
 * Returns { "ok" | "missing" | "late" | "goesOn" }; the last: the device goes on with it, and must be asked to stop.
 * Guarantee: after "ok" no session is given it and \`sending\` refuses it. A reading operation in a session is refused,
 * because reads leave without asking. Repeated after an "ok" it says "ok".
 */
export const cancelScript = {
  name: "cancel",
  source: `${ledgerFragment}${headSource}
local id = ARGV[6]
local o = redis.call('HMGET', KEYS[1], 'state', 'device', 'type', 'sentFence', 'pending', 'protocol')
if not o[1] then return { 'missing' } end
if o[1] == 'cancelled' then return { 'ok' } end
if o[1] == 'running' and o[5] == '1' and o[3] == 'operate' then return { 'goesOn' } end
local writes = { set = true, add = true, delete = true, operate = true }
if o[1] == 'queued' and not o[4] then
  redis.call('ZREM', queue(L, o[2], o[6]), id)
elseif o[1] == 'running' and not o[4] and o[5] ~= '1' and writes[o[3]] then
  if redis.call('HGET', L.P .. ':dev:' .. o[2], 'running') == id then
    redis.call('HSET', L.P .. ':dev:' .. o[2], 'running', '')
  end
else
  return { 'late' }
end
finish(L, id, 'cancelled', '', '{"code":"operation.cancelled"}')
rest(L, o[2])
return { 'ok' }
`,
};
