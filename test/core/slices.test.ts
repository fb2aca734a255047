import * as fc from "fast-check";
import { expect, test } from "vitest";
import { byPath, createSlicer, mapped, SLICE, whole, type Sliced } from "#core";

/** Turns of an event loop that the test moves, and a clock that every look moves on by a ms. */
function turns(budgetMs: number) {
  const pending: (() => void)[] = [];
  let now = 0;
  const slicer = createSlicer({ now: () => now++, pause: (then) => void pending.push(then), budgetMs });
  return {
    slicer,
    /** False when nothing waits for a turn. */
    turn: (): boolean => {
      const ready = pending.splice(0);
      for (const then of ready) then();
      return ready.length > 0;
    },
  };
}

/** Counts its slices in a list. */
function* counting(name: string, slices: number, log: string[]): Sliced<string> {
  for (let i = 0; i < slices; i++) {
    log.push(name);
    yield;
  }
  return name;
}

test("what is over within its time is done at once", async () => {
  const log: string[] = [];
  await expect(turns(100).slicer.run(counting("a", 5, log))).resolves.toBe("a");
  expect(log).toHaveLength(5);
});

test("what takes longer goes on in later turns, all computations within one budget, in turn", async () => {
  const { slicer, turn } = turns(4);
  const log: string[] = [];
  const both = [slicer.run(counting("a", 10, log)), slicer.run(counting("b", 10, log))];
  let before = log.length;
  while (turn()) {
    expect(log.length - before).toBeLessThanOrEqual(4);
    before = log.length;
  }
  await expect(Promise.all(both)).resolves.toEqual(["a", "b"]);
  expect(log.indexOf("b")).toBeLessThan(log.lastIndexOf("a"));
});

test("what a computation throws is its rejection, and the others go on", async () => {
  const { slicer, turn } = turns(1);
  function* broken(): Sliced<never> {
    yield;
    throw new RangeError("broken");
  }
  const log: string[] = [];
  const failed = slicer.run(broken());
  const other = slicer.run(counting("b", 3, log));
  failed.catch(() => undefined);
  while (turn()) continue;
  await expect(failed).rejects.toThrow("broken");
  await expect(other).resolves.toBe("b");
});

const paths = fc.array(
  fc.record({ path: fc.constantFrom("A.", "A.1.", "A.10.", "A.2.", "B.x", "C"), id: fc.nat() }),
  { maxLength: 5 * SLICE },
);

test("items come in the order of their paths, those of one path as they came", () => {
  fc.assert(
    fc.property(paths, (items) => {
      const sorted = items.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
      expect(whole(byPath(items))).toEqual(sorted);
    }),
    { numRuns: 50 },
  );
});

test("no slice handles more than its units", () => {
  const items = Array.from({ length: 10 * SLICE }, (_, i) => ({ path: `A.${(i * 7919) % 2560}` }));
  let seen = 0;
  const work = mapped(items, () => seen++);
  for (let before = 0; work.next().done !== true; before = seen) expect(seen - before).toBe(SLICE);
  expect(seen).toBe(items.length);
});
