import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import { asFault, type OperationId, sleep } from "#core";
import { createRounds } from "../rounds.ts";
import type { Vault } from "../state/secret.ts";
import type { StoreContext } from "../state/store.context.ts";
import { type Acts, type Doer, doerOf, undone } from "./action.ts";
import { createFrontier } from "./frontier.ts";
import { MARKS } from "./mark.table.ts";
import { type Members, operationOf } from "./members.ts";
import { createPace } from "./pace.ts";
import type { BatchMember, BatchPhase } from "./row.ts";
import type { BatchRows, KeptBatch } from "./rows.ts";

export interface WorkerParts extends StoreContext {
  readonly rows: BatchRows;
  readonly members: Members;
  readonly acts: Acts;
  readonly vault: Vault;
  /** The store is nearly full. */
  pressed(): boolean;
  /** Faults: `operation.notFound`, `operation.notCancellable`. */
  cancel(operation: OperationId): Promise<unknown>;
  /** Notes the end of a batch all of whose devices are done; false: some are not. */
  settle(batch: KeptBatch): Promise<boolean>;
  /** Forgets what has had its time. */
  tidy(): Promise<void>;
}

/** Gets on with batches: whichever worker comes first, one at a time, and another one when it is gone. */
export interface BatchWorker {
  start(): void;
  /** Something was decided: looked at now, where this replica is a worker. */
  nudge(): void;
  stop(): Promise<void>;
}

/** Between two looks for batches that nobody has, ms; batches of one worker at a time, most of which only wait. */
const LOOK_MS = 500;
const TOGETHER = 100;
/** Devices that are begun at the same time, and at most between two looks at what was decided meanwhile. */
const AT_ONCE = 128;
/** Until memory is looked at again while it is short, ms. */
const PRESSED_MS = 1000;
/** Until a batch whose devices were all begun is looked at again: a share of its age, between these, ms. */
const SOONEST_MS = 500;
const LATEST_MS = 60_000;
const SHARE = 20;
/** Age from which marks are compared with the ledger: an older version of the gateway moves none. */
const SYNC_MS = 60_000;
const TIDY_MS = 60_000;

/** How a batch is left. */
interface Left {
  readonly phase: BatchPhase;
  readonly nextLookMs: number;
}

export function createBatchWorker(parts: WorkerParts): BatchWorker {
  const { rows, members, clock, log, metrics } = parts;
  const stopping = new AbortController();
  setMaxListeners(TOGETHER + 1, stopping.signal);
  const running = new Map<string, Promise<void>>();
  let tidyAt = 0;
  let started = false;

  async function round(): Promise<void> {
    for (const id of await rows.due(TOGETHER)) {
      if (running.size >= TOGETHER || stopping.signal.aborted) break;
      if (running.has(id)) continue;
      running.set(
        id,
        take(id).finally(() => running.delete(id)),
      );
    }
    metrics.gauge("bridge_batches_running", running.size);
    if (clock.now() < tidyAt) return;
    tidyAt = clock.now() + TIDY_MS;
    await parts.tidy();
  }

  /** Never rejects. */
  async function take(id: string): Promise<void> {
    const token = randomBytes(8).toString("hex");
    let left: Left = { phase: "running", nextLookMs: SOONEST_MS };
    try {
      const batch = await rows.begin(id, token);
      if (batch === undefined) return;
      left = await advance(batch, token);
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ batch: id, error: asFault(error) }, "a batch was broken off");
    }
    await rows.release(id, token, left.phase, left.nextLookMs);
  }

  /** As far as it goes now. */
  async function advance(batch: KeptBatch, token: string): Promise<Left> {
    let { phase } = batch;
    if (phase === "running") phase = await begin(batch, token);
    if (phase === "cancelling") await callOff(batch, token);
    if (stopping.signal.aborted || (await parts.settle({ ...batch, phase }))) return { phase, nextLookMs: 0 };
    const age = clock.now() - batch.createdAt;
    if (age >= SYNC_MS && batch.action.type === "operation") await sync(batch.id);
    return { phase, nextLookMs: Math.min(LATEST_MS, Math.max(SOONEST_MS, Math.round(age / SHARE))) };
  }

  /** Begins with the waiting devices, at the batch's rate, until there are none or something else was decided. */
  async function begin(batch: KeptBatch, token: string): Promise<BatchPhase> {
    const act = await doer(batch);
    if (act === undefined) return "cancelling";
    const frontier = createFrontier(members, batch.id, parts.keys.partitions, undone(batch.action));
    const pace = createPace(batch.rate, clock.now());
    /** While some are being begun the next ones are looked up. */
    let underWay: Promise<unknown> = Promise.resolve();
    try {
      for (;;) {
        const phase = await rows.renew(batch.id, token);
        // Lost: whoever has it now gets on with it.
        if (phase !== "running" || stopping.signal.aborted) return phase ?? batch.phase;
        const count = parts.pressed() ? 0 : pace.take(clock.now(), AT_ONCE);
        if (count === 0) {
          await pause(parts.pressed() ? PRESSED_MS : pace.waitMs(clock.now()));
          continue;
        }
        const some = await frontier.next(count);
        await underWay;
        if (some.length === 0) return phase;
        underWay = begun(some, act);
        // It is waited for above.
        underWay.catch(() => undefined);
        metrics.count("bridge_batch_devices_total", { action: batch.action.type }, some.length);
      }
    } finally {
      await underWay.catch(() => undefined);
    }
  }

  /** Undefined: what it asks for cannot be read any more, and it is called off. */
  async function doer(batch: KeptBatch): Promise<Doer | undefined> {
    try {
      return doerOf(batch, parts.acts, members, parts.vault);
    } catch (error) {
      log.error({ batch: batch.id, error: asFault(error) }, "a batch cannot be opened");
      await rows.move(batch.id, ["running"], "cancelling");
      return undefined;
    }
  }

  /** Nothing more begins; what is queued ends, and what is left of an act that broke off is not known. */
  async function callOff({ id, action }: KeptBatch, token: string): Promise<void> {
    await members.callOff(id);
    const marks = action.type === "operation" ? MARKS.queued : MARKS.running;
    const left = createFrontier(members, id, parts.keys.partitions, marks);
    for (let some = await left.next(AT_ONCE); some.length > 0; some = await left.next(AT_ONCE)) {
      if (stopping.signal.aborted || (await rows.renew(id, token)) === undefined) return;
      await Promise.all(
        some.map((member) =>
          action.type === "operation"
            ? // One that a session has meanwhile comes to its own end.
              parts.cancel(operationOf(id, member.device)).catch(ifStore)
            : members.mark(id, member, MARKS.running, MARKS.unknownOutcome),
        ),
      );
    }
  }

  async function sync(id: string): Promise<void> {
    const left = createFrontier(members, id, parts.keys.partitions, MARKS.queued + MARKS.running);
    for (let some = await left.next(AT_ONCE); some.length > 0; some = await left.next(AT_ONCE)) {
      if (stopping.signal.aborted) return;
      await members.sync(id, some);
    }
  }

  async function pause(ms: number): Promise<void> {
    await sleep(clock, Math.min(ms, PRESSED_MS), stopping.signal).catch(() => undefined);
  }

  const rounds = createRounds({ clock, log, name: "looking for batches", everyMs: LOOK_MS, work: round });
  return {
    start() {
      started = true;
      rounds.start(0);
    },
    nudge() {
      if (started) void rounds.round();
    },
    async stop() {
      stopping.abort();
      await rounds.stop();
      await Promise.all(running.values());
    },
  };
}

/** All of them, however they end; then the first fault that concerns more than one. */
async function begun(some: readonly BatchMember[], act: Doer): Promise<void> {
  const done = await Promise.allSettled(some.map(act));
  const broken = done.find(({ status }) => status === "rejected");
  if (broken?.status === "rejected") throw broken.reason;
}

function ifStore(error: unknown): void {
  if (asFault(error).code === "store.unavailable") throw error;
}
