import { deadline, type Clock, type OperationId, type OperationRecord } from "#core";

/** Those who wait for an operation to end (`Prefer: wait`). Every waiter has a deadline and is removed. */
export interface Waiters {
  /**
   * The finished record, or undefined when it did not end within `ms`. `read` looks the record up: once after the
   * waiter is in place, so that an end just before is not missed, and when an end was announced without its record.
   */
  wait(
    id: OperationId,
    ms: number,
    read: (id: OperationId) => Promise<OperationRecord | undefined>,
    signal?: AbortSignal,
  ): Promise<OperationRecord | undefined>;
  /** The operation has ended; `record` when it is at hand. */
  ended(id: OperationId, record?: OperationRecord): void;
  /** Gives every waiter its answer now. */
  close(): void;
  has(id: OperationId): boolean;
  size(): number;
}

type Wake = (record: OperationRecord | undefined, known: boolean) => void;

export function createWaiters(clock: Clock, isEnded: (record: OperationRecord) => boolean): Waiters {
  const waiting = new Map<OperationId, Set<Wake>>();

  function add(id: OperationId, wake: Wake): () => void {
    const set = waiting.get(id) ?? new Set();
    waiting.set(id, set.add(wake));
    return () => {
      set.delete(wake);
      if (set.size === 0 && waiting.get(id) === set) waiting.delete(id);
    };
  }

  return {
    wait: (id, ms, read, signal) =>
      new Promise((resolve, reject) => {
        const leave = (): void => {
          remove();
          limit.cancel();
        };
        const finish = (record: OperationRecord | undefined): void => {
          leave();
          resolve(record);
        };
        const fail = (error: unknown): void => {
          leave();
          reject(error);
        };
        const look = (): void => {
          read(id).then((record) => {
            if (record !== undefined && isEnded(record)) finish(record);
          }, fail);
        };
        const remove = add(id, (record, known) => (known ? finish(record) : look()));
        const limit = deadline(clock, ms, signal);
        limit.signal.addEventListener("abort", () => finish(undefined), { once: true });
        if (limit.signal.aborted) finish(undefined);
        else look();
      }),
    ended(id, record) {
      for (const wake of waiting.get(id) ?? []) wake(record, record !== undefined);
    },
    close() {
      for (const set of waiting.values()) for (const wake of set) wake(undefined, true);
    },
    has: (id) => waiting.has(id),
    size: () => waiting.size,
  };
}
