import { setMaxListeners } from "node:events";
import { asFault, background, Fault, type Clock, type DeviceId, type Gateway, type Log } from "#core";
import { routeOver, type Agent, type Agents } from "./agents.ts";
import type { Asker } from "./ask.ts";
import type { EndpointId } from "./endpointid.ts";
import type { MtpName, Route } from "./mtp/mtp.ts";
import type { Mtps } from "./mtp/mtps.ts";
import { supportedProtocolRequest } from "./ops/onboard.ts";
import type { Routes } from "./routes.ts";

export interface PresenceParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly asker: Asker;
  readonly routes: Routes;
  readonly mtps: Pick<Mtps, "reaches">;
  readonly replica: string;
  readonly clock: Clock;
  readonly log: Log;
}

const AT_ONCE = 128;
const GRACE_MS = 2000;
/** Agents wait some seconds before they connect again, twice as long at each further attempt. */
const RETURN_MS = 30_000;

/**
 * Who can be reached, without Wills and Disconnect records, which agents do not send: heard is up, silent or without
 * a subscriber is down, and while a broker is away its routes are unknown until the agent is heard or answers a probe.
 */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #work = new Map<MtpName, { readonly abort: AbortController; readonly cancelGrace: () => void }>();

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  /**
   * A transport came or went. A short break changes nothing: the broker keeps what agents say meanwhile, and agents that
   * were connected have a while to come back.
   */
  transport(mtp: MtpName, up: boolean): void {
    this.#end(mtp, new Fault("broker.unavailable"));
    const abort = new AbortController();
    // One listener for each probe on its way.
    setMaxListeners(AT_ONCE + 1, abort.signal);
    const { clock, log } = this.#parts;
    const probe = () => background(log, "probe agents", this.#probeAll(mtp, abort.signal));
    const lose = () => background(log, "routes unknown", this.#allUnknown(mtp, abort.signal));
    let cancelGrace = () => {};
    if (!up) cancelGrace = clock.after(GRACE_MS, lose);
    else if (mtp === "websocket") cancelGrace = clock.after(RETURN_MS, probe);
    else probe();
    this.#work.set(mtp, { abort, cancelGrace });
  }

  /** The connection of one agent ended: its route is down, unless it is connected again, here or to another replica. */
  async gone(mtp: MtpName, endpoint: EndpointId): Promise<void> {
    const { agents, mtps, routes, replica } = this.#parts;
    const cached = await agents.byEndpoint(endpoint);
    const agent = cached === undefined ? undefined : await agents.anew(cached.device);
    const route = routeOver(agent, mtp);
    if (agent === undefined || route === undefined || mtps.reaches(endpoint, route)) return;
    if (route.mtp === "websocket" && route.replica !== replica) return;
    await routes.set(agent.device, mtp, "down");
    // It came back meanwhile.
    if (mtps.reaches(endpoint, route)) await routes.set(agent.device, mtp, "up");
  }

  stop(): void {
    for (const mtp of this.#work.keys()) this.#end(mtp, new Fault("gateway.stopping"));
  }

  /** Asks one agent for its versions; any answer proves that it is there. */
  async probe(agent: Agent, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.#parts.asker.ask(agent, supportedProtocolRequest(), signal);
      return true;
    } catch (error) {
      const { code } = asFault(error);
      return code !== "broker.unavailable" && code !== "device.unreachable" && signal?.aborted !== true;
    }
  }

  #end(mtp: MtpName, reason: Fault): void {
    this.#work.get(mtp)?.cancelGrace();
    this.#work.get(mtp)?.abort.abort(reason);
  }

  /** A bounded number at a time, those first that were heard before the break. */
  async #probeAll(mtp: MtpName, signal: AbortSignal): Promise<void> {
    const seen = new Set<DeviceId>();
    const known = this.#parts.agents.all().map((agent) => agent.device);
    await this.#probeSome(mtp, known, seen, signal);
    for (let cursor = "", first = true; (first || cursor !== "") && !signal.aborted; first = false) {
      const page = await this.#parts.gateway.known?.("usp", cursor);
      if (page === undefined) return;
      await this.#probeSome(mtp, page.devices, seen, signal);
      ({ cursor } = page);
    }
  }

  async #probeSome(
    mtp: MtpName,
    devices: readonly DeviceId[],
    seen: Set<DeviceId>,
    signal: AbortSignal,
  ): Promise<void> {
    const { agents, routes } = this.#parts;
    const todo = devices.filter((device) => !seen.has(device) && routes.state(device, mtp) !== "up");
    for (const device of todo) seen.add(device);
    await each(todo, signal, async (device) => {
      const agent = await agents.byDevice(device);
      const only = routeOver(agent, mtp);
      if (agent === undefined || only === undefined) return;
      if (only.mtp === "websocket") await this.#lookFor(agent, only);
      else await this.probe({ ...agent, routes: [only] }, signal);
    });
  }

  /** Nobody else can hold the connections that this replica held before it was restarted. */
  async #lookFor({ endpoint }: Agent, route: Extract<Route, { mtp: "websocket" }>): Promise<void> {
    if (route.replica === this.#parts.replica) await this.gone("websocket", endpoint);
  }

  async #allUnknown(mtp: MtpName, signal: AbortSignal): Promise<void> {
    const { agents, routes } = this.#parts;
    const lost = agents.all().filter((agent) => routeOver(agent, mtp) !== undefined);
    await each(lost, signal, ({ device }) => routes.set(device, mtp, "unknown"));
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
