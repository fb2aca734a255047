import type { DeviceId, Gateway, JsonObject } from "#core";
import { sessionNotesIn, type SessionNotes } from "./e2e/notes.ts";
import { asEndpointId, type EndpointId } from "./endpointid.ts";
import type { Route } from "./mtp/mtp.ts";
import { FIRST_VERSION, firstVersion } from "./version.ts";

/** One agent as the gateway knows it; all of it but `device` is kept in the device's memory. */
export interface Agent {
  readonly device: DeviceId;
  readonly endpoint: EndpointId;
  /** At most one for each transport. */
  readonly routes: readonly Route[];
  /** Version of the records sent to it, the highest both know. */
  readonly version: string;
  /** What GetSupportedDM told, packed; see `model.ts`. */
  readonly model?: string;
  /** It took a factory reset: the next that is heard of it comes from a new agent. */
  readonly forgot?: true;
  readonly sessions?: SessionNotes;
}

/** The agent in the notes of a device; undefined when it never spoke USP. */
export function agentOf(
  device: DeviceId,
  memory: JsonObject,
  versionOf: (endpoint: EndpointId) => string = () => FIRST_VERSION,
): Agent | undefined {
  const endpoint = asEndpointId(text(memory, "endpoint") ?? "");
  if (endpoint === undefined) return undefined;
  const model = text(memory, "model");
  return {
    device,
    endpoint,
    version: text(memory, "version") ?? versionOf(endpoint),
    routes: routesIn(memory),
    ...(model === undefined ? {} : { model }),
    ...(memory["forgot"] === true ? { forgot: true } : {}),
    sessions: sessionNotesIn(memory),
  };
}

/** The notes that lead back to an agent. Each transport has its own, so that replicas never overwrite one another's. */
export function routeNotes(endpoint: EndpointId, routes: readonly Route[]): JsonObject {
  const notes: Record<string, string> = { endpoint };
  for (const route of routes) Object.assign(notes, noteOf(route));
  return notes;
}

function noteOf(route: Route): Record<string, string> {
  switch (route.mtp) {
    case "mqtt":
      return { topic: route.topic, mqtt: route.version };
    case "websocket":
      return { websocket: route.replica };
    case "stomp":
      return { stomp: route.destination };
  }
}

function routesIn(memory: JsonObject): readonly Route[] {
  const topic = text(memory, "topic");
  const replica = text(memory, "websocket");
  const destination = text(memory, "stomp");
  const version = text(memory, "mqtt") === "3.1.1" ? "3.1.1" : "5";
  return [
    ...(topic === undefined ? [] : [{ mtp: "mqtt", topic, version } as const]),
    ...(replica === undefined ? [] : [{ mtp: "websocket", replica } as const]),
    ...(destination === undefined ? [] : [{ mtp: "stomp", destination } as const]),
  ];
}

/** The agent's route over one transport. */
export function routeOver(agent: Agent | undefined, mtp: Route["mtp"]): Route | undefined {
  return agent?.routes.find((route) => route.mtp === mtp);
}

/** The routes with this one in the place of the one over the same transport. */
export function withRoute(routes: readonly Route[], route: Route): readonly Route[] {
  return [...routes.filter(({ mtp }) => mtp !== route.mtp), route];
}

export function isSameRoute(one: Route | undefined, other: Route): boolean {
  return one !== undefined && JSON.stringify(noteOf(one)) === JSON.stringify(noteOf(other));
}

function text(memory: JsonObject, key: string): string | undefined {
  const value = memory[key];
  return typeof value === "string" ? value : undefined;
}

/**
 * The agents heard or talked to lately, by device and by endpoint. A cache of what the gateway stores: bounded, and
 * forgotten where it proves stale.
 */
export class Agents {
  readonly #gateway: Gateway;
  readonly #max: number;
  readonly #byDevice = new Map<DeviceId, Agent>();
  readonly #byEndpoint = new Map<EndpointId, DeviceId>();
  /** Agents that wait for approval: nothing of them is stored, but once approved they can be reached. */
  readonly #held = new Map<DeviceId, Agent>();
  /** Endpoints that spoke an older version than is spoken to those that nothing is known of. */
  readonly #spoken = new Map<EndpointId, string>();

  constructor(gateway: Gateway, max: number) {
    this.#gateway = gateway;
    this.#max = max;
  }

  /** Notes in which version an endpoint speaks; of those that need no care nothing is kept. */
  spoke(endpoint: EndpointId, version: string): void {
    this.#spoken.delete(endpoint);
    if (firstVersion(version) === FIRST_VERSION) return;
    this.#spoken.set(endpoint, version);
    const oldest = this.#spoken.keys().next().value;
    if (this.#spoken.size > this.#max && oldest !== undefined) this.#spoken.delete(oldest);
  }

  /** What to speak to an endpoint that has not told its versions yet. */
  firstVersion(endpoint: EndpointId): string {
    return firstVersion(this.#spoken.get(endpoint));
  }

  /** Every cached agent, the least recently heard first. */
  all(): readonly Agent[] {
    return [...this.#byDevice.values()];
  }

  cached(endpoint: EndpointId): Agent | undefined {
    const device = this.#byEndpoint.get(endpoint);
    return device === undefined ? undefined : this.#touch(device);
  }

  async byDevice(device: DeviceId): Promise<Agent | undefined> {
    const agent = (await this.#stored(device)) ?? this.#held.get(device);
    if (agent !== undefined) this.remember(agent);
    return agent;
  }

  /** As it is stored now, whatever was known here. */
  async anew(device: DeviceId): Promise<Agent | undefined> {
    this.forget(device);
    return await this.byDevice(device);
  }

  hold(agent: Agent): void {
    this.#held.delete(agent.device);
    this.#held.set(agent.device, agent);
    const oldest = this.#held.keys().next().value;
    if (this.#held.size > this.#max && oldest !== undefined) this.#held.delete(oldest);
  }

  async byEndpoint(endpoint: EndpointId): Promise<Agent | undefined> {
    const cached = this.cached(endpoint);
    if (cached !== undefined) return cached;
    const device = await this.#gateway.find({ scheme: "usp", value: endpoint });
    if (device === undefined) return undefined;
    const agent = await this.#stored(device);
    if (agent?.endpoint !== endpoint) return undefined;
    this.remember(agent);
    return agent;
  }

  remember(agent: Agent): void {
    this.#held.delete(agent.device);
    this.forget(agent.device);
    this.#byDevice.set(agent.device, agent);
    this.#byEndpoint.set(agent.endpoint, agent.device);
    for (const oldest of this.#byDevice.keys()) {
      if (this.#byDevice.size <= this.#max) break;
      this.forget(oldest);
    }
  }

  forget(device: DeviceId): void {
    const agent = this.#byDevice.get(device);
    if (agent === undefined) return;
    this.#byDevice.delete(device);
    if (this.#byEndpoint.get(agent.endpoint) === device) this.#byEndpoint.delete(agent.endpoint);
  }

  async #stored(device: DeviceId): Promise<Agent | undefined> {
    const cached = this.#touch(device);
    if (cached !== undefined) return cached;
    const { memory } = await this.#gateway.knowledge(device, "usp");
    return agentOf(device, memory, (endpoint) => this.firstVersion(endpoint));
  }

  #touch(device: DeviceId): Agent | undefined {
    const agent = this.#byDevice.get(device);
    if (agent === undefined) return undefined;
    this.#byDevice.delete(device);
    this.#byDevice.set(device, agent);
    return agent;
  }
}
