import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Log, LogFields } from "#core";
import { replayRecording } from "#cwmp";
import { searchPath } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { startRedis } from "../../src/platform/services.ts";
import { type Json, until } from "./api.ts";
import { count, dump, written } from "./canary.find.ts";
import { KINDS, openStand, type Stand, type Subject } from "./rig.ts";

/** The one secret. It goes in by every way there is, and nothing of it may stand anywhere in the clear. */
const CANARY = "canary-5e0d77a1b9";
/** No secret: found wherever the canary could be, so that none of the places is looked into in vain. */
const MARKER = "marker-b2c61f";
const METRICS = "metrics-token-of-the-canary";
const OBJECT = "Device.WiFi.AccessPoint.1.Security.";
const WLAN = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.";

const folder = mkdtempSync(join(tmpdir(), "causeway-canary-"));
const lines: string[] = [];
const heard: string[] = [];
const answers: string[] = [];
const listening = new AbortController();
let redis: Awaited<ReturnType<typeof startRedis>>;
let stand: Stand;

beforeAll(async () => {
  redis = await startRedis(folder, clock, searchPath());
  // These devices tell their secrets in the clear from the first session on.
  stand = await openStand(977, [`--metrics-token=${METRICS}`], tellAll, {
    redisUrl: redis.url,
    log: recorder(),
  });
}, 30_000);
afterAll(async () => {
  listening.abort();
  await stand.stop();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

function recorder(common: LogFields = {}): Log {
  const write = (fields: LogFields, message: string): void =>
    void lines.push(`${message} ${inspect({ ...common, ...fields }, { depth: 12 })}`);
  return {
    debug: write,
    info: write,
    warn: write,
    error: write,
    child: (more) => recorder({ ...common, ...more }),
  };
}

async function tellAll({ subjects }: Stand): Promise<void> {
  for (const { tree } of subjects) tree.shown = (path) => tree.value(path);
}

async function ask(
  method: string,
  path: string,
  body?: Json,
  headers: Record<string, string> = {},
): Promise<Json> {
  const answer = await stand.api.call(method, path, body, headers);
  answers.push(JSON.stringify(answer.body));
  return answer.body;
}

/** Runs an operation to its end, dry first; the first one twice. */
async function run({ id }: Subject, operation: Json): Promise<Json> {
  const route = `/v1/devices/${id}/operations`;
  await ask("POST", route, { ...operation, dryRun: true });
  const done = await ask("POST", route, operation, {
    Prefer: "wait=10",
    "Idempotency-Key": `${id} ${answers.length}`,
  });
  if (operation === OPERATIONS[0])
    await ask("POST", `/v1/operations/${done["id"] as string}:retry`, undefined, { Prefer: "wait=10" });
  return done;
}

/** Reads the stream of events as a client does, until the end of the test. */
async function listen(path: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(path, { headers, signal: listening.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const part = await reader?.read().catch(() => undefined);
    if (part === undefined || part.done) return;
    heard.push(part.value);
  }
}

const secretly = { KeyPassphrase: CANARY };
const cwmpSet = (Name: string): Json => ({
  type: "native",
  protocol: "cwmp",
  rpc: "SetParameterValues",
  args: { ParameterList: [{ Name, Value: { type: "string", value: CANARY } }], ParameterKey: MARKER },
});
const uspSet: Json = {
  type: "native",
  protocol: "usp",
  rpc: "Set",
  args: {
    allowPartial: false,
    updateObjs: [
      { objPath: OBJECT, paramSettings: [{ param: "KeyPassphrase", value: CANARY, required: true }] },
    ],
  },
};

/** What every kind of device is asked, whether it can do it or not. */
const OPERATIONS: readonly Json[] = [
  {
    type: "set",
    updates: [
      { path: OBJECT, params: secretly },
      { path: "Device.WiFi.SSID.1.", params: { SSID: MARKER } },
    ],
  },
  { type: "set", updates: [{ path: "Device.PPP.Interface.1.", params: { Password: CANARY } }] },
  { type: "set", updates: [{ path: OBJECT, params: { ...secretly, X_NoSecret: "x" } }] },
  { type: "set", allowPartial: true, updates: [{ path: OBJECT, params: { ...secretly, X_NoSecret: "x" } }] },
  { type: "set", updates: [{ path: OBJECT, params: { KeyPassphrase: CANARY.repeat(9) } }] },
  { type: "set", updates: [{ path: OBJECT, params: { ModeEnabled: MARKER, ...secretly } }] },
  { type: "add", objects: [{ path: "Device.NAT.PortMapping.", params: { X_Password: CANARY } }] },
  {
    type: "add",
    allowPartial: true,
    objects: [{ path: "Device.NAT.PortMapping.", params: { X_Password: CANARY } }],
  },
  { type: "add", objects: [{ path: "Device.Users.User.", params: { Username: MARKER, Password: CANARY } }] },
  {
    type: "operate",
    command: "Device.DeviceInfo.VendorLogFile.1.Upload()",
    input: { URL: "http://127.0.0.1:1/", Username: MARKER, Password: CANARY },
  },
  {
    type: "operate",
    command: "Device.DeviceInfo.FirmwareImage.1.Download()",
    input: { URL: "http://127.0.0.1:1/", Password: CANARY },
  },
  { type: "get", paths: ["Device.WiFi.", "Device.PPP."] },
  { type: "getInstances", paths: ["Device.WiFi.AccessPoint."] },
];

test("one secret by every way into the gateway stands nowhere in the clear, whatever was asked, told or kept [API-21] [I14]", async () => {
  const { api } = stand;
  const token = await tokenOf("admin", ["device:takeover", "secret:read"]);
  const viewer = await tokenOf("viewer", []);
  const authorization = { Authorization: `Bearer ${token}` };
  void listen(new URL("/v1/events/stream", stand.apiUrl).href, authorization);

  for (const kind of KINDS) {
    const subject = stand.of(kind);
    await ask("POST", `/v1/devices/${subject.id}/sessions:start`, {});
    for (const operation of OPERATIONS) await run(subject, operation);
    expect(subject.tree.value(nativeOf(subject))).toBe(CANARY);
    await run(subject, subject.cpe === undefined ? uspSet : cwmpSet(nativeOf(subject)));
    await run(subject, readOf(subject));
    await watched(subject, token);
    const read = { paths: ["Device."], reason: "test" };
    const route = `/v1/devices/${subject.id}/secrets:read`;
    await ask("POST", route, read, { Authorization: `Bearer ${viewer}` });
    // Only here: it is kept, sealed.
    expect(JSON.stringify((await api.call("POST", route, read, authorization)).body)).toContain(CANARY);
    const rotated = { reason: "test" };
    await ask("POST", `/v1/devices/${subject.id}/credentials:rotate`, rotated, { Prefer: "wait=10" });
  }
  await ask("POST", "/v1/devices", {
    identities: [{ scheme: "cwmp", value: "00256D-X-CANARY" }],
    credentials: { username: "canary-user", password: CANARY },
  });

  const doors = ["events", "operations", "audit", "devices", "tokens", "fields", "system"].map(
    (name) => `/v1/${name}?limit=1000`,
  );
  for (const { id } of stand.subjects)
    for (const query of [
      "",
      "?model=native",
      "?form=columns",
      "?limit=1000",
      "?maxAge=0",
      "?path=Device.WiFi.",
    ])
      doors.push(`/v1/devices/${id}/parameters${query}`, `/v1/devices/${id}/events`, `/v1/devices/${id}`);
  for (const door of doors) await ask("GET", door);
  for (const one of (await ask("GET", "/v1/operations?limit=1000"))["items"] as Json[])
    await ask("GET", `/v1/operations/${String(one["id"])}`);
  const recordings = await recorded(authorization);
  const metrics = await fetch(new URL("/metrics", stand.apiUrl), {
    headers: { Authorization: `Bearer ${METRICS}` },
  });
  expect(metrics.status).toBe(200);
  await until("the stream has the marker", () => count(MARKER, [heard.join("")]) > 0 || undefined);

  const places: Readonly<Record<string, readonly string[]>> = {
    answers,
    recordings,
    stream: [heard.join("")],
    log: lines,
    metrics: [await metrics.text()],
    redis: await dump(redis.url),
    "append-only file": written(folder),
  };
  const found = Object.entries(places).map(([name, texts]) => [name, count(CANARY, texts)]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(found.map(([name]) => [name, 0])));
  for (const name of ["answers", "recordings", "stream", "redis", "append-only file"])
    expect([name, count(MARKER, places[name] ?? []) > 0]).toEqual([name, true]);
  expect(lines.length).toBeGreaterThan(50);
}, 60_000);

/** Every recording there is, as a client reads it. */
async function recorded(headers: Record<string, string>): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { id } of stand.subjects) {
    const { items } = (await ask("GET", `/v1/devices/${id}/sessions`)) as {
      readonly items?: readonly Json[];
    };
    for (const item of items ?? []) {
      const path = `/v1/devices/${id}/sessions/${String(item["id"])}`;
      const answer = await fetch(new URL(path, stand.apiUrl), { headers });
      const text = await answer.text();
      // Without its secrets it runs as it ran.
      expect(await replayRecording(text)).toMatchObject({ same: true });
      texts.push(text);
    }
  }
  return texts;
}

async function tokenOf(role: string, scopes: readonly string[]): Promise<string> {
  const { body } = await stand.api.call("POST", "/v1/tokens", { name: role, role, scopes });
  return String(body["token"]);
}

function nativeOf({ kind }: Subject): string {
  return kind === "TR-098 CPE" ? `${WLAN}PreSharedKey.1.KeyPassphrase` : `${OBJECT}KeyPassphrase`;
}

function readOf(subject: Subject): Json {
  const name = nativeOf(subject);
  return subject.cpe === undefined
    ? { type: "native", protocol: "usp", rpc: "Get", args: { paramPaths: [name], maxDepth: 0 } }
    : { type: "native", protocol: "cwmp", rpc: "GetParameterValues", args: { ParameterNames: [name] } };
}

/** The device tells that its secret changed, and to what. */
async function watched(subject: Subject, token: string): Promise<void> {
  const { id, cpe, agent } = subject;
  const name = nativeOf(subject);
  const changes = async (): Promise<number> => {
    const { body } = await stand.api.call("GET", `/v1/devices/${id}/events?limit=1000`);
    return JSON.stringify(body).split('"causeway.device.value-changed"').length;
  };
  const watch: Json =
    cpe === undefined
      ? {
          type: "add",
          objects: [
            {
              path: "Device.LocalAgent.Subscription.",
              params: { ID: "watch", NotifType: "ValueChange", ReferenceList: name, Enable: true },
            },
          ],
        }
      : {
          type: "native",
          protocol: "cwmp",
          rpc: "SetParameterAttributes",
          args: {
            ParameterList: [
              {
                Name: name,
                NotificationChange: true,
                Notification: 2,
                AccessListChange: false,
                AccessList: [],
              },
            ],
          },
        };
  const route = `/v1/devices/${id}/operations`;
  const { body } = await stand.api.call("POST", route, watch, {
    Prefer: "wait=10",
    Authorization: `Bearer ${token}`,
  });
  expect(body).toMatchObject({ state: "succeeded" });
  const before = await changes();
  subject.change(name, `${CANARY}-changed`);
  agent?.raise("Device.", "X_Login!", { Password: CANARY, Username: MARKER });
  await until(`${subject.kind} tells of its change`, async () =>
    (await changes()) > before ? true : undefined,
  );
  subject.change(name, CANARY);
}
