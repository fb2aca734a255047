import mqtt, { type MqttClient } from "mqtt";
import { decode, encode, type Wire } from "../../sim/agent/wire.ts";

/** A message of an agent, taken apart. `connect` is there for a Connect record. */
export interface Told {
  readonly topic: string;
  readonly responseTopic: string | undefined;
  readonly connect: Wire | undefined;
  readonly msgId: string;
  readonly body: Wire;
}

/** A bare controller over a real broker: sends requests, keeps what it is told. */
export class BareController {
  readonly told: Told[] = [];
  readonly #client: MqttClient;
  readonly #watchers = new Set<(told: Told) => void>();
  readonly #id: string;
  readonly #topic: string;
  #next = 0;

  private constructor(client: MqttClient, id: string, topic: string) {
    this.#client = client;
    this.#id = id;
    this.#topic = topic;
    client.on("message", (from, payload, packet) => {
      const record = decode("Record", payload) ?? {};
      const bytes = (record["noSessionContext"] as Wire | undefined)?.["payload"] as Buffer | undefined;
      const message = bytes === undefined ? {} : (decode("Msg", bytes) ?? {});
      const msgId = ((message["header"] as Wire | undefined)?.["msgId"] as string | undefined) ?? "";
      const told: Told = {
        topic: from,
        responseTopic: packet.properties?.responseTopic,
        connect: record["mqttConnect"] as Wire | undefined,
        msgId,
        body: (message["body"] as Wire | undefined) ?? {},
      };
      this.told.push(told);
      for (const watcher of this.#watchers) watcher(told);
    });
  }

  static async open(url: string, id: string, topic: string): Promise<BareController> {
    const client = await mqtt.connectAsync(url, { protocolVersion: 5 });
    const controller = new BareController(client, id, topic);
    await client.subscribeAsync(`${topic}/#`, { qos: 1 });
    return controller;
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }

  /** Sends a request and resolves with the body of its answer. */
  async ask(agent: string, agentTopic: string, request: Wire): Promise<Wire> {
    const msgId = `t-${++this.#next}`;
    const answer = this.until((told) => told.msgId === msgId);
    await this.#send(agent, agentTopic, { header: { msgId, msgType: 1 }, body: { request } });
    return (await answer).body;
  }

  async acknowledge(agent: string, agentTopic: string, told: Told): Promise<void> {
    const subscriptionId = notifyOf(told)?.["subscriptionId"];
    await this.#send(agent, agentTopic, {
      header: { msgId: told.msgId, msgType: 16 },
      body: { response: { notifyResp: { subscriptionId } } },
    });
  }

  /** What was told already or will be. */
  until(fits: (told: Told) => boolean): Promise<Told> {
    const past = this.told.find(fits);
    return past === undefined ? this.next(fits) : Promise.resolve(past);
  }

  /** What will be told. */
  next(fits: (told: Told) => boolean): Promise<Told> {
    return new Promise((resolve) => {
      const watcher = (told: Told) => {
        if (!fits(told)) return;
        this.#watchers.delete(watcher);
        resolve(told);
      };
      this.#watchers.add(watcher);
    });
  }

  async #send(agent: string, agentTopic: string, message: Wire): Promise<void> {
    const record = encode("Record", {
      version: "1.3",
      toId: agent,
      fromId: this.#id,
      noSessionContext: { payload: encode("Msg", message) },
    });
    const three = agentTopic.includes("three");
    const topic = three ? `${agentTopic}/reply-to=${this.#topic.replaceAll("/", "%2F")}` : agentTopic;
    await this.#client.publishAsync(topic, record, {
      qos: 1,
      ...(three ? {} : { properties: { contentType: "usp.msg", responseTopic: this.#topic } }),
    });
  }
}

export function notifyOf(told: Told): Wire | undefined {
  return (told.body["request"] as Wire | undefined)?.["notify"] as Wire | undefined;
}
