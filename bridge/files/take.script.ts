import type { Script } from "../state/redis.ts";

/**
 * Takes bytes from what a transfer may serve in all, before they are sent; what was not sent comes back.
 *
 * KEYS 1 P:xfer:<operation>
 * ARGV 1 bytes, negative to give back
 * Gives 1, or 0 when there is no such transfer any more or it may not serve as much.
 */
export const takeScript: Script = {
  name: "files-take",
  source: `
local x = redis.call('HMGET', KEYS[1], 'served', 'most')
if not x[1] then return 0 end
local bytes = tonumber(ARGV[1])
if bytes > 0 and tonumber(x[1]) + bytes > tonumber(x[2]) then return 0 end
redis.call('HINCRBY', KEYS[1], 'served', ARGV[1])
return 1
`,
};
