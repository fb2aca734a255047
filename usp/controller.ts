import { Fault, sortableId, type Clock } from "#core";
import type { EndpointId } from "./endpointid.ts";
import type { Msg, MsgType, Response, UspError } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";

/** An agent's answer to one request. */
export type Answer =
  | { readonly kind: "response"; readonly response: Response }
  | { readonly kind: "error"; readonly error: UspError };

export interface Ask {
  readonly endpoint: EndpointId;
  readonly request: Draft<"Request">;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Aborted when the connection that the request leaves by ends. */
  readonly lifetime?: AbortSignal;
  /** Sends the message; `noReceiver` and a rejection end the wait. */
  send(msg: Draft<"Msg">): Promise<"sent" | "noReceiver">;
}

export type RequestName = keyof Draft<"Request">;

/** msg_type of each request and the member its response must have. */
export const REQUEST = {
  get: ["GET", "getResp"],
  getSupportedDm: ["GET_SUPPORTED_DM", "getSupportedDmResp"],
  getInstances: ["GET_INSTANCES", "getInstancesResp"],
  set: ["SET", "setResp"],
  add: ["ADD", "addResp"],
  delete: ["DELETE", "deleteResp"],
  operate: ["OPERATE", "operateResp"],
  notify: ["NOTIFY", "notifyResp"],
  getSupportedProtocol: ["GET_SUPPORTED_PROTO", "getSupportedProtocolResp"],
  register: ["REGISTER", "registerResp"],
  deregister: ["DEREGISTER", "deregisterResp"],
} as const satisfies Record<RequestName, readonly [MsgType, keyof Response]>;

/** The one request a draft holds. Throws Fault `usp.message` when it holds none or several. [TR-369 R-MSG.7] */
export function requestName(request: Draft<"Request">): RequestName {
  const [name, ...more] = Object.keys(request);
  if (!isRequestName(name) || more.length > 0)
    throw new Fault("usp.message", { detail: "exactly one request is needed", reason: "json" });
  return name;
}

function isRequestName(name: string | undefined): name is RequestName {
  return name !== undefined && Object.hasOwn(REQUEST, name);
}

interface Waiter {
  readonly name: RequestName;
  settle(answer: Answer): void;
  fail(fault: Fault): void;
}

/**
 * Matches answers to requests by (endpoint, msg_id). Every waiter ends: by its answer, its time-out, its signal or
 * `forget`, and is removed with that. [TR-369 R-MSG.9]
 */
export class Controller {
  readonly #clock: Clock;
  readonly #waiters = new Map<EndpointId, Map<string, Waiter>>();
  /** Unlike in an earlier run, so that a late answer to it finds nobody. */
  readonly #prefix: string;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#prefix = sortableId(clock.now());
  }

  /** How many requests wait for an answer. */
  get waiting(): number {
    let sum = 0;
    for (const waiters of this.#waiters.values()) sum += waiters.size;
    return sum;
  }

  /**
   * Sends one request and resolves with its answer. Rejects with `device.unreachable` or `broker.unavailable`; their fact
   * `sent` tells whether the agent may have received the request, `silent` that nobody is there to answer.
   */
  ask(ask: Ask): Promise<Answer> {
    const name = requestName(ask.request);
    const msgId = `${this.#prefix}-${(++this.#last).toString(36)}`;
    const msg: Draft<"Msg"> = {
      header: { msgId, msgType: REQUEST[name][0] },
      body: { request: ask.request },
    };
    return new Promise((resolve, reject) => {
      if (ask.signal?.aborted === true) {
        reject(unreachable("the session ended", false));
        return;
      }
      const onSilence = () => waiter.fail(silent(true));
      const onEnd = () => waiter.fail(unreachable("the session ended", true));
      const onLost = () => waiter.fail(lost());
      const done = () => {
        cancel();
        ask.signal?.removeEventListener("abort", onEnd);
        ask.lifetime?.removeEventListener("abort", onLost);
        this.#remove(ask.endpoint, msgId);
      };
      const waiter: Waiter = {
        name,
        settle: (answer) => (done(), resolve(answer)),
        fail: (fault) => (done(), reject(fault)),
      };
      // Not by a signal of its own: one for each request costs more than the rest of the waiting.
      const cancel = this.#clock.after(ask.timeoutMs, onSilence);
      ask.signal?.addEventListener("abort", onEnd, { once: true });
      ask.lifetime?.addEventListener("abort", onLost, { once: true });
      this.#add(ask.endpoint, msgId, waiter);
      ask.send(msg).then(
        (sent) => {
          if (sent === "noReceiver") waiter.fail(silent(false));
        },
        (error: unknown) =>
          waiter.fail(error instanceof Fault ? error : new Fault("broker.unavailable", {}, { cause: error })),
      );
    });
  }

  /** Hands an answer to its waiter; false when nobody waits for it (late, repeated, foreign, not asked for). [TR-369 R-OPR.4] */
  answer(from: EndpointId, msg: Msg): boolean {
    const waiter = this.#waiters.get(from)?.get(msg.header.msgId);
    if (waiter === undefined) return false;
    // The body decides, not the header. [TR-369 R-MSG.10]
    const { response, error } = msg.body;
    if (error !== undefined) waiter.settle({ kind: "error", error });
    else if (response?.[REQUEST[waiter.name][1]] !== undefined) waiter.settle({ kind: "response", response });
    else
      waiter.fail(
        new Fault("device.protocol", {
          detail: `the answer to ${waiter.name} is of another kind`,
          sent: true,
        }),
      );
    return true;
  }

  /** The session context of these requests is over and the agent has not acknowledged them: they will not be answered. */
  lose(endpoint: EndpointId, msgIds: readonly string[], sent = true): void {
    const facts = { detail: "the session context was replaced", sent, replaced: true };
    for (const msgId of msgIds)
      this.#waiters.get(endpoint)?.get(msgId)?.fail(new Fault("device.unreachable", facts));
  }

  /** The agent restarted: what it was asked will not be answered any more. */
  forget(endpoint: EndpointId): void {
    const waiters = [...(this.#waiters.get(endpoint)?.values() ?? [])];
    for (const waiter of waiters) waiter.fail(unreachable("the agent restarted", true));
  }

  #add(endpoint: EndpointId, msgId: string, waiter: Waiter): void {
    const waiters = this.#waiters.get(endpoint) ?? new Map<string, Waiter>();
    waiters.set(msgId, waiter);
    this.#waiters.set(endpoint, waiters);
  }

  #remove(endpoint: EndpointId, msgId: string): void {
    const waiters = this.#waiters.get(endpoint);
    waiters?.delete(msgId);
    if (waiters?.size === 0) this.#waiters.delete(endpoint);
  }
}

function unreachable(detail: string, sent: boolean): Fault {
  return new Fault("device.unreachable", { detail, sent });
}

function lost(): Fault {
  return new Fault("device.unreachable", { detail: "the connection ended", sent: true, lost: true });
}

function silent(sent: boolean): Fault {
  const detail = sent ? "no answer in time" : "nobody listens where the agent was reached";
  return new Fault("device.unreachable", { detail, sent, silent: true });
}
