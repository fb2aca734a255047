/** Time as an argument. The real one is in `src/platform`; tests move their own. */
export interface Clock {
  /** ms since the epoch */
  now(): number;
  /** Calls `run` once after `ms`; the result cancels it. A pending timer never keeps the process alive. */
  after(ms: number, run: () => void): () => void;
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = () => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
