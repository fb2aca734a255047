import { expect, test } from "vitest";
import { deadline, Fault, untilLate, within } from "#core";
import { MovableClock } from "../clock.ts";

/** Settles only by its signal, as work under a deadline should. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });

test("a deadline aborts when its time is over, not before", () => {
  const clock = new MovableClock();
  const { signal } = deadline(clock, 1000);
  clock.move(999);
  expect(signal.aborted).toBe(false);
  clock.move(1);
  expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  expect(clock.pending).toBe(0);
});

test("an outer signal ends it earlier, with the outer reason", () => {
  const clock = new MovableClock();
  const outer = new AbortController();
  const { signal } = deadline(clock, 1000, outer.signal);
  const stopping = new Fault("gateway.stopping");
  outer.abort(stopping);
  expect(signal.reason).toBe(stopping);
  expect(clock.pending).toBe(0);
});

test("a deadline under a signal that has aborted is over at once", () => {
  const clock = new MovableClock();
  expect(deadline(clock, 1000, AbortSignal.abort()).signal.aborted).toBe(true);
  expect(clock.pending).toBe(0);
});

test("a cancelled deadline leaves nothing behind", () => {
  const clock = new MovableClock();
  const outer = new AbortController();
  const { signal, cancel } = deadline(clock, 1000, outer.signal);
  cancel();
  outer.abort();
  clock.move(2000);
  expect(signal.aborted).toBe(false);
  expect(clock.pending).toBe(0);
});

test("work within its time gives its result and stops the timer", async () => {
  const clock = new MovableClock();
  await expect(within(clock, 1000, () => Promise.resolve("done"))).resolves.toBe("done");
  expect(clock.pending).toBe(0);
});

test("work that takes too long is aborted", async () => {
  const clock = new MovableClock();
  const late = within(clock, 1000, untilAborted);
  clock.move(1000);
  await expect(late).rejects.toMatchObject({ name: "TimeoutError" });
  expect(clock.pending).toBe(0);
});

test("what does not end after the signal is left behind; what ends keeps its result", async () => {
  const clock = new MovableClock();
  const hurry = new AbortController();
  const late = untilLate(clock, 400, hurry.signal, new Promise<string>(() => {}));
  hurry.abort();
  clock.move(400);
  expect(await late).toBeUndefined();
  expect(await untilLate(clock, 400, hurry.signal, Promise.resolve("done"))).toBe("done");
  await expect(untilLate(clock, 400, hurry.signal, Promise.reject(new Fault("internal")))).rejects.toThrow(
    Fault,
  );
  await Promise.resolve();
  expect(clock.pending).toBe(0);
});
