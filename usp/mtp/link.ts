import { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import {
  asFault,
  background,
  backoff,
  badInput,
  Fault,
  type Clock,
  type Log,
  type Metrics,
  untilLate,
} from "#core";
import type { UspConfig } from "../config.ts";
import type { Inbound, MtpHandlers, Sent, Standing } from "./mtp.ts";
import type { Notes } from "./notes.ts";
import { Subscribed } from "./subscribed.ts";
import type { OwnTopics } from "./subscription.ts";
import { taken } from "./taken.ts";
import { replyToOf, senderIn } from "./topic.ts";

/** A message whose properties are not those of a USP record. */
export interface Unmarked {
  readonly topic: string;
  readonly bytes: Uint8Array;
  readonly properties: { readonly contentType?: string; readonly responseTopic?: string };
}

export interface LinkParts {
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly index: number;
  readonly topics: OwnTopics;
  readonly notes: Notes;
  /** A message came that is not marked as a USP record. */
  spurned(message: Unmarked): void;
  changed(): void;
}

const CONTENT_TYPES = new Set(["usp.msg", "application/vnd.bbf.usp.msg"]);
/** Messages that may be dealt with before everything else in the process gets its turn: a flood never ends by itself. */
const IN_A_ROW = 16;
const NO_MATCHING_SUBSCRIBERS = 16;
const PAYLOAD_FORMAT_INVALID = 153;

/** How long a goodbye to the broker may take. */
const END_MS = 1000;

/** One MQTT connection with a persistent session. It takes one message at a time and acknowledges it when `receive` resolves. */
export class MqttLink {
  readonly #parts: LinkParts;
  readonly #client: MqttClient;
  readonly #subscribed: Subscribed;
  #receive: MtpHandlers["receive"] = () => Promise.resolve("refused");
  #up = false;
  #attempt = 0;
  #row = 0;
  #closing = false;
  #cancelRetry = () => {};
  /** Message ids whose PUBACK said that nobody is subscribed; mqtt.js does not hand the code to the publisher. */
  readonly #unheard = new Set<number>();
  /** Published without PUBACK so far. */
  readonly #inFlight = new Set<number>();
  /** Aborted when the connection ends: what it did not acknowledge comes again on the next one. */
  #connection = new AbortController();

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#subscribed = new Subscribed(parts.notes, clientId(parts.config, parts.index));
    this.#client = mqtt.connect(parts.config.brokerUrl, optionsOf(parts));
    this.#client.handleMessage = (packet, done) =>
      background(parts.log, "mqtt message", this.#handle(packet, done));
  }

  /** Resolves at the first subscription; from then on the link looks after itself. [TR-369 R-MQTT.6] */
  start(receive: MtpHandlers["receive"]): Promise<void> {
    this.#receive = receive;
    return new Promise((resolve) => {
      this.#client.on("connect", (connack) => {
        // The broker kept the session with its subscriptions: what it queued comes at once and wants its answers.
        if (connack.sessionPresent) this.#rise();
        background(this.#parts.log, "mqtt subscribe", this.#subscribe(connack.properties).then(resolve));
      });
      this.#client.on("close", () => this.#lost());
      this.#client.on("error", (error) => {
        // That a broker is away is told once for all links; each attempt to find it again is no news.
        const level = this.#attempt === 0 ? "warn" : "debug";
        this.#parts.log[level]({ link: this.#parts.index, error: error.message }, "mqtt error");
        // After bytes that are no packet mqtt.js would wait on a connection that says nothing any more.
        this.#client.stream.destroy();
      });
      this.#client.on("packetreceive", (packet) => {
        if (packet.cmd === "puback" && packet.reasonCode === NO_MATCHING_SUBSCRIBERS)
          this.#unheard.add(packet.messageId ?? 0);
      });
      this.#connect();
    });
  }

  async stop(): Promise<void> {
    this.#closing = true;
    this.#cancelRetry();
    this.#connection.abort(new Fault("gateway.stopping"));
    // A DISCONNECT when nothing is in flight; else the link is cut, and the broker keeps what was not acknowledged.
    const idle = this.#client.connected && Object.keys(this.#client.outgoing).length === 0;
    const ended = this.#client.endAsync(!idle).catch(() => undefined); // [TR-369 R-MQTT.35]
    // After a flood the goodbye was once never called back; why is not known, so it is not waited for.
    await untilLate(this.#parts.clock, END_MS, AbortSignal.abort(), ended);
    this.#client.stream.destroy();
  }

  isUp(): boolean {
    return this.#up;
  }

  /** Where a peer answers: what the broker gave, else a topic below the own one that names the peer. [TR-369 R-MQTT.21] */
  replyTopic(peer: string): string {
    const given = this.#client.serverProperties?.responseInformation;
    return given === undefined || given === "" ? `${this.#parts.topics.reply}/${peer}` : given;
  }

  /** Rejects with `broker.unavailable`; its fact `sent` tells whether the record may have left all the same. */
  publish(topic: string, responseTopic: string, record: Uint8Array): Promise<Sent> {
    // Nothing subscribed, nothing published. [TR-369 R-MQTT.17]
    if (!this.#up || !this.#client.connected)
      return Promise.reject(new Fault("broker.unavailable", { sent: false }));
    // [TR-369 R-MQTT.18] [TR-369 R-MQTT.19] [TR-369 R-MQTT.22] [TR-369 R-MQTT.23] [TR-369 R-MQTT.27]
    // Nobody waits for the answer after the time-out: an agent that is away must not find the request later.
    const messageExpiryInterval = Math.ceil(this.#parts.config.requestTimeoutMs / 1000);
    const properties = { contentType: "usp.msg", responseTopic, messageExpiryInterval };
    return new Promise((resolve, reject) => {
      let id: number | undefined;
      const acknowledged = (error?: Error) => {
        const left = id !== undefined && this.#inFlight.delete(id);
        // Refused by the broker with a reason code.
        if (error && "code" in error)
          reject(new Fault("broker.unavailable", { detail: error.message, sent: false }, { cause: error }));
        // Taken out of the store when the connection ended: it left, and only its answer can tell more.
        else if (error && left) resolve("sent");
        else if (error)
          reject(new Fault("broker.unavailable", { detail: error.message, sent: true }, { cause: error }));
        else resolve(id !== undefined && this.#unheard.delete(id) ? "noReceiver" : "sent");
      };
      this.#client.publish(topic, Buffer.from(record), { qos: this.#qos(), properties }, acknowledged);
      // While mqtt.js works off its store the packet waits in a queue and has no id yet.
      const last = this.#client.getLastMessageId();
      if (this.#client.outgoing[last]?.cb === acknowledged) {
        id = last;
        this.#inFlight.add(last);
      }
    });
  }

  /** The same at QoS 0: what is lost is asked for again. Throws `broker.unavailable` when it cannot leave. [TR-369 R-MQTT.20] */
  tell(topic: string, responseTopic: string, record: Uint8Array): Sent {
    if (!this.#up || !this.#client.connected) throw new Fault("broker.unavailable", { sent: false });
    const properties = { contentType: "usp.msg", responseTopic };
    this.#client.publish(topic, Buffer.from(record.buffer, record.byteOffset, record.length), {
      qos: 0,
      properties,
    });
    return "sent";
  }

  #connect(): void {
    this.#unheard.clear();
    this.#client.connect();
    // Small packets both ways: without this each round trip waits for a delayed acknowledgement (40 ms).
    const { stream } = this.#client;
    if (stream instanceof Socket) stream.setNoDelay(true);
  }

  async #subscribe(
    connack: { userProperties?: Record<string, string | string[]> } | undefined,
  ): Promise<void> {
    // [TR-369 R-MQTT.15]: what the broker names, then what is configured.
    const named = connack?.userProperties?.["subscribe-topic"] ?? [];
    const information = this.#client.serverProperties?.responseInformation ?? "";
    const filters = [
      ...new Set([...(Array.isArray(named) ? named : [named]), ...this.#parts.topics.filters]),
    ];
    if (information !== "" && !filters.includes(information)) filters.push(information);
    try {
      const stale = this.#subscribed.adding(filters);
      await this.#client.subscribeAsync(filters, { qos: this.#qos() });
      await this.#leave(stale, filters);
      this.#attempt = 0;
      this.#parts.log.debug({ filters, link: this.#parts.index }, "subscribed");
      this.#rise();
    } catch (error) {
      const facts = { filters, error: asFault(error).message };
      if (this.#client.connected) this.#parts.log.error(facts, "broker refused the subscription");
      else this.#parts.log.warn(facts, "broker lost before the subscription");
      this.#client.stream.destroy();
    }
  }

  /** [TR-369 R-MQTT.34] */
  async #leave(stale: readonly string[], wanted: readonly string[]): Promise<void> {
    if (stale.length === 0) return;
    await this.#client.unsubscribeAsync([...stale]);
    this.#subscribed.only(wanted);
    this.#parts.log.info({ stale, link: this.#parts.index }, "unsubscribed");
  }

  /** At least once, unless the broker knows no more than at most once. [TR-369 R-MQTT.20] */
  #qos(): 0 | 1 {
    return this.#client.serverProperties?.maximumQoS === 0 ? 0 : 1;
  }

  #rise(): void {
    this.#up = true;
    this.#parts.changed();
  }

  #lost(): void {
    this.#connection.abort(new Fault("broker.unavailable"));
    this.#connection = new AbortController();
    // MQTT would send them again on the next connection, and an agent might run a command twice.
    for (const id of this.#inFlight) this.#client.removeOutgoingMessage(id);
    if (this.#up && !this.#closing) this.#parts.log.debug({ link: this.#parts.index }, "connection lost");
    this.#up = false;
    this.#parts.changed();
    if (this.#closing) return;
    // [TR-369 R-MQTT.10] [TR-369 R-MQTT.33]
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.clock.after(backoff(++this.#attempt, Math.random()), () =>
      this.#connect(),
    );
  }

  /** Calls `done`, which acknowledges, only after the message is durable; while the store is away it holds the link still. */
  async #handle(packet: IPublishPacket, done: (error?: Error) => void): Promise<void> {
    const message = inboundOf(packet, this.#parts.config);
    const { signal } = this.#connection;
    if (++this.#row % IN_A_ROW === 0) await turn();
    if (message === undefined) {
      const peer = packet.properties?.responseTopic?.slice(0, 200);
      badInput(this.#parts, "usp", "contentType", { peer, bytes: packet.payload.length });
      const { topic, properties = {}, payload } = packet;
      this.#parts.spurned({ topic, bytes: Buffer.from(payload), properties });
      done();
      return;
    }
    if (await taken(this.#parts, () => this.#receive(message), signal)) done();
  }
}

/** mqtt.js hands it on to the TLS of Node. [TR-369 R-MQTT.48] */
const TLS = { minVersion: "TLSv1.2" };

function clientId({ replica }: UspConfig, index: number): string {
  return `causeway-${replica}-${index}`;
}

function optionsOf({ config, index }: LinkParts): IClientOptions {
  return {
    protocolVersion: 5, // [TR-369 R-MQTT.1]
    // The replica's own, so that its session is found again: the broker has none to assign. [TR-369 R-MQTT.8] [TR-369 R-MQTT.11]
    clientId: clientId(config, index),
    clean: false,
    keepalive: config.keepAliveSeconds, // [TR-369 R-MQTT.14]
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: 10_000,
    properties: {
      sessionExpiryInterval: config.sessionExpirySeconds,
      receiveMaximum: 32,
      maximumPacketSize: config.limits.recordBytes + 65_536,
      requestResponseInformation: true, // [TR-369 R-MQTT.12]
      userProperties: { "usp-endpoint-id": config.endpointId }, // [TR-369 R-MQTT.13]
    },
    customHandleAcks: (_topic, _message, packet: IPublishPacket, answer) =>
      answer(isRecord(packet) ? 0 : PAYLOAD_FORMAT_INVALID),
    ...(config.username === undefined ? {} : { username: config.username }), // [TR-369 R-MQTT.7]
    ...(config.password === undefined ? {} : { password: config.password }),
    ...TLS,
    ...(config.ca === undefined ? {} : { ca: config.ca }),
    ...(config.cert === undefined ? {} : { cert: config.cert }),
    ...(config.key === undefined ? {} : { key: config.key }),
  };
}

/** The record in a PUBLISH; undefined when it is none. A 3.1.1 peer shows by its `/reply-to=`. [TR-369 R-MQTT.2] [TR-369 R-MQTT.26] [TR-369 R-MQTT.26a] */
function inboundOf(packet: IPublishPacket, config: UspConfig): Inbound | undefined {
  if (!isRecord(packet)) return undefined;
  const bytes = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
  const { contentType, responseTopic } = packet.properties ?? {};
  const [topic, version] =
    contentType === undefined ? [replyToOf(packet.topic), "3.1.1" as const] : [responseTopic, "5" as const];
  return {
    mtp: "mqtt",
    bytes,
    standing: standingOf(packet.topic, config),
    ...(topic === undefined ? {} : { returnRoute: { mtp: "mqtt", topic, version } }),
  };
}

/** [TR-369 R-MQTT.27a] */
function isRecord({ topic, properties }: IPublishPacket): boolean {
  const contentType = properties?.contentType;
  return contentType === undefined ? replyToOf(topic) !== undefined : CONTENT_TYPES.has(contentType);
}

/** A broker that holds each agent to its own topics vouches for who it is. */
function standingOf(topic: string, config: UspConfig): Standing {
  if (!config.brokerEnforcesTopics) return { kind: "claimed" };
  const endpoint = senderIn(topic, config.topic);
  if (endpoint === undefined) return { kind: "stranger" };
  return { kind: "proven", endpoint, proof: { kind: "broker", username: endpoint } };
}
