import { background, type Clock, Fault, type Log, type Metrics } from "#core";
import type { StompConfig } from "../../config.ts";
import type { EndpointId } from "../../endpointid.ts";
import type { Mtp, MtpHandlers, Route, Sent } from "../mtp.ts";
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

/** How long a start waits for the server before it goes on without it; the links keep trying. */
const START_WAIT_MS = 5000;

/** STOMP 1.2 towards a server: one link, or several that take from the same destination in turn. */
export class StompMtp implements Mtp {
  readonly name = "stomp";
  readonly #parts: StompParts;
  readonly #links: StompLink[];
  #handlers: MtpHandlers | undefined;
  #up = false;
  #stopping = false;
  #next = 0;

  constructor(parts: StompParts) {
    this.#parts = parts;
    this.#links = Array.from(
      { length: Math.max(1, parts.config.connections) },
      (_, index) => new StompLink({ ...parts, index, changed: () => this.#changed() }),
    );
  }

  /** Resolves when every link is subscribed, or after some seconds without the server. */
  async start(handlers: MtpHandlers): Promise<void> {
    this.#handlers = handlers;
    const ready = Promise.all(this.#links.map((link) => link.start((message) => handlers.receive(message))));
    await new Promise<void>((done) => {
      const cancel = this.#parts.clock.after(START_WAIT_MS, done);
      background(
        this.#parts.log,
        "stomp start",
        ready.then(() => (cancel(), done())),
      );
    });
    if (!this.isUp()) this.#parts.log.warn({ server: this.#server() }, "stomp server not reached yet");
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#links.map((link) => link.stop()));
  }

  isUp(): boolean {
    return this.#links.some((link) => link.isUp());
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
    this.#pick().send(route.destination, to, record, this.#parts.requestTimeoutMs);
    return await Promise.resolve("sent");
  }

  #pick(): StompLink {
    for (let i = 0; i < this.#links.length; i++) {
      const link = this.#links[this.#next++ % this.#links.length];
      if (link?.isUp() === true) return link;
    }
    throw new Fault("broker.unavailable", { sent: false });
  }

  #changed(): void {
    const up = this.isUp();
    if (up === this.#up) return;
    this.#up = up;
    const facts = { server: this.#server(), connections: this.#links.length };
    if (up) this.#parts.log.info(facts, "stomp server connected");
    else if (!this.#stopping) this.#parts.log.warn(facts, "stomp server lost");
    this.#handlers?.state(up);
  }

  #server(): string {
    return new URL(this.#parts.config.url).host;
  }
}
