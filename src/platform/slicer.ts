import { performance } from "node:perf_hooks";
import { createSlicer, type Slicer } from "#core";

/** ms of one turn of the event loop for long computations: with what else a turn does, well under 20. */
const BUDGET_MS = 4;

/** Slices of the process's event loop. */
export function systemSlicer(): Slicer {
  return createSlicer({
    now: () => performance.now(),
    pause: (then) => void setImmediate(then),
    budgetMs: BUDGET_MS,
  });
}
