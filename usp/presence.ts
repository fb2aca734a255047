import { asFault, background, Fault, type Clock, type DeviceId, type Gateway, type Log } from "#core";
import type { Agent, Agents } from "./agents.ts";
import type { Asker } from "./ask.ts";
import { supportedProtocolRequest } from "./ops/onboard.ts";

export interface PresenceParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly log: Log;
  readonly mtp: string;
}

type RouteState = "up" | "down" | "unknown";
const AT_ONCE = 128;
const GRACE_MS = 2000;
const STATES_KEPT = 100_000;

/**
 * Who can be reached, without Wills and Disconnect records, which agents do not send: heard is up, silent or without
 * a subscriber is down, and while the broker is away everything is unknown until it is heard or answers a probe.
 */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #states = new Map<DeviceId, RouteState>();
  #work: AbortController | undefined;
  #cancelGrace: () => void = () => undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  state(device: DeviceId): RouteState {
    return this.#states.get(device) ?? "unknown";
  }

  /** The device was heard and the gateway told so in the same step. */
  heard(device: DeviceId): void {
    if (this.#parts.agents.isCached(device)) this.#keep(device, "up");
  }

  /** Tells the gateway about a change; a store that is away learns it at the next one. */
  async set(device: DeviceId, state: RouteState): Promise<void> {
    if (this.#states.get(device) === state) return;
    this.#keep(device, state);
    const { gateway, mtp, clock } = this.#parts;
    try {
      await gateway.route(device, "usp", mtp, state, clock.now());
    } catch (error) {
      this.#states.delete(device);
      this.#parts.log.warn({ deviceId: device, state, fault: asFault(error).code }, "route not stored");
    }
  }

  /** Those told first are forgotten first; what is not known is told anew. */
  #keep(device: DeviceId, state: RouteState): void {
    this.#states.set(device, state);
    const oldest = this.#states.keys().next().value;
    if (this.#states.size > STATES_KEPT && oldest !== undefined) this.#states.delete(oldest);
  }

  /** The broker came or went. A short break changes nothing: the broker keeps what agents say meanwhile. */
  broker(up: boolean): void {
    this.#cancelGrace();
    this.#work?.abort(new Fault("broker.unavailable"));
    const work = new AbortController();
    this.#work = work;
    if (up) background(this.#parts.log, "probe agents", this.#probeAll(work.signal));
    else
      this.#cancelGrace = this.#parts.clock.after(GRACE_MS, () =>
        background(this.#parts.log, "routes unknown", this.#allUnknown(work.signal)),
      );
  }

  stop(): void {
    this.#cancelGrace();
    this.#work?.abort(new Fault("gateway.stopping"));
  }

  /** Asks one agent for its versions; any answer proves that it is there. */
  async probe(agent: Agent, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.#parts.asker.ask(agent, supportedProtocolRequest(), signal);
    } catch (error) {
      const fault = asFault(error);
      if (fault.code === "broker.unavailable" || signal?.aborted === true) return false;
      if (fault.code === "device.unreachable") {
        await this.set(agent.device, "down");
        return false;
      }
    }
    await this.set(agent.device, "up");
    return true;
  }

  /** A bounded number at a time, those first that were heard before the break. */
  async #probeAll(signal: AbortSignal): Promise<void> {
    const seen = new Set<DeviceId>();
    await this.#probeSome(
      this.#parts.agents.all().map((agent) => agent.device),
      seen,
      signal,
    );
    for (let cursor = "", first = true; (first || cursor !== "") && !signal.aborted; first = false) {
      const page = await this.#parts.gateway.known?.("usp", cursor);
      if (page === undefined) return;
      await this.#probeSome(page.devices, seen, signal);
      ({ cursor } = page);
    }
  }

  async #probeSome(devices: readonly DeviceId[], seen: Set<DeviceId>, signal: AbortSignal): Promise<void> {
    const todo = devices.filter((device) => !seen.has(device) && this.state(device) !== "up");
    for (const device of todo) seen.add(device);
    await each(todo, signal, async (device) => {
      const agent = await this.#parts.agents.byDevice(device);
      if (agent !== undefined) await this.probe(agent, signal);
    });
  }

  async #allUnknown(signal: AbortSignal): Promise<void> {
    const devices = this.#parts.agents.all().map((agent) => agent.device);
    await each(devices, signal, (device) => this.set(device, "unknown"));
  }
}

/** A bounded number at a time, until the signal. */
async function each<T>(
  items: readonly T[],
  signal: AbortSignal,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const todo = [...items];
  const worker = async () => {
    for (let item = todo.shift(); item !== undefined && !signal.aborted; item = todo.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, todo.length) }, worker));
}
