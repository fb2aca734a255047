import { ledgerFragment } from "../operate/ledger.fragment.ts";
import type { Script } from "./redis.ts";

/**
 * Ends as cancelled what waits for a protocol that the device does not speak any more.
 *
 * KEYS 1 the device
 * ARGV 1 P  2 device  3 now  4 length of P:evt  5 keep  6 keep failed (ms)
 * Guarantee: safe to repeat.
 */
export const unspokenScript: Script = {
  name: "unspoken",
  source: `${ledgerFragment}
local id = ARGV[2]
local L = { P = ARGV[1], now = tonumber(ARGV[3]), cap = ARGV[4], keep = tonumber(ARGV[5]), keepFailed = tonumber(ARGV[6]) }
local spoken = redis.call('HGET', KEYS[1], 'protocols') or ''
for _, proto in ipairs({ 'cwmp', 'usp' }) do
  if not string.find(spoken, proto, 1, true) then
    local q = queue(L, id, proto)
    for _, op in ipairs(redis.call('ZRANGE', q, 0, -1)) do
      finish(L, op, 'cancelled', '', '{"code":"operation.cancelled","detail":"the device does not speak the protocol any more"}')
    end
    redis.call('DEL', q)
    calm(L, id, proto)
  end
end
rest(L, id)
return 1
`,
};
