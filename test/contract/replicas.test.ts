import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authorize, readChallenge } from "../../sim/cpe/auth.ts";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { inform } from "../cwmp/cpe.ts";
import { mqttUrl, redisUrl } from "../services.ts";

const GROUP = { username: "factory", password: "shared" };
const dir = mkdtempSync(join(tmpdir(), "causeway-replicas-"));
const run = randomBytes(4).toString("hex");
const apps: App[] = [];

/** A replica of one installation: a data directory of its own, the same store and the same secret key. */
function replica(name: string, keyFile: string): App {
  const options = {
    enrolment: "open",
    roles: "cwmp",
    replica: name,
    "cwmp-port": 0,
    "data-dir": join(dir, name),
    "secret-key-file": keyFile,
    "cwmp-username": GROUP.username,
    "cwmp-password-file": join(dir, "password"),
    "redis-prefix": `rp-${run}`,
    "log-level": "silent",
    partitions: 4,
  };
  const config = readConfig(
    Object.entries(options).map(([key, value]) => `--${key}=${value}`),
    {},
  );
  const log = createLog("silent");
  return createApp(config, { clock, log, redisUrl: redisUrl(), mqttUrl: mqttUrl() });
}

beforeAll(async () => {
  writeFileSync(join(dir, "password"), GROUP.password);
  writeFileSync(join(dir, "same"), randomBytes(32));
  apps.push(replica("one", join(dir, "same")), replica("two", join(dir, "same")));
  for (const app of apps) await app.start();
});
afterAll(async () => {
  for (const app of apps) await app.stop(AbortSignal.timeout(2000));
  rmSync(dir, { recursive: true, force: true });
});

function post(app: App | undefined, authorization: string): Promise<Response> {
  const url = app?.addresses.find(({ name }) => name === "cwmp")?.url ?? "";
  const headers = { Authorization: authorization, "Content-Type": "text/xml" };
  return fetch(url, { method: "POST", headers, body: inform({}) });
}

test("a CPE may answer the challenge of one replica at another [RFC 7616 3.3]", async () => {
  const [one, two] = apps;
  const asked = await post(one, "Unknown scheme");
  const challenge = readChallenge([asked.headers.get("www-authenticate") ?? ""]);
  expect([asked.status, challenge?.scheme]).toEqual([401, "digest"]);
  if (challenge === undefined) return;
  expect((await post(two, authorize(challenge, GROUP, "POST", "/", 1))).status).toBe(200);
  const guessed = authorize(challenge, { ...GROUP, password: "guess" }, "POST", "/", 2);
  expect((await post(two, guessed)).status).toBe(401);
});
