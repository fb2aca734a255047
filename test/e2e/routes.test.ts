import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Agent, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";
import { CONTROLLER, noRabbit, type Rabbit, startRabbit } from "../rabbitmq.ts";
import { type Running, scratch, serve } from "./gateway.ts";

const ENDPOINT = "os::0A256D-STOMP1";
const PLACES = {
  controllerTopic: "/queue/usp-controller-causeway",
  agentTopic: `/queue/usp-agent-${ENDPOINT}`,
};
const LOGIN = { username: CONTROLLER.name, password: CONTROLLER.password };

let rabbit: Rabbit;
beforeAll(async () => {
  if (noRabbit === undefined) rabbit = await startRabbit();
});
afterAll(() => rabbit?.remove());

const agents: Agent[] = [];
afterEach(() => {
  for (const agent of agents.splice(0)) agent.stop();
});

function flags(folder: string): readonly string[] {
  const file = join(folder, "stomp.password");
  writeFileSync(file, LOGIN.password);
  return ["--stomp-url", rabbit.url, "--stomp-username", LOGIN.username, "--stomp-password-file", file];
}

/** The one endpoint of these tests, over one transport. */
function agentOver(url: string, transport: "STOMP" | "MQTT"): Agent {
  const broker = new URL(url);
  const side = {
    endpointId: ENDPOINT,
    controllerId: "self::causeway",
    ...(transport === "STOMP"
      ? PLACES
      : { controllerTopic: "usp/controller/causeway", agentTopic: `usp/agent/${ENDPOINT}` }),
    brokerHost: broker.hostname,
    brokerPort: Number(broker.port),
    protocolVersion: "5.0" as const,
    transport,
  };
  const tree = new Tree(devicePlan(homeOf(2), { cwmp: false, agent: side }));
  const agent = createAgent({
    mqttUrl: url,
    clock,
    tree,
    reconnectMs: 200,
    ...(transport === "STOMP" ? LOGIN : {}),
  });
  agents.push(agent);
  return agent;
}

async function onboarded({ api }: Running): Promise<string> {
  return await until("the agent is onboarded", async () => {
    const { body } = await api.call("GET", `/v1/devices/${ENDPOINT}`);
    return typeof body["snapshotAt"] === "string" ? String(body["id"]) : undefined;
  });
}

test.skipIf(noRabbit)(
  "an agent over MQTT and STOMP is one device with two routes, and each stands in for the other",
  async () => {
    const dataDir = scratch();
    const gateway = await serve(dataDir, flags(dataDir));
    const overStomp = agentOver(rabbit.url, "STOMP");
    await overStomp.start();
    const device = await onboarded(gateway);
    const overMqtt = agentOver(gateway.printed.get("mqtt") ?? "", "MQTT");
    await overMqtt.start();
    const routes = async () => {
      const { body } = await gateway.api.call("GET", `/v1/devices/${device}`);
      return (body["routes"] as { mtp: string; state: string }[])
        .map(({ mtp, state }) => `${mtp} ${state}`)
        .toSorted();
    };
    await until("both routes are known", async () =>
      (await routes()).join() === "mqtt up,stomp up" ? true : undefined,
    );
    const { body } = await gateway.api.call("GET", "/v1/devices");
    expect(body["items"]).toHaveLength(1);

    async function askedOver(agent: Agent): Promise<void> {
      const before = agent.journal.of("asked").length;
      const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
      const asked = await gateway.api.call("POST", `/v1/devices/${device}/operations`, read, {
        Prefer: "wait=30",
      });
      expect(asked.body).toMatchObject({ state: "succeeded" });
      expect(agent.journal.of("asked").length).toBeGreaterThan(before);
    }
    await askedOver(overMqtt);
    overMqtt.stop();
    await askedOver(overStomp);
    await overMqtt.start();
    await until("MQTT is back", async () => ((await routes()).includes("mqtt up") ? true : undefined));
    await rabbit.kill();
    await until("STOMP is gone", async () => ((await routes()).includes("stomp up") ? undefined : true));
    await askedOver(overMqtt);
  },
);
