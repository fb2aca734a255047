import {
  Fault,
  type DeviceId,
  type OperationId,
  type OperationRecord,
  type OperationState,
  type OperationType,
} from "#core";
import { stored } from "../state/redis.ts";
import { cancelScript } from "./cancel.script.ts";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";
import { mergeNewest, type Entry } from "./merge.ts";
import { recordIn } from "./record.ts";

/** Which operations to list; every given field must match. Times in ms, `from` inclusive, `to` exclusive. */
export interface OperationQuery {
  readonly device?: DeviceId;
  readonly states?: readonly OperationState[];
  readonly types?: readonly OperationType[];
  readonly from?: number;
  readonly to?: number;
  /** Anything else, decided on the record. */
  readonly match?: (record: OperationRecord) => boolean;
  /** 0..1000; 0 gives no items. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly cursor?: string;
}

export interface OperationPage {
  /** Newest first. */
  readonly items: readonly OperationRecord[];
  readonly next?: string;
}

/** Records one page may read while it looks for matches; then it gives what it has and a cursor. */
const READ_PER_PAGE = 5000;

/** One record, or undefined. Secret values in it stay sealed, unless asked for. Fault `store.unavailable`. */
export async function read(
  context: OperateContext,
  id: OperationId,
  secrets: "sealed" | "open" = "sealed",
): Promise<OperationRecord | undefined> {
  const fields = await stored(context.scripts.client.hgetall(context.keys.operation(id)));
  return recordIn(id, Object.entries(fields).flat(), secrets === "open" ? context.vault : undefined);
}

/**
 * After it resolves with a record the operation never runs; undefined: the device goes on with it, and must be asked to
 * stop. Faults: `operation.notFound`, `operation.notCancellable`.
 */
export async function cancel(context: OperateContext, id: OperationId): Promise<OperationRecord | undefined> {
  const [verdict] = (await context.scripts.run(
    cancelScript,
    [context.keys.operation(id)],
    [...headArgs(context.keys.tagOf(id), context.clock.now(), context.limits), id],
  )) as ["ok" | "missing" | "late" | "goesOn"];
  if (verdict === "missing") throw new Fault("operation.notFound", { operation: id });
  if (verdict === "goesOn") return undefined;
  if (verdict === "late") throw new Fault("operation.notCancellable", { operation: id });
  const record = await read(context, id);
  if (record === undefined) throw new Fault("operation.notFound", { operation: id });
  context.committed(record.device);
  context.ended(record);
  return record;
}

/** Operations newest first. Fault `request.invalid` for a cursor that is none. */
export async function list(context: OperateContext, query: OperationQuery): Promise<OperationPage> {
  if (query.limit === 0) return { items: [] };
  const { client } = context.scripts;
  const source = mergeNewest(
    sourceKeys(context, query).map(
      (key) => (max: number, skip: number, count: number) =>
        stored(client.zrevrangebyscore(key, max, query.from ?? 0, "WITHSCORES", "LIMIT", skip, count)),
    ),
    query.limit,
    query.cursor === undefined ? undefined : decodeCursor(query.cursor),
    query.to === undefined ? Number.MAX_SAFE_INTEGER : query.to - 1,
  );
  const items: OperationRecord[] = [];
  let last: Entry | undefined;
  for (let seen = 0; items.length < query.limit && seen < READ_PER_PAGE;) {
    const batch = await source.take(query.limit - items.length);
    if (batch.length === 0) return { items };
    seen += batch.length;
    last = batch.at(-1);
    const records = await Promise.all(batch.map(({ id }) => read(context, id as OperationId)));
    for (const record of records) if (record !== undefined && matches(query, record)) items.push(record);
  }
  return last === undefined ? { items } : { items, next: encodeCursor(last) };
}

/** How many operations there are of one state, type and priority. */
export interface OperationCount {
  readonly state: OperationState;
  readonly type: OperationType;
  readonly priority: OperationRecord["priority"];
  readonly count: number;
}

/** Every operation of the ledger, counted over all partitions; from counters. */
export async function countOperations({ keys, scripts }: OperateContext): Promise<readonly OperationCount[]> {
  const cells = new Map<string, number>();
  const parts = await Promise.all(keys.tags().map((tag) => stored(scripts.client.hgetall(`${tag}:opsn`))));
  for (const [cell, n] of parts.flatMap((part) => Object.entries(part)))
    cells.set(cell, (cells.get(cell) ?? 0) + Number(n));
  return Array.from(cells, ([cell, count]) => {
    const [state, type, priority] = cell.split(" ") as [
      OperationState,
      OperationType,
      OperationCount["priority"],
    ];
    return { state, type, priority, count };
  }).filter(({ count }) => count > 0);
}

/** Queued and running operations of devices, in their order; accepted commands that go on count as running. */
export function counters(
  context: OperateContext,
  devices: readonly DeviceId[],
): Promise<readonly { readonly queued: number; readonly running: number }[]> {
  const { client } = context.scripts;
  return Promise.all(
    devices.map(async (device) => {
      const queues = [undefined, "cwmp", "usp"] as const;
      const [running, ...queued] = await stored(
        Promise.all([
          client.hget(context.keys.device(device), "running"),
          ...queues.map((bound) => client.zcard(context.keys.queue(device, bound))),
        ]),
      );
      return {
        queued: queued.reduce((sum, count) => sum + count, 0),
        running: running === null || running === "" ? 0 : 1,
      };
    }),
  );
}

function sourceKeys(context: OperateContext, query: OperationQuery): string[] {
  if (query.device !== undefined) return [`${context.keys.tagOf(query.device)}:ops:${query.device}`];
  const only = query.states?.length === 1 ? query.states[0] : undefined;
  const index = only === undefined || only === "succeeded" ? "ops" : `ops:${only}`;
  return context.keys.tags().map((tag) => `${tag}:${index}`);
}

function matches(query: OperationQuery, record: OperationRecord): boolean {
  if (query.states !== undefined && !query.states.includes(record.state)) return false;
  if (query.types !== undefined && !query.types.includes(record.operation.type)) return false;
  return query.match?.(record) ?? true;
}

function encodeCursor(entry: Entry): string {
  return Buffer.from(`${entry.score}.${entry.id}`).toString("base64url");
}

function decodeCursor(cursor: string): Entry {
  const found = /^(\d{1,15})\.(o_[0-9a-z]{28})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"));
  if (found === null) throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
  return { score: Number(found[1]), id: found[2] as string };
}
