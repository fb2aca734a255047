import type { Script } from "../state/redis.ts";

/**
 * Opens the transfer of a running operation. Its end is in `finish` of the ledger fragment, or when its time is over.
 *
 * KEYS 1 P:xfer:<operation>  2 P:op:<operation>  3 P:xfuse (hash file → transfers that are open)
 * ARGV 1 the file it gives, or "-" when the device sends one  2 ms it may stay open  … field, value of the transfer
 * Gives 1, or 0 when the operation does not run.
 * Guarantee: repeated it changes nothing of what was served. Its time begins anew: an operation that is to be sent once more,
 * days later perhaps, has its whole time again.
 */
export const openScript: Script = {
  name: "files-open",
  source: `
if redis.call('HGET', KEYS[2], 'state') ~= 'running' then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
redis.call('HSETNX', KEYS[1], 'served', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if redis.call('HSETNX', KEYS[2], 'transfer', ARGV[1]) == 0 then return 1 end
if ARGV[1] ~= '-' then redis.call('HINCRBY', KEYS[3], ARGV[1], 1) end
return 1
`,
};
