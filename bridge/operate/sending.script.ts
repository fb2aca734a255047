import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Notes that bytes which can change the device are about to leave.
 * KEYS[1] P:dev:<device>.  ARGV head, 6 device, 7 fence, 8 id.
 * Returns { "ok" | "lost" | the terminal state it has reached }: anything but "ok" means do not send.
 * Guarantee: after "ok" the operation cannot be cancelled or expire, and a later session reconciles it.
 */
export const sendingScript = {
  name: "sending",
  source: `${ledgerFragment}${headSource}
local fence, id = ARGV[7], ARGV[8]
if not holds(L, ARGV[6], fence) then return { 'lost' } end
local key = L.P .. ':op:' .. id
local o = redis.call('HMGET', key, 'state', 'fence', 'pending', 'expiresAt', 'sentFence', 'device')
if not o[1] or o[6] ~= ARGV[6] then return { 'lost' } end
if o[1] ~= 'running' then return { o[1] == 'queued' and 'lost' or o[1] } end
if o[2] ~= fence or o[3] == '1' then return { 'lost' } end
if not o[5] and tonumber(o[4]) <= L.now then
  finish(L, id, 'expired', '', '{"code":"operation.expired"}')
  redis.call('HSET', KEYS[1], 'running', '')
  return { 'expired' }
end
redis.call('HSET', key, 'sentFence', fence)
redis.call('HSETNX', key, 'sentAt', num(L.now))
return { 'ok' }
`,
};
