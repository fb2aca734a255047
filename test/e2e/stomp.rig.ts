import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Agent, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";
import { CONTROLLER, type Rabbit } from "../rabbitmq.ts";
import type { Running } from "./gateway.ts";

/** The one agent of these tests. */
export const ENDPOINT = "os::0A256D-STOMP1";
const LOGIN = { username: CONTROLLER.name, password: CONTROLLER.password };
const PLACES = {
  STOMP: {
    controllerTopic: "/queue/usp-controller-causeway",
    agentTopic: `/queue/usp-agent-${ENDPOINT}`,
  },
  MQTT: { controllerTopic: "usp/controller/causeway", agentTopic: `usp/agent/${ENDPOINT}` },
} as const;

/** What the gateway is given so that it finds the server. */
export function stompFlags(rabbit: Rabbit, folder: string): readonly string[] {
  const file = join(folder, "stomp.password");
  writeFileSync(file, LOGIN.password);
  return ["--stomp-url", rabbit.url, "--stomp-username", LOGIN.username, "--stomp-password-file", file];
}

/** The agent over one transport; whoever makes it stops it. */
export function agentOver(url: string, transport: "STOMP" | "MQTT"): Agent {
  const broker = new URL(url);
  const side = {
    endpointId: ENDPOINT,
    controllerId: "self::causeway",
    ...PLACES[transport],
    brokerHost: broker.hostname,
    brokerPort: Number(broker.port),
    protocolVersion: "5.0" as const,
    transport,
  };
  const tree = new Tree(devicePlan(homeOf(2), { cwmp: false, agent: side }));
  const login = transport === "STOMP" ? LOGIN : {};
  return createAgent({ mqttUrl: url, clock, tree, reconnectMs: 200, ...login });
}

export async function onboarded({ api }: Running): Promise<string> {
  return await until("the agent is onboarded", async () => {
    const { body } = await api.call("GET", `/v1/devices/${ENDPOINT}`);
    return typeof body["snapshotAt"] === "string" ? String(body["id"]) : undefined;
  });
}
