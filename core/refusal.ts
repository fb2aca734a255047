import type { Log, LogFields } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Where input from outside comes in. */
export type Surface = "cwmp" | "usp" | "api" | "files";

/**
 * One line and one count for one input that was refused. `reason` is a word of a bounded set, never text of the peer; `about`
 * names the device or the peer and what was wrong, never what was sent.
 */
export function badInput(
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
  surface: Surface,
  reason: string,
  about: LogFields = {},
): void {
  metrics.count("causeway_rejected_total", { surface, reason });
  const facts = { ...about, surface, reason };
  // Mistakes of API clients are everyday; a device that sends them is worth a look.
  if (surface === "api") log.info(facts, "bad_input");
  else log.warn(facts, "bad_input");
}
