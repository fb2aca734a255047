import { headSource } from "./head.ts";
import { ledgerFragment } from "./ledger.fragment.ts";

/**
 * Gives pending operations of a device to its next session again, because the device has told something about them.
 * KEYS[1] P:open:<device>.  ARGV head, 6 device, 7.. the words of what it told (`Resume`).
 * Returns how many.
 * Guarantee: safe to repeat; an operation that has ended or is queued already stays as it is.
 */
export const resumeScript = {
  name: "resume",
  source: `${ledgerFragment}${headSource}
local open, n = redis.call('HGETALL', KEYS[1]), 0
for i = 1, #open, 2 do
  for w = 7, #ARGV do
    if string.sub(open[i], 1, 5) ~= 'lane ' and string.find(' ' .. open[i + 1] .. ' ', ' ' .. ARGV[w] .. ' ', 1, true) then
      if resume(L, ARGV[6], open[i]) then n = n + 1 end
      break
    end
  end
end
return n
`,
};
