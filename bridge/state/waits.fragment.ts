/**
 * Lua functions of the scripts that admit a contact (prepended to their source). They ask the ledger's keys
 * (operate/ledger.fragment.ts) without its functions, whose preparation would cost every contact.
 */
export const waitsFragment = `
-- True when a session of the protocol would be given an operation. \`active\`: runs what is bound to no protocol;
-- \`running\`: what an earlier session was given.
local function waits(P, id, proto, active, running)
  local q = P .. ':q:' .. id
  local n = active == proto and redis.call('EXISTS', q, q .. ':' .. proto) or redis.call('EXISTS', q .. ':' .. proto)
  if n > 0 then return true end
  if not running or running == '' then return false end
  local bound = redis.call('HGET', P .. ':op:' .. running, 'protocol')
  return ((bound and bound ~= '') and bound or active) == proto
end

-- True while a session of the other protocol has the device: a contact does not end it. Within one protocol the newer wins.
local function taken(proto, holder, until_, now)
  return holder and holder ~= proto and (tonumber(until_ or '0') or 0) > now
end
`;
