import {
  type Agent,
  type Cpe,
  createAgent,
  createCpe,
  devicePlan,
  homeOf,
  igdPlan,
  KnockServer,
  Tree,
} from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "../contract/api.ts";
import type { Running } from "./gateway.ts";

/** A TR-098 CPE and a USP agent of a gateway's, onboarded. */
export interface Pair {
  readonly cpe: Cpe;
  readonly agent: Agent;
  readonly ids: Readonly<Record<"cpe" | "agent", string>>;
  stop(): Promise<void>;
}

/** The first two devices of a fresh gateway. `serial`: the agent's, in its endpoint id. */
export async function pairOf(gateway: Running, serial: string): Promise<Pair> {
  const knocks = new KnockServer();
  await knocks.start();
  const acsUrl = gateway.printed.get("cwmp") ?? "";
  const mqttUrl = gateway.printed.get("mqtt") ?? "";
  const broker = new URL(mqttUrl);
  const endpointId = `os::0A256D-${serial}`;
  const side = {
    endpointId,
    controllerId: "self::causeway",
    controllerTopic: "usp/controller/causeway",
    agentTopic: `usp/agent/${endpointId}`,
    brokerHost: broker.hostname,
    brokerPort: Number(broker.port),
    protocolVersion: "5.0",
  } as const;
  const cpe = createCpe({ acsUrl, clock, knocks, tree: new Tree(igdPlan(homeOf(1))), timeoutMs: 5000 });
  const tree = new Tree(devicePlan(homeOf(2), { cwmp: false, agent: side }));
  const agent = createAgent({ mqttUrl, clock, tree, reconnectMs: 200, pollMs: 100 });
  await Promise.all([cpe.start(), agent.start()]);
  const found = await until("both are onboarded", async () => {
    const { body } = await gateway.api.call("GET", "/v1/operations?type=onboard&state=succeeded");
    if ((body["items"] as Json[]).length < 2) return undefined;
    return (await gateway.api.call("GET", "/v1/devices")).body["items"] as Json[];
  });
  const idOf = (protocol: string): string =>
    String(found.find(({ activeProtocol }) => activeProtocol === protocol)?.["id"]);
  const stop = async (): Promise<void> => {
    cpe.stop();
    agent.stop();
    await knocks.stop();
  };
  return { cpe, agent, ids: { cpe: idOf("cwmp"), agent: idOf("usp") }, stop };
}
