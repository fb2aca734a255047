import type { Script } from "../state/redis.ts";

/**
 * Gives an import to one request. KEYS 1 the import (hash: row JSON, report number, state, token, until)
 * ARGV 1 now (ms)  2 token  3 until (ms)
 * Gives `missing` · `over` row state · `running` · `ok` row.
 * Guarantee: one token has an import at a time; that of a request that is gone is free after its time.
 */
export const beginImportScript: Script = {
  name: "import.begin",
  source: `
local f = redis.call('HMGET', KEYS[1], 'row', 'state', 'until')
if not f[1] then return { 'missing' } end
if f[2] ~= 'open' then return { 'over', f[1], f[2] } end
if (tonumber(f[3] or '0') or 0) > tonumber(ARGV[1]) then return { 'running' } end
redis.call('HSET', KEYS[1], 'token', ARGV[2], 'until', ARGV[3])
return { 'ok', f[1] }
`,
};

/**
 * Keeps how far an import has come, with what is to be reported of the rows since. KEYS 1 the import  2 its report (list)
 * ARGV 1 token  2 until (ms, 0 = let go)  3 row (JSON)  4 state  5 entries the report holds at most  6.. entries (JSON)
 * Gives `ok` · `lost` (another request has it) · `cancelled`.
 * Guarantee: place, counts and report move together; only the request that has the import moves them.
 */
export const keepImportScript: Script = {
  name: "import.keep",
  source: `
local f = redis.call('HMGET', KEYS[1], 'token', 'state')
if f[1] ~= ARGV[1] then return 'lost' end
redis.call('HSET', KEYS[1], 'row', ARGV[3], 'until', ARGV[2])
if ARGV[2] == '0' then redis.call('HDEL', KEYS[1], 'token') end
local room = tonumber(ARGV[5]) - redis.call('LLEN', KEYS[2])
for i = 6, math.min(#ARGV, 5 + room) do redis.call('RPUSH', KEYS[2], ARGV[i]) end
if f[2] ~= 'open' then return 'cancelled' end
redis.call('HSET', KEYS[1], 'state', ARGV[4])
return 'ok'
`,
};

/** Ends an import that is open. KEYS 1 the import. Gives its state, `` when there is none. Guarantee: repeatable. */
export const cancelImportScript: Script = {
  name: "import.cancel",
  source: `
local state = redis.call('HGET', KEYS[1], 'state')
if not state then return '' end
if state ~= 'open' then return state end
redis.call('HSET', KEYS[1], 'state', 'cancelled')
return 'cancelled'
`,
};
