import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { Channel, ChannelOptions } from "./channel.ts";
import type { Wire } from "./wire.ts";

/** The MQTT side of an agent: one connection, one subscription, records out and in. */
export class MqttChannel implements Channel {
  readonly #options: ChannelOptions;
  #client: MqttClient | undefined;
  replyPlace: string;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.replyPlace = options.agentPlace;
  }

  open(): void {
    const { url, onLost } = this.#options;
    const client = mqtt.connect(url, this.#connectOptions());
    this.#client = client;
    client.on("connect", (packet) => {
      // [TR-369 R-MQTT.21]
      this.replyPlace = packet.properties?.responseInformation ?? this.#options.agentPlace;
      this.#subscribe(client);
    });
    client.on("message", (topic, payload, packet) => this.#take(topic, payload, packet));
    client.on("close", onLost);
    client.on("error", () => undefined);
  }

  close(): void {
    const client = this.#client;
    this.#client = undefined;
    client?.removeAllListeners();
    client?.on("error", () => undefined);
    client?.end(true);
  }

  drop(): void {
    this.#client?.stream.destroy();
  }

  get connected(): boolean {
    return this.#client?.connected === true;
  }

  publish(topic: string, record: Buffer): Promise<void> {
    const client = this.#client;
    if (client?.connected !== true) return Promise.resolve();
    const three = this.#options.version === "3.1.1";
    // [TR-369 R-MQTT.24]
    const address = three ? `${topic}/reply-to=${this.replyPlace.replaceAll("/", "%2F")}` : topic;
    // [TR-369 R-MQTT.22] [TR-369 R-MQTT.23] [TR-369 R-MQTT.27]
    const marked = this.#options.unmarked() ? {} : { contentType: "usp.msg" };
    const properties = three ? {} : { properties: { ...marked, responseTopic: this.replyPlace } };
    return new Promise((resolve) => {
      client.publish(address, record, { qos: 1, ...properties }, () => resolve());
    });
  }

  connectRecord(): Wire {
    const version = (this.#options.version === "5.0") !== this.#options.otherVersion() ? 1 : 0;
    return { mqttConnect: { version, subscribedTopic: this.replyPlace } };
  }

  #connectOptions(): IClientOptions {
    const { endpointId, version, username, password, reconnectMs } = this.#options;
    const common: IClientOptions = {
      clientId: endpointId,
      clean: true,
      keepalive: 60,
      reconnectPeriod: reconnectMs,
      connectTimeout: 10_000,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    };
    if (version === "3.1.1") return { ...common, protocolVersion: 4 };
    // [TR-369 R-MQTT.13]
    const properties = { receiveMaximum: 20, userProperties: { "usp-endpoint-id": endpointId } };
    return { ...common, protocolVersion: 5, properties };
  }

  #subscribe(client: MqttClient): void {
    const filter = this.#options.version === "5.0" ? this.replyPlace : `${this.replyPlace}/#`;
    client.subscribe(filter, { qos: 0 }, (error) => {
      if (error === null && this.#client === client) this.#options.onReady();
    });
  }

  #take(topic: string, payload: Buffer, packet: IPublishPacket): void {
    // [TR-369 R-MQTT.25]
    const marker = topic.lastIndexOf("/reply-to=");
    const written = marker < 0 ? undefined : topic.slice(marker + 10).replaceAll("%2F", "/");
    this.#options.onRecord(payload, packet.properties?.responseTopic ?? written);
  }
}
