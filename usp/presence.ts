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
const PROBES_AT_ONCE = 16;
const STATES_KEPT = 100_000;

/**
 * Who can be reached, without Wills and Disconnect records, which agents do not send: heard is up, silent or without
 * a subscriber is down, and while the broker is away everything is unknown until it is heard or answers a probe.
 */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #states = new Map<DeviceId, RouteState>();
  #probing: AbortController | undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  state(device: DeviceId): RouteState {
    return this.#states.get(device) ?? "unknown";
  }

  /** The device was heard and the gateway told so in the same step. */
  heard(device: DeviceId): void {
    if (this.#parts.agents.isCached(device)) this.#states.set(device, "up");
  }

  /** Tells the gateway about a change; a store that is away learns it at the next one. */
  async set(device: DeviceId, state: RouteState): Promise<void> {
    if (this.#states.get(device) === state) return;
    this.#states.set(device, state);
    const oldest = this.#states.keys().next().value;
    if (this.#states.size > STATES_KEPT && oldest !== undefined) this.#states.delete(oldest);
    const { gateway, mtp, clock } = this.#parts;
    try {
      await gateway.route(device, "usp", mtp, state, clock.now());
    } catch (error) {
      this.#states.delete(device);
      this.#parts.log.warn({ deviceId: device, state, fault: asFault(error).code }, "route not stored");
    }
  }

  /** The broker came or went. */
  broker(up: boolean): void {
    this.#probing?.abort(new Fault("broker.unavailable"));
    this.#probing = undefined;
    if (up) {
      const probing = new AbortController();
      this.#probing = probing;
      background(this.#parts.log, "probe agents", this.#probeAll(probing.signal));
      return;
    }
    for (const agent of this.#parts.agents.all())
      background(this.#parts.log, "route unknown", this.set(agent.device, "unknown"));
  }

  stop(): void {
    this.#probing?.abort(new Fault("gateway.stopping"));
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
    const worker = async () => {
      for (let device = todo.shift(); device !== undefined && !signal.aborted; device = todo.shift()) {
        const agent = await this.#parts.agents.byDevice(device);
        if (agent !== undefined) await this.probe(agent, signal);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PROBES_AT_ONCE, todo.length) }, worker));
  }
}
