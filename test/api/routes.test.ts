import { afterAll, beforeAll, expect, test } from "vitest";
import { routeRows } from "#bridge";
import { apiRig, METRICS, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
const tokens = new Map<string, string | undefined>();

beforeAll(async () => {
  rig = await apiRig();
  tokens.set("none", undefined);
  tokens.set("wrong", "cw_this-token-does-not-exist");
  for (const role of ["viewer", "operator", "admin"]) tokens.set(role, await rig.token(role));
  tokens.set("scoped", await rig.token("viewer", ["secret:read"]));
});
afterAll(() => rig.close());

const ROLES = ["viewer", "operator", "admin"];
/** Streams never end: asked for something invalid they are refused after the gate, which is what is tested here. */
const ASK: Readonly<Record<string, string>> = { "/v1/events/stream": "/v1/events/stream?bogus=1" };

/** What the gate must say to a caller, from the permission alone. */
function gateSays(permission: string, caller: string): 401 | 403 | "admitted" {
  if (permission === "public") return "admitted";
  if (caller === "none" || caller === "wrong") return 401;
  const [role = "", scope] = permission.split(" + ");
  const held = caller === "scoped" ? "viewer" : caller;
  if (scope !== undefined && caller !== "scoped") return 403;
  const needed = role === "metrics" ? "admin" : role;
  return ROLES.indexOf(held) >= ROLES.indexOf(needed) ? "admitted" : 403;
}

const CALLERS = ["none", "wrong", "viewer", "operator", "admin", "scoped"];
const cases = routeRows().flatMap((row) => CALLERS.map((caller) => Object.assign({ caller }, row)));

test.each(cases)(
  "$method $path as $caller: what $permission allows",
  async ({ method, path, permission, caller }) => {
    const asked = ASK[path] ?? path.replaceAll(/\{\w+\}/g, "nobody");
    const reply = await rig.call(method.toUpperCase(), asked, {
      token: tokens.get(caller),
      ...(method === "get" ? {} : { body: { bogus: true } }),
    });
    const verdict = gateSays(permission, caller);
    if (verdict === "admitted") {
      expect([401, 403]).not.toContain(reply.status);
      expect(reply.status).toBeLessThan(500);
      return;
    }
    expect(reply.status).toBe(verdict);
    expect(reply.headers["content-type"]).toBe("application/problem+json");
    expect(reply.json).toMatchObject({ status: verdict, retryable: false });
    if (verdict === 401) expect(reply.headers["www-authenticate"]).toContain("Bearer");
  },
);

test("the metrics token opens /metrics and nothing else", async () => {
  expect((await rig.call("GET", "/metrics", { token: METRICS })).text).toBe("causeway_up 1\n");
  expect((await rig.call("GET", "/v1/devices", { token: METRICS })).status).toBe(401);
});

test("every registered route is in the OpenAPI document and no other", async () => {
  const { json } = await rig.call("GET", "/openapi.json");
  const documented = Object.entries(json.paths as Record<string, Record<string, unknown>>).flatMap(
    ([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(documented.toSorted()).toEqual(
    routeRows()
      .map(({ method, path }) => `${method} ${path}`)
      .toSorted(),
  );
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly "x-permission": string;
}

test("the OpenAPI document is whole: ids, path parameters, references, answers, permissions", async () => {
  const { json, text } = await rig.call("GET", "/openapi.json");
  expect(json.openapi).toBe("3.1.0");
  expect(json.info).toMatchObject({ title: "Causeway", version: "1.2.3" });
  const ids = new Set<string>();
  for (const [path, methods] of Object.entries(json.paths as Record<string, Record<string, Operation>>)) {
    for (const operation of Object.values(methods)) {
      ids.add(operation.operationId);
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation.parameters ?? []).filter((one) => one.in === "path");
      expect(given.map(({ name }) => name)).toEqual(wanted);
      expect(given.every(({ required }) => required)).toBe(true);
      expect(operation.summary).not.toBe("");
      expect(operation.tags).toHaveLength(1);
      expect(operation.responses["default"]).toBeDefined();
      expect(Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
      expect(operation["x-permission"]).toMatch(/^(?:public|metrics|viewer|operator|admin)/);
    }
  }
  expect(ids.size).toBe(routeRows().length);
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
    expect(json.components.schemas).toHaveProperty(name ?? "");
});

const HEADERS_READ: Readonly<Record<string, readonly string[]>> = {
  "get /v1/operations/{id}": ["Prefer"],
  "get /v1/devices/{id}/parameters": ["Prefer"],
  "get /v1/events/stream": ["Last-Event-ID"],
  "patch /v1/devices/{id}": ["If-Match"],
  "patch /v1/files/{id}": ["If-Match"],
  "delete /v1/files/{id}": ["If-Match"],
  "patch /v1/uploads/{id}": ["Upload-Offset"],
  "patch /v1/imports/{id}": ["Upload-Offset"],
  "put /v1/subscriptions/{id}": ["If-Match"],
  "patch /v1/subscriptions/{id}": ["If-Match"],
  "delete /v1/subscriptions/{id}": ["If-Match"],
  "post /v1/subscriptions": ["Idempotency-Key"],
  "post /v1/imports": ["Idempotency-Key"],
  "post /v1/redirects": ["Idempotency-Key"],
  "post /v1/operations": ["Idempotency-Key"],
  "post /v1/devices:tag": ["Idempotency-Key"],
  "post /v1/devices:approve": ["Idempotency-Key"],
  "post /v1/devices:quarantine": ["Idempotency-Key"],
  "post /v1/devices:delete": ["Idempotency-Key"],
  "post /v1/devices/{id}/credentials:rotate": ["Prefer", "Idempotency-Key"],
  "post /v1/devices/{id}/operations": ["Prefer", "Idempotency-Key"],
  "post /v1/operations/{id}:cancel": ["Prefer"],
  "post /v1/operations/{id}:retry": ["Prefer", "Idempotency-Key"],
};

/** Some of what single routes must be documented to answer, besides what all must. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  "get /readyz": ["503"],
  "get /v1/devices": ["400", "422"],
  "get /v1/devices/{id}/parameters": ["400", "404", "409", "422", "504"],
  "post /v1/devices": ["400", "409", "413", "415", "422"],
  "post /v1/devices/{id}/operations": ["400", "404", "409", "413", "415", "422"],
  "post /v1/devices/{id}:wake": ["404", "504"],
  "patch /v1/devices/{id}": ["404", "412", "422"],
  "post /v1/operations/{id}:cancel": ["404", "409"],
  "get /v1/operations/{id}": ["404"],
};

async function everyRoute(): Promise<readonly (readonly [name: string, operation: Operation])[]> {
  const { json } = await rig.call("GET", "/openapi.json");
  const paths = json.paths as Record<string, Record<string, Operation>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );
}

test("the OpenAPI document names the headers a route reads", async () => {
  const headers = (await everyRoute()).flatMap(([name, { parameters = [] }]) => {
    const own = parameters.filter((one) => one.in === "header").map((one) => one.name);
    return own.length === 0 ? [] : [[name, own] as const];
  });
  expect(Object.fromEntries(headers)).toEqual(HEADERS_READ);
});

test("the OpenAPI document names the problems of every route by status and code", async () => {
  const routes = await everyRoute();
  const open = new Set(
    routeRows()
      .filter((row) => row.permission === "public")
      .map((row) => row.path),
  );
  for (const [name, { responses }] of routes) {
    const wanted = open.has(name.split(" ")[1] ?? "") ? ["403"] : ["401", "403", "429", "503"];
    const statuses = Object.keys(responses);
    const all = expect.arrayContaining([...wanted, ...(ANSWERS[name] ?? [])]);
    expect({ name, statuses }).toEqual({ name, statuses: all });
    for (const status of statuses.filter((one) => /^[45]/.test(one))) {
      expect(responses[status]).toMatchObject({
        description: expect.stringMatching(/^`\w+(?:\.\w+)?`: /),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      });
    }
  }
  expect(routes.length).toBe(routeRows().length);
});

test("what routes answer to a wrong request is in the document", async () => {
  for (const [name, { responses }] of await everyRoute()) {
    const [method = "", path = ""] = name.split(" ");
    const asked = ASK[path] ?? path.replaceAll(/\{\w+\}/g, "nobody");
    const more = method === "get" ? {} : { body: { bogus: true } };
    const { status } = await rig.call(method.toUpperCase(), asked, { token: tokens.get("admin"), ...more });
    expect(`${name} ${Object.keys(responses).join(" ")}`).toContain(` ${status}`);
  }
});

test("the page to read it runs its own script and no other", async () => {
  const { status, headers, text } = await rig.call("GET", "/docs");
  expect(status).toBe(200);
  expect(headers["content-security-policy"]).toMatch(/script-src 'sha256-[^']+'/);
  expect(text).toContain("openapi.json");
});

test("health is public; readiness names what is missing", async () => {
  expect((await rig.call("GET", "/healthz")).json).toMatchObject({ status: "ok" });
  expect((await rig.call("GET", "/readyz")).status).toBe(200);
});

test("a wrong method is told the right ones, a wrong address that there is nothing", async () => {
  const wrong = await rig.admin("DELETE", "/v1/devices");
  expect(wrong.status).toBe(405);
  expect(wrong.headers["allow"]).toBe("GET, POST");
  expect(wrong.json).toMatchObject({ code: "request.method" });
  expect((await rig.admin("GET", "/v1/nothing")).json).toMatchObject({
    status: 404,
    code: "request.notFound",
  });
});

const writes = routeRows().filter(({ method, path }) => method !== "get" && path !== "/v1/devices/search");

test.each(writes)("$method $path leaves one audit row, even when it is refused", async ({ method, path }) => {
  const reply = await rig.admin(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "nobody"), { bogus: true });
  const { json } = await rig.admin("GET", "/v1/audit?limit=2");
  expect(json.items[0]).toMatchObject({
    action: `${method.toUpperCase()} ${path}`,
    actor: "bootstrap",
    status: reply.status,
    requestId: reply.headers["x-request-id"],
  });
  expect(json.items[1].requestId).not.toBe(json.items[0].requestId);
});
