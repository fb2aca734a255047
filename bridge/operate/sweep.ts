import { asFault, type DeviceId, type OperationId, type Protocol } from "#core";
import type { OperateContext } from "./context.ts";
import { expireScript } from "./expire.script.ts";
import { headArgs, mostEnded } from "./head.ts";

/** Looks after all partitions at an interval: expiry, orphans, devices that are to be rung again. */
export interface Sweep {
  start(): void;
  /** Resolves when no round runs any more. */
  stop(): Promise<void>;
  /** One round now. */
  round(): Promise<void>;
}

/** How many of each one partition handles in one round; what is left is handled in the next. */
const BATCH = 200;
/** A device that was named is not named again before its wake job had time to run. */
const GRACE_MS = 5000;

export function createSweep(
  context: OperateContext,
  enqueue: (device: DeviceId, protocol: Protocol) => Promise<void>,
): Sweep {
  const { scripts, keys, clock, log, limits, metrics } = context;
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let stopped = true;

  async function partition(tag: string): Promise<readonly [number, number]> {
    const [ended, ring, queued, busy] = (await scripts.run(
      expireScript,
      [`${tag}:due`],
      [...headArgs(tag, clock.now(), limits), BATCH, GRACE_MS, mostEnded(context)],
    )) as [OperationId[], (DeviceId | Protocol)[], number, number];
    for (const id of ended) context.committed(id);
    const jobs: Promise<void>[] = [];
    for (let i = 0; i + 1 < ring.length; i += 2)
      jobs.push(enqueue(ring[i] as DeviceId, ring[i + 1] as Protocol));
    await Promise.all(jobs);
    return [queued, busy];
  }

  async function round(): Promise<void> {
    try {
      const counts = await Promise.all(keys.tags().map(partition));
      metrics.gauge(
        "bridge_operations_queued",
        counts.reduce((sum, [queued]) => sum + queued, 0),
      );
      metrics.gauge(
        "bridge_operations_running",
        counts.reduce((sum, [, busy]) => sum + busy, 0),
      );
    } catch (error) {
      log.warn({ error: asFault(error) }, "sweep failed");
    }
  }

  function plan(): void {
    if (stopped) return;
    cancel = clock.after(limits.sweepMs, () => {
      running = round().finally(plan);
    });
  }

  return {
    start() {
      stopped = false;
      plan();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
    round,
  };
}
