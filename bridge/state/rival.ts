import type { Contact, DeviceId } from "#core";
import { made } from "./northbound.ts";
import type { StoredEvent } from "./change.ts";
import type { Fields } from "./record.ts";

const WINDOW_MS = 600_000;
/** Returns to the address before the last one, each within the window, from which two boxes are at work. */
const RETURNS = 3;

/**
 * Two live sources that alternate for one identity: the address goes back and forth within ten minutes. What is kept to
 * notice it, and the event when it is noticed (once in each window).
 */
export function rivals(
  id: DeviceId,
  { facts, at }: Contact,
  fields: Fields,
): { set: Fields; events: StoredEvent[] } {
  const { address } = facts;
  const last = fields["address"];
  if (address === undefined || last === undefined || address === last) return { set: {}, events: [] };
  const soon = at - Number(fields["address.changed"] ?? "0") < WINDOW_MS;
  const returns =
    soon && address === fields["address.before"] ? Number(fields["address.returns"] ?? "0") + 1 : 0;
  const set = { "address.before": last, "address.changed": String(at), "address.returns": String(returns) };
  if (returns < RETURNS) return { set, events: [] };
  const data = { reason: "two live sources alternate", addresses: [last, address] };
  return {
    set,
    events: [made(id, "causeway.device.conflict", at, data, `rivals ${Math.floor(at / WINDOW_MS)}`)],
  };
}
