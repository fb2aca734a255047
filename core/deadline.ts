import type { Clock } from "./clock.ts";

/** The end of a wait: `signal` aborts when the time is over or when the outer signal does. */
export interface Deadline {
  /** Its reason is a `TimeoutError`, or the outer signal's own reason. */
  readonly signal: AbortSignal;
  /** The wait is over: the timer and the listener at the outer signal go. */
  readonly cancel: () => void;
}

/** A deadline `ms` from now, earlier when `outer` aborts. Whoever makes one cancels it. */
export function deadline(clock: Clock, ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  // Not AbortSignal.any: what it hangs onto a signal that lives as long as the process stays there.
  const onOuter = (): void => {
    stopTimer();
    controller.abort(outer?.reason);
  };
  const stopTimer = clock.after(ms, () => {
    outer?.removeEventListener("abort", onOuter);
    controller.abort(new DOMException("no answer in time", "TimeoutError"));
  });
  if (outer?.aborted === true) onOuter();
  else outer?.addEventListener("abort", onOuter, { once: true });
  return {
    signal: controller.signal,
    cancel: () => {
      stopTimer();
      outer?.removeEventListener("abort", onOuter);
    },
  };
}

/** Runs `work` under a deadline and cancels it afterwards; `work` settles by its signal. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const { signal, cancel } = deadline(clock, ms, outer);
  try {
    return await work(signal);
  } finally {
    cancel();
  }
}

/** What `work` gives, or undefined when it has not settled `ms` after `signal` aborted: for ends that must not be waited for. */
export function untilLate<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    let stopTimer = (): void => {};
    const onAbort = (): void => {
      stopTimer = clock.after(ms, () => resolve(undefined));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    const over = (): void => {
      stopTimer();
      signal.removeEventListener("abort", onAbort);
    };
    void work.then(resolve, reject).finally(over);
  });
}
