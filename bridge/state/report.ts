import type { Report } from "#core";
import { mustCommit } from "./commit.ts";
import { withParameters } from "./params.change.ts";
import { isRoutine } from "./northbound.ts";
import { projectReport } from "./project.ts";
import { reportScript } from "./report.script.ts";
import type { StateContext } from "./state.context.ts";

/**
 * Makes a report durable. Gives the number of overlaid values, undefined when it had none.
 * Faults: `lease.lost`, `device.notFound`, `device.quarantined`, `store.unavailable` (repeat it).
 */
export async function report(context: StateContext, told: Report): Promise<number | undefined> {
  const { keys, scripts, vault } = context;
  const { device, lease, at } = told;
  if (isBare(told)) {
    const args = [keys.tagOf(device), at, lease === undefined ? "" : lease.fence];
    if ((await scripts.run(reportScript, [keys.device(device)], args)) === 1) return undefined;
  }
  const packed = await withParameters(context, device, told.protocol, told, projectReport(told, vault));
  const { overlaid } = await mustCommit(context, device, packed);
  return overlaid;
}

/** Nothing but that the device is there. */
function isBare({ seen, events, values, memory, secrets, facts }: Report): boolean {
  const silent = memory === undefined && secrets === undefined && facts === undefined;
  return seen === true && silent && (values ?? []).length === 0 && events.every(isRoutine);
}
