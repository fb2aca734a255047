/**
 * The first request of an Idempotency-Key runs, others learn its answer.
 * KEYS[1] P:idem:<digest of actor and key>.
 * ARGV 1 now (ms), 2 digest of the request, 3 seed offered, 4 ms to remember, 5 ms the first one may run.
 * Returns { "run", seed } | { "done", answer } | { "mismatch" } | { "running" }.
 * Guarantee: one runs at a time; who takes a dead one over is given its seed, so work named by the seed is done once.
 */
export const beginIdempotentScript = {
  name: "idempotency.begin",
  source: `
local now = tonumber(ARGV[1])
local h = redis.call('HMGET', KEYS[1], 'digest', 'state', 'seed', 'until', 'answer', 'forget')
if h[1] and tonumber(h[6]) > now then
  if h[1] ~= ARGV[2] then return { 'mismatch' } end
  if h[2] == 'done' then return { 'done', h[5] } end
  if tonumber(h[4]) > now then return { 'running' } end
  redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + tonumber(ARGV[5])))
  return { 'run', h[3] }
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'digest', ARGV[2], 'state', 'running', 'seed', ARGV[3],
  'until', string.format('%.0f', now + tonumber(ARGV[5])), 'forget', string.format('%.0f', now + tonumber(ARGV[4])))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { 'run', ARGV[3] }
`,
};

/**
 * Ends the run of an Idempotency-Key.
 * KEYS[1] as above.  ARGV 1 seed, 2 "done" | "forget" | "again", 3 answer.
 * Guarantee: only the run with this seed is ended. "forget": it changed nothing, the key is free; "again": its outcome
 * is unknown, the next one goes on with the same seed at once.
 */
export const endIdempotentScript = {
  name: "idempotency.end",
  source: `
if redis.call('HGET', KEYS[1], 'seed') ~= ARGV[1] then return 0 end
if ARGV[2] == 'forget' then return redis.call('DEL', KEYS[1]) end
if ARGV[2] == 'again' then return redis.call('HSET', KEYS[1], 'until', '0') end
redis.call('HSET', KEYS[1], 'state', 'done', 'answer', ARGV[3])
return 1
`,
};
