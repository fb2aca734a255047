import type { Report } from "#core";
import type { StoredEvent } from "./change.ts";
import { mustCommit } from "./commit.ts";
import { withParameters } from "./params.change.ts";
import { isRoutine, northbound } from "./northbound.ts";
import { projectReport } from "./project.ts";
import { reportScript, type Heard } from "./report.script.ts";
import type { StateContext } from "./state.context.ts";

/**
 * Makes a report durable. Gives the number of overlaid values, undefined when it had none.
 * Faults: `lease.lost`, `device.notFound`, `device.quarantined`, `store.unavailable` (repeat it).
 */
export async function report(context: StateContext, told: Report): Promise<number | undefined> {
  const heard = heardOf(context, told);
  if (heard !== undefined) {
    const { keys, scripts } = context;
    if ((await scripts.runMany(reportScript, keys.device(told.device), heard.join("\n"))) === 1) {
      if (heard[6] !== "") context.committed(told.device);
      return undefined;
    }
  }
  const packed = await withParameters(
    context,
    told.device,
    told.protocol,
    told,
    projectReport(told, context.vault),
  );
  const { overlaid } = await mustCommit(context, told.device, packed);
  return overlaid;
}

/** A report that says no more than that the device is there and, perhaps, one event: an entry of the short way. */
function heardOf({ keys, limits, clock }: StateContext, told: Report): Heard | undefined {
  const { device, seen, lease, at, memory, secrets, facts, values = [] } = told;
  const isMore = memory !== undefined || secrets !== undefined || values.length > 0 || !isEmpty(facts);
  if (seen !== true || isMore) return undefined;
  const events = told.events.filter((event) => !isRoutine(event));
  const [event] = events;
  // A start is noted in the device too.
  if (events.length > 1 || event?.type === "boot") return undefined;
  const stored = event === undefined ? NOTHING : northbound(device, event, at);
  const { key, id, type, data } = stored;
  const fence = lease?.fence ?? "";
  return [
    keys.tagOf(device),
    device,
    clock.now(),
    fence,
    limits.partitionEvents,
    key,
    id,
    type,
    stored.at,
    data,
  ];
}

const NOTHING: StoredEvent = { key: "", id: "", type: "", at: "", data: "" };

function isEmpty(facts: Report["facts"] = {}): boolean {
  for (const _name in facts) return false;
  return true;
}
