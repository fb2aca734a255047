import { untilPeriodic } from "../time.ts";
import type { Timers } from "../timers.ts";
import type { Tree } from "../tree/tree.ts";

/** Sets the timer of each controller's next Periodic!, as its row has it; `phase` 0..1: where in the interval. */
export function armPeriodic(
  tree: Tree,
  controllers: readonly string[],
  timers: Timers,
  now: number,
  phase: number,
  tick: () => void,
): void {
  for (const row of controllers) {
    timers.cancel(row);
    const seconds = Number(tree.value(`${row}PeriodicNotifInterval`));
    if (!(seconds > 0)) continue;
    const time = tree.value(`${row}PeriodicNotifTime`);
    timers.set(row, untilPeriodic(now, seconds * 1000, time, phase), tick);
  }
}
