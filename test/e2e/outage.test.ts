import { expect, test } from "vitest";
import type { Agent, Cpe } from "#sim";
import { searchPath } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { startMosquitto, startRedis } from "../../src/platform/services.ts";
import { type Json, until } from "../contract/api.ts";
import { isAlive, processesBelow, type Running, scratch, serve } from "./gateway.ts";
import { pairOf } from "./pair.ts";

const VERSION = "InternetGatewayDevice.DeviceInfo.SoftwareVersion";

/** A change only this test makes, told by the CPE in a session; true when the gateway acknowledged it. */
async function tell(cpe: Cpe, version: string): Promise<boolean> {
  const before = cpe.journal.of("informed").length;
  cpe.change(VERSION, version);
  // A session that was open already ends first; the next one tells it.
  await cpe.inform();
  if (cpe.journal.of("informed").length === before) await cpe.inform();
  return cpe.journal.of("informed").length > before;
}

/** A boot only this test makes. */
function boot(agent: Agent, commandKey: string): void {
  const params = {
    CommandKey: commandKey,
    Cause: "LocalReboot",
    FirmwareUpdated: "false",
    ParameterMap: "{}",
  };
  agent.raise("Device.", "Boot!", params);
}

function isAcknowledged(agent: Agent, commandKey: string): boolean {
  const told = agent.journal.of("notified").filter(({ facts }) => JSON.stringify(facts).includes(commandKey));
  const ids = new Set(told.map(({ facts }) => facts["msgId"]));
  return agent.journal.of("acknowledged").some(({ facts }) => ids.has(facts["msgId"]));
}

/** How often each marked event stands in the feed. */
async function counted(
  gateway: Running,
  marks: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const { body } = await gateway.api.call("GET", "/v1/events?limit=1000");
  const events = (body["items"] as Json[])
    .filter(({ type }) => String(type).startsWith("causeway.device."))
    .map((event) => JSON.stringify(event["data"]));
  return Object.fromEntries(marks.map((mark) => [mark, events.filter((data) => data.includes(mark)).length]));
}

async function reads(gateway: Running, device: string): Promise<unknown> {
  const operation = { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] };
  const where = `/v1/devices/${device}/operations`;
  return (await gateway.api.call("POST", where, operation, { Prefer: "wait=15" })).body["state"];
}

async function idsOf(gateway: Running): Promise<readonly string[]> {
  const { body } = await gateway.api.call("GET", "/v1/devices");
  return (body["items"] as Json[]).map(({ id }) => String(id));
}

/** How often the agent executed a Set. */
function setsOf(agent: Agent): number {
  return agent.journal.of("executed").filter(({ facts }) => facts["message"] === "set").length;
}

function redisOf(pid: number): number {
  const found = processesBelow(pid).find(
    ({ command }) => command.includes("redis-server") && !command.includes("sh "),
  );
  return found?.pid ?? -1;
}

test("Redis killed under the gateway: nobody is acknowledged, the API says 503, all recovers, nothing is lost [INFRA-01]", async () => {
  const folder = scratch();
  const redis = await startRedis(folder, clock, searchPath());
  const gateway = await serve(scratch(), ["--redis-url", redis.url]);
  const pair = await pairOf(gateway, "OUTAGE1");
  const ids = await idsOf(gateway);
  expect(await tell(pair.cpe, "cpe-before")).toBe(true);
  boot(pair.agent, "agent-before");
  await until("the boot is acknowledged", () =>
    isAcknowledged(pair.agent, "agent-before") ? true : undefined,
  );

  process.kill(redisOf(redis.pid), "SIGKILL");
  await redis.ended;
  expect(await tell(pair.cpe, "cpe-during")).toBe(false);
  expect(pair.cpe.journal.of("session").at(-1)?.facts).toMatchObject({
    outcome: "refused",
    retryAfterMs: expect.any(Number) as number,
  });
  boot(pair.agent, "agent-during");
  const answer = await gateway.api.call("GET", "/v1/devices");
  expect([answer.status, answer.body["code"], answer.body["retryable"]]).toEqual([
    503,
    "store.unavailable",
    true,
  ]);
  const where = `/v1/devices/${ids[0] ?? ""}/operations`;
  expect((await gateway.api.call("POST", where, { type: "get", paths: ["Device."] })).status).toBe(503);
  expect((await fetch(new URL("/readyz", gateway.printed.get("api")))).status).toBe(503);
  expect((await fetch(new URL("/healthz", gateway.printed.get("api")))).status).toBe(200);
  expect(isAcknowledged(pair.agent, "agent-during")).toBe(false);
  expect(isAlive(gateway.pid)).toBe(true);

  const again = await startRedis(folder, clock, searchPath());
  await until("the API answers again", async () =>
    (await gateway.api.call("GET", "/v1/devices")).status === 200 ? true : undefined,
  );
  await until("the CPE is acknowledged", async () =>
    (await pair.cpe.inform()).outcome === "done" ? true : undefined,
  );
  await until(
    "the agent is acknowledged",
    () => (isAcknowledged(pair.agent, "agent-during") ? true : undefined),
    25_000,
  );
  for (const id of ids) expect(await reads(gateway, id)).toBe("succeeded");
  const marks = ["cpe-before", "cpe-during", "agent-before", "agent-during"];
  await until("the feed has caught up", async () =>
    Object.values(await counted(gateway, marks)).every((count) => count > 0) ? true : undefined,
  );
  expect(await counted(gateway, marks)).toEqual(Object.fromEntries(marks.map((mark) => [mark, 1])));
  await pair.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
  await again.stop();
}, 60_000);

test("Redis hangs: devices and clients are refused within 3 s in our own words, and nothing is lost or doubled", async () => {
  const redis = await startRedis(scratch(), clock, searchPath());
  const gateway = await serve(scratch(), ["--redis-url", redis.url]);
  const pair = await pairOf(gateway, "OUTAGE1");
  const ids = await idsOf(gateway);
  const victim = redisOf(redis.pid);
  process.kill(victim, "SIGSTOP");
  const started = performance.now();
  const [heard, answer] = await Promise.all([
    tell(pair.cpe, "cpe-hung"),
    gateway.api.call("GET", "/v1/devices"),
  ]);
  expect(performance.now() - started).toBeLessThan(3500);
  expect(heard).toBe(false);
  expect(pair.cpe.journal.of("session").at(-1)?.facts).toMatchObject({ outcome: "refused" });
  expect([answer.status, answer.body["code"]]).toEqual([503, "store.unavailable"]);
  expect(answer.body["detail"]).toMatch(
    /^(?:Redis does not answer in time|there is no connection to Redis)$/,
  );
  boot(pair.agent, "agent-hung");
  process.kill(victim, "SIGCONT");
  await until("the CPE is acknowledged", async () =>
    (await pair.cpe.inform()).outcome === "done" ? true : undefined,
  );
  await until(
    "the agent is acknowledged",
    () => (isAcknowledged(pair.agent, "agent-hung") ? true : undefined),
    25_000,
  );
  for (const id of ids) expect(await reads(gateway, id)).toBe("succeeded");
  const marks = ["cpe-hung", "agent-hung"];
  await until("the feed has caught up", async () =>
    Object.values(await counted(gateway, marks)).every((count) => count > 0) ? true : undefined,
  );
  expect(await counted(gateway, marks)).toEqual({ "cpe-hung": 1, "agent-hung": 1 });
  await pair.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
  await redis.stop();
}, 60_000);

test("the gateway's own Redis and broker, killed, are started again on their data and everybody comes back", async () => {
  const gateway = await serve(scratch());
  const pair = await pairOf(gateway, "OUTAGE1");
  const ids = await idsOf(gateway);
  const marks: string[] = [];
  for (const service of ["redis-server", "mosquitto"]) {
    const victim = processesBelow(gateway.pid).find(
      ({ command }) => command.includes(service) && !command.includes("sh "),
    );
    boot(pair.agent, `${service}-before`);
    await until("the boot is acknowledged", () =>
      isAcknowledged(pair.agent, `${service}-before`) ? true : undefined,
    );
    process.kill(victim?.pid ?? -1, "SIGKILL");
    await until(`${service} has ended`, () => (isAlive(victim?.pid ?? -1) ? undefined : true));
    boot(pair.agent, `${service}-during`);
    await until(`${service} runs again`, async () =>
      (await fetch(new URL("/readyz", gateway.printed.get("api")))).status === 200 ? true : undefined,
    );
    for (const id of ids) expect(await reads(gateway, id)).toBe("succeeded");
    expect(await tell(pair.cpe, `${service}-cpe`)).toBe(true);
    await until(
      "the agent is acknowledged",
      () => (isAcknowledged(pair.agent, `${service}-during`) ? true : undefined),
      25_000,
    );
    marks.push(`${service}-before`, `${service}-during`, `${service}-cpe`);
  }
  await until("the feed has caught up", async () =>
    Object.values(await counted(gateway, marks)).every((count) => count > 0) ? true : undefined,
  );
  expect(await counted(gateway, marks)).toEqual(Object.fromEntries(marks.map((mark) => [mark, 1])));
  await pair.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
}, 60_000);

test("the broker killed: agents wait, CPEs are served, what is queued is done when it is back [MQTT-21]", async () => {
  const folder = scratch();
  const broker = await startMosquitto(folder, clock, searchPath());
  const gateway = await serve(scratch(), ["--mqtt-url", broker.url]);
  const pair = await pairOf(gateway, "OUTAGE1");
  const { body } = await gateway.api.call("GET", "/v1/devices");
  const idOf = (protocol: string): string =>
    String((body["items"] as Json[]).find(({ activeProtocol }) => activeProtocol === protocol)?.["id"]);
  const before = setsOf(pair.agent);
  const victim = processesBelow(broker.pid).find(({ command }) => !command.includes("sh "));
  process.kill(victim?.pid ?? -1, "SIGKILL");
  await broker.ended;
  await pair.agent.journal.until("disconnected");
  boot(pair.agent, "unheard");
  const operation = { type: "set", updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "waited" } }] };
  const where = `/v1/devices/${idOf("usp")}/operations`;
  const queued = await gateway.api.call("POST", where, operation, { Prefer: "wait=1" });
  expect([queued.status, queued.body["state"]]).toEqual([202, "queued"]);
  expect(await tell(pair.cpe, "without-broker")).toBe(true);
  expect(await reads(gateway, idOf("cwmp"))).toBe("succeeded");
  expect(isAcknowledged(pair.agent, "unheard")).toBe(false);

  const again = await startMosquitto(folder, clock, searchPath());
  const done = await until(
    "the set is done",
    async () => {
      const now = await gateway.api.call("GET", `/v1/operations/${String(queued.body["id"])}`);
      return now.body["finishedAt"] === null ? undefined : now.body;
    },
    25_000,
  );
  expect(done).toMatchObject({ state: "succeeded" });
  expect(setsOf(pair.agent) - before).toBe(1);
  await until(
    "the boot is acknowledged",
    () => (isAcknowledged(pair.agent, "unheard") ? true : undefined),
    25_000,
  );
  const marks = ["unheard", "without-broker"];
  await until("the feed has caught up", async () =>
    Object.values(await counted(gateway, marks)).every((count) => count > 0) ? true : undefined,
  );
  expect(await counted(gateway, marks)).toEqual({ unheard: 1, "without-broker": 1 });
  await pair.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
  await again.stop();
}, 60_000);
