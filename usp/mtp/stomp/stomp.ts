import { type Clock, Fault, type Log, type Metrics } from "#core";
import type { StompConfig } from "../../config.ts";
import type { EndpointId } from "../../endpointid.ts";
import type { Mtp, MtpHandlers, Route, Sent } from "../mtp.ts";
import { Pool } from "../pool.ts";
import { isDestinationAllowed } from "./destination.ts";
import { StompLink } from "./link.ts";

export interface StompParts {
  readonly config: StompConfig;
  /** The controller's own. */
  readonly endpointId: string;
  readonly recordBytes: number;
  readonly requestTimeoutMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** STOMP 1.2 towards a server: one link, or several that take from the same destination in turn. */
export class StompMtp implements Mtp {
  readonly name = "stomp";
  readonly #parts: StompParts;
  readonly #pool: Pool<StompLink>;

  constructor(parts: StompParts) {
    this.#parts = parts;
    const { config, clock, log } = parts;
    const server = { clock, log, what: "stomp server", host: new URL(config.url).host };
    this.#pool = new Pool(
      server,
      config.connections,
      (index, changed) => new StompLink({ ...parts, index, changed }),
    );
  }

  start(handlers: MtpHandlers): Promise<void> {
    return this.#pool.start(handlers);
  }

  stop(): Promise<void> {
    return this.#pool.stop();
  }

  isUp(): boolean {
    return this.#pool.isUp();
  }

  reaches(_to: EndpointId, route: Route): boolean {
    return route.mtp === "stomp" && this.isUp();
  }

  allows(endpoint: EndpointId, route: Route): boolean {
    const { agentDestination, destination } = this.#parts.config;
    return (
      route.mtp === "stomp" &&
      isDestinationAllowed(agentDestination, endpoint, route.destination, destination)
    );
  }

  /** STOMP never says that nobody listens: what left is `sent`. */
  async send(to: EndpointId, route: Route, record: Uint8Array): Promise<Sent> {
    if (route.mtp !== "stomp") throw new Fault("broker.unavailable", { sent: false });
    this.#pool.pick().send(route.destination, to, record, this.#parts.requestTimeoutMs);
    return await Promise.resolve("sent");
  }
}
