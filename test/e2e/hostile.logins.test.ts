import type { IClientOptions, MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Agent, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";
import { CONTROLLER, TOPIC } from "./hostile.usp.ts";
import { rowsOf, Target, withinASecond } from "./hostile.rig.ts";
import { codeOf, dial } from "./mqtt.rig.ts";

interface Login {
  readonly username: string;
  readonly password: string;
}

const HOSTILE = "os::012345-HOSTILE";
const VICTIM = "os::012345-GOOD";
const NOT_AUTHORIZED = 135;
const REFUSED = /not authori[sz]ed|bad user|not valid/i;

const target = new Target(["--mqtt-identity", "dynsec"]);
let own: Login;
let victims: Login;
let good: Agent;

const clients: MqttClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end(true);
});

const dialed = (options: IClientOptions) =>
  dial(target.url("mqtt"), options, (client) => clients.push(client));

async function hostile(): Promise<MqttClient> {
  const client = await dialed({ ...own, clientId: HOSTILE });
  if (typeof client === "string") throw new Error(client);
  return client;
}

async function loginOf(endpoint: string): Promise<Login> {
  const identities = [{ scheme: "usp", value: endpoint }];
  expect((await target.api.call("POST", "/v1/devices", { identities })).status).toBe(201);
  const path = `/v1/devices/${encodeURIComponent(endpoint)}/credentials:rotate`;
  const { status, body } = await target.api.call("POST", path, { reason: "first login" });
  expect(status).toBe(200);
  return { username: endpoint, password: String(body["password"]) };
}

function victim(): Agent {
  const { hostname, port } = new URL(target.url("mqtt"));
  const side = {
    endpointId: VICTIM,
    controllerId: CONTROLLER,
    controllerTopic: `${TOPIC}/${VICTIM}`,
    agentTopic: `usp/agent/${VICTIM}`,
    brokerHost: hostname,
    brokerPort: Number(port),
    protocolVersion: "5.0" as const,
  };
  const tree = new Tree(devicePlan(homeOf(5), { cwmp: false, agent: side }));
  return createAgent({ mqttUrl: `mqtt://${hostname}:${port}`, clock, tree, reconnectMs: 200, ...victims });
}

async function goodAnswers(): Promise<void> {
  const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
  const asked = await target.api.call("POST", `/v1/devices/${VICTIM}/operations`, read, { Prefer: "wait=5" });
  expect(asked.body).toMatchObject({ state: "succeeded" });
}

beforeAll(async () => {
  await target.start();
  [own, victims] = [await loginOf(HOSTILE), await loginOf(VICTIM)];
  good = victim();
  await good.start();
  await until("the good agent is onboarded", async () => {
    const { body } = await target.api.call("GET", `/v1/devices/${VICTIM}`);
    return typeof body["snapshotAt"] === "string" ? true : undefined;
  });
});
afterAll(async () => {
  good?.stop();
  await target.stop();
});

/** Each row of what a valid user may try at the broker. */
const PLAYS: Readonly<Record<string, (payload: unknown) => Promise<void>>> = {
  "MQTT-02": async () => {
    const client = await hostile();
    const heard: string[] = [];
    client.on("message", (topic) => heard.push(topic));
    for (const filter of [
      "#",
      "+/+",
      "+/+/+",
      "usp/#",
      `usp/agent/${VICTIM}`,
      `${TOPIC}/#`,
      "$share/x/usp/#",
    ])
      expect([filter, await codeOf(client, "subscribe", filter)]).toEqual([filter, NOT_AUTHORIZED]);
    await goodAnswers();
    // Whatever came with the answer of the other one has come before this is confirmed.
    expect(await codeOf(client, "subscribe", `usp/agent/${HOSTILE}`)).toBe(1);
    expect(heard).toEqual([]);
  },
  "MQTT-04": async () => {
    const client = await hostile();
    for (const filter of [
      "$SYS/#",
      "$SYS/broker/version",
      "$CONTROL/#",
      "$CONTROL/dynamic-security/v1/response",
    ])
      expect([filter, await codeOf(client, "subscribe", filter)]).toEqual([filter, NOT_AUTHORIZED]);
  },
  "MQTT-05": async () => {
    const client = await hostile();
    const topics = [TOPIC, `${TOPIC}/${VICTIM}`, `${TOPIC}/replica/x-0/${VICTIM}`, `usp/agent/${VICTIM}`];
    for (const topic of [...topics, "$CONTROL/dynamic-security/v1", "elsewhere"])
      expect([topic, await codeOf(client, "publish", topic)]).toEqual([topic, NOT_AUTHORIZED]);
  },
  "MQTT-07": async () => {
    const before = good.journal.of("disconnected").length;
    expect(await dialed({ ...own, clientId: VICTIM })).toMatch(REFUSED);
    await goodAnswers();
    expect(good.journal.of("disconnected").length).toBe(before);
  },
  "MQTT-08": async (payload) => {
    for (const name of (payload as { usernames: string[] }).usernames) {
      expect([name, await dialed({ username: name, password: own.password })]).toEqual([
        name,
        expect.stringMatching(REFUSED),
      ]);
      // Enrolment gives no such name a login.
      for (const value of [name, `os::${name}`]) {
        const identities = [{ scheme: "usp", value }];
        const { status, body } = await target.api.call("POST", "/v1/devices", { identities });
        if (status !== 201) continue;
        const path = `/v1/devices/${String(body["id"])}/credentials:rotate`;
        const asked = await target.api.call("POST", path, { reason: "to read along" });
        expect([value, asked.status]).toEqual([value, 422]);
        await target.api.call("DELETE", `/v1/devices/${String(body["id"])}`);
      }
    }
  },
};

const rows = rowsOf("MQTT").filter(({ id }) => Object.hasOwn(PLAYS, id));

test("every one of these rows is there", () => {
  expect(rows.map(({ id }) => id)).toEqual(Object.keys(PLAYS));
});

describe.each(["live", "again after a restart"])(
  "a broker that holds each agent to its own topics, %s",
  (when) => {
    test("starts", async () => {
      if (when !== "live") await target.restart();
      await until(
        "the good agent answers",
        async () => {
          const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
          const { body } = await target.api.call("POST", `/v1/devices/${VICTIM}/operations`, read, {
            Prefer: "wait=5",
          });
          return body["state"] === "succeeded" ? true : undefined;
        },
        30_000,
      );
    });

    test.each(rows)("$id: $input", async ({ id, payload }) => {
      await PLAYS[id]?.(payload);
      await withinASecond(id, goodAnswers);
      target.expectUntouched();
    });
  },
);
