/**
 * A computation in slices: it yields after at most `SLICE` units of work (parameters, or as many bytes as one has), and
 * others may run before it goes on. What it gives does not depend on who drives it.
 */
export type Sliced<T> = Generator<undefined, T, undefined>;

/** Parameters between two yields: well under a millisecond of the slowest step. */
export const SLICE = 256;
/** What a parameter takes on the wire, about: bytes between two yields where bytes are read. */
export const SLICE_BYTES = 32_768;

/** Drives a computation to its end without a pause. */
export function whole<T>(work: Sliced<T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** The same list, a function applied to each item. */
export function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Sliced<U[]> {
  const out: U[] = [];
  for (const item of items) {
    out.push(change(item));
    if (out.length % SLICE === 0) yield;
  }
  return out;
}

/** Items in the order of their paths; of equal paths the order stays. */
export function* byPath<T extends { readonly path: string }>(items: Iterable<T>): Sliced<T[]> {
  let runs: T[][] = [];
  const all: T[] = [];
  let sorted = true;
  let last = "";
  for (const item of items) {
    sorted &&= last <= item.path;
    last = item.path;
    all.push(item);
    if (all.length % SLICE === 0) yield;
  }
  if (sorted) return all;
  for (let i = 0; i < all.length; i += SLICE) {
    runs.push(all.slice(i, i + SLICE).toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)));
    yield;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) longer.push(yield* joined(runs[i] as T[], runs[i + 1] ?? []));
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Two runs as one. */
function* joined<T extends { readonly path: string }>(a: readonly T[], b: readonly T[]): Sliced<T[]> {
  const out: T[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (right === undefined || (left !== undefined && left.path <= right.path)) {
      out.push(left as T);
      i++;
    } else {
      out.push(right);
      j++;
    }
    if (out.length % SLICE === 0) yield;
  }
  return out;
}

/** Drives computations so that none holds up the others for long. */
export interface Slicer {
  /** Rejects with what the computation throws. */
  run<T>(work: Sliced<T>): Promise<T>;
}

/** Nothing is sliced. */
export const UNSLICED: Slicer = {
  // oxlint-disable-next-line typescript/require-await -- what it throws is to be a rejection
  run: async (work) => whole(work),
};

export interface SlicerParts {
  /** ms from any fixed moment, to fractions */
  readonly now: () => number;
  /** Calls back once what waits for the event loop has had its turn. */
  readonly pause: (then: () => void) => void;
  /** ms that all computations together may take of one turn */
  readonly budgetMs: number;
}

interface Waiting {
  /** Goes on until it is done (true) or its time is over. */
  drive(until: number): boolean;
}

/**
 * All computations share one budget for each turn of the event loop; those that are not done by then take turns. Small
 * ones are done at once and wait for nobody.
 */
export function createSlicer({ now, pause, budgetMs }: SlicerParts): Slicer {
  const waiting: Waiting[] = [];
  let left = budgetMs;
  let paused = false;

  function rest(): void {
    if (paused) return;
    paused = true;
    pause(() => {
      paused = false;
      left = budgetMs;
      for (let next = waiting.shift(); next !== undefined; next = left > 0 ? waiting.shift() : undefined)
        if (!spend(next)) waiting.push(next);
    });
  }

  /** Uses what is left of the turn. */
  function spend(work: Waiting): boolean {
    const began = now();
    const done = work.drive(began + left);
    left -= now() - began;
    rest();
    return done;
  }

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        const task: Waiting = {
          drive(until) {
            try {
              for (;;) {
                const step = work.next();
                if (step.done === true) {
                  resolve(step.value);
                  return true;
                }
                if (now() >= until) return false;
              }
            } catch (error) {
              reject(error);
              return true;
            }
          },
        };
        // One slice is always taken, however little is left.
        if (!spend(task)) waiting.push(task);
      }),
  };
}
