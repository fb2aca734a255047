import { type Clock, Fault } from "#core";

/** How often one token may ask one replica. */
export interface Rate {
  readonly perSecond: number;
  /** Requests that may come at once after a pause. */
  readonly burst: number;
}

/** Far above what people and their tools do; it keeps a client that runs wild from the others. */
export const RATE: Rate = { perSecond: 1000, burst: 2000 };

const CALLERS = 10_000;

/** A token bucket for each caller. Gives a function that takes one request or throws `request.rate`. */
export function createRateLimit(clock: Clock, { perSecond, burst }: Rate): (caller: string) => void {
  const buckets = new Map<string, { left: number; at: number }>();
  return (caller) => {
    const now = clock.now();
    const known = buckets.get(caller);
    if (known === undefined && buckets.size >= CALLERS) buckets.clear();
    const bucket = known ?? { left: burst, at: now };
    buckets.set(caller, bucket);
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.left < 1)
      throw new Fault("request.rate", { retryAfter: Math.ceil((1 - bucket.left) / perSecond) });
    bucket.left--;
  };
}
