/** `2026-11-26T02:00:00Z` */
export function dateTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * Milliseconds until the next periodic Inform: at `time` plus or minus a multiple of the interval; while the time is
 * unknown, at a phase of the device's own.
 */
export function untilPeriodic(now: number, intervalMs: number, time: string, phase: number): number {
  const base =
    time.startsWith("000") || Number.isNaN(Date.parse(time)) ? phase * intervalMs : Date.parse(time);
  const since = (((now - base) % intervalMs) + intervalMs) % intervalMs;
  return intervalMs - since;
}

/** The wait before retry `n` (from 1), in ms. `random` in 0..1. [TR-069a6 3.2.1.1] */
export function retryWait(n: number, minimumSeconds: number, multiplier: number, random: number): number {
  const steps = Math.min(n, 10);
  const low = minimumSeconds * 1000 * (multiplier / 1000) ** (steps - 1);
  return low + random * (low * (multiplier / 1000) - low);
}
