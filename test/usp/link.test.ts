import { afterEach, expect, test } from "vitest";
import { silent, unmetered } from "#core";
import { type Notes, USP_DEFAULTS, type UspConfig } from "#usp";
import { MqttLink } from "../../usp/mtp/link.ts";
import type { Inbound } from "../../usp/mtp/mtp.ts";
import { ownTopics } from "../../usp/mtp/subscription.ts";
import { MovableClock } from "../clock.ts";
import { NotingBroker, type BrokerOptions } from "./broker.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function remembering(): Notes {
  const kept = new Map<string, string>();
  return { read: (name) => kept.get(name) ?? "", write: (name, text) => void kept.set(name, text) };
}

async function linked(options: BrokerOptions = {}, given: Partial<UspConfig> = {}, notes = remembering()) {
  const broker = new NotingBroker(options);
  const brokerUrl = await broker.start();
  undo.push(() => broker.stop());
  const config: UspConfig = { ...USP_DEFAULTS, replica: "r1", keepAliveSeconds: 77, ...given, brokerUrl };
  const clock = new MovableClock();
  const parts = {
    config,
    clock,
    log: silent,
    metrics: unmetered,
    index: 0,
    topics: ownTopics(config, 0),
    notes,
  };
  const link = new MqttLink({ ...parts, spurned: () => undefined, changed: () => undefined });
  const received: Inbound[] = [];
  const started = link.start(async (message) => {
    received.push(message);
    return "taken";
  });
  undo.push(() => link.stop());
  await started;
  return { broker, link, clock, received, config };
}

test("a connection is MQTT 5 with the endpoint id, the configured name and keep-alive, and asks for Response Information [TR-369 R-MQTT.1] [TR-369 R-MQTT.7] [TR-369 R-MQTT.12] [TR-369 R-MQTT.13] [TR-369 R-MQTT.14]", async () => {
  const { broker } = await linked({}, { username: "causeway", password: "p" });
  expect(broker.heard).toMatchObject([
    {
      version: 5,
      keepAlive: 77,
      username: "causeway",
      requestsResponseInformation: true,
      userProperties: { "usp-endpoint-id": "self::causeway" },
    },
  ]);
});

test("it subscribes to what the broker names, what is configured and the Response Information, which is its reply topic [TR-369 R-MQTT.15] [TR-369 R-MQTT.21]", async () => {
  const { broker, link } = await linked({
    subscribeTopics: ["a/1", "a/2"],
    responseInformation: "reply/here",
  });
  expect(broker.heard[0]?.filters).toEqual(["a/1", "a/2", "usp/controller/causeway/#", "reply/here"]);
  expect(link.replyTopic("os::1")).toBe("reply/here");
});

test("without Response Information each peer has its own reply topic below the configured one", async () => {
  const { link } = await linked();
  expect(link.replyTopic("os::1")).toBe("usp/controller/causeway/os::1");
});

test("a record is the payload of a PUBLISH of QoS 1 with its content type and the Response Topic [TR-369 R-MQTT.18] [TR-369 R-MQTT.19] [TR-369 R-MQTT.20] [TR-369 R-MQTT.22] [TR-369 R-MQTT.23] [TR-369 R-MQTT.27]", async () => {
  const { broker, link } = await linked();
  await expect(link.publish("usp/agent/x", "my/reply", Buffer.from("record"))).resolves.toBe("sent");
  expect(broker.heard[0]?.published).toEqual([
    {
      topic: "usp/agent/x",
      qos: 1,
      contentType: "usp.msg",
      responseTopic: "my/reply",
      payload: Buffer.from("record"),
    },
  ]);
});

test("both content types are records, any other is none [TR-369 R-MQTT.27a]", async () => {
  const { broker, received } = await linked();
  for (const type of ["usp.msg", "text/plain", "application/vnd.bbf.usp.msg"])
    broker.deliver("usp/controller/causeway", type, Buffer.from(type));
  await expect.poll(() => received.length).toBe(2);
  expect(received.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
    "usp.msg",
    "application/vnd.bbf.usp.msg",
  ]);
});

test("a link whose subscription is refused publishes nothing and leaves [TR-369 R-MQTT.17]", async () => {
  const { broker, link } = await linked({ refuses: true });
  await expect.poll(() => link.isUp()).toBe(false);
  await expect(link.publish("usp/agent/x", "r", Buffer.from("x"))).rejects.toMatchObject({
    code: "broker.unavailable",
  });
  expect(broker.heard[0]?.published).toEqual([]);
});

test("a lost connection is tried again with the same ClientId [TR-369 R-MQTT.10] [TR-369 R-MQTT.11] [TR-369 R-MQTT.33]", async () => {
  const { broker, link, clock } = await linked();
  broker.cut();
  await expect.poll(() => clock.pending).toBeGreaterThan(0);
  expect(link.isUp()).toBe(false);
  clock.move(30_000);
  await expect.poll(() => link.isUp()).toBe(true);
  expect(broker.heard.map(({ clientId }) => clientId)).toEqual(["causeway-r1-0", "causeway-r1-0"]);
});

test("it says DISCONNECT at shutdown [TR-369 R-MQTT.35]", async () => {
  const { broker, link } = await linked();
  await link.stop();
  await expect.poll(() => broker.heard[0]?.disconnected).toBe(true);
});

test("the CONNECT opens it, under a client id that is the replica's own [TR-369 R-MQTT.6] [TR-369 R-MQTT.8] [TR-369 R-MQTT.11]", async () => {
  const { broker, link } = await linked({}, { replica: "r7" });
  expect(link.isUp()).toBe(true);
  expect(broker.heard.map(({ clientId }) => clientId)).toEqual(["causeway-r7-0"]);
});

test("the Response Topic of a message is where its sender is answered, the reply-to of a topic that of 3.1.1 [TR-369 R-MQTT.2] [TR-369 R-MQTT.26]", async () => {
  const { broker, received } = await linked();
  broker.deliver("usp/controller/causeway", "usp.msg", Buffer.from("x"), "usp/agent/one");
  broker.deliverOld("usp/controller/causeway/reply-to=usp%2Fagent%2Ftwo", Buffer.from("y"));
  await expect.poll(() => received.length).toBe(2);
  expect(received.map(({ returnRoute }) => returnRoute)).toEqual([
    { mtp: "mqtt", topic: "usp/agent/one", version: "5" },
    { mtp: "mqtt", topic: "usp/agent/two", version: "3.1.1" },
  ]);
});

test("a broker that knows QoS 0 only is published to with that [TR-369 R-MQTT.20]", async () => {
  const { broker, link } = await linked({ maximumQoS: 0 });
  await expect(link.publish("usp/agent/x", "my/reply", Buffer.from("record"))).resolves.toBe("sent");
  await expect.poll(() => broker.heard[0]?.published.map(({ qos }) => qos)).toEqual([0]);
});

test("topics of before are unsubscribed once, also when the gateway died in between [TR-369 R-MQTT.34]", async () => {
  const notes = remembering();
  await linked({}, { topic: "first" }, notes);
  const second = await linked({}, { topic: "second" }, notes);
  await expect.poll(() => second.broker.heard[0]?.unsubscribed).toEqual(["first/#"]);
  const again = await linked({}, { topic: "second" }, notes);
  await again.link.publish("usp/agent/x", "my/reply", Buffer.from("after the subscription"));
  expect(again.broker.heard[0]?.unsubscribed).toEqual([]);
  // Dies after SUBSCRIBE, before UNSUBSCRIBE: what it noted is enough for the next one.
  const dying = await linked({ refuses: true }, { topic: "third" }, notes);
  await dying.link.stop();
  const next = await linked({}, { topic: "fourth" }, notes);
  await expect.poll(() => next.broker.heard[0]?.unsubscribed).toEqual(["second/#", "third/#"]);
});
