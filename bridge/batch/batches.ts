import { type DeviceId, Fault, type OperationId, type OperationRecord, sortableId } from "#core";
import { sealSecrets } from "../operate/secrets.ts";
import type { Vault } from "../state/secret.ts";
import type { StoreContext } from "../state/store.context.ts";
import { type Acts, checkReach, mostDevices } from "./action.ts";
import { type BatchState, BATCH_STATES, countsOf, isOver, marksOf } from "./mark.table.ts";
import { createMembers, operationOf } from "./members.ts";
import type { Batch, BatchAction, BatchMember, BatchPhase, BatchRow, Failures } from "./row.ts";
import { createBatchRows, type KeptBatch, type Totals } from "./rows.ts";
import { type BatchWorker, createBatchWorker } from "./worker.ts";

export interface NewBatch extends Pick<BatchRow, "by" | "rate" | "reason"> {
  readonly action: BatchAction;
}

/** Which devices: those of a filter, so many as expected, or some. */
export type BatchReach =
  | { readonly filter: string; readonly expectCount?: number }
  | { readonly devices: readonly DeviceId[]; readonly expectCount?: number };

/** One device with the operation that was made for it, while the ledger keeps it. */
export interface BatchOutcome extends BatchMember {
  readonly operation?: OperationRecord;
}

/** Many devices at once. Faults: `store.unavailable`; `request.notFound` for an id that is none. */
export interface Batches {
  /**
   * Lists the devices and sets out; they stay the same whatever changes. `seed`: names it, for a request that may be repeated.
   * Faults `batch.count`, `batch.tooMany`, `batch.full`, `store.full`, `filter.syntax`, `filter.field`.
   */
  make(wanted: NewBatch, reach: BatchReach, seed?: string): Promise<Batch>;
  /** How many devices are reached. Faults as `make`. */
  reach(action: BatchAction, reach: BatchReach): Promise<number>;
  get(id: string): Promise<Batch>;
  /** Newest first. */
  list(limit: number, cursor?: string): Promise<{ readonly items: readonly Batch[]; readonly next?: string }>;
  failures(id: string): Promise<readonly Failures[]>;
  /** Some of its devices, with their operations. */
  told(id: string, members: readonly BatchMember[]): Promise<readonly BatchOutcome[]>;
  /** Its devices, of one state when it is given. Fault `request.invalid` for a cursor that is none. */
  outcomes(
    id: string,
    query: { readonly state?: BatchState; readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly items: readonly BatchOutcome[]; readonly next?: string }>;
  /** When it resolves nothing more is started, and nothing that is queued runs. Fault `batch.over`. */
  cancel(id: string): Promise<Batch>;
  /** What was begun goes on. Fault `batch.over`. */
  pause(id: string): Promise<Batch>;
  resume(id: string): Promise<Batch>;
  /** Devices that all batches list. */
  devices(): Promise<number>;
  readonly worker: BatchWorker;
}

export interface BatchParts extends StoreContext {
  readonly vault: Vault;
  readonly acts: Acts;
  /** Devices of a filter, page by page, and how many there are. */
  ids(filter: string): AsyncIterable<readonly DeviceId[]>;
  count(filter: string): Promise<number>;
  pressed(): boolean;
  cancel(operation: OperationId): Promise<unknown>;
  read(operation: OperationId): Promise<OperationRecord | undefined>;
}

/** Batches that are not over. */
const MOST_OPEN = 100;
/** Batches that are kept, whatever they list. */
const MOST_KEPT = 1000;
/** What was not listed to its end by then is given up, ms. */
const FREEZING_MS = 600_000;
const PAGE = 1000;

export function createBatches(parts: BatchParts): Batches {
  const { clock, limits, vault, keys, log } = parts;
  const rows = createBatchRows(parts);
  const members = createMembers(parts);

  async function counted(kept: KeptBatch): Promise<Batch> {
    const { end, ...row } = kept;
    if (end !== undefined) return { ...row, counts: end.counts, skipped: end.skipped, endedAt: end.at };
    const totals = countsOf(await members.counts(kept.id));
    const phase = await endOf(kept, totals);
    return phase === undefined ? { ...row, ...totals } : { ...row, ...totals, phase, endedAt: clock.now() };
  }

  /** Notes the end when nothing is left; the phase it has then. */
  async function endOf({ id, phase }: KeptBatch, totals: Totals): Promise<BatchPhase | undefined> {
    if (BATCH_STATES.some((state) => !isOver(state) && totals.counts[state] > 0)) return undefined;
    const ended = phase === "cancelling" ? "cancelled" : "finished";
    const was = await rows.move(id, [phase], ended, { totals });
    if (was === phase) log.info({ batch: id, phase: ended, ...totals.counts }, "a batch has ended");
    return ended;
  }

  async function forget(id: string): Promise<void> {
    await members.drop(id);
    await rows.drop(id);
  }

  async function tidy(): Promise<void> {
    const now = clock.now();
    for (const [id, at] of await rows.ids()) {
      const found = await rows.find(id);
      const isLeft = found === undefined || found.phase === "freezing";
      const isOld = found?.end !== undefined && now - found.end.at > limits.keepSettledMs;
      if ((isLeft && now - at > FREEZING_MS) || isOld) await forget(id);
    }
  }

  /** The oldest that are over leave for a new one. Fault `batch.full`. */
  async function makeRoom(count: number): Promise<void> {
    if ((await rows.openCount()) >= MOST_OPEN)
      throw new Fault("batch.full", { detail: `${MOST_OPEN} batches are under way` });
    const ids = await rows.ids();
    let left = ids.length;
    let devices = await rows.devices();
    for (const [id] of ids) {
      if (left < MOST_KEPT && devices + count <= limits.batchDevices) return;
      const found = await rows.find(id);
      if (found?.end === undefined) continue;
      await forget(id);
      left--;
      devices -= found.total;
    }
    if (left >= MOST_KEPT || devices + count > limits.batchDevices)
      throw new Fault("batch.full", {
        detail: `batches list ${devices} devices, ${limits.batchDevices} may be`,
      });
  }

  async function countReach(action: BatchAction, reach: BatchReach): Promise<number> {
    const count = "filter" in reach ? await parts.count(reach.filter) : new Set(reach.devices).size;
    checkReach(action, count, reach.expectCount);
    return count;
  }

  async function* pagesOf(reach: BatchReach): AsyncGenerator<readonly DeviceId[]> {
    if ("filter" in reach) yield* parts.ids(reach.filter);
    else {
      const all = [...new Set(reach.devices)];
      for (let at = 0; at < all.length; at += PAGE) yield all.slice(at, at + PAGE);
    }
  }

  /** Lists the devices; gives how many. Between the count and the list the fleet may have changed. */
  async function freeze(row: BatchRow, reach: BatchReach): Promise<number> {
    let total = 0;
    const listed = new Map<number, number>();
    for await (const page of pagesOf(reach)) {
      total += page.length;
      if (total > mostDevices(row.action)) checkReach(row.action, total, undefined);
      await members.freeze(row.id, page, listed);
    }
    checkReach(row.action, total, reach.expectCount);
    return total;
  }

  async function told(id: string, member: BatchMember): Promise<BatchOutcome> {
    if (member.state === "waiting" || member.state === "skipped") return member;
    const operation = await parts.read(operationOf(id, member.device));
    return operation === undefined ? member : { ...member, operation };
  }

  async function turn(id: string, from: readonly BatchPhase[], to: BatchPhase): Promise<Batch> {
    await rows.get(id);
    const was = await rows.move(id, from, to);
    if (!from.includes(was)) throw new Fault("batch.over", { detail: `it is ${was}` });
    return counted(await rows.get(id));
  }

  const worker = createBatchWorker({
    ...parts,
    rows,
    members,
    settle: async (kept) => (await endOf(kept, countsOf(await members.counts(kept.id)))) !== undefined,
    tidy,
  });

  return {
    worker,
    reach: countReach,
    devices: () => rows.devices(),

    async make({ action, by, rate, reason }, reach, seed = sortableId(clock.now())) {
      const id = `b_${seed}`;
      const known = await rows.find(id);
      if (known !== undefined && known.phase !== "freezing") return counted(known);
      if (parts.pressed()) throw new Fault("store.full");
      const count = await countReach(action, reach);
      // What an earlier run with this name left.
      if (known !== undefined) await forget(id);
      await makeRoom(count);
      const sealed =
        action.type === "operation"
          ? { ...action, operation: sealSecrets(action.operation, vault, id) }
          : action;
      const row: BatchRow = {
        id,
        action: sealed,
        by,
        ...(reason === undefined ? {} : { reason }),
        createdAt: clock.now(),
        rate,
        ...("filter" in reach ? { filter: reach.filter } : {}),
      };
      await rows.create(row, count);
      let total: number;
      try {
        total = await freeze(row, reach);
      } catch (error) {
        await forget(id).catch(() => undefined);
        throw error;
      }
      await rows.move(id, ["freezing"], "running", { total });
      worker.nudge();
      return counted(await rows.get(id));
    },

    get: async (id) => counted(await rows.get(id)),

    async list(limit, cursor) {
      const kept = await rows.list(limit + 1, cursor);
      const items = await Promise.all(kept.slice(0, limit).map(counted));
      const last = items.at(-1);
      return kept.length > limit && last !== undefined ? { items, next: last.id } : { items };
    },

    async failures(id) {
      await rows.get(id);
      return members.failures(id);
    },

    told: (id, some) => Promise.all(some.map((member) => told(id, member))),

    async outcomes(id, { state, limit, cursor }) {
      await rows.get(id);
      const marks = state === undefined ? BATCH_STATES.map(marksOf).join("") : marksOf(state);
      let [partition, from] = cursor === undefined ? [0, 0] : placeOf(cursor, keys.partitions);
      const found: BatchMember[] = [];
      while (partition < keys.partitions && found.length < limit) {
        const picked = await members.pick(id, partition, from, limit - found.length, marks);
        found.push(...picked.found);
        if (picked.next === undefined) partition++;
        from = picked.next ?? 0;
      }
      const items = await Promise.all(found.map((member) => told(id, member)));
      return partition < keys.partitions ? { items, next: cursorOf(partition, from) } : { items };
    },

    async cancel(id) {
      await rows.get(id);
      const from = ["running", "paused", "cancelling"] as const;
      const was = await rows.move(id, from, "cancelling");
      if (!from.some((phase) => phase === was)) throw new Fault("batch.over", { detail: `it is ${was}` });
      await members.callOff(id);
      worker.nudge();
      return counted(await rows.get(id));
    },

    pause: (id) => turn(id, ["running", "paused"], "paused"),

    async resume(id) {
      const batch = await turn(id, ["paused", "running"], "running");
      worker.nudge();
      return batch;
    },
  };
}

function cursorOf(partition: number, from: number): string {
  return Buffer.from(`${partition}.${from}`).toString("base64url");
}

function placeOf(cursor: string, partitions: number): [number, number] {
  const found = /^(\d{1,3})\.(\d{1,7})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"));
  if (found === null || Number(found[1]) >= partitions)
    throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
  return [Number(found[1]), Number(found[2])];
}
