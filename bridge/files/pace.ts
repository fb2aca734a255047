import type { Clock } from "#core";

/** A reader that takes less than this in `STALL_MS` is not waited for. */
export const LEAST_BYTES = 1024;
export const STALL_MS = 60_000;

/** Looks at how much has moved, again and again, and calls `stalled` once it is too little. Gives what ends the watch. */
export function watchPace(clock: Clock, moved: () => number, stalled: () => void): () => void {
  let before = 0;
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel = clock.after(STALL_MS, () => {
      const now = moved();
      if (now - before < LEAST_BYTES) {
        stalled();
        return;
      }
      before = now;
      look();
    });
  };
  look();
  return () => cancel();
}
