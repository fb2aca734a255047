import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await apiRig({ state: { enrolment: "approve" } });
});
afterAll(() => rig.close());

const lastAudit = async (): Promise<Record<string, unknown>> =>
  (await rig.admin("GET", "/v1/audit?limit=1")).json.items[0];

test("a token is shown once, listed without itself, and does what its role allows", async () => {
  const made = await rig.admin("POST", "/v1/tokens", {
    name: "NOC",
    role: "operator",
    scopes: ["secret:read"],
  });
  expect(made.status).toBe(201);
  const { token, id } = made.json;
  expect(token).toMatch(/^cw_[\w-]{43}$/);
  const { text, json } = await rig.admin("GET", "/v1/tokens");
  expect(text).not.toContain(token);
  expect(text).not.toContain("hash");
  expect(json.items.find((row: { id: string }) => row.id === id)).toMatchObject({
    name: "NOC",
    createdBy: "bootstrap",
    lastUsedAt: null,
  });
  const me = await rig.call("GET", "/v1/me", { token });
  expect(me.json).toEqual({
    id,
    name: "NOC",
    role: "operator",
    scopes: ["secret:read"],
    permissions: ["viewer", "operator"],
  });
  await expect
    .poll(
      async () =>
        (await rig.admin("GET", "/v1/tokens")).json.items.find((row: { id: string }) => row.id === id)
          .lastUsedAt,
    )
    .not.toBeNull();
});

test("a revoked token stops working at once here and within 5 s elsewhere", async () => {
  const { json } = await rig.admin("POST", "/v1/tokens", { name: "gone", role: "viewer" });
  const ask = { token: json.token };
  expect((await rig.call("GET", "/v1/me", ask)).status).toBe(200);
  expect((await rig.admin("DELETE", `/v1/tokens/${json.id}`)).status).toBe(204);
  const reply = await rig.call("GET", "/v1/me", ask);
  expect(reply).toMatchObject({ status: 401, json: { code: "auth.invalid" } });
  expect((await rig.admin("DELETE", `/v1/tokens/${json.id}`)).status).toBe(404);
});

test("a token expires", async () => {
  const expiresAt = new Date(rig.clock.now() + 60_000).toISOString();
  const { json } = await rig.admin("POST", "/v1/tokens", { name: "short", role: "viewer", expiresAt });
  expect(json.expiresAt).toBe(expiresAt);
  expect((await rig.call("GET", "/v1/me", { token: json.token })).status).toBe(200);
  rig.clock.move(61_000);
  expect((await rig.call("GET", "/v1/me", { token: json.token })).status).toBe(401);
});

test("the bootstrap token is not revoked through the API", async () => {
  expect((await rig.admin("DELETE", "/v1/tokens/bootstrap")).status).toBe(403);
  expect((await rig.admin("GET", "/v1/me")).json.role).toBe("admin");
});

test("unknown, wrong and expired tokens are told apart by nothing", async () => {
  const bodies = await Promise.all(
    ["x", "cw_unknown", "eyJhbGciOiJub25lIn0.e30."].map(async (token) => {
      const { status, json } = await rig.call("GET", "/v1/me", { token });
      const { instance: _instance, ...rest } = json;
      return JSON.stringify([status, rest]);
    }),
  );
  expect(new Set(bodies).size).toBe(1);
  expect((await rig.call("GET", "/v1/me?access_token=admin-token-of-the-tests")).status).toBe(401);
});

test("every write and every refusal is in the audit; reading is not", async () => {
  const viewer = await rig.token("viewer");
  const made = await lastAudit();
  expect(made).toMatchObject({
    action: "POST /v1/tokens",
    status: 201,
    actor: "bootstrap",
    role: "admin",
    code: "",
  });
  await rig.call("GET", "/v1/devices", { token: viewer });
  await rig.call("POST", "/v1/devices/search", { token: viewer, body: {} });
  expect((await lastAudit())["id"]).toBe(made["id"]);
  const refused = await rig.call("POST", "/v1/tokens", { token: viewer, body: {} });
  expect(await lastAudit()).toMatchObject({
    status: 403,
    code: "auth.forbidden",
    role: "viewer",
    requestId: refused.headers["x-request-id"],
  });
  await rig.call("GET", "/v1/devices");
  expect(await lastAudit()).toMatchObject({
    status: 401,
    code: "auth.missing",
    actor: "anonymous",
    action: "GET /v1/devices",
  });
  await rig.admin("DELETE", "/v1/devices/nobody");
  expect(await lastAudit()).toMatchObject({ status: 404, code: "device.notFound", target: "nobody" });
});

test("the audit goes by pages, newest first", async () => {
  const seen: string[] = [];
  for (let cursor = ""; ;) {
    const { json } = await rig.admin("GET", `/v1/audit?limit=3${cursor}`);
    seen.push(...json.items.map((row: { id: string }) => row.id));
    if (json.next === undefined) break;
    cursor = `&cursor=${json.next}`;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(6);
  expect((await rig.admin("GET", "/v1/audit?cursor=forged")).status).toBe(400);
});

test("the audit is filtered by the same grammar, through all of its pages", async () => {
  const filter = encodeURIComponent('status=403 AND action:"tokens"');
  const seen: { status: number; action: string; id: string }[] = [];
  for (let path: string | undefined = `/v1/audit?limit=1&filter=${filter}`; path !== undefined;) {
    const { json, headers } = await rig.admin("GET", path);
    seen.push(...json.items);
    path = /^<([^>]+)>/.exec(String(headers["link"] ?? ""))?.[1];
  }
  const { json } = await rig.admin("GET", "/v1/audit?limit=1000");
  const wanted = json.items.filter(
    (row: { status: number; action: string }) => row.status === 403 && row.action.includes("tokens"),
  );
  expect(seen).toEqual(wanted);
  expect(seen.length).toBeGreaterThan(0);
  expect((await rig.admin("GET", "/v1/audit?filter=bogus%3D1")).json).toMatchObject({ code: "filter.field" });
});

test("an unknown device waits in quarantine until a rule lets it in, on every replica", async () => {
  const said = rig.contact("cwmp", { facts: { oui: "00256D", modelName: "Ruled", address: "198.51.100.7" } });
  const { gateway } = rig.bridge;
  expect((await gateway.contact(said)).verdict).toBe("quarantined");
  expect((await gateway.contact({ ...said, at: said.at + 1 })).verdict).toBe("quarantined");
  const body = { name: "lab", modelName: "Ruled", cidr: "198.51.100.0/24", reason: "lab opens" };
  const made = await rig.admin("POST", "/v1/enrolment-rules", body);
  expect(made).toMatchObject({
    status: 201,
    json: { name: "lab", cidr: "198.51.100.0/24", createdBy: "bootstrap" },
  });
  expect(await lastAudit()).toMatchObject({ action: "POST /v1/enrolment-rules", reason: "lab opens" });
  expect((await gateway.contact({ ...said, at: said.at + 2 })).verdict).toBe("accepted");
  expect((await rig.admin("GET", "/v1/enrolment-rules")).json.items).toMatchObject([
    { id: made.json.id, name: "lab" },
  ]);
  const elsewhere = rig.contact("cwmp", { facts: { modelName: "Ruled", address: "203.0.113.7" } });
  expect((await gateway.contact(elsewhere)).verdict).toBe("quarantined");
  expect((await rig.admin("DELETE", `/v1/enrolment-rules/${made.json.id}`)).status).toBe(204);
  expect((await rig.admin("DELETE", `/v1/enrolment-rules/${made.json.id}`)).status).toBe(404);
  const late = rig.contact("cwmp", { facts: { modelName: "Ruled", address: "198.51.100.8" } });
  expect((await gateway.contact(late)).verdict).toBe("quarantined");
});

test("a rule that was made at another replica is applied within 5 s", async () => {
  const second = await apiRig({ state: { enrolment: "approve" } }, rig.bridge.parts().keys.prefix);
  const said = rig.contact("usp", { facts: { modelName: "Other" } });
  expect((await rig.bridge.gateway.contact(said)).verdict).toBe("quarantined");
  await second.admin("POST", "/v1/enrolment-rules", { name: "other", modelName: "Other" });
  await second.close();
  rig.clock.move(4000);
  await expect
    .poll(async () => (await rig.bridge.gateway.contact({ ...said, at: rig.clock.now() })).verdict)
    .toBe("accepted");
});

test("a device that was approved is onboarded at once, without waiting for its next contact", async () => {
  const admission = await rig.bridge.gateway.contact(rig.contact("usp"));
  const device = admission.verdict === "quarantined" ? admission.device : "";
  expect((await rig.admin("POST", `/v1/devices/${device}:approve`, {})).status).toBe(200);
  await expect
    .poll(() => rig.usp.did.filter((did) => did.device === device).map(({ operation }) => operation.type))
    .toEqual(["onboard"]);
});

test("a device an operator shut out is not let in by a rule", async () => {
  const said = rig.contact("usp", { facts: { modelName: "Other" } });
  const admission = await rig.bridge.gateway.contact(said);
  const device = admission.verdict === "accepted" ? admission.device : "";
  await rig.admin("POST", `/v1/devices/${device}:quarantine`, {});
  for (let i = 1; i < 4; i++)
    expect((await rig.bridge.gateway.contact({ ...said, at: said.at + i })).verdict).toBe("quarantined");
});

test.each([
  [{ name: "nothing" }, 422],
  [{ name: "network", cidr: "10.0.0.0/99" }, 422],
  [{ name: "oui", oui: "XYZ" }, 422],
  [{ name: "certificate", certificate: "AA" }, 422],
  [{ oui: "00256D" }, 422],
  [{ name: "extra", oui: "00256D", bogus: 1 }, 422],
])("a rule that is none is refused: %j", async (rule, status) => {
  expect((await rig.admin("POST", "/v1/enrolment-rules", rule)).status).toBe(status);
});

test("the system tells its version, roles, time and dependencies", async () => {
  const { json } = await rig.admin("GET", "/v1/system");
  expect(json).toMatchObject({ version: "1.2.3", api: "v1", dependencies: [{ name: "redis", state: "up" }] });
  expect(Math.abs(Date.parse(json.time) - rig.clock.now())).toBeLessThan(1000);
});
