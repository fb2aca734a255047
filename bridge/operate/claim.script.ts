import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Gives the device session its next operation.
 * KEYS[1] P:dev:<device>.  ARGV head, 6 device, 7 fence, 8 "1": background work waits.
 * Returns { "lost" } or { "ok", { id or "", "1" when it must be reconciled, ms from which one may run or 0, record } }.
 * Guarantee: at most one operation of a device runs, by a session of the protocol it is bound to, else of the active one; the same fence is given the same operation again until it settles.
 */
export const claimScript = {
  name: "claim",
  source: `${ledgerFragment}${headSource}
local proto = holds(L, ARGV[6], ARGV[7])
if not proto then return { 'lost' } end
L.pressed = ARGV[8] == '1'
return { 'ok', claim(L, ARGV[6], ARGV[7], proto) }
`,
};
