import type { Clock, Log, Metrics } from "#core";
import { Fault } from "#core";
import type { UspConfig } from "../config.ts";
import type { EndpointId } from "../endpointid.ts";
import type { Mtp, MtpHandlers, Route, Sent } from "./mtp.ts";
import { MqttLink, type Unmarked } from "./link.ts";
import { forgetful, type Notes } from "./notes.ts";
import { Pool } from "./pool.ts";
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

/** MQTT 5 towards the broker, for agents of 5.0 and 3.1.1: one plain link, or several that share one subscription. */
export class MqttMtp implements Mtp {
  readonly name = "mqtt";
  readonly #parts: MqttParts;
  readonly #pool: Pool<MqttLink>;

  constructor(parts: MqttParts) {
    this.#parts = parts;
    const { config, clock, log } = parts;
    const broker = { clock, log, what: "broker", host: new URL(config.brokerUrl).host };
    this.#pool = new Pool(
      broker,
      config.connections,
      (index, changed) =>
        new MqttLink({
          ...parts,
          index,
          topics: ownTopics(config, index),
          notes: parts.notes ?? forgetful,
          spurned: (message) => parts.spurned?.(message),
          changed,
        }),
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
    return route.mtp === "mqtt" && this.isUp();
  }

  allows(endpoint: EndpointId, route: Route): boolean {
    if (route.mtp !== "mqtt") return false;
    const { agentTopic, topic } = this.#parts.config;
    return topicAllowed(agentTopic, endpoint, route.topic) && !route.topic.startsWith(topic);
  }

  async send(to: EndpointId, route: Route, record: Uint8Array, loosely?: true): Promise<Sent> {
    if (route.mtp !== "mqtt") throw new Fault("broker.unavailable", { sent: false });
    const link = this.#pool.pick();
    const reply = link.replyTopic(to);
    const topic = route.version === "5" ? route.topic : withReplyTo(route.topic, reply);
    return loosely === true ? link.tell(topic, reply, record) : await link.publish(topic, reply, record);
  }
}
