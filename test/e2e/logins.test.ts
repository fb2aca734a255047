import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IClientOptions, MqttClient } from "mqtt";
import { afterEach, expect, test } from "vitest";
import { type Agent, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { encodeRecord } from "../../usp/message/codec.ts";
import { type Json, until } from "../contract/api.ts";
import { type Running, scratch, serve } from "./gateway.ts";
import { codeOf, dial } from "./mqtt.rig.ts";

const BASE = "usp/controller/causeway";
const NEW = { username: "new", password: "printed-in-the-image" };
const agents: Agent[] = [];
const clients: MqttClient[] = [];
afterEach(() => {
  for (const one of agents.splice(0)) one.stop();
  for (const client of clients.splice(0)) client.end(true);
});

interface Login {
  readonly username: string;
  readonly password: string;
}

function endpointOf(index: number): string {
  const { model, serialNumber } = homeOf(index);
  return `os::${model.oui}-${serialNumber}`;
}

/** An agent that publishes below its own endpoint id, or, with the login that new agents share, where nobody is named. */
function agentOf(gateway: Running, index: number, login: Login, topic?: string): Agent {
  const home = homeOf(index);
  const endpointId = endpointOf(index);
  const broker = new URL(gateway.printed.get("mqtt") ?? "");
  const side = {
    endpointId,
    controllerId: "self::causeway",
    controllerTopic: topic ?? `${BASE}/${endpointId}`,
    agentTopic: `usp/agent/${endpointId}`,
    brokerHost: broker.hostname,
    brokerPort: Number(broker.port),
    protocolVersion: "5.0" as const,
  };
  const tree = new Tree(devicePlan(home, { cwmp: false, agent: side }));
  const one = createAgent({
    mqttUrl: gateway.printed.get("mqtt") ?? "",
    clock,
    tree,
    reconnectMs: 200,
    ...login,
  });
  agents.push(one);
  return one;
}

/** What the broker says to a connection: undefined when it lets it in. */
async function refusal(gateway: Running, options: IClientOptions): Promise<string | undefined> {
  const said = await dial(gateway.printed.get("mqtt") ?? "", options, (client) => clients.push(client));
  return typeof said === "string" ? said : undefined;
}

async function started(): Promise<Running> {
  const folder = scratch();
  const file = join(folder, "bootstrap.password");
  writeFileSync(file, NEW.password);
  const flags = ["--mqtt-identity", "dynsec", "--usp-bootstrap-username", NEW.username];
  return serve(join(folder, "data"), [...flags, "--usp-bootstrap-password-file", file]);
}

const device = async (gateway: Running, endpoint: string): Promise<Json | undefined> => {
  const { status, body } = await gateway.api.call("GET", `/v1/devices/${encodeURIComponent(endpoint)}`);
  return status === 200 ? body : undefined;
};
const rotate = async (gateway: Running, endpoint: string): Promise<Login> => {
  const path = `/v1/devices/${encodeURIComponent(endpoint)}/credentials:rotate`;
  const { status, body } = await gateway.api.call("POST", path, { reason: "first login" });
  expect([status, body]).toMatchObject([200, { username: endpoint, clientId: endpoint }]);
  return { username: endpoint, password: String(body["password"]) };
};
const onboarded = (gateway: Running, endpoint: string): Promise<true> =>
  until(`${endpoint} is onboarded`, async () =>
    (await device(gateway, endpoint))?.["snapshotAt"] === undefined ? undefined : true,
  );

test("a new agent introduces itself with the shared login, gets its own, and must use it from then on", async () => {
  const gateway = await started();
  await until("the shared login is there", async () =>
    (await refusal(gateway, NEW)) === undefined ? true : undefined,
  );
  const stranger = agentOf(gateway, 31, NEW, BASE);
  await stranger.start();
  const { endpointId } = stranger;
  const known = await until("it is known", () => device(gateway, endpointId));
  expect(known["snapshotAt"]).toBeUndefined();
  stranger.stop();

  const id = String(known["id"]);
  const own = await rotate(gateway, endpointId);
  const settled = agentOf(gateway, 31, own);
  await settled.start();
  await onboarded(gateway, endpointId);
  const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
  const asked = await gateway.api.call("POST", `/v1/devices/${id}/operations`, read, {
    Prefer: "wait=10",
  });
  expect(asked.body).toMatchObject({ state: "succeeded" });

  // Introduced once more without its login it is somebody else, and moves nothing.
  const seen = (await device(gateway, endpointId))?.["lastSeenAt"];
  settled.stop();
  await agentOf(gateway, 31, NEW, BASE).start();
  const other = agentOf(gateway, 32, NEW, BASE);
  await other.start();
  await until("what came after it is known", () => device(gateway, other.endpointId));
  expect((await device(gateway, endpointId))?.["lastSeenAt"]).toBe(seen);

  expect((await gateway.api.call("DELETE", `/v1/devices/${id}`)).status).toBe(204);
  expect(await refusal(gateway, { ...own, clientId: endpointId })).toMatch(/not authori[sz]ed|bad user/i);
}, 60_000);

test("nobody speaks for another agent, hears what is sent to it, takes its name at the broker, or comes without a login", async () => {
  const gateway = await started();
  const identities = [41, 42].map(endpointOf);
  const [mine = "", theirs = ""] = identities;
  for (const value of identities)
    expect(
      (await gateway.api.call("POST", "/v1/devices", { identities: [{ scheme: "usp", value }] })).status,
    ).toBe(201);
  const [own, victim] = [await rotate(gateway, mine), await rotate(gateway, theirs)];

  for (const value of ["+", "#", "os::+", "os::a/b"]) {
    const announced = await gateway.api.call("POST", "/v1/devices", {
      identities: [{ scheme: "usp", value }],
    });
    if (announced.status !== 201) continue;
    const path = `/v1/devices/${String(announced.body["id"])}/credentials:rotate`;
    const asked = await gateway.api.call("POST", path, { reason: "to read along" });
    expect([value, asked.status, asked.body["code"]]).toEqual([value, 422, "operation.unsupported"]);
  }
  expect(await refusal(gateway, {})).toMatch(/not authori[sz]ed|bad user/i);
  expect(await refusal(gateway, { ...own, password: "guessed" })).toMatch(/not authori[sz]ed|bad user/i);
  expect(await refusal(gateway, { ...own, clientId: theirs })).toMatch(/not authori[sz]ed|bad user/i);
  expect(await refusal(gateway, { ...own, clientId: mine })).toBeUndefined();
  const client = clients.at(-1);
  if (client === undefined) return;
  const REFUSED = 135;
  for (const topic of [BASE, `${BASE}/${theirs}`, `${BASE}/replica/1-0/${theirs}`, `usp/agent/${theirs}`])
    expect([topic, await codeOf(client, "publish", topic)]).toEqual([topic, REFUSED]);
  for (const topic of [`usp/agent/${theirs}`, "usp/agent/#", "#", "$CONTROL/dynamic-security/#"])
    expect([topic, await codeOf(client, "subscribe", topic)]).toEqual([topic, REFUSED]);
  expect(await codeOf(client, "subscribe", `usp/agent/${mine}`)).toBe(1);

  // A record that says it is of another one, on the own topic: the gateway refuses what the broker cannot see.
  const genuine = agentOf(gateway, 42, victim);
  await genuine.start();
  await onboarded(gateway, theirs);
  const before = (await device(gateway, theirs))?.["lastSeenAt"];
  genuine.stop();
  const connected = {
    version: "1.4",
    toId: "self::causeway",
    fromId: theirs,
    mqttConnect: { version: "V5", subscribedTopic: `usp/agent/${theirs}` },
  } as const;
  const properties = { contentType: "usp.msg", responseTopic: `usp/agent/${theirs}` };
  await client.publishAsync(`${BASE}/${mine}`, Buffer.from(encodeRecord(connected)), { qos: 1, properties });
  client.end(true);
  await agentOf(gateway, 41, own).start();
  await onboarded(gateway, mine);
  expect((await device(gateway, theirs))?.["lastSeenAt"]).toBe(before);
}, 60_000);
