import { asFault, type Clock, type DeviceRecord, type Log, type Protocol } from "#core";
import { createRounds } from "../rounds.ts";
import { stored } from "../state/redis.ts";
import type { State } from "../state/registry.ts";
import type { StoreContext } from "../state/store.context.ts";
import { reachOf, type Walk } from "./row.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** Carries changed subscriptions to their devices, so many a second. One replica at a time does it; a restart goes on. */
export interface Walks {
  start(): void;
  /** Resolves when no round runs any more. */
  stop(): Promise<void>;
  /** One round now: a page of the oldest walk that is due. Never rejects. */
  round(): Promise<void>;
}

export interface WalkParts {
  readonly context: StoreContext;
  readonly state: Pick<State, "list">;
  readonly subscriptions: Pick<Subscriptions, "rows" | "ask">;
  /** Work was queued for a device: it is woken. */
  readonly queued: (device: DeviceRecord, protocol: Protocol) => void;
  /** Unique for this process. */
  readonly instance: string;
}

const ROUND_MS = 1000;
/** Another replica goes on after this time without a round. */
const LEASE_MS = 10_000;
/** Faults by which a page is tried again later, as it is. */
const PASSING = new Set(["store.unavailable", "store.full", "index.building"]);

export function createWalks({ context, state, subscriptions, queued, instance }: WalkParts): Walks {
  const { scripts, keys, limits } = context;
  const { clock, log }: { clock: Clock; log: Log } = context;
  const { rows } = subscriptions;
  const lease = keys.meta("subscription-worker");

  async function holds(): Promise<boolean> {
    const { client } = scripts;
    if ((await stored(client.set(lease, instance, "PX", LEASE_MS, "NX"))) !== null) return true;
    if ((await stored(client.get(lease))) !== instance) return false;
    return (await stored(client.pexpire(lease, LEASE_MS))) === 1;
  }

  async function askAll(devices: readonly DeviceRecord[]): Promise<void> {
    for (const device of devices) {
      try {
        for (const protocol of await subscriptions.ask(device, "gateway")) queued(device, protocol);
      } catch (error) {
        const { code } = asFault(error);
        if (PASSING.has(code)) throw error;
        // It is gone by now, or its queue is full: the next one has its turn.
        log.info({ device: device.id, code }, "subscriptions of a device are not brought up to date");
      }
    }
  }

  async function page(walk: Walk, text: string): Promise<void> {
    const { items, next } = await state.list({
      filter: reachOf(walk.filter),
      limit: limits.subscriptionsPerSecond,
      ...(walk.cursor === "" ? {} : { cursor: walk.cursor }),
    });
    await askAll(items);
    // Asked again after a crash here, a device has its operation waiting and gets no second one.
    await rows.advance(walk, text, next);
  }

  async function round(): Promise<void> {
    const due = (await rows.walks()).find(({ walk }) => walk.notBefore <= clock.now());
    if (due === undefined || !(await holds())) return;
    await page(due.walk, due.text).catch(async (error: unknown) => {
      const { code } = asFault(error);
      if (PASSING.has(code)) throw error;
      log.warn({ filter: due.walk.filter, code }, "devices of a subscription cannot be found");
      await rows.advance(due.walk, due.text);
    });
  }

  const rounds = createRounds({
    clock,
    log,
    name: "carrying subscriptions out",
    everyMs: ROUND_MS,
    work: round,
  });
  return { start: () => rounds.start(), stop: () => rounds.stop(), round: () => rounds.round() };
}
