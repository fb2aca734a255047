/** Gives out so many a second, evenly; none is saved up for later, so that nothing ever comes as a burst. */
export interface Pace {
  /** How many may begin now, at most `most`. */
  take(now: number, most: number): number;
  /** ms until the next one may begin. */
  waitMs(now: number): number;
}

/** What may come at once after a pause, ms of the rate. */
const SLACK_MS = 250;

export function createPace(rate: number, start: number): Pace {
  const each = 1000 / rate;
  /** When the next one may begin. */
  let next = start;
  return {
    take(now, most) {
      next = Math.max(next, now - SLACK_MS);
      if (next > now) return 0;
      const count = Math.min(most, Math.floor((now - next) / each) + 1);
      next += count * each;
      return count;
    },
    waitMs: (now) => Math.max(0, Math.ceil(next - now)),
  };
}
