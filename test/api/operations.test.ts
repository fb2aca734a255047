import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
let device: DeviceId;
let sleeper: DeviceId;
beforeAll(async () => {
  rig = await apiRig();
  device = await rig.device();
  sleeper = await rig.device();
  rig.usp.asleep.add(sleeper);
});
afterAll(() => rig.close());

const GET = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };
const WAIT = { prefer: "wait=5" };
const submit = (body: unknown, headers: Record<string, string> = {}, to: string = device) =>
  rig.admin("POST", `/v1/devices/${to}/operations`, body, headers);
const listed = async (query: string) => (await rig.admin("GET", `/v1/operations?${query}`)).json;
const didOf = (id: DeviceId) => rig.usp.did.filter((one) => one.device === id);

test("an operation is answered 202 with its Location at once, and ends", async () => {
  const reply = await submit(GET);
  expect(reply.status).toBe(202);
  expect(reply.headers["location"]).toBe(`/v1/operations/${reply.json.id}`);
  expect(reply.json).toMatchObject({ device, actor: "bootstrap", type: "get", finishedAt: null });
  const ended = await rig.call("GET", reply.headers["location"] ?? "", {
    token: await rig.token("viewer"),
    headers: WAIT,
  });
  expect(ended.json).toMatchObject({ state: "succeeded", attempts: 1, problem: null });
  expect(ended.json.result.results[0].items[0]).toMatchObject({
    path: "Device.DeviceInfo.UpTime",
    value: 7,
    type: "unsignedInt",
  });
});

test("with Prefer: wait it is answered 200 when it has ended", async () => {
  const reply = await submit(GET, WAIT);
  expect(reply.status).toBe(200);
  expect(reply.headers["preference-applied"]).toBe("wait=5");
  expect(reply.json).toMatchObject({ state: "succeeded" });
});

test("with Prefer: wait it is answered 202 when its device does not come in time", async () => {
  const pending = submit(GET, { prefer: "wait=20" }, sleeper);
  const timer = setInterval(() => rig.clock.move(5000), 20);
  const reply = await pending;
  clearInterval(timer);
  expect(reply.status).toBe(202);
  expect(reply.json.state).toBe("queued");
});

test("a set reaches the device and the snapshot", async () => {
  const updates = [{ path: "Device.WiFi.SSID.1.", params: { SSID: "new", Enable: false } }];
  const reply = await submit({ type: "set", updates, reason: "customer asked" }, WAIT);
  expect(reply.json).toMatchObject({ state: "succeeded", reason: "customer asked" });
  const read = await rig.admin("GET", `/v1/devices/${device}/parameters?path=Device.WiFi.SSID.1.`);
  const values = Object.fromEntries(
    read.json.items.map((one: { path: string; value: unknown }) => [one.path, one.value]),
  );
  expect(values).toMatchObject({ "Device.WiFi.SSID.1.SSID": "new", "Device.WiFi.SSID.1.Enable": false });
});

test("a device can be named by any of its identities", async () => {
  const { json } = await rig.admin("GET", `/v1/devices/${device}`);
  const { scheme, value } = json.identities[0];
  const named = encodeURIComponent(`${scheme}:${value}`);
  expect((await submit(GET, WAIT, named)).json).toMatchObject({ state: "succeeded", device });
});

test("a dry run gives the messages and sends nothing", async () => {
  const before = didOf(device).length;
  const reply = await submit({ ...GET, dryRun: true });
  expect(reply).toMatchObject({ status: 200, json: { messages: [{ message: "get" }] } });
  expect(didOf(device)).toHaveLength(before);
});

test("what the known model refuses is refused at once, per parameter, and queues nothing", async () => {
  const updates = [{ path: "Device.DeviceInfo.", params: { UpTime: 1 } }];
  const reply = await submit({ type: "set", updates });
  expect(reply.status).toBe(422);
  expect(reply.json).toMatchObject({
    code: "parameter.readOnly",
    errors: [{ path: "Device.DeviceInfo.UpTime", code: "parameter.readOnly" }],
    retryable: false,
  });
  expect(reply.json.advice).not.toBe("");
});

test("a fault of the device is the problem of its operation, with the device's own code", async () => {
  const reply = await submit({ type: "operate", command: "Device.Reboot()", input: { Fail: "no" } }, WAIT);
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({
    state: "failed",
    problem: { code: "device.fault", protocolCode: "usp:7022", detail: "no", status: 502 },
  });
});

test("the same Idempotency-Key and body give the same operation, which runs once", async () => {
  const before = didOf(device).length;
  const body = { type: "operate", command: "Device.Reboot()" };
  const headers = { "idempotency-key": "k-same", ...WAIT };
  const first = await submit(body, headers);
  const second = await submit(body, headers);
  expect(second.json.id).toBe(first.json.id);
  expect(didOf(device)).toHaveLength(before + 1);
});

test("the same Idempotency-Key with another body is refused", async () => {
  await submit(GET, { "idempotency-key": "k-other" });
  const reply = await submit({ ...GET, maxDepth: 1 }, { "idempotency-key": "k-other" });
  expect(reply).toMatchObject({ status: 422, json: { code: "idempotency.mismatch" } });
});

test("of parallel requests with one Idempotency-Key exactly one operation comes [API-13]", async () => {
  const before = didOf(device).length;
  const body = { type: "operate", command: "Device.Reboot()", reason: "parallel" };
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => submit(body, { "idempotency-key": "k-parallel", ...WAIT })),
  );
  const ids = new Set(replies.filter(({ status }) => status === 200).map(({ json }) => json.id));
  expect(ids.size).toBe(1);
  for (const { status } of replies) expect([200, 409]).toContain(status);
  expect(didOf(device)).toHaveLength(before + 1);
});

test("keys of different callers are different keys", async () => {
  const token = await rig.token("operator");
  const mine = await submit(GET, { "idempotency-key": "k-mine" });
  const theirs = await rig.call("POST", `/v1/devices/${device}/operations`, {
    token,
    body: GET,
    headers: { "idempotency-key": "k-mine" },
  });
  expect(theirs.status).toBe(202);
  expect(theirs.json.id).not.toBe(mine.json.id);
});

test("a cancelled operation never runs; a cancel can be repeated, one that comes too late is refused", async () => {
  const { json } = await submit(
    { type: "operate", command: "Device.Reboot()", input: { Note: "cancel" } },
    {},
    sleeper,
  );
  const reply = await rig.admin("POST", `/v1/operations/${json.id}:cancel`, { reason: "not wanted" });
  expect(reply).toMatchObject({ status: 200, json: { state: "cancelled" } });
  const again = await rig.admin("POST", `/v1/operations/${json.id}:cancel`);
  expect(again).toMatchObject({ status: 200, json: { state: "cancelled" } });
  const { json: ended } = await submit(GET, WAIT);
  const late = await rig.admin("POST", `/v1/operations/${ended.id}:cancel`);
  expect(late).toMatchObject({ status: 409, json: { code: "operation.notCancellable" } });
  rig.usp.asleep.delete(sleeper);
  await submit(GET, WAIT, sleeper);
  rig.usp.asleep.add(sleeper);
  expect(didOf(sleeper).some(({ operation }) => JSON.stringify(operation).includes("cancel"))).toBe(false);
});

test("cancels that race the dispatch: whatever was acknowledged never ran [API-19]", async () => {
  const raced = await rig.device();
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const { json } = await submit(
        { type: "operate", command: "Device.Reboot()", input: { N: String(i) } },
        {},
        raced,
      );
      const { status } = await rig.admin("POST", `/v1/operations/${json.id}:cancel`);
      return { id: json.id, status, i };
    }),
  );
  for (const { id, status, i } of outcomes) {
    expect([200, 409]).toContain(status);
    const { json } = await rig.admin("GET", `/v1/operations/${id}`, undefined, WAIT);
    expect(json.state).toBe(status === 200 ? "cancelled" : "succeeded");
    const ran = didOf(raced).filter(
      ({ operation }) => operation.type === "operate" && operation.input["N"] === String(i),
    );
    expect(ran).toHaveLength(status === 200 ? 0 : 1);
  }
});

test("an ended operation can be submitted once more, once for a key; one that has not ended cannot", async () => {
  const { json: first } = await submit(GET, WAIT);
  const headers = { "idempotency-key": "k-retry", ...WAIT };
  const again = await rig.admin("POST", `/v1/operations/${first.id}:retry`, {}, headers);
  expect(again).toMatchObject({ status: 200, json: { state: "succeeded", type: "get" } });
  expect(again.json.id).not.toBe(first.id);
  const same = await rig.admin("POST", `/v1/operations/${first.id}:retry`, {}, headers);
  expect(same.json.id).toBe(again.json.id);
  const { json: queued } = await submit(GET, {}, sleeper);
  const early = await rig.admin("POST", `/v1/operations/${queued.id}:retry`);
  expect(early).toMatchObject({ status: 409, json: { code: "operation.running", retryable: true } });
});

test("an operation that waited too long expires", async () => {
  const { json } = await submit({ ...GET, expiresIn: 60 }, {}, sleeper);
  rig.clock.move(61_000);
  await expect
    .poll(async () => (await rig.admin("GET", `/v1/operations/${json.id}`)).json.state)
    .toBe("expired");
});

test("the list is newest first and goes by pages, states, types, devices and filters", async () => {
  const all = await listed("limit=1000");
  const times = all.items.map((one: { createdAt: string }) => one.createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  const pages: string[] = [];
  for (let cursor = ""; ;) {
    const page = await listed(`limit=7${cursor === "" ? "" : `&cursor=${cursor}`}`);
    pages.push(...page.items.map((one: { id: string }) => one.id));
    if (page.next === undefined) break;
    cursor = page.next;
  }
  expect(pages.toSorted()).toEqual(all.items.map((one: { id: string }) => one.id).toSorted());
  const only = async (query: string, is: (one: Record<string, unknown>) => boolean) => {
    const { items } = await listed(`limit=1000&${query}`);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(is)).toBe(true);
    expect(items.length).toBe(all.items.filter(is).length);
  };
  await only("state=expired", (one) => one["state"] === "expired");
  await only("type=set", (one) => one["type"] === "set");
  await only(`device=${sleeper}`, (one) => one["device"] === sleeper);
  await only(
    `filter=${encodeURIComponent('type="get" AND NOT state="succeeded"')}`,
    (one) => one["type"] === "get" && one["state"] !== "succeeded",
  );
});

test("a page links to the next one", async () => {
  const { headers, json } = await rig.admin("GET", "/v1/operations?limit=1&type=get");
  expect(headers["link"]).toBe(`</v1/operations?limit=1&type=get&cursor=${json.next}>; rel="next"`);
});

test("a filter that cannot be read is answered with its place", async () => {
  const reply = await rig.admin(
    "GET",
    `/v1/operations?filter=${encodeURIComponent('state="queued" AND bogus=1')}`,
  );
  expect(reply).toMatchObject({ status: 400, json: { code: "filter.field", offset: 19, length: 7 } });
});

test("one that is not there, and a device that is not there", async () => {
  expect((await rig.admin("GET", "/v1/operations/o_00nothing")).json).toMatchObject({
    code: "operation.notFound",
  });
  const ghost = `${device.slice(0, -1)}${device.endsWith("0") ? "1" : "0"}`;
  expect(await submit(GET, {}, ghost)).toMatchObject({ status: 404, json: { code: "device.notFound" } });
});

test("a native request over a protocol the device does not speak is refused at once", async () => {
  const native = { type: "native", protocol: "cwmp", rpc: "GetRPCMethods" };
  expect(await submit(native)).toMatchObject({ status: 422, json: { code: "operation.unsupported" } });
});

test("a quarantined device takes no operation", async () => {
  const shut = await rig.device();
  await rig.admin("POST", `/v1/devices/${shut}:quarantine`, {});
  expect(await submit(GET, {}, shut)).toMatchObject({ status: 409, json: { code: "device.quarantined" } });
});

const URL_BELOW = { params: { URL: "http://evil.example/" } };
test.each<[string, Record<string, unknown>]>([
  ["its URL", { type: "set", updates: [{ path: "Device.ManagementServer.", ...URL_BELOW }] }],
  [
    "its URL from the root",
    { type: "set", updates: [{ path: "Device.", params: { "ManagementServer.URL": "x" } }] },
  ],
  ["its controller", { type: "delete", paths: ["Device.LocalAgent.Controller.1."] }],
  ["a new controller", { type: "add", objects: [{ path: "Device.LocalAgent.Controller." }] }],
  [
    "a controller by reference",
    {
      type: "set",
      updates: [{ path: "Device.LocalAgent.Subscription.1.Recipient+.", params: { EndpointID: "x" } }],
    },
  ],
  [
    "a native set over CWMP",
    {
      type: "native",
      protocol: "cwmp",
      rpc: "SetParameterValues",
      args: { ParameterList: [{ Name: "InternetGatewayDevice.ManagementServer.URL", Value: "x" }] },
    },
  ],
  [
    "a native set over USP",
    {
      type: "native",
      protocol: "usp",
      rpc: "set",
      args: {
        update_objs: [
          { obj_path: "Device.ManagementServer.", param_settings: [{ param: "URL", value: "x" }] },
        ],
      },
    },
  ],
])("to hand a device to another manager needs device:takeover: %s [API-16]", async (_what, wanted) => {
  const to = wanted["protocol"] === "cwmp" ? await rig.device("cwmp") : device;
  const body = wanted["type"] === "native" ? wanted : { ...wanted, allowPartial: true };
  const asked = (token: string) => rig.call("POST", `/v1/devices/${to}/operations`, { token, body });
  expect(await asked(await rig.token("operator"))).toMatchObject({
    status: 403,
    json: { code: "auth.forbidden" },
  });
  expect((await asked(await rig.token("operator", ["device:takeover"]))).status).toBe(202);
});

test("every accepted and refused submission is in the audit, with its reason and target", async () => {
  const reply = await submit({ ...GET, reason: "for the audit" }, WAIT);
  const bad = await submit({ type: "bogus" });
  const { json } = await rig.admin("GET", "/v1/audit?limit=2");
  expect(json.items).toMatchObject([
    { status: 422, code: "request.unprocessable", target: device, actor: "bootstrap" },
    { status: 200, reason: "for the audit", target: `${device} ${reply.json.id}`, role: "admin" },
  ]);
  expect(bad.headers["x-request-id"]).toBe(json.items[0].requestId);
});
