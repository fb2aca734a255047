import {
  asFault,
  background,
  Fault,
  sleep,
  type Claimed,
  type Clock,
  type DeviceId,
  type Gateway,
  type Lease,
  type Log,
  type OperationId,
  type Outcome,
} from "#core";
import type { Agents } from "./agents.ts";
import type { Asker } from "./ask.ts";
import type { UspConfig } from "./config.ts";
import type { Models } from "./model.ts";
import { sessionNotesIn } from "./e2e/notes.ts";
import { execute, RETRY_MS } from "./ops/execute.ts";
import type { OpContext } from "./ops/context.ts";
import { isEmptySecret, withSecrets } from "./secret.ts";
import { explained, isDenied } from "./trust/advice.ts";

export interface SessionsParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly asker: Asker;
  readonly models: Models;
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
}

interface Running {
  lease: Lease;
  /** Somebody asked again while the loop ran: claim once more before the release. */
  again: boolean;
  /** The agent did not answer: what else is claimed goes back without waiting for it again. */
  away: boolean;
  readonly abort: AbortController;
  ended: Promise<void>;
}

/** Device sessions: a lease, then claim, execute and settle until the queue is empty. At most one per device. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #running = new Map<DeviceId, Running>();
  readonly #opening = new Map<DeviceId, Promise<boolean>>();
  #stopping = false;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  isRunning(device: DeviceId): boolean {
    return this.#running.has(device);
  }

  /** Opens a session; false when another replica holds one, whose end will look into the queue again. */
  open(device: DeviceId): Promise<boolean> {
    const running = this.#running.get(device);
    if (running !== undefined) {
      running.again = true;
      return Promise.resolve(true);
    }
    const pending =
      this.#opening.get(device) ?? this.#open(device).finally(() => this.#opening.delete(device));
    this.#opening.set(device, pending);
    return pending;
  }

  /** Uses a lease that came with a contact. */
  start(lease: Lease): void {
    if (this.#stopping) {
      background(this.#parts.log, "release lease", this.#parts.gateway.release(lease));
      return;
    }
    const older = this.#running.get(lease.device);
    older?.abort.abort(new Fault("lease.lost"));
    const running: Running = {
      lease,
      again: false,
      away: false,
      abort: new AbortController(),
      ended: Promise.resolve(),
    };
    this.#running.set(lease.device, running);
    running.ended = this.#run(running);
    background(this.#parts.log, "usp session", running.ended);
  }

  /** Ends when the operations in progress have ended, or when the signal aborts them. */
  async stop(signal: AbortSignal): Promise<void> {
    this.#stopping = true;
    const abortAll = () => {
      for (const running of this.#running.values()) running.abort.abort(new Fault("gateway.stopping"));
    };
    if (signal.aborted) abortAll();
    signal.addEventListener("abort", abortAll, { once: true });
    await Promise.allSettled(this.#opening.values());
    await Promise.allSettled([...this.#running.values()].map((running) => running.ended));
    signal.removeEventListener("abort", abortAll);
  }

  async #open(device: DeviceId): Promise<boolean> {
    if (this.#stopping) throw new Fault("gateway.stopping");
    const lease = await this.#parts.gateway.open(device, "usp");
    if (lease === undefined) return false;
    this.start(lease);
    return true;
  }

  async #run(running: Running): Promise<void> {
    const { device } = running.lease;
    const log = this.#parts.log.child({ deviceId: device });
    const stopRenewing = this.#renew(running, log);
    try {
      do {
        running.again = false;
        await this.#drain(running, log);
      } while (running.again && !this.#stopping);
    } catch (error) {
      // What was claimed stays with the gateway and is reconciled in a later session.
      log.warn({ fault: asFault(error).code, error: asFault(error).message }, "session ended early");
    } finally {
      stopRenewing();
      await this.#parts.gateway.release(running.lease).catch((error: unknown) => {
        log.warn({ fault: asFault(error).code }, "lease not released");
      });
      if (this.#running.get(device) === running) this.#running.delete(device);
    }
    // Asked for between the last empty claim and the release: nobody else would look.
    if (running.again && !this.#stopping && !this.#running.has(device)) await this.open(device);
  }

  async #drain(running: Running, log: Log): Promise<void> {
    const { gateway } = this.#parts;
    let claimed = await this.#patiently(running, () => gateway.claim(running.lease));
    const givenBack = new Set<OperationId>();
    while (claimed !== undefined) {
      // Due again already: the next session gets it first.
      if (givenBack.has(claimed.record.id)) return;
      if (running.away || this.#stopping) givenBack.add(claimed.record.id);
      const outcome = await this.#outcome(claimed, running, log);
      const { id } = claimed.record;
      log.info(
        { operationId: id, type: claimed.record.operation.type, state: outcome.state },
        "operation settled",
      );
      claimed = await this.#patiently(running, () => gateway.settle(running.lease, id, outcome));
    }
  }

  /** Claim and settle may be repeated while the lease lasts: a store that is away for a moment costs no outcome. */
  async #patiently<T>(running: Running, step: () => Promise<T>): Promise<T> {
    const { clock } = this.#parts;
    for (let wait = 50; ; wait = Math.min(wait * 2, 1000)) {
      try {
        return await step();
      } catch (error) {
        if (asFault(error).code !== "store.unavailable" || clock.now() + wait > running.lease.until)
          throw error;
      }
      await sleep(clock, wait, running.abort.signal);
    }
  }

  async #outcome(claimed: Claimed, running: Running, log: Log): Promise<Outcome> {
    const { record } = claimed;
    const { agents, asker, models, config, clock, gateway } = this.#parts;
    if (this.#stopping) return { state: "retry", problem: { code: "gateway.stopping" }, afterMs: RETRY_MS };
    if (running.away) return { state: "retry", problem: { code: "device.unreachable" }, afterMs: RETRY_MS };
    const agent = await agents.byDevice(record.device);
    if (agent === undefined)
      return {
        state: "retry",
        problem: { code: "device.unreachable", detail: "no agent is known" },
        afterMs: RETRY_MS,
      };
    const context: OpContext = {
      agent,
      config,
      model: models.of(agent.model),
      commandKey: record.commandKey,
      wanted: claimed.wanted ?? [],
      log: log.child({ operationId: record.id }),
      now: () => clock.now(),
      ...(record.sentAt === undefined ? {} : { sentAt: record.sentAt }),
      sending: () => gateway.sending(running.lease, record.id),
      notes: async () => (await gateway.knowledge(record.device, "usp")).memory,
      note: (memory) =>
        gateway.report({
          device: record.device,
          protocol: "usp",
          lease: running.lease,
          at: clock.now(),
          events: [],
          memory,
        }),
      ask: (request) => asker.ask(agent, request, running.abort.signal),
    };
    const outcome = await execute(claimed, context);
    await this.#learn(running, outcome);
    const hasSecrets = outcome.values?.some(isEmptySecret) === true;
    if (!hasSecrets && !(outcome.state === "failed" && isDenied(outcome.problem))) return outcome;
    const knowledge = await this.#patiently(running, () => gateway.knowledge(record.device, "usp"));
    const told = explained(outcome, record.operation, knowledge);
    return told.values === undefined || !hasSecrets
      ? told
      : { ...told, values: withSecrets(told.values, knowledge.values) };
  }

  /** An agent that does not answer is away; one that was onboarded has a model now. */
  async #learn(running: Running, outcome: Outcome): Promise<void> {
    const { agents } = this.#parts;
    const { device } = running.lease;
    const problem = "problem" in outcome ? outcome.problem : undefined;
    if (problem?.code === "device.unreachable" || problem?.code === "operation.unknownOutcome") {
      running.away = true;
      // Its routes may have changed by way of another replica.
      agents.forget(device);
    }
    const { model, version, forgot, e2eMode, e2eRecordBytes } = outcome.memory ?? {};
    const agent = await agents.byDevice(device);
    if (agent === undefined) return;
    agents.remember({
      ...agent,
      ...(typeof model === "string" ? { model } : {}),
      ...(typeof version === "string" ? { version } : {}),
      ...(forgot === true ? { forgot } : {}),
      ...(e2eMode === undefined
        ? {}
        : {
            sessions: {
              ...agent.sessions,
              ...sessionNotesIn({ e2eMode, e2eRecordBytes: e2eRecordBytes ?? 0 }),
            },
          }),
    });
  }

  /** Moves the lease on while it is held; a lost one ends the session. */
  #renew(running: Running, log: Log): () => void {
    let cancel: (() => void) | undefined;
    let over = false;
    const { gateway, clock } = this.#parts;
    const plan = () => {
      const wait = Math.max(500, (running.lease.until - clock.now()) / 3);
      cancel = clock.after(wait, () => background(log, "renew lease", renew()));
    };
    const renew = async () => {
      try {
        const lease = await gateway.renew(running.lease);
        if (!over) running.lease = lease;
      } catch (error) {
        if (asFault(error).code === "lease.lost") running.abort.abort(asFault(error));
      }
      if (!over) plan();
    };
    plan();
    return () => {
      over = true;
      cancel?.();
    };
  }
}
