import { afterAll, beforeAll, expect, test } from "vitest";
import type { BridgeParts } from "#bridge";
import { WITHHELD, type DeviceId } from "#core";
import { ADMIN, apiRig, VALUES, type ApiRig } from "./api.rig.ts";
import { box } from "./box.rig.ts";

let rig: ApiRig;
let device: DeviceId;
beforeAll(async () => {
  rig = await apiRig();
  device = await rig.device();
});
afterAll(() => rig.close());

const PATH = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";
const WAIT = { prefer: "wait=5" };
const HIDDEN = { value: null, secret: true };

test("a secret that is set is hidden in its operation, wherever it is shown, and reaches the device", async () => {
  const updates = [
    {
      path: "Device.WiFi.AccessPoint.1.Security.",
      params: { KeyPassphrase: "canary-set", ModeEnabled: "WPA2-Personal" },
    },
  ];
  const { json } = await rig.admin(
    "POST",
    `/v1/devices/${device}/operations`,
    { type: "set", updates },
    WAIT,
  );
  expect(json.request.updates[0].params).toEqual({ KeyPassphrase: HIDDEN, ModeEnabled: "WPA2-Personal" });
  // The device tells it empty.
  expect(json.result.results[0].updated[0].params).toEqual(json.request.updates[0].params);
  expect(rig.usp.boxes.get(device)?.get(PATH)?.value).toBe("canary-set");
});

test("secrets of native requests and of command outputs are hidden", async () => {
  const Name = "InternetGatewayDevice.X_WLAN.KeyPassphrase";
  const args = { ParameterList: [{ Name, Value: { type: "string", value: "canary-native" } }] };
  const body = { type: "native", protocol: "cwmp", rpc: "SetParameterValues", args };
  const cpe = await rig.device("cwmp");
  const native = await rig.admin("POST", `/v1/devices/${cpe}/operations`, body, WAIT);
  const shown = { ParameterList: [{ Name, Value: { type: "string", ...HIDDEN } }] };
  expect(native.json.request.args).toEqual(shown);
  expect(native.json.result.response.args).toEqual(shown);
  expect(rig.cwmp.did.at(-1)?.operation).toMatchObject({ args });
  const command = {
    type: "operate",
    command: "Device.Download()",
    input: { Username: "u", Password: "canary-input" },
  };
  const operate = await rig.admin("POST", `/v1/devices/${device}/operations`, command, WAIT);
  expect(operate.json.request.input).toEqual({ Username: "u", Password: HIDDEN });
  expect(operate.json.result.results[0].output).toEqual({ Status: "Complete", Password: HIDDEN });
});

test("a value with a control character is refused before it is kept; tab and line ends are none [XML 1.0 2.2]", async () => {
  const path = "Device.WiFi.AccessPoint.1.Security.";
  const updatesOf = (value: string) => [{ path, params: { KeyPassphrase: value } }];
  const ask = (body: object) => rig.admin("POST", `/v1/devices/${device}/operations`, body, WAIT);
  for (const value of ["\u0001abc", "a\u0000", "\u001f"]) {
    const errors = [{ path: `${path}KeyPassphrase`, code: "parameter.value" }];
    expect(await ask({ type: "set", updates: updatesOf(value) })).toMatchObject({
      status: 422,
      json: { code: "parameter.value", errors },
    });
    const args = { updateObjs: [{ objPath: path, paramSettings: [{ param: "KeyPassphrase", value }] }] };
    expect((await ask({ type: "native", protocol: "usp", rpc: "Set", args })).status).toBe(422);
    const operate = { type: "operate", command: "Device.Download()", input: { Password: value } };
    expect((await ask(operate)).status).toBe(422);
  }
  const reply = await ask({ type: "set", updates: updatesOf("a\tb\r\nc") });
  expect(reply).toMatchObject({ status: 200, json: { state: "succeeded" } });
  expect(rig.usp.boxes.get(device)?.get(PATH)?.value).toBe("a\tb\r\nc");
  await ask({ type: "set", updates: updatesOf("canary-set") });
});

test("secrets:read needs its scope, gives secrets alone, and is audited with the reason", async () => {
  const body = { paths: [PATH, "Device.WiFi.SSID.1.SSID", "Device.X."], reason: "customer lost it" };
  const route = `/v1/devices/${device}/secrets:read`;
  expect((await rig.call("POST", route, { token: await rig.token("admin"), body })).status).toBe(403);
  const token = await rig.token("viewer", ["secret:read"]);
  expect((await rig.call("POST", route, { token, body: { paths: [PATH] } })).status).toBe(422);
  const reply = await rig.call("POST", route, { token, body });
  expect(reply.json).toMatchObject({
    items: [{ path: PATH, value: "canary-set", type: "string" }],
    missing: [{ path: "Device.X.", code: "path.unknown" }],
  });
  const { json } = await rig.admin("GET", "/v1/audit?limit=1");
  expect(json.items[0]).toMatchObject({
    action: "POST /v1/devices/{id}/secrets:read",
    reason: "customer lost it",
    status: 200,
  });
  expect(json.items[0].target).toContain(PATH);
});

test("a device with the credentials it was announced with must prove them; they are never shown", async () => {
  const body = {
    identities: [{ scheme: "cwmp", value: "00256D-X-CREDENTIALS" }],
    credentials: { username: "cpe-7", password: "canary-announced" },
  };
  const { json } = await rig.admin("POST", "/v1/devices", body);
  const shown = await rig.admin("GET", `/v1/devices/${json.id}`);
  expect(JSON.stringify(shown.json)).not.toContain("canary");
  expect(await rig.bridge.gateway.credentials("cpe-7")).toMatchObject([{ password: "canary-announced" }]);
});

test("credentials:rotate onboards a CWMP device again; other devices have none of ours", async () => {
  const cwmp = await rig.device("cwmp");
  const body = { reason: "leaked" };
  const reply = await rig.admin("POST", `/v1/devices/${cwmp}/credentials:rotate`, body, WAIT);
  expect(reply).toMatchObject({
    status: 200,
    json: { type: "onboard", state: "succeeded", reason: "leaked" },
  });
  expect(rig.cwmp.did.at(-1)).toEqual({ device: cwmp, operation: { type: "onboard", protocol: "cwmp" } });
  const refused = await rig.admin("POST", `/v1/devices/${device}/credentials:rotate`, body);
  expect(refused).toMatchObject({ status: 422, json: { code: "operation.unsupported" } });
});

test("no canary secret left by any door: answers, events, audit, log, metrics, Redis [API-21] [I14]", async () => {
  const at = rig.clock.now();
  const secretly = {
    id: "",
    at,
    type: "event",
    path: "Device.",
    name: "X_Login!",
    params: { Password: "canary-event" },
  } as const;
  const changed = {
    id: "",
    at,
    type: "valueChanged",
    path: PATH,
    native: PATH,
    value: "canary-changed",
  } as const;
  await rig.device("usp", box(VALUES), { events: [secretly, changed] });
  await expect.poll(async () => (await rig.admin("GET", "/v1/events?limit=1000")).text).toContain("X_Login!");
  const doors = [
    "/v1/events?limit=1000",
    "/v1/operations?limit=1000",
    "/v1/audit?limit=1000",
    "/v1/devices",
    "/v1/tokens",
  ];
  const said = await Promise.all(doors.map((door) => rig.call("GET", door, { token: ADMIN })));
  for (const { status, text } of said) {
    expect(status).toBe(200);
    expect(text).not.toContain("canary");
    expect(text).not.toContain("\u0001");
  }
  expect(JSON.stringify(rig.lines)).not.toContain("canary");
  expect(JSON.stringify(rig.counts)).not.toContain("canary");
  const { scripts, keys } = rig.bridge.parts();
  const dumped = await dump(scripts.client, keys.prefix);
  expect(dumped.length).toBeGreaterThan(1000);
  expect(dumped).not.toContain("canary");
});

/** Everything the installation holds in Redis, as text. */
async function dump(client: BridgeParts["scripts"]["client"], prefix: string): Promise<string> {
  const kinds: Readonly<Record<string, (key: string) => Promise<unknown>>> = {
    string: (key) => client.getBuffer(key).then((bytes) => bytes?.toString("latin1")),
    hash: (key) => client.hgetall(key),
    set: (key) => client.smembers(key),
    zset: (key) => client.zrange(key, "0", "-1"),
    list: (key) => client.lrange(key, 0, -1),
    stream: (key) => client.xrange(key, "-", "+"),
  };
  const keys = await client.keys(`${prefix}:*`);
  const parts = await Promise.all(keys.map(async (key) => [key, await kinds[await client.type(key)]?.(key)]));
  return JSON.stringify(parts);
}

test("a secret that is known to be set and was not kept reads as null, by its own door too", async () => {
  const cpe = await rig.device("cwmp", box({ [PATH]: WITHHELD }));
  const body = { paths: [PATH], reason: "support" };
  const { json } = await rig.admin("POST", `/v1/devices/${cpe}/secrets:read`, body);
  expect(json.items).toMatchObject([{ path: PATH, value: null }]);
  for (const model of ["native", "tr181"]) {
    const read = await rig.admin("GET", `/v1/devices/${cpe}/parameters?model=${model}&path=${PATH}`);
    expect(read.json.items).toMatchObject([{ path: PATH, ...HIDDEN }]);
  }
});
