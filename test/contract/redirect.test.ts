import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createFleet, type Cpe, type Fleet } from "#sim";
import { createApp, type App } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { apiClient, type ApiClient, type Json, until } from "./api.ts";

/** One gateway and another: a fleet goes from the one to the other in stages, and comes back. */
interface Acs {
  readonly app: App;
  readonly api: ApiClient;
  readonly url: string;
}

const folder = mkdtempSync(join(tmpdir(), "causeway-redirect-"));
const run = randomBytes(3).toString("hex");
const apps: App[] = [];
let fleet: Fleet | undefined;

afterAll(async () => {
  await fleet?.stop();
  for (const app of apps) await app.stop(AbortSignal.timeout(4000));
  rmSync(folder, { recursive: true, force: true });
});

/** Both know the credentials that the fleet shares, and give none of their own. */
async function acs(name: string): Promise<Acs> {
  writeFileSync(join(folder, "group"), "group-password");
  const flags = {
    "api-port": 0,
    "cwmp-port": 0,
    "data-dir": join(folder, name),
    "redis-prefix": `rd-${run}-${name}`,
    "log-level": "silent",
    partitions: 4,
    roles: "cwmp,api,worker",
    enrolment: "approve",
    "cwmp-username": "fleet",
    "cwmp-password-file": join(folder, "group"),
    "cwmp-provision-credentials": "false",
  };
  const config = readConfig(
    Object.entries(flags).map(([key, value]) => `--${key}=${value}`),
    {},
  );
  const app = createApp(config, {
    clock,
    log: createLog("silent"),
    redisUrl: redisUrl(),
    mqttUrl: mqttUrl(),
  });
  await app.start();
  apps.push(app);
  const urlOf = (wanted: string): string =>
    app.addresses.find((address) => address.name === wanted)?.url ?? "";
  return { app, api: apiClient(urlOf("api"), app.adminToken), url: urlOf("cwmp") };
}

async function idsAt({ api }: Acs): Promise<ReadonlyMap<string, string>> {
  const { body } = await api.call("GET", "/v1/devices?limit=1000");
  return new Map((body["items"] as Json[]).map(({ serialNumber, id }) => [String(serialNumber), String(id)]));
}

async function redirect(from: Acs, to: string, deviceIds: readonly string[], status = 307): Promise<string> {
  const body = { deviceIds, url: to, status, expectCount: deviceIds.length, reason: "staged move" };
  const made = await from.api.call("POST", "/v1/redirects", body);
  expect(made.status).toBe(201);
  return String(made.body["id"]);
}

/** Waits until the operation has ended. */
async function ended({ api }: Acs, id: string): Promise<string> {
  return until(`${id} ends`, async () => {
    const { body } = await api.call("GET", `/v1/operations/${id}`);
    return ["queued", "running"].includes(String(body["state"])) ? undefined : String(body["state"]);
  });
}

async function submit({ api }: Acs, device: string, operation: Json): Promise<string> {
  const { status, body } = await api.call("POST", `/v1/devices/${device}/operations`, operation);
  expect(status).toBe(202);
  return String(body["id"]);
}

async function onboarded({ api }: Acs, count: number): Promise<void> {
  await until("all are onboarded", async () => {
    const { body } = await api.call("GET", "/v1/operations?type=onboard&state=succeeded&limit=100");
    return (body["items"] as Json[]).length >= count ? true : undefined;
  });
}

const outcomes = async (cpes: readonly Cpe[]) =>
  (await Promise.all(cpes.map((cpe) => cpe.inform("2 PERIODIC")))).map(({ outcome }) => outcome);
const done = (cpes: readonly Cpe[]) => cpes.map(() => "done");

test("a fleet moves to another ACS in stages and back, none is lost, and operations wait for it", async () => {
  const old = await acs("old");
  const other = await acs("new");
  const password = "group-password";
  fleet = createFleet({
    clock,
    cwmp: 12,
    usp: 0,
    acsUrl: old.url,
    mqttUrl: "",
    controllerId: "",
    controllerTopic: "",
    username: "fleet",
    password,
    spreadMs: 0,
    serialSuffix: run,
    cpe: { timeoutMs: 5000 },
  });
  await fleet.start();
  const { cpes } = fleet;
  await onboarded(old, 12);
  const here = await idsAt(old);
  expect(here.size).toBe(12);
  const idOf = (ids: ReadonlyMap<string, string>, cpe: Cpe): string => ids.get(cpe.serialNumber) ?? "";

  // Stage one: the first four; an operation of one of them waits.
  const [first, rest] = [cpes.slice(0, 4), cpes.slice(4)];
  const mover = first[0] as Cpe;
  const one = await redirect(
    old,
    other.url,
    first.map((cpe) => idOf(here, cpe)),
  );
  const interval = { type: "get", paths: ["Device.DeviceInfo.UpTime"], priority: "background" };
  const waiting = await submit(old, idOf(here, mover), interval);
  expect(await outcomes(cpes)).toEqual(done(cpes));
  await onboarded(other, 4);
  expect((await idsAt(other)).size).toBe(4);
  const { body } = await old.api.call("GET", `/v1/redirects/${one}`);
  expect(body["counts"]).toEqual({ waiting: 0, sent: 4, returning: 0 });

  // Stage two: the others, told by 302.
  const two = await redirect(
    old,
    other.url,
    rest.map((cpe) => idOf(here, cpe)),
    302,
  );
  expect(await outcomes(cpes)).toEqual(done(cpes));
  await onboarded(other, 12);
  const there = await idsAt(other);
  expect([...there.keys()].toSorted()).toEqual([...here.keys()].toSorted());

  // The other ACS takes them for good: it writes its address, and they come to it without being sent.
  const changes = await Promise.all(
    cpes.map((cpe) =>
      submit(other, idOf(there, cpe), {
        type: "set",
        updates: [{ path: "Device.ManagementServer.", params: { URL: other.url } }],
      }),
    ),
  );
  await outcomes(cpes);
  expect(await Promise.all(changes.map((id) => ended(other, id)))).toEqual(changes.map(() => "succeeded"));
  const told = (await old.api.call("GET", `/v1/redirects/${two}`)).body["counts"];
  expect(await outcomes(cpes)).toEqual(done(cpes));
  expect((await old.api.call("GET", `/v1/redirects/${two}`)).body["counts"]).toEqual(told);

  // And back: taken back here, sent back there; what waited runs.
  for (const id of [one, two]) expect((await old.api.call("DELETE", `/v1/redirects/${id}`)).status).toBe(204);
  expect((await old.api.call("GET", `/v1/operations/${waiting}`)).body["state"]).toBe("queued");
  await redirect(
    other,
    old.url,
    cpes.map((cpe) => idOf(there, cpe)),
  );
  expect(await outcomes(cpes)).toEqual(done(cpes));
  expect(await ended(old, waiting)).toBe("succeeded");
  expect(Object.fromEntries(await idsAt(old))).toEqual(Object.fromEntries(here));
}, 60_000);
