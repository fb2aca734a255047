import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Agent, type AgentBehaviour, type AgentSide, createAgent, devicePlan, homeOf, Tree } from "#sim";
import type { Log } from "#core";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { type ApiClient, apiClient, until } from "../contract/api.ts";
import { startBroker } from "../mosquitto.ts";
import { redisUrl } from "../services.ts";

const ACL = readFileSync(join(import.meta.dirname, "../../deploy/mosquitto/acl"), "utf8");
export const BASE = "usp/controller/causeway";

/** A gateway in this process at a broker of its own, which has the shipped access list and takes any user name. */
export interface AgentStand {
  readonly api: ApiClient;
  readonly apiUrl: string;
  readonly token: string;
  readonly mqttUrl: string;
  /** What its keys in Redis begin with. */
  readonly prefix: string;
  /** An agent that is set up well but for what is given. */
  agent(index: number, given?: Given): Agent;
  onboarded(endpoint: string): Promise<true>;
  /** Powers the agents off. */
  clear(): void;
  stop(): Promise<void>;
}

export interface Given {
  readonly side?: Partial<AgentSide>;
  readonly behaviours?: readonly AgentBehaviour[];
  readonly username?: string;
  readonly onBoards?: boolean;
}

export function endpointOf(index: number): string {
  const { model, serialNumber } = homeOf(index);
  return `os::${model.oui}-${serialNumber}`;
}

/** `rules`: more lines of the access list. */
export async function openAgentStand(rules = "", log: Log = createLog("silent")): Promise<AgentStand> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-agents-"));
  const acl = join(folder, "acl");
  writeFileSync(acl, `${ACL}\n${rules}\n`, { mode: 0o600 });
  const lines = ["allow_anonymous true", `acl_file ${acl}`, "set_tcp_nodelay true"];
  const broker = await startBroker(folder, ([port]) => [`listener ${port} 127.0.0.1`, ...lines].join("\n"));
  const mqttUrl = `mqtt://127.0.0.1:${broker.ports[0]}`;
  const prefix = `agents-${randomBytes(4).toString("hex")}`;
  const given = {
    enrolment: "open",
    "api-port": 0,
    "files-port": 0,
    "cwmp-port": 0,
    "stun-port": 0,
    partitions: 2,
    "data-dir": folder,
    "redis-prefix": prefix,
    "log-level": "silent",
    "mqtt-identity": "acl",
    "mqtt-url": mqttUrl,
    "mqtt-username": "causeway",
  };
  const config = readConfig(
    Object.entries(given).map(([key, value]) => `--${key}=${value}`),
    {},
  );
  const app = createApp(config, { clock, log, redisUrl: redisUrl(), mqttUrl });
  await app.start();
  const apiUrl = app.addresses.find(({ name }) => name === "api")?.url ?? "";
  const api = apiClient(apiUrl, app.adminToken);
  const agents: Agent[] = [];
  return {
    api,
    apiUrl,
    token: app.adminToken,
    mqttUrl,
    prefix,
    agent(index, options = {}) {
      const agent = agentOf(index, mqttUrl, options);
      agents.push(agent);
      return agent;
    },
    onboarded: (endpoint) =>
      until(`${endpoint} is onboarded`, async () => {
        const { status, body } = await api.call("GET", `/v1/devices/${encodeURIComponent(endpoint)}`);
        return status === 200 && body["snapshotAt"] !== undefined ? true : undefined;
      }),
    clear() {
      for (const agent of agents.splice(0)) agent.stop();
    },
    async stop() {
      await app.stop(AbortSignal.timeout(2000));
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function agentOf(
  index: number,
  mqttUrl: string,
  { side = {}, behaviours = [], username, onBoards = false }: Given,
): Agent {
  const endpointId = side.endpointId === undefined ? endpointOf(index) : `${side.endpointId}${index}`;
  const plan = devicePlan(homeOf(index), {
    cwmp: false,
    agent: {
      controllerId: "self::causeway",
      protocolVersion: "5.0",
      controllerTopic: `${BASE}/${endpointId}`,
      agentTopic: `usp/agent/${endpointId}`,
      brokerHost: "127.0.0.1",
      brokerPort: Number(new URL(mqttUrl).port),
      ...side,
      endpointId,
    },
  });
  const login = { username: username ?? endpointId, password: "x" };
  return createAgent({
    mqttUrl,
    clock,
    tree: new Tree(plan),
    reconnectMs: 200,
    workMs: 20,
    behaviours,
    onBoards,
    ...login,
  });
}
