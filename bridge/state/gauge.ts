import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

/** Tells how many devices there are by enrolment, from counters. */
export async function gaugeDevices({ keys, scripts, metrics }: StateContext): Promise<void> {
  const rows = await Promise.all(
    keys.tags().map((tag) => stored(scripts.client.hgetall(`${tag}:vals:enrolment`))),
  );
  const counts: Record<string, number> = { accepted: 0, quarantined: 0, preregistered: 0 };
  for (const row of rows) {
    for (const [enrolment, n] of Object.entries(row))
      counts[enrolment] = (counts[enrolment] ?? 0) + Number(n);
  }
  for (const [enrolment, n] of Object.entries(counts)) metrics.gauge("devices", n, { enrolment });
}
