import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent, AgentOptions } from "#sim";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { statusOf } from "../usp/websocket.rig.ts";
import { type ApiClient, apiClient, type Json, until } from "./api.ts";
import { agentAt } from "./websocket.agent.ts";

const dir = mkdtempSync(join(tmpdir(), "causeway-ws-identity-"));
const ends: (() => Promise<void> | void)[] = [];

interface World {
  readonly api: ApiClient;
  readonly url: string;
}
let strict: World;

async function world(identity: "none" | "password"): Promise<World> {
  const options = {
    enrolment: "approve",
    roles: "usp,api,worker",
    "api-port": 0,
    "usp-ws-port": 0,
    "usp-ws-identity": identity,
    "cwmp-username": "new",
    "cwmp-password-file": join(dir, "group"),
    "data-dir": join(dir, identity),
    "redis-prefix": `wi-${randomBytes(4).toString("hex")}`,
    "log-level": "silent",
    partitions: 4,
  };
  const given = Object.entries(options).map(([key, value]) => `--${key}=${value}`);
  const log = createLog("silent");
  const app = createApp(readConfig(given, {}), { clock, log, redisUrl: redisUrl(), mqttUrl: mqttUrl() });
  await app.start();
  ends.push(() => app.stop(AbortSignal.timeout(2000)));
  const urlOf = (wanted: string) => app.addresses.find(({ name }) => name === wanted)?.url ?? "";
  return { api: apiClient(urlOf("api"), app.adminToken), url: urlOf("usp-ws") };
}

beforeAll(async () => {
  writeFileSync(join(dir, "group"), "printed-in-the-image");
  strict = await world("password");
}, 30_000);
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(dir, { recursive: true, force: true });
});

function agentOf(
  { url }: World,
  index: number,
  login: Pick<AgentOptions, "username" | "password"> = {},
): Agent {
  const agent = agentAt(index, url, login);
  ends.push(() => agent.stop());
  return agent;
}

async function found({ api }: World, { endpointId }: Agent): Promise<Json | undefined> {
  const { body, status } = await api.call("GET", `/v1/devices/${endpointId}`);
  return status === 200 ? body : undefined;
}

function onboarded(at: World, agent: Agent): Promise<Json> {
  return until(`${agent.endpointId} is onboarded`, async () => {
    const device = await found(at, agent);
    if (device === undefined) return undefined;
    const { body } = await at.api.call("GET", `/v1/operations?device=${String(device["id"])}&type=onboard`);
    return (body["items"] as Json[])[0]?.["state"] === "succeeded" ? device : undefined;
  });
}
const basic = (username: string, password: string) => ({
  headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
});

test("an agent that was announced with a login is let in by it, and nobody else is by its name or its login [TR-369 R-SEC.9]", async () => {
  const credentials = { username: "box-990", password: "its-very-own-secret" };
  const { api, url } = strict;
  const agent = agentOf(strict, 990, credentials);
  const { endpointId } = agent;
  const announced = await api.call("POST", "/v1/devices", {
    identities: [{ scheme: "usp", value: endpointId }],
    credentials,
  });
  expect(announced.status).toBe(201);
  await agent.start();
  await onboarded(strict, agent);
  const at = (eid: string) => `${url}?eid=${encodeURIComponent(eid)}`;
  expect(await statusOf(at(endpointId))).toBe(401);
  expect(await statusOf(at(endpointId), basic("box-990", "guessed"))).toBe(401);
  // It is connected with its own login: the one that new agents share is worth less.
  expect(await statusOf(at(endpointId), basic("new", "printed-in-the-image"))).toBe(409);
  agent.stop();
  // Away or not: who has shown a login of its own is not taken for by the shared one.
  const other = agentOf(strict, 990, { username: "new", password: "printed-in-the-image" });
  const refused = other.journal.next("disconnected");
  void other.start();
  await refused;
  other.stop();
  expect((await found(strict, agent))?.["routes"]).toMatchObject([{ mtp: "websocket", state: "down" }]);
});

test("a login of one device opens no connection for another one that is known", async () => {
  const { api, url } = strict;
  const [one, two] = [agentOf(strict, 991), agentOf(strict, 992)];
  for (const [n, { endpointId }] of [one, two].entries()) {
    const credentials = { username: `box-${n}`, password: `secret-of-box-${n}-only` };
    const identities = [{ scheme: "usp", value: endpointId }];
    expect((await api.call("POST", "/v1/devices", { identities, credentials })).status).toBe(201);
  }
  const at = `${url}?eid=${encodeURIComponent(one.endpointId)}`;
  expect(await statusOf(at, basic("box-0", "secret-of-box-0-only"))).toBe(101);
  expect(await statusOf(at, basic("box-1", "secret-of-box-1-only"))).toBe(401);
});

test("an agent with the login that new ones share is let in by it", async () => {
  const agent = agentOf(strict, 993, { username: "new", password: "printed-in-the-image" });
  await agent.start();
  expect(await onboarded(strict, agent)).toMatchObject({ enrolment: "accepted" });
});

test("an agent that proves nothing waits for approval, and is onboarded over the same connection then", async () => {
  const open = await world("none");
  const agent = agentOf(open, 994);
  await agent.start();
  const device = await until("it is quarantined", async () => {
    const one = await found(open, agent);
    return one?.["enrolment"] === "quarantined" ? one : undefined;
  });
  expect(agent.journal.of("asked")).toEqual([]);
  const approved = await open.api.call("POST", `/v1/devices/${String(device["id"])}:approve`, {});
  expect(approved.status).toBe(200);
  await onboarded(open, agent);
  expect(agent.journal.of("connected")).toHaveLength(1);
});
