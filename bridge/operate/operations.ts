import {
  asFault,
  Fault,
  isTerminal,
  type DeviceId,
  type Fault as FaultType,
  type Json,
  type OperationId,
  type OperationRecord,
} from "#core";
import type { OperateContext } from "./context.ts";
import type { Dispatch } from "./dispatch.ts";
import { idempotent, type IdempotentAnswer, type IdempotentRequest } from "./idempotency.ts";
import {
  cancel,
  counters,
  countOperations,
  list,
  read,
  type OperationCount,
  type OperationPage,
  type OperationQuery,
} from "./ledger.ts";
import { submit, type Submission, type Submitted } from "./submit.ts";
import type { Waiters } from "./waiters.ts";

/** What the API, campaigns and migrations do with operations. Every promise rejects with `store.unavailable` while Redis is gone. */
export interface Operations {
  /** Accepts an operation and has its device woken. See `submit` for the faults. */
  submit(submission: Submission): Promise<Submitted>;
  /** Accepts many, a bounded number at a time; one that is refused does not stop the others. In order. */
  submitMany(submissions: readonly Submission[]): Promise<readonly (Submitted | FaultType)[]>;
  /** Secret values in a record are sealed texts: never show them. */
  read(id: OperationId): Promise<OperationRecord | undefined>;
  list(query: OperationQuery): Promise<OperationPage>;
  /** Every operation, by state, type and priority. */
  counts(): Promise<readonly OperationCount[]>;
  counters(
    devices: readonly DeviceId[],
  ): Promise<readonly { readonly queued: number; readonly running: number }[]>;
  /** Undefined: the device goes on with it. Faults: `operation.notFound`, `operation.notCancellable`. */
  cancel(id: OperationId): Promise<OperationRecord | undefined>;
  /** Submits what an ended operation asked for once more. Faults: as `submit`, `operation.notFound`, `request.invalid`. */
  retry(id: OperationId, actor: string, again?: OperationId): Promise<Submitted>;
  /** The finished record, or undefined when it does not end within `ms`. */
  wait(id: OperationId, ms: number, signal?: AbortSignal): Promise<OperationRecord | undefined>;
  /** See `idempotent`. */
  idempotent<T extends Json>(
    request: IdempotentRequest,
    work: (seed: string) => Promise<T>,
  ): Promise<IdempotentAnswer<T>>;
}

/** Submissions of one call that are under way at the same time. */
const TOGETHER = 128;

export function createOperations(context: OperateContext, dispatch: Dispatch, waiters: Waiters): Operations {
  async function submitAndWake(submission: Submission): Promise<Submitted> {
    const submitted = await submit(context, submission);
    dispatch.queued(submission.device, submitted.protocol);
    return submitted;
  }

  return {
    submit: submitAndWake,
    async submitMany(submissions) {
      const out: (Submitted | FaultType)[] = [];
      for (let i = 0; i < submissions.length; i += TOGETHER) {
        const batch = submissions.slice(i, i + TOGETHER);
        out.push(...(await Promise.all(batch.map((one) => submitAndWake(one).catch(asFault)))));
      }
      return out;
    },
    read: (id) => read(context, id),
    list: (query) => list(context, query),
    counts: () => countOperations(context),
    counters: (devices) => counters(context, devices),
    cancel: (id) => cancel(context, id),
    async retry(id, actor, again) {
      const record = await read(context, id, "open");
      if (record === undefined) throw new Fault("operation.notFound", { operation: id });
      if (!isTerminal(record.state))
        throw new Fault("request.invalid", { detail: "the operation has not ended" });
      return submitAndWake({
        device: record.device,
        operation: record.operation,
        actor,
        priority: record.priority,
        expiresIn: record.expiresAt - record.createdAt,
        ...(record.reason === undefined ? {} : { reason: record.reason }),
        ...(again === undefined ? {} : { id: again }),
      });
    },
    wait: (id, ms, signal) => waiters.wait(id, ms, (one) => read(context, one), signal),
    idempotent: (request, work) => idempotent(context, request, work),
  };
}
