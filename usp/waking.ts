import { asFault, background, type DeviceId, type Log, type WakeResult } from "#core";
import { routeOver, type Agent, type Agents } from "./agents.ts";
import { byPreference } from "./mtp/mtps.ts";
import type { Route } from "./mtp/mtp.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Presence } from "./presence.ts";
import type { Routes } from "./routes.ts";
import type { Sessions } from "./session.ts";

export interface WakingParts {
  readonly agents: Agents;
  readonly routes: Routes;
  readonly presence: Presence;
  readonly sessions: Sessions;
  readonly neighbours: Neighbours;
  readonly replica: string;
  readonly log: Log;
}

/** Opens a device session where the agent can be reached: here, or at the replica that it is connected to. */
export class Waking {
  readonly #parts: WakingParts;

  constructor(parts: WakingParts) {
    this.#parts = parts;
  }

  async wake(device: DeviceId): Promise<WakeResult> {
    const { agents, routes } = this.#parts;
    const agent = await agents.byDevice(device);
    const [best] = agent === undefined ? [] : routes.open(agent);
    if (agent !== undefined && best !== undefined && !this.#isDown(device, best))
      return await this.#open(device, best);
    // Where it is connected another replica may know better.
    const isConnected = best === undefined || routeOver(agent, "websocket") !== undefined;
    const anew = isConnected ? await agents.anew(device) : agent;
    if (anew !== undefined && (await this.#elsewhere(anew))) return { state: "open", method: "websocket" };
    const [now] = anew === undefined ? [] : routes.open(anew);
    if (anew === undefined || now === undefined) return unreachable(anew);
    return this.#isDown(device, now) ? this.#probe(anew, now) : await this.#open(device, now);
  }

  #isDown(device: DeviceId, { mtp }: Route): boolean {
    return this.#parts.routes.state(device, mtp) === "down";
  }

  async #open(device: DeviceId, { mtp: method }: Route): Promise<WakeResult> {
    const opened = await this.#parts.sessions.open(device);
    return { state: "open", method, ...(opened ? {} : { detail: "another replica holds the session" }) };
  }

  /** The last request found nobody: a probe first, the queue only when it answers. */
  #probe(agent: Agent, { mtp: method }: Route): WakeResult {
    const { presence, sessions, log } = this.#parts;
    const probed = presence.probe(agent).then((up) => (up ? sessions.open(agent.device) : up));
    background(log, "probe agent", probed);
    return { state: "rung", method, detail: "probe sent" };
  }

  async #elsewhere(agent: Agent): Promise<boolean> {
    const { neighbours, replica, log } = this.#parts;
    const route = routeOver(agent, "websocket");
    if (route?.mtp !== "websocket" || route.replica === replica) return false;
    try {
      return await neighbours.wake(agent, route.replica);
    } catch (error) {
      log.warn({ deviceId: agent.device, fault: asFault(error).code }, "other replica not asked");
      return false;
    }
  }
}

function unreachable(agent: Agent | undefined): WakeResult {
  const [best] = byPreference(agent?.routes ?? []);
  if (best === undefined)
    return { state: "unreachable", method: "none", detail: "no route to the agent is known" };
  const detail = best.mtp === "websocket" ? "the agent is not connected" : `${best.mtp} is away`;
  return { state: "unreachable", method: best.mtp, detail };
}
