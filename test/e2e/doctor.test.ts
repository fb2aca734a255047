import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Agent, type AgentBehaviour, type AgentSide, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { type ApiClient, apiClient, type Json, until } from "../contract/api.ts";
import { startBroker, type Broker } from "../mosquitto.ts";
import { redisUrl } from "../services.ts";

const ACL = readFileSync(join(import.meta.dirname, "../../deploy/mosquitto/acl"), "utf8");
const BASE = "usp/controller/causeway";

/** A gateway whose broker has the shipped access list, with one more rule: this agent may not hear its own topic. */
const DEAF = endpointOf(77);
interface Stand {
  readonly api: ApiClient;
  readonly mqttUrl: string;
  stop(): Promise<void>;
}
let stand: Stand;
const agents: Agent[] = [];

function endpointOf(index: number): string {
  const { model, serialNumber } = homeOf(index);
  return `os::${model.oui}-${serialNumber}`;
}

beforeAll(async () => {
  stand = await opened();
}, 60_000);
afterEach(() => {
  for (const agent of agents.splice(0)) agent.stop();
});
afterAll(() => stand.stop());

async function opened(): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-doctor-"));
  const acl = join(folder, "acl");
  writeFileSync(acl, `${ACL}\nuser ${DEAF}\ntopic deny usp/agent/${DEAF}\n`, { mode: 0o600 });
  const broker: Broker = await startBroker(folder, ([port]) =>
    [`listener ${port} 127.0.0.1`, "allow_anonymous true", `acl_file ${acl}`, "set_tcp_nodelay true"].join(
      "\n",
    ),
  );
  const mqttUrl = `mqtt://127.0.0.1:${broker.ports[0]}`;
  const run = randomBytes(4).toString("hex");
  const given = {
    enrolment: "open",
    "api-port": 0,
    "files-port": 0,
    "cwmp-port": 0,
    "stun-port": 0,
    partitions: 2,
    "data-dir": folder,
    "redis-prefix": `doc-${run}`,
    "log-level": "silent",
    "mqtt-identity": "acl",
    "mqtt-url": mqttUrl,
    "mqtt-username": "causeway",
  };
  const config = readConfig(
    Object.entries(given).map(([key, value]) => `--${key}=${value}`),
    {},
  );
  const app = createApp(config, { clock, log: createLog("silent"), redisUrl: redisUrl(), mqttUrl });
  await app.start();
  const url = app.addresses.find(({ name }) => name === "api")?.url ?? "";
  return {
    api: apiClient(url, app.adminToken),
    mqttUrl,
    async stop() {
      await app.stop(AbortSignal.timeout(2000));
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Faults {
  readonly side?: Partial<AgentSide>;
  readonly behaviours?: readonly AgentBehaviour[];
  readonly username?: string;
}

/** An agent that is set up well but for what is given. */
function agentOf(index: number, { side = {}, behaviours = [], username }: Faults): Agent {
  const endpointId = side.endpointId ?? endpointOf(index);
  const plan = devicePlan(homeOf(index), {
    cwmp: false,
    agent: {
      endpointId,
      controllerId: "self::causeway",
      protocolVersion: "5.0",
      controllerTopic: `${BASE}/${endpointId}`,
      agentTopic: `usp/agent/${endpointId}`,
      brokerHost: "127.0.0.1",
      brokerPort: Number(new URL(stand.mqttUrl).port),
      ...side,
    },
  });
  const { mqttUrl } = stand;
  const login = { username: username ?? endpointId, password: "x" };
  const agent = createAgent({ mqttUrl, clock, tree: new Tree(plan), reconnectMs: 200, behaviours, ...login });
  agents.push(agent);
  return agent;
}

async function examined(endpoint: string): Promise<Json> {
  const path = `/v1/endpoints/${encodeURIComponent(endpoint)}:examine`;
  const { status, body } = await stand.api.call("POST", path);
  expect([status, body]).toMatchObject([200, { endpoint }]);
  return body;
}

const named = (body: Json): readonly string[] =>
  [...new Set((body["findings"] as Json[]).map(({ what }) => String(what)))].toSorted();

/** The doctor's word once it is this, or at the end of the patience. */
async function diagnosed(endpoint: string, wanted: readonly string[]): Promise<Json> {
  let last: Json = {};
  await until(
    `${endpoint}: ${wanted.join(", ")}`,
    async () => {
      last = await examined(endpoint);
      return JSON.stringify(named(last)) === JSON.stringify(wanted) ? true : undefined;
    },
    25_000,
  ).catch(() => undefined);
  return last;
}

const onboarded = (endpoint: string): Promise<true> =>
  until(`${endpoint} is onboarded`, async () => {
    const { status, body } = await stand.api.call("GET", `/v1/devices/${encodeURIComponent(endpoint)}`);
    return status === 200 && body["snapshotAt"] !== undefined ? true : undefined;
  });

test.each(["5.0", "3.1.1"] as const)("of a working agent of MQTT %s nothing is invented", async (version) => {
  const agent = agentOf(version === "5.0" ? 50 : 51, { side: { protocolVersion: version } });
  await agent.start();
  await onboarded(agent.endpointId);
  expect(await examined(agent.endpointId)).toMatchObject({ probe: "answered", findings: [] });
});

const OTHER = endpointOf(99);
/** One fault each: the set-up, and what it must be called. */
const FAULTS: Readonly<Record<string, Faults>> = {
  topic: { side: { controllerTopic: "usp/controller/other" } },
  responseTopic: { side: { agentTopic: `usp/agent/${OTHER}` } },
  endpointId: { side: { endpointId: `os::0A8D8C-${"7".repeat(50)}` } },
  controllerId: { side: { controllerId: "self::other" } },
  login: { username: OTHER, side: { controllerTopic: `${BASE}/${OTHER}` } },
  acl: { username: "bob" },
  contentType: { behaviours: [{ do: "noContentType" }] },
  version: { behaviours: [{ do: "recordVersion", version: "2.0" }] },
  role: { side: { trust: { role: "reader" } } },
  subscription: { behaviours: [{ do: "fault", message: "add", code: 7002 }] },
};

test.each(Object.entries(FAULTS))(
  "a wrong %s is named, and nothing else",
  async (what, faults) => {
    const agent = agentOf(60 + Object.keys(FAULTS).indexOf(what), faults);
    await agent.start();
    const found = await diagnosed(agent.endpointId, [what]);
    expect(found["findings"]).toMatchObject(named(found).map(() => ({ what })));
    expect(named(found)).toEqual([what]);
  },
  40_000,
);

test("a Connect record of another MQTT version than its connection's is named [TR-369 R-MQTT.26a]", async () => {
  const agent = agentOf(75, { behaviours: [{ do: "connectVersion" }] });
  await agent.start();
  expect(named(await diagnosed(agent.endpointId, ["version"]))).toEqual(["version"]);
}, 40_000);

test("an agent that the broker does not let hear its own topic is named", async () => {
  const agent = agentOf(77, {});
  await agent.start();
  expect(agent.endpointId).toBe(DEAF);
  const found = await diagnosed(DEAF, ["acl"]);
  expect(found).toMatchObject({
    findings: [{ what: "acl", expected: `the right to read usp/agent/${DEAF}` }],
  });
}, 60_000);

test("who was never heard and listens nowhere is told to be silent", async () => {
  expect(await examined(endpointOf(98))).toMatchObject({
    device: null,
    probe: "noReceiver",
    findings: [{ what: "silence" }],
  });
});

const PAIRS = [
  ["topic", "role"],
  ["topic", "subscription"],
  ["responseTopic", "controllerId"],
  ["responseTopic", "version"],
  ["controllerId", "version"],
  ["controllerId", "contentType"],
  ["endpointId", "controllerId"],
  ["endpointId", "version"],
  ["login", "controllerId"],
  ["login", "contentType"],
] as const;

test.each(PAIRS)(
  "of two faults, %s and %s, both are named, and nothing else",
  async (one, two) => {
    const [a = {}, b = {}] = [FAULTS[one], FAULTS[two]];
    // What onboarding leaves undone shows once it is over: the topic breaks after it.
    const late = two === "subscription" ? a.side?.controllerTopic : undefined;
    const { controllerTopic: _topic, ...first } = { ...a.side, ...b.side };
    const agent = agentOf(80 + PAIRS.findIndex((pair) => pair[0] === one && pair[1] === two), {
      ...a,
      ...b,
      side: late === undefined ? { ...a.side, ...b.side } : first,
      behaviours: [...(a.behaviours ?? []), ...(b.behaviours ?? [])],
    });
    await agent.start();
    if (late !== undefined) {
      await onboarded(agent.endpointId);
      agent.change("Device.LocalAgent.Controller.1.MTP.1.MQTT.Topic", late);
    }
    const wanted = [one, two].toSorted();
    expect(named(await diagnosed(agent.endpointId, wanted))).toEqual(wanted);
  },
  60_000,
);
