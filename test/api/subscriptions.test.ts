import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await apiRig();
});
afterAll(() => rig.close());

const BODY = {
  name: "status",
  filter: "",
  notifType: "ValueChange",
  paths: ["Device.WiFi.SSID.*.Status"],
};

async function make(body: object = BODY): Promise<string> {
  const made = await rig.admin("POST", "/v1/subscriptions", body);
  expect(made).toMatchObject({ status: 201 });
  return made.json.id as string;
}

test("a subscription is made, read, replaced, changed and taken away, each only as it was read", async () => {
  const made = await rig.admin("POST", "/v1/subscriptions", BODY);
  const where = made.headers["location"] as string;
  expect(made.json).toMatchObject({
    ...BODY,
    telemetry: null,
    enabled: true,
    persistent: true,
    notifRetry: true,
    timeToLive: 0,
    notifExpiration: 0,
    revision: 1,
  });
  const read = await rig.admin("GET", where);
  expect(read.headers["etag"]).toBe('"1"');
  expect(read.json.devices).toMatchObject({ matching: 0, looked: 0 });
  const replaced = await rig.admin("PUT", where, { ...BODY, timeToLive: 60 }, { "If-Match": '"1"' });
  expect(replaced.json).toMatchObject({ timeToLive: 60, revision: 2 });
  expect((await rig.admin("PUT", where, BODY, { "If-Match": '"1"' })).status).toBe(412);
  expect((await rig.admin("PATCH", where, { enabled: false }, { "If-Match": '"1"' })).status).toBe(412);
  const patched = await rig.admin("PATCH", where, { enabled: false }, { "If-Match": '"2"' });
  expect(patched.json).toMatchObject({ enabled: false, timeToLive: 60, revision: 3 });
  const telemetry = await rig.admin("PATCH", where, { telemetry: "standard", notifType: null, paths: null });
  expect(telemetry.json).toMatchObject({ telemetry: "standard", notifType: null, paths: null });
  expect((await rig.admin("DELETE", where, undefined, { "If-Match": '"1"' })).status).toBe(412);
  expect((await rig.admin("DELETE", where)).status).toBe(204);
  expect((await rig.admin("GET", where)).status).toBe(404);
});

test("every change stands in the audit with who made it", async () => {
  const id = await make();
  await rig.admin("PATCH", `/v1/subscriptions/${id}`, { enabled: false, reason: "too loud" });
  await rig.admin("DELETE", `/v1/subscriptions/${id}?reason=done`);
  const { json } = await rig.admin("GET", "/v1/audit?limit=10");
  const reasons = (json.items as { reason?: string }[]).map(({ reason }) => reason);
  expect(reasons).toContain("too loud");
  expect(reasons).toContain("done");
});

test.each([
  ["neither a set nor paths", { name: "a", filter: "" }, "request.unprocessable"],
  ["both", { ...BODY, telemetry: "standard" }, "request.unprocessable"],
  ["an event as a value", { ...BODY, paths: ["Device.Boot!"] }, "request.unprocessable"],
  ["a value as an event", { ...BODY, notifType: "Event" }, "request.unprocessable"],
  [
    "the root as a table",
    { ...BODY, notifType: "ObjectCreation", paths: ["Device."] },
    "request.unprocessable",
  ],
  ["no path", { ...BODY, paths: ["InternetGatewayDevice."] }, "request.unprocessable"],
  ["a comma, which no list could hold", { ...BODY, paths: ["Device.A,Device.B"] }, "request.unprocessable"],
  ["a field that filters do not have", { ...BODY, filter: 'colour="red"' }, "filter.field"],
  ["a filter that does not end", { ...BODY, filter: "tags:" }, "filter.syntax"],
])("%s is refused", async (_what, body, code) => {
  const answer = await rig.admin("POST", "/v1/subscriptions", body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.json.code).toBe(code);
});

test("the same request sent again makes one subscription", async () => {
  const headers = { "Idempotency-Key": "subscribe-once" };
  const first = await rig.admin("POST", "/v1/subscriptions", BODY, headers);
  const again = await rig.admin("POST", "/v1/subscriptions", BODY, headers);
  expect(again.json.id).toBe(first.json.id);
  const other = await rig.admin("POST", "/v1/subscriptions", { ...BODY, name: "other" }, headers);
  expect(other.status).toBe(422);
  expect((await rig.admin("DELETE", `/v1/subscriptions/${first.json.id}`)).status).toBe(204);
});

test("a viewer reads and changes nothing", async () => {
  const id = await make();
  const token = await rig.token("viewer");
  expect((await rig.call("GET", `/v1/subscriptions/${id}`, { token })).status).toBe(200);
  expect((await rig.call("POST", "/v1/subscriptions", { token, body: BODY })).status).toBe(403);
  expect((await rig.call("DELETE", `/v1/subscriptions/${id}`, { token })).status).toBe(403);
  expect((await rig.call("POST", `/v1/subscriptions/${id}:apply`, { token, body: {} })).status).toBe(403);
});

test("a device of the filter waits until it was set up, and shows what it is to tell", async () => {
  const device = await rig.device("usp");
  const id = await make({ ...BODY, filter: `id="${device}"` });
  const { json } = await rig.admin("GET", `/v1/subscriptions/${id}/devices`);
  expect(json.items).toEqual([{ device, state: "waiting", at: null, problems: [] }]);
  expect((await rig.admin("GET", `/v1/subscriptions/${id}/devices?state=applied`)).json.items).toEqual([]);
  const own = await rig.admin("GET", `/v1/devices/${device}/subscriptions`);
  expect(own.json.items).toContainEqual({
    subscription: id,
    name: "status",
    state: "waiting",
    at: null,
    problems: [],
  });
  expect((await rig.admin("GET", `/v1/subscriptions/${id}`)).json.devices).toMatchObject({
    matching: 1,
    looked: 1,
    waiting: 1,
  });
  const applied = await rig.admin("POST", `/v1/subscriptions/${id}:apply`, {});
  expect(applied).toMatchObject({ status: 202, json: { devices: 1 } });
});
