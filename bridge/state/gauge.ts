import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

/** Tells how many devices there are by enrolment, and how much of the quarantine's budget is used (0..1), from counters. */
export async function gaugeDevices({ keys, scripts, metrics, config }: StateContext): Promise<void> {
  const rows = await Promise.all(
    keys.tags().map((tag) => stored(scripts.client.hgetall(`${tag}:vals:enrolment`))),
  );
  const counts: Record<string, number> = { accepted: 0, quarantined: 0, preregistered: 0 };
  for (const row of rows) {
    for (const [enrolment, n] of Object.entries(row))
      counts[enrolment] = (counts[enrolment] ?? 0) + Number(n);
  }
  for (const [enrolment, n] of Object.entries(counts)) metrics.gauge("devices", n, { enrolment });
  metrics.gauge("quarantine_used", (counts["quarantined"] ?? 0) / config.quarantineDevices);
}
