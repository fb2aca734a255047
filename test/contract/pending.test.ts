import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Clock } from "#core";
import { equalFleet, KnockServer, type EqualFleet } from "#sim";
import { createApp, type App } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { freePort } from "../../src/platform/services.ts";
import { fileServer, type FileServer } from "../fileserver.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { type ApiClient, apiClient, type Json, until } from "./api.ts";
import { REBOOT_MS } from "./rig.ts";

const DAY = 86_400_000;
const WORK_MS = 1200;
const PING = "Device.IP.Diagnostics.IPPing()";

let files: FileServer;
let fleet: EqualFleet;
let knocks: KnockServer;
let app: App;
let api: ApiClient;
let flags: readonly string[];
const run = randomBytes(4).toString("hex");
const dataDir = mkdtempSync(join(tmpdir(), "causeway-pending-"));
/** How far the gateway's time is before that of its devices. */
let ahead = 0;
const clock: Clock = {
  now: () => systemClock.now() + ahead,
  after: (ms, then) => systemClock.after(ms, then),
};

async function startGateway(): Promise<void> {
  const config = readConfig(flags, {});
  app = createApp(config, { clock, log: createLog("silent"), redisUrl: redisUrl(), mqttUrl: mqttUrl() });
  await app.start();
  api = apiClient(app.addresses.find(({ name }) => name === "api")?.url ?? "", app.adminToken);
}

beforeAll(async () => {
  files = await fileServer();
  const topic = `pending/${run}/controller`;
  flags = Object.entries({
    enrolment: "open",
    "api-port": 0,
    "files-port": 0,
    "usp-ws-port": 0,
    "cwmp-port": await freePort(),
    "stun-port": 0,
    "data-dir": dataDir,
    "redis-prefix": `pd-${run}`,
    "usp-topic": topic,
    "usp-agent-topic": `pending/${run}/{endpointId}`,
    "log-level": "silent",
    partitions: 4,
  }).map(([key, value]) => `--${key}=${String(value)}`);
  await startGateway();
  knocks = new KnockServer();
  await knocks.start();
  fleet = equalFleet({
    clock: systemClock,
    acsUrl: app.addresses.find(({ name }) => name === "cwmp")?.url ?? "",
    mqttUrl: mqttUrl(),
    controllerId: readConfig(flags, {}).CAUSEWAY_USP_ENDPOINT_ID,
    controllerTopic: topic,
    agentTopic: `pending/${run}/{endpointId}`,
    index: 971,
    cpe: { knocks, rebootMs: REBOOT_MS, workMs: WORK_MS, timeoutMs: 5000 },
    agent: { rebootMs: REBOOT_MS, workMs: WORK_MS, pollMs: 100, reconnectMs: 100 },
  });
  await Promise.all([fleet.igd.start(), fleet.device.start(), fleet.agent.start()]);
  await until("all are onboarded", async () => {
    const { body } = await api.call("GET", "/v1/operations?type=onboard&state=succeeded");
    return (body["items"] as Json[]).length === 3 ? true : undefined;
  });
}, 30_000);

afterAll(async () => {
  fleet.stop();
  await knocks.stop();
  await app.stop(AbortSignal.timeout(2000));
  await files.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function idOf(name: string): Promise<string> {
  const { body } = await api.call("GET", `/v1/devices?q=${encodeURIComponent(name)}`);
  return String((body["items"] as Json[])[0]?.["id"]);
}

const boxes = async (): Promise<readonly string[]> =>
  Promise.all([fleet.igd.serialNumber, fleet.device.serialNumber, fleet.agent.endpointId].map(idOf));

/** Asks for a command; resolves when the device has taken it. */
async function accepted(device: string, command: string, input: Json): Promise<Json> {
  const where = `/v1/devices/${device}/operations`;
  const { body } = await api.call("POST", where, { type: "operate", command, input });
  return until(`${command} of ${device} was sent and goes on`, async () => {
    const { body: now } = await api.call("GET", `/v1/operations/${String(body["id"])}`);
    const { body: shown } = await api.call("GET", `/v1/devices/${device}`);
    const idle = (shown["operations"] as Json)["running"] === 0;
    return now["state"] === "running" && now["sentAt"] !== null && idle ? now : undefined;
  });
}

const ended = (id: unknown): Promise<Json> =>
  until(
    `${String(id)} has ended`,
    async () => {
      const { body } = await api.call("GET", `/v1/operations/${String(id)}`);
      return body["finishedAt"] === null ? undefined : body;
    },
    20_000,
  );

async function told(device: string, type: string, key: unknown): Promise<number> {
  const where = `/v1/devices/${device}/events?order=desc&limit=200&type=causeway.device.${type}`;
  const { body } = await api.call("GET", where);
  return (body["items"] as Json[]).filter(({ data }) => (data as Json)["commandKey"] === key).length;
}

test("what goes on is finished days later, over three restarts of the gateway, once [RELIABILITY I6]", async () => {
  let open = (): void => undefined;
  files.gate = new Promise<void>((resolve) => (open = resolve));
  files.files.set("/config", "some=thing");
  const devices = await boxes();
  const restores = await Promise.all(
    devices.map((device) =>
      accepted(device, "Device.DeviceInfo.VendorConfigFile.1.Restore()", { URL: `${files.url}/config` }),
    ),
  );
  const pings = await Promise.all(devices.map((device) => accepted(device, PING, { Host: "192.0.2.1" })));
  for (let restart = 0; restart < 3; restart++) {
    await app.stop(AbortSignal.timeout(5000));
    ahead += 3 * DAY;
    await startGateway();
  }
  for (const { id } of restores)
    expect((await api.call("GET", `/v1/operations/${String(id)}`)).body["state"]).toBe("running");
  open();
  await Promise.all([fleet.igd.inform("2 PERIODIC"), fleet.device.inform("2 PERIODIC")]);
  for (const [index, { id, commandKey }] of restores.entries()) {
    expect(await ended(id)).toMatchObject({ state: "succeeded", problem: null });
    const device = String(devices[index]);
    await until("both are told", async () =>
      (await told(device, "transfer-complete", commandKey)) === 1 &&
      (await told(device, "command-complete", commandKey)) === 1
        ? true
        : undefined,
    );
  }
  // The agent's hour is over: what it may yet tell of its ping is of no operation any more.
  for (const { id } of pings.slice(0, 2)) expect(await ended(id)).toMatchObject({ state: "succeeded" });
  expect(["succeeded", "unknownOutcome"]).toContain((await ended(pings[2]?.["id"]))["state"]);
}, 90_000);

test("a boot ends the test that runs: it has failed, and the next one is not held up", async () => {
  for (const cpe of [fleet.igd, fleet.device]) {
    const device = await idOf(cpe.serialNumber);
    const ping = await accepted(device, PING, { Host: "192.0.2.1" });
    const { body: next } = await api.call("POST", `/v1/devices/${device}/operations`, {
      type: "operate",
      command: PING,
      input: { Host: "192.0.2.2" },
    });
    cpe.reboot();
    expect(await ended(ping["id"])).toMatchObject({
      state: "failed",
      problem: { code: "device.fault", detail: expect.stringContaining("lost") },
    });
    expect(await ended(next["id"])).toMatchObject({ state: "succeeded" });
  }
}, 60_000);

test("a factory reset makes a box forget its transfer: the outcome is unknown", async () => {
  let open = (): void => undefined;
  files.gate = new Promise<void>((resolve) => (open = resolve));
  for (const cpe of [fleet.igd, fleet.device]) {
    const device = await idOf(cpe.serialNumber);
    const backup = await accepted(device, "Device.DeviceInfo.VendorConfigFile.1.Backup()", {
      URL: `${files.url}/lost`,
    });
    cpe.factoryReset();
    expect(await ended(backup["id"])).toMatchObject({ state: "unknownOutcome" });
  }
  open();
}, 60_000);

test("a transfer that goes on can be cancelled, by its operation and by its key, on every device", async () => {
  let open = (): void => undefined;
  files.gate = new Promise<void>((resolve) => (open = resolve));
  for (const device of await boxes()) {
    const [first, backup] = [
      await accepted(device, "Device.DeviceInfo.VendorConfigFile.1.Backup()", { URL: `${files.url}/first` }),
      await accepted(device, "Device.DeviceInfo.VendorConfigFile.1.Backup()", { URL: `${files.url}/second` }),
    ];
    const asked = await api.call("POST", `/v1/operations/${String(first["id"])}:cancel`, {});
    expect([device, asked.status]).toEqual([device, 200]);
    expect(await ended(first["id"])).toMatchObject({
      state: "failed",
      problem: { code: "operation.cancelled" },
    });
    const command = `Device.LocalAgent.Request.[CommandKey=="${String(backup["commandKey"])}"].Cancel()`;
    const { body } = await api.call(
      "POST",
      `/v1/devices/${device}/operations`,
      { type: "operate", command },
      { Prefer: "wait=10" },
    );
    expect([device, body]).toMatchObject([device, { state: "succeeded" }]);
    expect(await ended(backup["id"])).toMatchObject({
      state: "failed",
      problem: { code: "operation.cancelled" },
    });
  }
  open();
}, 60_000);

test("an agent that tells no end is looked at: what it has no more, and told nothing of, is unknown; a change of a unit is its end", async () => {
  const { agent } = fleet;
  const device = await idOf(agent.endpointId);
  files.gate = Promise.resolve();
  files.files.set("/unit-4.1", "a unit");
  agent.behave({ do: "untold", what: "OperationComplete" }, { do: "untold", what: "TransferComplete!" });
  const over = agent.journal.of("completed").length;
  const [restore, ping, unit] = [
    await accepted(device, "Device.DeviceInfo.VendorConfigFile.1.Restore()", { URL: `${files.url}/config` }),
    await accepted(device, PING, { Host: "192.0.2.1" }),
    await accepted(device, "Device.SoftwareModules.InstallDU()", { URL: `${files.url}/unit-4.1` }),
  ];
  await until("the agent has done all of it", () =>
    agent.journal.of("completed").length === over + 3 ? true : undefined,
  );
  const state = async ({ id }: Json) => (await api.call("GET", `/v1/operations/${String(id)}`)).body;
  const looked = (operation: Json, times: number) =>
    until(
      `${String(operation["id"])} was looked at`,
      async () => {
        const { attempts, state: now } = await state(operation);
        return Number(attempts) >= times || now !== "running" ? true : undefined;
      },
      20_000,
    );
  ahead += 65 * 60_000;
  expect(await ended(unit["id"])).toMatchObject({
    state: "succeeded",
    result: { results: [{ output: { Version: "4.1", CurrentState: "Installed" } }] },
  });
  await Promise.all([looked(restore, 2), looked(ping, 2)]);
  ahead += 125 * 60_000;
  for (const { id } of [restore, ping])
    expect(await ended(id)).toMatchObject({
      state: "unknownOutcome",
      problem: { detail: "the agent has it no more among its requests, and told no end of it" },
    });
  agent.behaveWell();
}, 60_000);

test("an agent that goes on with a command is waited for, and a start costs it a test", async () => {
  const { agent } = fleet;
  const device = await idOf(agent.endpointId);
  agent.behave({ do: "stall", times: 1 });
  const ping = await accepted(device, PING, { Host: "192.0.2.1" });
  ahead += 65 * 60_000;
  const looked = (times: number) =>
    until(
      `it was looked at ${times} times, and goes on`,
      async () => {
        const { body } = await api.call("GET", `/v1/operations/${String(ping["id"])}`);
        const { running, queued } = (await api.call("GET", `/v1/devices/${device}`)).body[
          "operations"
        ] as Json;
        const goesOn = body["state"] === "running" && running === 0 && queued === 0;
        return Number(body["attempts"]) > times && goesOn ? true : undefined;
      },
      20_000,
    );
  await looked(1);
  const booted = agent.journal.next("booted");
  agent.reboot();
  await booted;
  await looked(2);
  ahead += 61_000;
  expect(await ended(ping["id"])).toMatchObject({
    state: "failed",
    problem: { code: "device.fault", detail: "the result is lost: the agent has started anew" },
  });
}, 60_000);
