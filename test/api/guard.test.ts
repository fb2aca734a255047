import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { streamCsv } from "../../bridge/api/csv.ts";
import { createRateLimit } from "../../bridge/api/rate.ts";
import { apiRig, shiftClock, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await apiRig();
});
afterAll(() => rig.close());

test.each(["localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:9", "[::1]:80"])(
  "on loopback the listener answers to its own name %s",
  async (host) => {
    expect((await rig.admin("GET", "/v1/me", undefined, { host })).status).toBe(200);
    expect((await rig.admin("GET", "/v1/me", undefined, { origin: `http://${host}` })).status).toBe(200);
  },
);

test("a name the operator gave is answered, as Host and as Origin", async () => {
  const proxied = await apiRig({}, undefined, { hosts: ["Gateway.example"] });
  const as = (host: string) => proxied.admin("GET", "/v1/me", undefined, { host, origin: `https://${host}` });
  expect((await as("gateway.example")).status).toBe(200);
  expect((await as("other.example")).status).toBe(403);
  await proxied.close();
});

test("no answer ever lets another origin read it [API-27]", async () => {
  const preflight = { origin: "http://evil.example", "access-control-request-method": "POST" };
  const asked = [
    await rig.call("OPTIONS", "/v1/devices", { headers: preflight }),
    await rig.call("OPTIONS", "/v1/nothing", { headers: preflight }),
    await rig.admin("GET", "/v1/devices", undefined, { origin: "http://evil.example" }),
    await rig.admin("GET", "/v1/devices", undefined, { origin: "http://localhost:5173" }),
    await rig.call("GET", "/healthz"),
  ];
  for (const { headers } of asked) {
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
  }
});

test("every answer forbids sniffing, framing and caching, and does not say what serves it", async () => {
  for (const path of ["/healthz", "/v1/me", "/v1/nothing"]) {
    const { headers } = await rig.admin("GET", path);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["server"]).toBeUndefined();
  }
});

test("HTTP/1.0 without Host is refused [HTTP-14]", async () => {
  const socket = connect(Number(new URL(rig.url).port), "127.0.0.1");
  socket.write("GET /v1/devices HTTP/1.0\r\n\r\n");
  const [bytes] = (await once(socket, "data")) as [Buffer];
  expect(bytes.toString()).toMatch(/^HTTP\/1\.1 4\d\d /);
  socket.destroy();
});

test("a token that asks too often is told when to come again; others are not held up [API-22]", async () => {
  const clock = shiftClock();
  const limit = createRateLimit({ ...clock, now: () => 0 }, { perSecond: 1, burst: 10 });
  for (let i = 0; i < 10; i++) limit("wild");
  expect(() => limit("wild")).toThrow(
    expect.objectContaining({ code: "request.rate", facts: { retryAfter: 1 } }),
  );
  expect(() => limit("calm")).not.toThrow();

  const small = await apiRig({}, undefined, { rate: { perSecond: 0.001, burst: 3 } });
  const other = await small.token("viewer");
  const replies = await Promise.all(Array.from({ length: 12 }, () => small.admin("GET", "/v1/me")));
  const refused = replies.filter(({ status }) => status === 429);
  expect(refused.length).toBe(10);
  expect(refused[0]?.json).toMatchObject({ code: "request.rate", retryable: true });
  expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await small.call("GET", "/v1/me", { token: other })).status).toBe(200);
  await small.close();
});

test("an export waits for its reader, and one that does not read is cut off after 10 minutes [API-23]", async () => {
  const clock = shiftClock();
  let pulled = 0;
  async function* pages() {
    for (; pulled < 1000; pulled++) yield [{ text: "x".repeat(1_000_000) }];
  }
  const app = express();
  app.get("/", (_request, response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    void streamCsv({ response, signal: gone.signal, clock }, ["text"], pages());
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const request = get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.on("error", () => undefined);
  let before = -1;
  await expect
    .poll(() => {
      const still = before === pulled;
      before = pulled;
      return still;
    })
    .toBe(true);
  expect(pulled).toBeLessThan(32);
  clock.move(601_000);
  await new Promise((closed) => response.once("close", closed).resume());
  expect(pulled).toBeLessThan(64);
  server.close();
});
