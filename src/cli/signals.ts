/** What SIGINT, SIGTERM and SIGHUP mean to a running gateway. */
export interface Signals {
  /** Settles at the first SIGINT or SIGTERM; a second one is the operator's kill. */
  readonly stop: Promise<string>;
  onHangup(run: () => void): void;
}

export function listenToSignals(): Signals {
  const stop = new Promise<string>((resolve) => {
    process.once("SIGINT", () => resolve("SIGINT"));
    process.once("SIGTERM", () => resolve("SIGTERM"));
  });
  return { stop, onHangup: (run) => process.on("SIGHUP", run) };
}
