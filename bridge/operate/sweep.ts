import type { DeviceId, OperationId, Protocol } from "#core";
import { createRounds, type Rounds } from "../rounds.ts";
import type { OperateContext } from "./context.ts";
import { expireScript } from "./expire.script.ts";
import { headArgs, mostEnded } from "./head.ts";

/** How many of each one partition handles in one round; what is left is handled in the next. */
const BATCH = 200;
/** A device that was named is not named again before its wake job had time to run. */
const GRACE_MS = 5000;

/** Looks after all partitions at an interval: expiry, orphans, devices that are to be rung again. */
export function createSweep(
  context: OperateContext,
  enqueue: (device: DeviceId, protocol: Protocol) => Promise<void>,
): Rounds {
  const { scripts, keys, clock, log, limits, metrics } = context;

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

  async function work(): Promise<void> {
    const counts = await Promise.all(keys.tags().map(partition));
    metrics.gauge(
      "bridge_operations_queued",
      counts.reduce((sum, [queued]) => sum + queued, 0),
    );
    metrics.gauge(
      "bridge_operations_running",
      counts.reduce((sum, [, busy]) => sum + busy, 0),
    );
  }

  return createRounds({ clock, log, name: "sweep", everyMs: limits.sweepMs, work });
}
