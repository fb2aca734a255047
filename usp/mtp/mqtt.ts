import type { Clock, Log, Metrics } from "#core";
import { background, Fault } from "#core";
import type { UspConfig } from "../config.ts";
import type { EndpointId } from "../endpointid.ts";
import type { Mtp, MtpHandlers, Route, Sent } from "./mtp.ts";
import { MqttLink, type Unmarked } from "./link.ts";
import { forgetful, type Notes } from "./notes.ts";
import { ownTopics } from "./subscription.ts";
import { topicAllowed, withReplyTo } from "./topic.ts";

export interface MqttParts {
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Of what is subscribed to; without them an earlier topic stays subscribed to until its session ends. */
  readonly notes?: Notes | undefined;
  /** A message came that is not marked as a USP record; it is dropped. */
  spurned?(message: Unmarked): void;
}

/** How long a start waits for the broker before it goes on without it; the links keep trying. */
const START_WAIT_MS = 5000;

/** MQTT 5 towards the broker, for agents of 5.0 and 3.1.1: one plain link, or several that share one subscription. */
export class MqttMtp implements Mtp {
  readonly name = "mqtt";
  readonly #parts: MqttParts;
  readonly #links: MqttLink[];
  #handlers: MtpHandlers | undefined;
  #up = false;
  #stopping = false;
  #next = 0;

  constructor(parts: MqttParts) {
    this.#parts = parts;
    const count = Math.max(1, parts.config.connections);
    this.#links = Array.from(
      { length: count },
      (_, i) =>
        new MqttLink({
          ...parts,
          index: i,
          topics: ownTopics(parts.config, i),
          notes: parts.notes ?? forgetful,
          spurned: (message) => parts.spurned?.(message),
          changed: () => this.#changed(),
        }),
    );
  }

  /** Resolves when every link is subscribed, or after some seconds without the broker. */
  async start(handlers: MtpHandlers): Promise<void> {
    this.#handlers = handlers;
    const ready = Promise.all(this.#links.map((link) => link.start((message) => handlers.receive(message))));
    await new Promise<void>((done) => {
      const cancel = this.#parts.clock.after(START_WAIT_MS, done);
      background(
        this.#parts.log,
        "mqtt start",
        ready.then(() => (cancel(), done())),
      );
    });
    if (!this.isUp())
      this.#parts.log.warn({ broker: new URL(this.#parts.config.brokerUrl).host }, "broker not reached yet");
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#links.map((link) => link.stop()));
  }

  isUp(): boolean {
    return this.#links.some((link) => link.isUp());
  }

  reaches(_to: EndpointId, route: Route): boolean {
    return route.mtp === "mqtt" && this.isUp();
  }

  allows(endpoint: EndpointId, route: Route): boolean {
    if (route.mtp !== "mqtt") return false;
    const { agentTopic, topic } = this.#parts.config;
    return topicAllowed(agentTopic, endpoint, route.topic) && !route.topic.startsWith(topic);
  }

  async send(to: EndpointId, route: Route, record: Uint8Array, loosely?: true): Promise<Sent> {
    if (route.mtp !== "mqtt") throw new Fault("broker.unavailable", { sent: false });
    const link = this.#pick();
    const reply = link.replyTopic(to);
    const topic = route.version === "5" ? route.topic : withReplyTo(route.topic, reply);
    return loosely === true ? link.tell(topic, reply, record) : await link.publish(topic, reply, record);
  }

  #pick(): MqttLink {
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
    const facts = { broker: new URL(this.#parts.config.brokerUrl).host, connections: this.#links.length };
    if (up) this.#parts.log.info(facts, "broker connected");
    else if (!this.#stopping) this.#parts.log.warn(facts, "broker lost");
    this.#handlers?.state(up);
  }
}
