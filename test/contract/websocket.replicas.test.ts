import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent } from "#sim";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { freePort } from "../../src/platform/services.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { type ApiClient, apiClient, type Json, until } from "./api.ts";
import { agentAt } from "./websocket.agent.ts";

const run = randomBytes(4).toString("hex");
const dir = mkdtempSync(join(tmpdir(), "causeway-ws-replicas-"));
const ends: (() => Promise<void> | void)[] = [];
const READ = { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] };
let replicas: readonly Replica[] = [];

interface Replica {
  readonly app: App;
  readonly api: ApiClient;
  readonly url: string;
}

/** A replica of one installation: a data directory and a WebSocket listener of its own, the same store and the same key. */
async function start(name: string, flags: Readonly<Record<string, string | number>> = {}): Promise<Replica> {
  const options = {
    enrolment: "open",
    roles: "usp,api,worker",
    replica: name,
    "api-port": 0,
    "usp-ws-port": 0,
    "admin-token": `replica-${run}-token`,
    "data-dir": join(dir, name),
    "secret-key-file": join(dir, "key"),
    "redis-prefix": `wr-${run}`,
    "usp-topic": `replicas/${run}/controller`,
    "mqtt-connections": 2,
    "log-level": "silent",
    partitions: 4,
    ...flags,
  };
  const given = Object.entries(options).map(([key, value]) => `--${key}=${value}`);
  const log = createLog("silent");
  const app = createApp(readConfig(given, {}), { clock, log, redisUrl: redisUrl(), mqttUrl: mqttUrl() });
  await app.start();
  ends.push(() => app.stop(AbortSignal.timeout(2000)));
  const urlOf = (wanted: string) => app.addresses.find((at) => at.name === wanted)?.url ?? "";
  return { app, api: apiClient(urlOf("api"), app.adminToken), url: urlOf("usp-ws") };
}

function agentOf(index: number, url: string): Agent {
  const agent = agentAt(index, url);
  ends.push(() => agent.stop());
  return agent;
}

/** The device, once it is onboarded. */
async function deviceOf({ endpointId }: Agent): Promise<string> {
  const [one] = replicas;
  return until(`${endpointId} is onboarded`, async () => {
    const { body } = await one!.api.call("GET", `/v1/devices?q=${encodeURIComponent(endpointId)}`);
    const [device] = body["items"] as Json[];
    if (device === undefined) return undefined;
    const id = String(device["id"]);
    const { body: ops } = await one!.api.call("GET", `/v1/operations?device=${id}&type=onboard`);
    return (ops["items"] as Json[])[0]?.["state"] === "succeeded" ? id : undefined;
  });
}

const asked = ({ api }: Replica, id: string) =>
  api.call("POST", `/v1/devices/${id}/operations`, READ, { Prefer: "wait=10" });

beforeAll(async () => {
  writeFileSync(join(dir, "key"), randomBytes(32));
  replicas = [await start("one"), await start("two")];
}, 30_000);
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(dir, { recursive: true, force: true });
});

test("what one replica is asked of an agent that another one is connected to is done there", async () => {
  const [one, two] = replicas;
  const agent = agentOf(980, two!.url);
  await agent.start();
  const id = await deviceOf(agent);
  for (let n = 0; n < 5; n++) {
    expect((await asked(one!, id)).body).toMatchObject({ state: "succeeded" });
    expect((await asked(two!, id)).body).toMatchObject({ state: "succeeded" });
  }
});

test("an agent that connects to another replica is one device with one connection, and asked over it [TR-369 R-WS.4]", async () => {
  const [one, two] = replicas;
  const first = agentOf(981, one!.url);
  await first.start();
  const id = await deviceOf(first);
  // The same box again: its connection to the first replica still seems to be there.
  const again = agentOf(981, two!.url);
  const closed = first.journal.next("disconnected");
  await again.start();
  await closed;
  first.stop();
  expect(await deviceOf(again)).toBe(id);
  for (const replica of [one!, two!])
    expect((await asked(replica, id)).body).toMatchObject({ state: "succeeded" });
  const { body } = await one!.api.call("GET", `/v1/devices/${id}`);
  expect(body["routes"]).toEqual([{ protocol: "usp", mtp: "websocket", state: "up" }]);
});

test("of two replicas that call the same agent one is connected to it, and the other takes over when that one ends [TR-369 R-WS.4]", async () => {
  const port = await freePort();
  const agent = agentOf(982, `listen://127.0.0.1:${port}`);
  const connected = agent.start();
  const called = { "usp-ws-agents": `${agent.endpointId}=ws://127.0.0.1:${port}/usp` };
  const callers = [await start("three", called), await start("four", called)];
  await connected;
  const id = await deviceOf(agent);
  for (const replica of [...replicas, ...callers])
    expect((await asked(replica, id)).body).toMatchObject({ state: "succeeded" });
  expect(agent.journal.of("connected")).toHaveLength(1);
  const { body } = await callers[0]!.api.call("GET", `/v1/devices/${id}`);
  expect(body["routes"]).toEqual([{ protocol: "usp", mtp: "websocket", state: "up" }]);
  const again = agent.journal.next("connected");
  await callers[0]!.app.stop(AbortSignal.timeout(2000));
  if (!agent.connected) await again;
  expect((await asked(replicas[0]!, id)).body).toMatchObject({ state: "succeeded" });
});
