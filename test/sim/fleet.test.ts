import { TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFleet, type Fleet } from "../../sim/fleet.ts";
import { load } from "../../sim/load.ts";
import { runSim } from "../../sim/run.ts";
import { find } from "../../sim/cpe/xml.ts";
import { silent } from "#core";
import { mqttUrl } from "../services.ts";
import { certificate, rpc, ScriptedAcs } from "./acs.ts";
import { MovableClock } from "../clock.ts";
import { BareController } from "./controller.ts";

let acs: ScriptedAcs;
let clock: MovableClock;
let controller: BareController;
const topic = `test/sim/fleet/${process.pid}`;

beforeEach(async () => {
  acs = new ScriptedAcs();
  clock = new MovableClock();
  await acs.start();
  controller = await BareController.open(mqttUrl(), "self::fleet", `${topic}/controller`);
});

afterEach(async () => {
  await controller.close();
  await acs.stop();
});

function base() {
  return {
    clock,
    acsUrl: acs.url,
    mqttUrl: mqttUrl(),
    controllerId: "self::fleet",
    controllerTopic: `${topic}/controller`,
    agentTopic: `${topic}/{endpointId}`,
  };
}

async function up(fleet: Fleet): Promise<void> {
  const started = fleet.start();
  await Promise.resolve();
  const beat = setImmediate(function tick() {
    clock.move(50);
    timers.push(setImmediate(tick));
  });
  const timers = [beat];
  await started;
  clearImmediate(timers.at(-1));
}

test("a fleet is unique boxes of both data models, agents, and boxes that are both over one tree", async () => {
  const fleet = createFleet({ ...base(), cwmp: 30, usp: 20, dual: 4 });
  try {
    await up(fleet);
    expect(fleet.cpes).toHaveLength(34);
    expect(fleet.agents).toHaveLength(24);
    expect(new Set(fleet.devices.map(({ serialNumber }) => serialNumber)).size).toBe(54);
    const informs = acs.of("Inform").map((inform) => find(inform.body, "SerialNumber")?.text);
    expect(new Set(informs).size).toBe(34);
    expect(
      acs.of("Inform").filter((inform) => JSON.stringify(inform.body).includes("InternetGatewayDevice."))
        .length,
    ).toBe(20);
    const connects = await Promise.all(
      fleet.agents.map((agent) =>
        controller.until((told) => told.connect?.["subscribedTopic"] === `${topic}/${agent.endpointId}`),
      ),
    );
    expect(connects).toHaveLength(24);
  } finally {
    const began = performance.now();
    await fleet.stop();
    expect(performance.now() - began).toBeLessThan(2000);
  }
  expect(fleet.agents.some((agent) => agent.connected)).toBe(false);
});

test("a box that is both has one tree and one serial number, and restarts as one", async () => {
  const fleet = createFleet({ ...base(), cwmp: 0, usp: 0, dual: 1, firstIndex: 700 });
  try {
    await up(fleet);
    const [cpe] = fleet.cpes;
    const [agent] = fleet.agents;
    if (cpe === undefined || agent === undefined) return expect.unreachable();
    cpe.change("Device.WiFi.SSID.1.SSID", "one box");
    expect(agent.tree.value("Device.WiFi.SSID.1.SSID")).toBe("one box");
    expect(cpe.tree.value("Device.LocalAgent.EndpointID")).toBe(agent.endpointId);
    expect(agent.endpointId).toContain(cpe.serialNumber);
    const informed = cpe.journal.next("session");
    agent.reboot();
    clock.move(1500);
    await informed;
    expect(cpe.journal.of("inform").at(-1)?.facts["events"]).toEqual(["1 BOOT"]);
    const connected = agent.journal.next("connected");
    cpe.factoryReset();
    clock.move(1500);
    await connected;
    expect(agent.tree.value("Device.WiFi.SSID.1.SSID")).toBe("Home-0700");
  } finally {
    await fleet.stop();
  }
});

test("running a fleet ends when its signal aborts", async () => {
  const abort = new AbortController();
  const done = runSim({
    ...base(),
    agentTopic: `${topic}/run/{endpointId}`,
    log: silent,
    signal: abort.signal,
    cwmp: 2,
    usp: 1,
    dual: 0,
    firstIndex: 900,
  });
  abort.abort();
  await done;
  expect(acs.heard).toEqual([]);
});

test("the load generator counts sessions, answers RPCs, and needs no ACS", async () => {
  acs.queue.push(rpc.getValues("InternetGatewayDevice.DeviceInfo."));
  const result = await load({ clock, acsUrl: acs.url, devices: 5, inFlight: 4, sessions: 40 });
  expect(result).toMatchObject({ sessions: 40, failed: 0, rpcs: 1, requests: 81 });
  expect(new Set(acs.of("Inform").map((inform) => find(inform.body, "SerialNumber")?.text)).size).toBe(5);
  expect(result.session.p99).toBeGreaterThanOrEqual(result.session.p50);
  acs.intercept = (_, __, response) => {
    response.writeHead(200, { "Content-Length": "0" }).end();
    return true;
  };
  expect(
    await load({ clock, acsUrl: acs.url, devices: 5, inFlight: 2, sessions: 10, keepConnections: true }),
  ).toMatchObject({ sessions: 10, failed: 0 });
  acs.intercept = (_, __, response) => {
    response.writeHead(503).end();
    return true;
  };
  expect((await load({ clock, acsUrl: acs.url, devices: 5, inFlight: 2, sessions: 4 })).failures).toEqual({
    "HTTP 503": 4,
  });
});

test("the load generator answers Digest and sends Basic unasked", async () => {
  acs.intercept = (heard, _, response) => {
    if (heard.headers.authorization !== undefined) return false;
    response.writeHead(401, { "WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"' }).end();
    return true;
  };
  const login = { username: "cpe", password: "pw" };
  expect(await load({ clock, acsUrl: acs.url, devices: 2, inFlight: 1, sessions: 3, login })).toMatchObject({
    sessions: 3,
    requests: 9,
  });
  expect(
    await load({
      clock,
      acsUrl: acs.url,
      devices: 2,
      inFlight: 1,
      sessions: 3,
      login: { ...login, eager: true },
    }),
  ).toMatchObject({ sessions: 3, requests: 6 });
});

test("load over TLS resumes the session it was given", async () => {
  const secure = new ScriptedAcs();
  await secure.start(true);
  try {
    const resumed: boolean[] = [];
    secure.intercept = (_, request) => {
      if (request.socket instanceof TLSSocket) resumed.push(request.socket.isSessionReused());
      return false;
    };
    const options = {
      clock,
      acsUrl: secure.url,
      devices: 2,
      inFlight: 1,
      sessions: 4,
      tls: { ca: certificate().cert },
    };
    expect(await load(options)).toMatchObject({ sessions: 4, failed: 0 });
    expect(resumed).not.toContain(true);
    expect(await load({ ...options, resume: true })).toMatchObject({ sessions: 4, failed: 0 });
    expect(resumed.slice(8)).toEqual([false, false, true, true, true, true, true, true]);
    expect(await load({ ...options, tls: {} })).toMatchObject({
      sessions: 0,
      failures: { "no connection": 4 },
    });
  } finally {
    await secure.stop();
  }
});

test("boxes behind a NAT tell an address that nobody reaches, and have what waking by UDP needs", async () => {
  const fleet = createFleet({ ...base(), cwmp: 3, usp: 0, natted: 2, firstIndex: 1000 });
  try {
    await up(fleet);
    const told = fleet.cpes.map(({ tree }) =>
      ["ConnectionRequestURL", "STUNServerAddress"].map(
        (leaf) => tree.leaf(`${tree.plan.root}ManagementServer.${leaf}`)?.value,
      ),
    );
    expect(told.slice(0, 2)).toEqual([1, 2].map(() => ["http://192.168.1.1:7547/", ""]));
    expect(told[2]).toEqual([expect.stringContaining("127.0.0.1"), undefined]);
  } finally {
    await fleet.stop();
  }
});
