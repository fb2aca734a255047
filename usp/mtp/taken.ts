import { asFault, backoff, type Clock, type Log, type Metrics, sleep } from "#core";

export interface TakenParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Faults that pass by themselves: the message waits for it, however long. */
const HELD: ReadonlySet<string> = new Set(["store.unavailable", "gateway.overloaded", "gateway.stopping"]);
/** A message that fails otherwise is given up after so many attempts, or it would hold up all behind it for ever. */
const ATTEMPTS = 4;

/**
 * Tries `work` until what a message says is durable or the message is given up: then it may be acknowledged. False: `signal` aborted
 * before that. `held` is called each time it has to wait.
 */
export async function taken(
  { clock, log, metrics }: TakenParts,
  work: () => Promise<unknown>,
  signal: AbortSignal,
  held: () => void = () => {},
): Promise<boolean> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await work();
      return true;
    } catch (error) {
      const fault = asFault(error);
      if (!HELD.has(fault.code) && attempt >= ATTEMPTS) {
        log.error({ error: fault }, "message given up");
        metrics.count("usp_messages_given_up_total");
        return true;
      }
      log.warn({ attempt, fault: fault.code }, "message held back");
      metrics.count("usp_messages_held_total");
      held();
    }
    await sleep(clock, backoff(attempt, Math.random()), signal).catch(() => undefined);
  }
  return false;
}
