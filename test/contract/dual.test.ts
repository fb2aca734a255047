import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFleet, type Fleet, type FleetDevice, type Journal } from "#sim";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { type Answer, apiClient, type ApiClient, type Json, until } from "./api.ts";
import { REBOOT_MS } from "./rig.ts";

/** Boxes that speak both protocols: one device each, whatever way it is asked. */
let app: ReturnType<typeof createApp>;
let api: ApiClient;
let fleet: Fleet;
const dataDir = mkdtempSync(join(tmpdir(), "causeway-dual-"));

beforeAll(async () => {
  const run = randomBytes(4).toString("hex");
  const names = { topic: `dual/${run}/controller`, agentTopic: `dual/${run}/{endpointId}` };
  const options = {
    enrolment: "open",
    "api-port": 0,
    "files-port": 0,
    "usp-ws-port": 0,
    "cwmp-port": 0,
    "stun-port": 0,
    "data-dir": dataDir,
    "redis-prefix": `du-${run}`,
    "usp-topic": names.topic,
    "usp-agent-topic": names.agentTopic,
    "log-level": "silent",
    partitions: 4,
  };
  const config = readConfig(
    Object.entries(options).map(([key, value]) => `--${key}=${value}`),
    {},
  );
  const log = createLog("silent");
  app = createApp(config, { clock, log, redisUrl: redisUrl(), mqttUrl: mqttUrl() });
  await app.start();
  const urlOf = (name: string): string => app.addresses.find((address) => address.name === name)?.url ?? "";
  api = apiClient(urlOf("api"), app.adminToken);
  fleet = createFleet({
    clock,
    cwmp: 0,
    usp: 0,
    dual: 2,
    acsUrl: urlOf("cwmp"),
    mqttUrl: mqttUrl(),
    controllerId: config.CAUSEWAY_USP_ENDPOINT_ID,
    controllerTopic: names.topic,
    agentTopic: names.agentTopic,
    firstIndex: 940,
    serialSuffix: run,
    cpe: { rebootMs: REBOOT_MS, workMs: 50, timeoutMs: 15_000 },
    agent: { rebootMs: REBOOT_MS, workMs: 50, reconnectMs: 100 },
  });
  await fleet.start();
}, 30_000);
afterAll(async () => {
  await fleet.stop();
  await app.stop(AbortSignal.timeout(2000));
  rmSync(dataDir, { recursive: true, force: true });
});

const idOf = async ({ serialNumber }: FleetDevice): Promise<string> => {
  const { body } = await api.call("GET", `/v1/devices?q=${serialNumber}`);
  expect(body["items"]).toHaveLength(1);
  return String((body["items"] as Json[])[0]?.["id"]);
};
const operate = (id: string, operation: Json, wait = 15): Promise<Answer> =>
  api.call("POST", `/v1/devices/${id}/operations`, operation, { Prefer: `wait=${wait}` });
const rename = (ssid: string): Json => ({
  type: "set",
  updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: ssid } }],
});
const get: Json = { type: "get", paths: ["Device.WiFi.SSID.1.SSID"] };

/** How often a box executed a request, over either protocol. */
function executed(journal: Journal | undefined, name: string): number {
  const named = (facts: Readonly<Record<string, unknown>>): unknown => facts["rpc"] ?? facts["message"];
  return (journal?.of("executed") ?? []).filter(({ facts }) => named(facts) === name).length;
}
const sets = ({ cpe, agent }: FleetDevice): readonly number[] => [
  executed(cpe?.journal, "SetParameterValues"),
  executed(agent?.journal, "set"),
];

async function route(id: string, state: string): Promise<Json> {
  return until(`the USP route is ${state}`, async () => {
    const { body } = await api.call("GET", `/v1/devices/${id}`);
    const usp = (body["routes"] as Json[]).find(({ protocol }) => protocol === "usp");
    return usp?.["state"] === state ? body : undefined;
  });
}

test("each box is one device of both protocols, onboarded once over each", async () => {
  for (const box of fleet.devices) {
    const onboardings = await until(`${box.serialNumber} is onboarded twice`, async () => {
      const { body: found } = await api.call("GET", `/v1/devices?q=${box.serialNumber}`);
      const devices = found["items"] as Json[];
      if (devices.length !== 1) return undefined;
      const { body } = await api.call(
        "GET",
        `/v1/operations?device=${String(devices[0]?.["id"])}&type=onboard`,
      );
      const all = (body["items"] as Json[]).filter(({ state }) => state === "succeeded");
      return all.length >= 2 ? all : undefined;
    });
    expect(onboardings.map(({ request }) => (request as Json | undefined)?.["protocol"])).toEqual(
      expect.arrayContaining(["cwmp", "usp"]),
    );
    const { body } = await api.call("GET", `/v1/devices/${await idOf(box)}`);
    expect(body).toMatchObject({ activeProtocol: "usp", operations: { queued: 0, running: 0 } });
    expect([...(body["protocols"] as string[])].toSorted()).toEqual(["cwmp", "usp"]);
    // What only the agent's onboarding does, and what only the CPE's does.
    expect(executed(box.agent?.journal, "add")).toBeGreaterThan(0);
    expect(executed(box.cpe?.journal, "SetParameterValues")).toBeGreaterThan(0);
  }
});

test("with its agent there, operations run over USP and periodic Informs take none of them", async () => {
  for (const box of fleet.devices) {
    const id = await idOf(box);
    const before = sets(box);
    // At once, so in any order; the last one comes after them.
    const waits = [1, 2, 3].map((n) => operate(id, rename(`dual ${n}`)));
    await box.cpe?.inform("2 PERIODIC");
    for (const { body } of [...(await Promise.all(waits)), await operate(id, rename("dual 4"))])
      expect(body).toMatchObject({ state: "succeeded", attempts: 1 });
    expect(sets(box).map((count, i) => count - (before[i] ?? 0))).toEqual([0, 4]);
    const { body } = await operate(id, get);
    expect(body).toMatchObject({ state: "succeeded" });
    expect(JSON.stringify(body)).toContain("dual 4");
  }
});

test("with its agent gone, operations run over CWMP, each once; with the agent back over USP again", async () => {
  for (const box of fleet.devices) {
    const id = await idOf(box);
    const before = sets(box);
    box.agent?.stop();
    for (const n of [1, 2]) {
      const { body } = await operate(id, rename(`alone ${n}`));
      expect(body).toMatchObject({ state: "succeeded" });
    }
    expect(sets(box).map((count, i) => count - (before[i] ?? 0))).toEqual([2, 0]);
    expect(await route(id, "down")).toMatchObject({ activeProtocol: "cwmp", presence: "online" });
    const read = await operate(id, get);
    expect(JSON.stringify(read.body)).toContain("alone 2");
    await box.agent?.start();
    expect(await route(id, "up")).toMatchObject({ activeProtocol: "usp" });
    const { body } = await operate(id, rename("both"));
    expect(body).toMatchObject({ state: "succeeded", attempts: 1 });
    expect(sets(box).map((count, i) => count - (before[i] ?? 0))).toEqual([2, 1]);
  }
});

test("a native request runs over the protocol it names, whichever is active", async () => {
  for (const box of fleet.devices) {
    const id = await idOf(box);
    const before = box.cpe?.journal.of("asked").length ?? 0;
    const asked = { type: "native", protocol: "cwmp", rpc: "GetParameterValues" };
    const args = { ParameterNames: ["Device.WiFi.SSID.1.SSID"] };
    const dry = await operate(id, { ...asked, args, dryRun: true });
    expect(JSON.stringify(dry.body["messages"])).toContain("GetParameterValues");
    const { body } = await operate(id, { ...asked, args });
    expect(body).toMatchObject({ state: "succeeded" });
    expect(JSON.stringify(body)).toContain("both");
    expect((box.cpe?.journal.of("asked").length ?? 0) - before).toBe(1);
  }
});

test("a CPE that comes while its agent is in a session does not end that; each does its own work once", async () => {
  for (const box of fleet.devices) {
    const id = await idOf(box);
    const before = sets(box);
    box.agent?.behave({ do: "slow", ms: 700, message: "set", times: 1 });
    const slow = operate(id, rename("slowly"));
    await box.agent?.journal.next("asked", ({ facts }) => facts["message"] === "set");
    const native = operate(id, {
      type: "native",
      protocol: "cwmp",
      rpc: "GetParameterValues",
      args: { ParameterNames: ["Device.WiFi.SSID.1.SSID"] },
    });
    await box.cpe?.inform("2 PERIODIC");
    for (const { body } of await Promise.all([slow, native]))
      expect(body).toMatchObject({ state: "succeeded", attempts: 1 });
    expect(JSON.stringify((await native).body)).toContain("slowly");
    expect(sets(box).map((count, i) => count - (before[i] ?? 0))).toEqual([0, 1]);
  }
});

test("what a box of both protocols is to tell it tells over USP alone [TR-369 R-NOT.0]", async () => {
  const { body } = await api.call("POST", "/v1/subscriptions", {
    name: "networks",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.SSID.*.Status"],
  });
  for (const box of fleet.devices) {
    const id = await idOf(box);
    await until("it is set up", async () => {
      const { body: own } = await api.call("GET", `/v1/devices/${id}/subscriptions`);
      return (own["items"] as Json[])[0]?.["state"] === "applied" ? true : undefined;
    });
    const table = "Device.LocalAgent.Subscription.";
    const ids = box.agent?.tree.instances(table).map((n) => box.agent?.tree.value(`${table}${n}.ID`));
    expect(ids).toContain(`causeway-${String(body["id"])}`);
    await box.cpe?.inform("2 PERIODIC");
    expect(box.cpe?.attributes.get("Device.WiFi.SSID.1.Status") ?? 0).toBe(0);
  }
});
