import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Agent, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "../contract/api.ts";
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

/** An agent over STOMP. */
function agentOver(url: string): Agent {
  const broker = new URL(url);
  const side = {
    endpointId: ENDPOINT,
    controllerId: "self::causeway",
    ...PLACES,
    brokerHost: broker.hostname,
    brokerPort: Number(broker.port),
    protocolVersion: "5.0" as const,
    transport: "STOMP" as const,
  };
  const tree = new Tree(devicePlan(homeOf(2), { cwmp: false, agent: side }));
  const agent = createAgent({
    mqttUrl: url,
    clock,
    tree,
    reconnectMs: 200,
    ...LOGIN,
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
  "the gateway killed while notifications come over STOMP: each is stored once, because the agent repeats what was not answered",
  async () => {
    const dataDir = scratch();
    const given = flags(dataDir);
    let gateway = await serve(dataDir, given);
    const agent = agentOver(rabbit.url);
    agent.tree.set("Device.LocalAgent.Controller.1.USPNotifRetryMinimumWaitInterval", "1", "device");
    await agent.start();
    const device = await onboarded(gateway);
    let raised = 0;
    const raise = (): void =>
      agent.raise("Device.SoftwareModules.", "DUStateChange!", { UUID: `n-${++raised}` });
    for (let kill = 0; kill < 3; kill++) {
      for (let i = 0; i < 30; i++) raise();
      // In the middle of them.
      await agent.journal.next("acknowledged");
      gateway.kill("SIGKILL");
      await gateway.ended;
      for (let i = 0; i < 10; i++) raise();
      gateway = await serve(dataDir, given);
    }
    const stored = await until(
      "all are stored",
      async () => {
        const { body } = await gateway.api.call("GET", `/v1/events?device=${device}&limit=1000`);
        const ids = (body["items"] as Json[])
          .map((event) => (event["data"] as { params?: { UUID?: string } }).params?.UUID)
          .filter((id) => id !== undefined);
        return new Set(ids).size === raised ? ids : undefined;
      },
      60_000,
    );
    expect(stored).toHaveLength(raised);
    gateway.kill("SIGTERM");
    expect((await gateway.ended).code).toBe(0);
  },
);
