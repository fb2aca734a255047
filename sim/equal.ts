import type { Clock } from "#core";
import { createAgent, type Agent, type AgentOptions } from "./agent.ts";
import { createCpe, type Cpe, type CpeOptions } from "./cpe.ts";
import type { AgentSide } from "./tree/agentside.ts";
import { homeOf } from "./tree/home.ts";
import { igdPlan } from "./tree/igd.ts";
import { MODELS } from "./tree/models.table.ts";
import { devicePlan } from "./tree/tr181.ts";
import { Tree } from "./tree/tree.ts";

export interface EqualFleetOptions {
  readonly clock: Clock;
  readonly acsUrl: string;
  readonly mqttUrl: string;
  readonly controllerId: string;
  readonly controllerTopic: string;
  /** The agent's topic; `{endpointId}` is filled in. */
  readonly agentTopic?: string;
  /** Which home it is; equal numbers give equal devices. */
  readonly index?: number;
  readonly cpe?: Partial<CpeOptions>;
  readonly agent?: Partial<AgentOptions>;
  /** How the agent takes session contexts. */
  readonly session?: AgentSide["session"];
  /** Places the agent has for firmware images; default 2. */
  readonly banks?: 1 | 2;
}

export interface EqualFleet {
  /** TR-098 over CWMP */
  readonly igd: Cpe;
  /** TR-181 over CWMP */
  readonly device: Cpe;
  /** TR-181 over USP */
  readonly agent: Agent;
  stop(): void;
}

/** Parts of TR-181 in which the three devices of an equal fleet read the same, but for nothing. */
export const EQUAL_OBJECTS: readonly string[] = [
  "Device.WiFi.",
  "Device.Hosts.",
  "Device.NAT.",
  "Device.DHCPv4.",
  "Device.IP.Interface.",
  "Device.PPP.",
  "Device.Ethernet.",
  "Device.DNS.",
  "Device.Bridging.",
  "Device.InterfaceStack.",
  "Device.Routing.",
  "Device.Time.",
  "Device.UserInterface.",
];

/** The endpoint id of the agent of an equal fleet. */
export function equalAgent(index: number): string {
  const { model, serialNumber } = homeOf(index, MODELS[0]);
  return `os::${model.oui}-${serialNumber}U`;
}

/**
 * Three devices of one configuration: a TR-098 CPE, a TR-181 CPE and a USP agent. Seen as TR-181 they hold equal values
 * below EQUAL_OBJECTS; their serial numbers differ. Nothing is started.
 */
export function equalFleet(options: EqualFleetOptions): EqualFleet {
  const home = homeOf(options.index ?? 0, MODELS[0]);
  const serial = (kind: string) => ({ ...home, serialNumber: `${home.serialNumber}${kind}` });
  const endpointId = equalAgent(options.index ?? 0);
  const broker = new URL(options.mqttUrl);
  const side = {
    endpointId,
    controllerId: options.controllerId,
    controllerTopic: options.controllerTopic,
    agentTopic: (options.agentTopic ?? "usp/agent/{endpointId}").replace("{endpointId}", endpointId),
    brokerHost: broker.hostname,
    brokerPort: Number(broker.port || "1883"),
    transport: transportOf(broker),
    protocolVersion: "5.0" as const,
    ...(options.session === undefined ? {} : { session: options.session }),
    ...(options.banks === undefined ? {} : { banks: options.banks }),
  };
  const cpe = { acsUrl: options.acsUrl, clock: options.clock };
  const igd = createCpe({ ...cpe, dialect: "zyxel", tree: new Tree(igdPlan(serial("A"))), ...options.cpe });
  const device = createCpe({
    ...cpe,
    dialect: "easycwmp",
    tree: new Tree(devicePlan(serial("B"), { cwmp: true })),
    ...options.cpe,
  });
  const tree = new Tree(devicePlan(serial("U"), { cwmp: false, agent: side }));
  const { mqttUrl, clock } = options;
  const agent = createAgent({ mqttUrl, clock, tree, ...options.agent });
  const stop = () => {
    igd.stop();
    device.stop();
    agent.stop();
  };
  return { igd, device, agent, stop };
}

/** What the scheme of the agent's broker, or of its controller, stands for in its tree. */
export function transportOf({ protocol }: URL): NonNullable<AgentSide["transport"]> {
  if (protocol === "stomp:") return "STOMP";
  return protocol.startsWith("mqtt") ? "MQTT" : "WebSocket";
}
