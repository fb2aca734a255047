import { afterEach, expect, test } from "vitest";
import {
  silent,
  unmetered,
  type DeviceId,
  type DeviceStack,
  type Operation,
  type OperationId,
  type OperationRecord,
} from "#core";
import { createUspStack, USP_DEFAULTS, type UspConfig } from "#usp";
import { systemClock } from "../../src/platform/clock.ts";
import { mqttUrl } from "../services.ts";
import { MemoryPost } from "../cwmp/post.ts";
import { TestAgent, type TestAgentOptions } from "./agent.ts";
import { MemoryGateway } from "./gateway.ts";
import { BrokerProxy } from "./proxy.ts";
import { entries, fixed32, len, num } from "./wire.ts";

const SOON = { timeout: 8000, interval: 5 };
const undo: (() => Promise<unknown>)[] = [];
let serial = 0;

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

interface World {
  readonly gateway: MemoryGateway;
  readonly stack: DeviceStack;
  readonly config: UspConfig;
  agent(options?: Partial<TestAgentOptions>): TestAgent;
}

async function world(overrides: Partial<UspConfig> = {}): Promise<World> {
  const name = `t${process.pid}-${++serial}`;
  const gateway = new MemoryGateway();
  const config: UspConfig = {
    ...USP_DEFAULTS,
    brokerUrl: mqttUrl(),
    replica: name,
    topic: `usp/controller/${name}`,
    agentTopic: `usp/agent/${name}/{endpointId}`,
    requestTimeoutMs: 1500,
    ...overrides,
  };
  const post = new MemoryPost(name);
  const stack = createUspStack({
    gateway,
    clock: systemClock,
    log: silent,
    metrics: unmetered,
    post,
    config,
  });
  await stack.start();
  undo.push(() => stack.stop(AbortSignal.abort()));
  const agent = (options: Partial<TestAgentOptions> = {}) => {
    const endpoint = options.endpoint ?? `os::012345-${name.toUpperCase()}A${++serial}`;
    const made = new TestAgent({
      url: mqttUrl(),
      endpoint,
      controller: config.endpointId,
      controllerTopic: config.topic,
      topic: `usp/agent/${name}/${endpoint}`,
      ...options,
    });
    undo.push(() => made.stop());
    return made;
  };
  return { gateway, stack, config, agent };
}

async function onboarded(
  w: World,
  options: Partial<TestAgentOptions> = {},
): Promise<{ agent: TestAgent; device: DeviceId }> {
  const agent = w.agent(options);
  await agent.start();
  const endpoint = agent.values.get("Device.LocalAgent.EndpointID") ?? "";
  await expect.poll(() => w.gateway.outcomes.length, SOON).toBeGreaterThan(0);
  const device = w.gateway.deviceOf(endpoint);
  if (device === undefined) throw new TypeError("no device");
  await expect.poll(() => w.gateway.row(device).lease, SOON).toBeUndefined();
  return { agent, device };
}

async function run(
  w: World,
  device: DeviceId,
  operation: Operation,
  reconcile = false,
): Promise<OperationRecord> {
  const id = w.gateway.submit(device, operation, reconcile);
  await w.stack.wake(device, AbortSignal.timeout(5000));
  const seen = w.gateway.outcomes.length;
  await expect.poll(() => w.gateway.isSettled(id) || w.gateway.outcomes.length > seen, SOON).toBe(true);
  const record = w.gateway.ledger.get(id);
  if (record === undefined) throw new TypeError("no record");
  return record;
}

test.each([[5 as const], [4 as const]])(
  "a Connect record over MQTT %i onboards the agent and a get answers end to end [TR-369 R-MTP.6] [TR-369 R-MQTT.24]",
  async (version) => {
    const w = await world();
    const { agent, device } = await onboarded(w, { version });
    const row = w.gateway.row(device);
    expect(w.gateway.outcomes[0]).toMatchObject({ state: "succeeded", complete: true });
    expect(row.facts).toMatchObject({ oui: "012345", productClass: "Test Agent", softwareVersion: "1.0.0" });
    expect(row.memory).toMatchObject({ version: "1.3", self: "Device.LocalAgent.Controller.1." });
    expect(agent.values.get("Device.LocalAgent.Controller.1.PeriodicNotifInterval")).toBe("300");
    const ids = [...agent.values].filter(([path]) => /Subscription\.\d+\.ID$/.test(path)).map(([, id]) => id);
    expect(ids).toEqual(["causeway-boot", "causeway-periodic", "causeway-complete", "causeway-software"]);
    const got = await run(w, device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
    expect(got).toMatchObject({
      state: "succeeded",
      result: {
        results: [
          { items: [{ path: "Device.DeviceInfo.UpTime", value: "7", type: "unsignedInt", writable: false }] },
        ],
      },
    });
  },
);

test("onboarding a second time changes nothing", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const before = new Map(agent.values);
  agent.heard.length = 0;
  const again = await run(w, device, { type: "onboard", protocol: "usp" });
  expect(again.state).toBe("succeeded");
  expect(agent.values).toEqual(before);
  // GetSupportedProtocol, GetSupportedDM and Get, but no Set, Add or Delete.
  expect(agent.heard).toEqual([9, 2, 1]);
});

test("a Notify is durable before its NotifyResp, is stored once, and is answered only if asked [TR-369 R-MSG.0] [TR-369 R-MSG.4] [TR-369 R-NOT.8] [TR-369 R-NOT.10]", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const change = len(4, len(1, "Device.DeviceInfo.SoftwareVersion"), len(2, "2.0"));
  await agent.notify("n-1", "causeway-software", true, change);
  await expect.poll(() => agent.notifyResps.get("n-1"), SOON).toBe("causeway-software");
  await agent.notify("n-1", "causeway-software", true, change);
  await agent.notify("n-2", "causeway-software", false, len(7, len(1, "Device.DeviceInfo."), len(2, "Gone")));
  await agent.notify(
    "n-3",
    "s",
    true,
    len(5, len(1, "Device.NAT.PortMapping.1."), entries(2, { Alias: "cpe-1" })),
  );
  await expect.poll(() => agent.notifyResps.has("n-3"), SOON).toBe(true);
  const events = [...w.gateway.events.values()].filter((event) => event.device === device);
  expect(events.map((event) => event.type)).toEqual(["valueChanged", "objectCreated"]);
  expect(agent.notifyResps.has("n-2")).toBe(false);
  expect(w.gateway.row(device).facts.softwareVersion).toBe("2.0");
});

test("while the store is away nothing is acknowledged, and it arrives when the store is back", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  w.gateway.down = true;
  await agent.notify("n-9", "s", true, len(4, len(1, "Device.DeviceInfo.SoftwareVersion"), len(2, "3.0")));
  expect(w.gateway.events.size).toBe(0);
  expect(agent.notifyResps.size).toBe(0);
  w.gateway.down = false;
  await expect.poll(() => agent.notifyResps.has("n-9"), SOON).toBe(true);
  expect([...w.gateway.events.values()]).toMatchObject([{ type: "valueChanged", value: "3.0", device }]);
});

test("set, add, getInstances and delete change the agent and the snapshot", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const path = "Device.LocalAgent.Controller.1.";
  const set = await run(w, device, {
    type: "set",
    allowPartial: false,
    updates: [{ path, params: { ProvisioningCode: "abc" } }],
  });
  expect(set).toMatchObject({ state: "succeeded", sentAt: expect.any(Number) });
  expect(agent.values.get(`${path}ProvisioningCode`)).toBe("abc");
  expect(w.gateway.row(device).values.get(`${path}ProvisioningCode`)?.value).toBe("abc");
  const table = "Device.NAT.PortMapping.";
  const added = await run(w, device, {
    type: "add",
    allowPartial: false,
    objects: [{ path: table, params: { ExternalPort: "80" } }],
  });
  expect(added.result).toMatchObject({ results: [{ path: `${table}1.`, uniqueKeys: { Alias: "cpe-1" } }] });
  expect(w.gateway.row(device).values.get(`${table}1.ExternalPort`)?.value).toBe("80");
  const rows = await run(w, device, { type: "getInstances", paths: [table], firstLevelOnly: true });
  expect(rows.result).toMatchObject({ results: [{ instances: [{ path: `${table}1.` }] }] });
  const deleted = await run(w, device, { type: "delete", allowPartial: false, paths: [`${table}1.`] });
  expect(deleted).toMatchObject({ state: "succeeded", result: { results: [{ deleted: [`${table}1.`] }] } });
  expect(w.gateway.row(device).values.has(`${table}1.ExternalPort`)).toBe(false);
});

test("secrets that were added or set are known, though the agent answers them empty from then on", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const path = "Device.Users.User.1.Password";
  const known = () => w.gateway.row(device).values.get(path)?.value;
  const objects = [{ path: "Device.Users.User.", params: { Username: "u", Password: "added" } }];
  await run(w, device, { type: "add", allowPartial: false, objects });
  expect(known()).toBe("added");
  agent.values.set(path, "");
  await run(w, device, { type: "get", paths: ["Device."], maxDepth: 0 });
  expect(known()).toBe("added");
  const updates = [{ path: "Device.Users.User.1.", params: { Password: "set" } }];
  await run(w, device, { type: "set", allowPartial: false, updates });
  agent.values.set(path, "");
  await run(w, device, { type: "onboard", protocol: "usp" });
  expect(w.gateway.row(device).values.get("Device.Users.User.1.Username")?.value).toBe("u");
  expect(known()).toBe("set");
});

test("failures name the path, the row of the fault table and the agent's own code", async () => {
  const w = await world();
  const { device } = await onboarded(w);
  const unknown = await run(w, device, { type: "get", paths: ["Device.Nothing."], maxDepth: 0 });
  expect(unknown).toMatchObject({
    state: "failed",
    problem: { code: "path.unknown", protocolCode: "usp:7026" },
  });
  const half = await run(w, device, {
    type: "get",
    paths: ["Device.Nothing.", "Device.DeviceInfo.UpTime"],
    maxDepth: 0,
  });
  expect(half).toMatchObject({
    state: "succeeded",
    result: { results: [{ fault: { code: "path.unknown" } }, {}] },
  });
  const set = await run(w, device, {
    type: "set",
    allowPartial: true,
    updates: [{ path: "Device.LocalAgent.Controller.1.", params: { Nope: "1" } }],
  });
  expect(set).toMatchObject({
    state: "failed",
    problem: {
      code: "path.unknown",
      errors: [{ path: "Device.LocalAgent.Controller.1.Nope", protocolCode: "usp:7010" }],
    },
  });
});

test("an operator the agent refuses is done by the gateway on freshly read values", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const search =
    'Device.LocalAgent.Controller.[AssignedRole~="Device.LocalAgent.ControllerTrust.Role.2"].Enable';
  const got = await run(w, device, { type: "get", paths: [search], maxDepth: 0 });
  expect(got).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        { requestedPath: search, items: [{ path: "Device.LocalAgent.Controller.1.Enable", value: "true" }] },
      ],
    },
  });
  const role = 'Device.LocalAgent.Controller.[AssignedRole~="Device.LocalAgent.ControllerTrust.Role.2"].';
  const updates = [{ path: role, params: { ProvisioningCode: "b" } }];
  const set = await run(w, device, { type: "set", allowPartial: false, updates });
  expect(set.state).toBe("succeeded");
  expect(agent.values.get("Device.LocalAgent.Controller.1.ProvisioningCode")).toBe("b");
  const none = 'Device.LocalAgent.Controller.[AssignedRole~="nobody"].';
  const nothing = await run(w, device, { type: "delete", allowPartial: false, paths: [none] });
  expect(nothing).toMatchObject({ state: "succeeded", result: { type: "delete", results: [] } });
});

test("an asynchronous command stays pending and ends with its OperationComplete", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  agent.async.add("Device.ScheduleTimer()");
  const record = await run(w, device, {
    type: "operate",
    command: "Device.ScheduleTimer()",
    input: { DelaySeconds: "1" },
  });
  expect(w.gateway.outcomes.at(-1)).toMatchObject({ state: "pending", resume: ["boot", "reset"] });
  expect(agent.operated).toEqual([
    { command: "Device.ScheduleTimer()", key: record.commandKey, input: { DelaySeconds: "1" } },
  ]);
  const done = len(
    7,
    len(1, "Device."),
    len(2, "ScheduleTimer()"),
    len(3, record.commandKey),
    len(4, entries(1, { a: "b" })),
  );
  await agent.notify("oc-1", "causeway-complete", true, done);
  await expect
    .poll(() => [...w.gateway.events.values()], SOON)
    .toMatchObject([
      {
        type: "commandComplete",
        command: "ScheduleTimer()",
        commandKey: record.commandKey,
        output: { a: "b" },
      },
    ]);
});

test("a write without an answer has an unknown outcome, a read goes back into the queue, and the route is down", async () => {
  const w = await world({ requestTimeoutMs: 100 });
  const { agent, device } = await onboarded(w);
  agent.deaf.add(4).add(1);
  const path = "Device.LocalAgent.Controller.1.";
  const write = await run(w, device, {
    type: "set",
    allowPartial: false,
    updates: [{ path, params: { ProvisioningCode: "x" } }],
  });
  expect(write).toMatchObject({ state: "unknownOutcome", problem: { code: "operation.unknownOutcome" } });
  expect(w.gateway.row(device).route).toBe("down");
  agent.deaf.delete(4);
  // The probe of the next wake finds it again.
  w.gateway.submit(device, { type: "get", paths: [path], maxDepth: 0 });
  expect(await w.stack.wake(device, AbortSignal.timeout(1000))).toMatchObject({ state: "rung" });
  await expect.poll(() => w.gateway.outcomes.at(-1)?.state, SOON).toBe("retry");
});

test("a reconciled set is compared with the device, any other write stays unknown", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const path = "Device.LocalAgent.Controller.1.";
  const set: Operation = { type: "set", allowPartial: false, updates: [{ path, params: { Enable: "1" } }] };
  expect(await run(w, device, set, true)).toMatchObject({ state: "succeeded" });
  agent.values.set(`${path}Enable`, "false");
  expect(await run(w, device, set, true)).toMatchObject({ state: "unknownOutcome" });
  const reboot: Operation = { type: "operate", command: "Device.Reboot()", input: {} };
  expect(await run(w, device, reboot, true)).toMatchObject({ state: "unknownOutcome" });
  expect(agent.heard).not.toContain(7);
});

test("PUBACK 16 says that nobody listens: the operation is not sent and the route is down", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  await agent.leave();
  const write = await run(w, device, { type: "operate", command: "Device.Reboot()", input: {} });
  expect(w.gateway.outcomes.at(-1)).toMatchObject({
    state: "retry",
    problem: { code: "device.unreachable" },
  });
  expect(write.state).toBe("queued");
  expect(w.gateway.row(device).route).toBe("down");
});

test("a Boot! after a factory reset starts over, with the device's own parameters", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const settled = w.gateway.outcomes.length;
  const params = {
    Cause: "LocalFactoryReset",
    CommandKey: "",
    FirmwareUpdated: "false",
    ParameterMap: '{"Device.DeviceInfo.SoftwareVersion":"9"}',
  };
  await agent.notify(
    "boot-1",
    "causeway-boot",
    true,
    len(3, len(1, "Device."), len(2, "Boot!"), entries(3, params)),
  );
  await expect.poll(() => w.gateway.outcomes.length, SOON).toBe(settled + 1);
  const types = [...w.gateway.events.values()].map((event) => event.type);
  expect(types).toEqual(["boot", "bootstrap"]);
  expect(w.gateway.row(device).memory).toHaveProperty("model");
});

test("a foreign topic never becomes an agent's address, neither by Connect nor by Response Topic", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const known = w.gateway.row(device).memory["topic"];
  const contacts = w.gateway.contacts.length;
  await agent.connectRecord("usp/agent/victim");
  await agent.connectRecord(w.config.topic);
  const periodic = len(3, len(1, "Device.LocalAgent."), len(2, "Periodic!"));
  const record = agent.msg(
    "p-1",
    3,
    len(1, len(8, len(1, "causeway-periodic"), Buffer.from([0x10, 1]), periodic)),
  );
  await agent.send(record, w.config.topic, "usp/agent/victim");
  await expect.poll(() => agent.notifyResps.has("p-1"), SOON).toBe(true);
  expect(w.gateway.contacts.length).toBe(contacts);
  expect(w.gateway.row(device).memory["topic"]).toBe(known);
  expect(w.gateway.reports.at(-1)).toMatchObject({ events: [], seen: true });
});

test("a Connect record of another MQTT version than its connection is not taken [TR-369 R-MQTT.26a]", async () => {
  const w = await world();
  const { agent } = await onboarded(w);
  const contacts = w.gateway.contacts.length;
  const endpoint = agent.values.get("Device.LocalAgent.EndpointID") ?? "";
  await agent.send(agent.record(len(10, len(2, w.config.agentTopic.replace("{endpointId}", endpoint)))));
  await agent.notify("v-1", "s", true, len(3, len(1, "Device.LocalAgent."), len(2, "Periodic!")));
  await expect.poll(() => agent.notifyResps.has("v-1"), SOON).toBe(true);
  expect(w.gateway.contacts.length).toBe(contacts);
});

test("a Disconnect record ends at once what the agent was asked [TR-369 R-MTP.7]", async () => {
  const w = await world({ requestTimeoutMs: 60_000 });
  const { agent, device } = await onboarded(w);
  agent.deaf.add(1);
  const [asked, settled] = [agent.heard.length, w.gateway.outcomes.length];
  w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  await w.stack.wake(device, AbortSignal.timeout(5000));
  await expect.poll(() => agent.heard.length, SOON).toBeGreaterThan(asked);
  await agent.send(agent.record(len(12, len(1, "bye"), fixed32(2, 7105))));
  await expect.poll(() => w.gateway.outcomes.length, SOON).toBeGreaterThan(settled);
  expect(w.gateway.outcomes.at(-1)).toMatchObject({
    state: "retry",
    problem: { code: "device.unreachable", detail: "the agent restarted" },
  });
});

test("session records are refused with Disconnect 7106 and bad messages with an Error [TR-369 R-E2E.6a] [TR-369 R-MTP.5]", async () => {
  const w = await world({ sessions: "refuse" });
  const { agent } = await onboarded(w);
  await agent.send(agent.record(len(8, Buffer.from([0x08, 2, 0x10, 1, 0x18, 1]))));
  await expect.poll(() => agent.disconnects, SOON).toEqual([7106]);
});

test("a refused agent gets no answer, a quarantined one only its NotifyResp", async () => {
  const w = await world();
  w.gateway.verdict = "quarantined";
  const agent = w.agent();
  await agent.start();
  const request = len(8, len(1, "012345"), len(2, "PC"), len(3, "S1"), len(4, "1.3"));
  await agent.notify("ob-1", "", true, request);
  await expect.poll(() => agent.notifyResps.has("ob-1"), SOON).toBe(true);
  expect(agent.heard).toEqual([]);
  // Approved, it can be reached although nothing of it was stored.
  const approved = w.gateway.approve();
  const onboard = await run(w, approved, { type: "onboard", protocol: "usp" });
  expect(onboard.state).toBe("succeeded");
  expect(w.gateway.row(approved).memory).toHaveProperty("topic");
  w.gateway.verdict = "refused";
  const refused = w.agent();
  await refused.start();
  await refused.notify("ob-2", "", true, request);
  await expect.poll(() => w.gateway.contacts.length, SOON).toBe(4);
  expect(refused.notifyResps.size).toBe(0);
});

test("several links share one subscription and answers come back over the link that asked", async () => {
  const w = await world({ connections: 4 });
  const { agent, device } = await onboarded(w);
  const got = await run(w, device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  expect(got.state).toBe("succeeded");
  const own = `${w.config.topic}/replica/${w.config.replica}-`;
  const links = agent.responseTopics.map((topic) => topic.replace(own, ""));
  expect(links.every((link) => /^[0-3]\/os::[^/]+$/.test(link))).toBe(true);
  expect(new Set(agent.responseTopics).size).toBeGreaterThan(1);
});

test("after a restart the gateway probes the agents it knows, without waiting for them", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  await w.stack.stop(AbortSignal.abort());
  w.gateway.row(device).route = "unknown";
  agent.heard.length = 0;
  const next = createUspStack({
    gateway: w.gateway,
    clock: systemClock,
    log: silent,
    metrics: unmetered,
    post: new MemoryPost(),
    config: w.config,
  });
  await next.start();
  undo.push(() => next.stop(AbortSignal.abort()));
  await expect.poll(() => w.gateway.row(device).route, SOON).toBe("up");
  expect(agent.heard).toEqual([9]);
});

test("a native request goes as it is and answers in the schema's own names", async () => {
  const w = await world();
  const { device } = await onboarded(w);
  const args = { paramPaths: ["Device.DeviceInfo.UpTime"] };
  const got = await run(w, device, { type: "native", protocol: "usp", rpc: "Get", args });
  expect(got.result).toMatchObject({
    response: { getResp: { reqPathResults: [{ requestedPath: "Device.DeviceInfo.UpTime" }] } },
  });
  const bad = await run(w, device, { type: "native", protocol: "usp", rpc: "Notify", args: {} });
  expect(bad).toMatchObject({ state: "failed", problem: { code: "operation.unsupported" } });
});

test("the view types values by the data model, and a dry run shows the messages", async () => {
  const w = await world();
  const { device } = await onboarded(w);
  const knowledge = await w.gateway.knowledge(device);
  const parameter = w.stack
    .view(knowledge)
    .find((p) => p.path === "Device.LocalAgent.Controller.1.PeriodicNotifInterval");
  expect(parameter).toMatchObject({
    value: "300",
    type: "unsignedInt",
    writable: true,
    source: { protocol: "usp", kind: "exact" },
  });
  const objects = w.stack.supported(knowledge);
  expect(objects.find((o) => o.path === "Device.")?.commands.map((c) => [c.name, c.async])).toEqual([
    ["Reboot()", false],
    ["ScheduleTimer()", true],
  ]);
  const dry = w.stack.dryRun({ type: "get", paths: ["Device.DeviceInfo."], maxDepth: 1 }, knowledge);
  expect(dry).toMatchObject([
    { msgType: "GET", request: { get: { paramPaths: ["Device.DeviceInfo."], maxDepth: 1 } } },
  ]);
});

test("a message that does not decode is answered with an Error, a foreign record with nothing [TR-369 R-MTP.5] [TR-369 R-E2E.1]", async () => {
  const w = await world();
  const { agent } = await onboarded(w);
  const twoRequests = len(1, len(1), len(4));
  await agent.send(
    agent.record(len(7, len(2, len(1, len(1, "other"), num(2, 3)), len(2, twoRequests))), "self::other"),
  );
  await agent.send(agent.msg("both", 3, twoRequests));
  await expect.poll(() => [...agent.errors], SOON).toEqual([["both", 7004]]);
});

test("an agent may not ask the controller for anything [TR-369 R-MSG.1]", async () => {
  const w = await world();
  const { agent } = await onboarded(w);
  await agent.send(agent.msg("get-1", 1, len(1, len(1, len(1, "Device.")))));
  await expect.poll(() => Object.fromEntries(agent.errors), SOON).toEqual({ "get-1": 7001 });
});

test("what an agent registers is noted with its device before the answer, and given back at once or path by path [TR-369 R-REG.0] [TR-369 R-DEREG.2]", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  const register = (partial: number, ...paths: readonly string[]) =>
    len(1, len(10, num(1, partial), ...paths.map((path) => len(2, len(1, path)))));
  const deregister = (...paths: readonly string[]) => len(1, len(11, ...paths.map((path) => len(1, path))));
  const registered = async () => w.stack.registered?.(await w.gateway.knowledge(device));
  // Both at once: the second one must not lose what the first one took.
  await Promise.all([
    agent.send(agent.msg("reg-1", 19, register(1, "Device.X.", "Device.{i}.", "Device.Y.Reset()"))),
    agent.send(agent.msg("reg-2", 19, register(0, "Device.Z."))),
  ]);
  await expect
    .poll(() => agent.responses, SOON)
    .toEqual(
      new Map([
        ["reg-1", 10],
        ["reg-2", 10],
      ]),
    );
  expect(await registered()).toEqual(["Device.X.", "Device.Y.Reset()", "Device.Z."]);
  await agent.send(agent.msg("reg-3", 19, register(0, "Device.W.", "Device.{i}.")));
  await expect.poll(() => agent.errors.get("reg-3"), SOON).toBe(7008);
  await agent.send(agent.msg("dereg-1", 21, deregister("Device.X.", "Device.Never.")));
  await expect.poll(() => agent.responses.get("dereg-1"), SOON).toBe(11);
  expect(await registered()).toEqual(["Device.Y.Reset()", "Device.Z."]);
  await agent.send(agent.msg("dereg-2", 21, deregister("")));
  await expect.poll(() => agent.responses.get("dereg-2"), SOON).toBe(11);
  expect(await registered()).toEqual([]);
});

test("the broker gone makes routes unknown, and what agents said meanwhile arrives when it is back", async () => {
  const proxy = new BrokerProxy(mqttUrl());
  const brokerUrl = await proxy.start();
  undo.push(() => proxy.stop());
  const w = await world({ brokerUrl });
  const { agent, device } = await onboarded(w);
  proxy.cut();
  await expect.poll(() => w.gateway.row(device).route, SOON).toBe("unknown");
  expect(await w.stack.wake(device, AbortSignal.timeout(1000))).toMatchObject({ state: "unreachable" });
  await agent.notify("gap-1", "s", true, len(4, len(1, "Device.DeviceInfo.SoftwareVersion"), len(2, "5.0")));
  proxy.mend();
  await expect.poll(() => agent.notifyResps.has("gap-1"), SOON).toBe(true);
  await expect.poll(() => w.gateway.row(device).route, SOON).toBe("up");
  const got = await run(w, device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  expect(got.state).toBe("succeeded");
});

test("a store that is away for a moment costs no outcome", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  agent.deaf.add(1);
  const id = w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  agent.heard.length = 0;
  await w.stack.wake(device, AbortSignal.timeout(1000));
  await expect.poll(() => agent.heard, SOON).toEqual([1]);
  w.gateway.down = true;
  await expect.poll(() => w.gateway.refused, SOON).toBeGreaterThan(0);
  w.gateway.down = false;
  await expect.poll(() => w.gateway.outcomes.at(-1)?.state, SOON).toBe("retry");
  expect(w.gateway.ledger.get(id)?.attempts).toBe(1);
});

test("a lost lease ends the session without another request", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  agent.deaf.add(1);
  agent.heard.length = 0;
  w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 });
  await w.stack.wake(device, AbortSignal.timeout(1000));
  await expect.poll(() => agent.heard, SOON).toEqual([1]);
  const settled = w.gateway.outcomes.length;
  w.gateway.row(device).fence++;
  w.gateway.row(device).lease = undefined;
  await expect.poll(() => w.gateway.refused, SOON).toBeGreaterThan(0);
  expect(agent.heard).toEqual([1]);
  expect(w.gateway.outcomes.length).toBe(settled);
});

test("work that comes at any moment is done, one operation at a time", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  agent.heard.length = 0;
  const ids: OperationId[] = [];
  for (let i = 0; i < 60; i++) {
    ids.push(w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 }));
    const woken = w.stack.wake(device, AbortSignal.timeout(1000));
    // Sometimes in the middle of a session, sometimes just as one ends.
    if (i % 3 === 0) await woken;
    if (i % 7 === 0) await expect.poll(() => ids.every((id) => w.gateway.isSettled(id)), SOON).toBe(true);
  }
  await expect.poll(() => ids.every((id) => w.gateway.isSettled(id)), SOON).toBe(true);
  expect(agent.heard).toHaveLength(60);
  await expect.poll(() => w.gateway.row(device).lease, SOON).toBeUndefined();
});

test("stopping lets the operation in progress end and gives the rest back", async () => {
  const w = await world();
  const { agent, device } = await onboarded(w);
  agent.deaf.add(1);
  const first = w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  const second = w.gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 });
  agent.heard.length = 0;
  await w.stack.wake(device, AbortSignal.timeout(1000));
  await expect.poll(() => agent.heard, SOON).toEqual([1]);
  await w.stack.stop(AbortSignal.timeout(5000));
  expect(w.gateway.outcomes.slice(-2)).toMatchObject([{ state: "retry" }, { state: "retry" }]);
  expect([first, second].map((id) => w.gateway.ledger.get(id)?.state)).toEqual(["queued", "queued"]);
  expect(w.gateway.row(device).lease).toBeUndefined();
  expect(agent.heard).toEqual([1]);
});

test("a command whose acknowledgement got lost is not sent again on the next connection", async () => {
  const proxy = new BrokerProxy(mqttUrl());
  const brokerUrl = await proxy.start();
  undo.push(() => proxy.stop());
  const w = await world({ brokerUrl, requestTimeoutMs: 1000 });
  const { agent, device } = await onboarded(w);
  const command: Operation = { type: "operate", command: "Device.Reboot()", input: {} };
  const id = w.gateway.submit(device, command);
  proxy.mute();
  await w.stack.wake(device, AbortSignal.timeout(1000));
  await expect.poll(() => agent.operated.length, SOON).toBe(1);
  proxy.cut();
  proxy.mend();
  await expect.poll(() => w.gateway.ledger.get(id)?.state, SOON).toMatch(/succeeded|unknownOutcome/);
  await expect.poll(() => w.gateway.row(device).lease, SOON).toBeUndefined();
  const woken = async () => (await w.stack.wake(device, AbortSignal.timeout(1000))).state;
  await expect.poll(woken, SOON).not.toBe("unreachable");
  const got = await run(w, device, { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 });
  expect(got.state).toBe("succeeded");
  expect(agent.operated).toHaveLength(1);
});

test("a message the gateway fails on is tried again, then given up: it does not hold up what comes after it", async () => {
  const w = await world();
  const { agent } = await onboarded(w);
  const change = (value: string) => len(4, len(1, "Device.DeviceInfo.SoftwareVersion"), len(2, value));
  w.gateway.broken = true;
  await agent.notify("bad", "s", true, change("6.0"));
  await expect.poll(() => w.gateway.reports.length, SOON).toBe(4);
  w.gateway.broken = false;
  await agent.notify("good", "s", true, change("7.0"));
  await expect.poll(() => agent.notifyResps.has("good"), SOON).toBe(true);
  expect(agent.notifyResps.has("bad")).toBe(false);
});
