import { type Agent, type AgentOptions, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";

/** A simulated agent that connects to `url`, or waits there (`listen:`). Equal numbers give the same box. */
export function agentAt(index: number, url: string, more: Partial<AgentOptions> = {}): Agent {
  const home = homeOf(index);
  const { hostname, port } = new URL(url);
  const side = {
    endpointId: `os::${home.model.oui}-${home.serialNumber}`,
    controllerId: "self::causeway",
    controllerTopic: "",
    agentTopic: "",
    brokerHost: hostname,
    brokerPort: Number(port),
    transport: "WebSocket" as const,
    protocolVersion: "5.0" as const,
  };
  const tree = new Tree(devicePlan(home, { cwmp: false, agent: side }));
  return createAgent({ mqttUrl: url, clock, tree, reconnectMs: 100, rebootMs: 200, ...more });
}
