import { asFault, type Clock, type DeviceId, type Gateway, type Log } from "#core";
import type { Agent } from "./agents.ts";
import { byPreference } from "./mtp/mtps.ts";
import type { MtpName, Route } from "./mtp/mtp.ts";

export type RouteState = "up" | "down" | "unknown";

export interface RoutesParts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether records to an agent can leave from here on a route. */
  readonly mtps: { reaches(to: Agent["endpoint"], route: Route): boolean };
}

const STATES_KEPT = 100_000;

interface Known {
  state: RouteState;
  /** How often the agent was heard on it. */
  heard: number;
}

/** Which routes of the agents are good: what was heard of them, and who answered on them. */
export class Routes {
  readonly #parts: RoutesParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: RoutesParts) {
    this.#parts = parts;
  }

  state(device: DeviceId, mtp: MtpName): RouteState {
    return this.#known.get(keyOf(device, mtp))?.state ?? "unknown";
  }

  /** The routes that can be taken from here, the best first: one that failed last comes after the others. */
  open(agent: Agent): readonly Route[] {
    const open = byPreference(agent.routes).filter((route) =>
      this.#parts.mtps.reaches(agent.endpoint, route),
    );
    const isDown = ({ mtp }: Route) => this.state(agent.device, mtp) === "down";
    return [...open.filter((route) => !isDown(route)), ...open.filter(isDown)];
  }

  /** How often the device was heard on this route, for `silent`. */
  times(device: DeviceId, mtp: MtpName): number {
    return this.#known.get(keyOf(device, mtp))?.heard ?? 0;
  }

  /** Nobody answered what was asked when the device had been heard so many `times`: heard since, it is there all the same. */
  async silent(device: DeviceId, mtp: MtpName, times: number): Promise<void> {
    if (this.times(device, mtp) === times) await this.set(device, mtp, "down");
  }

  /** The device was heard and the gateway told so in the same step. */
  heard(device: DeviceId, mtp: MtpName): void {
    this.#keep(keyOf(device, mtp), "up");
  }

  /** Tells the gateway about a change; a store that is away learns it at the next one. */
  async set(device: DeviceId, mtp: MtpName, state: RouteState): Promise<void> {
    const key = keyOf(device, mtp);
    if (this.#keep(key, state) === state) return;
    const { gateway, clock, log } = this.#parts;
    try {
      await gateway.route(device, "usp", mtp, state, clock.now());
    } catch (error) {
      const known = this.#known.get(key);
      if (known !== undefined) known.state = "unknown";
      log.warn({ deviceId: device, mtp, state, fault: asFault(error).code }, "route not stored");
    }
  }

  /** Gives the state of before. Those told first are forgotten first; what is not known is told anew. */
  #keep(key: string, state: RouteState): RouteState | undefined {
    const known = this.#known.get(key);
    const before = known?.state;
    if (known === undefined) this.#known.set(key, { state, heard: state === "up" ? 1 : 0 });
    else {
      known.state = state;
      if (state === "up") known.heard++;
    }
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > STATES_KEPT && oldest !== undefined) this.#known.delete(oldest);
    return before;
  }
}

function keyOf(device: DeviceId, mtp: MtpName): string {
  return `${device} ${mtp}`;
}
