import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { mortalRedis, type MortalRedis } from "../bridge/redis.rig.ts";
import { apiRig, type ApiRig } from "./api.rig.ts";

let redis: MortalRedis;
let rig: ApiRig;
let device: DeviceId;
beforeAll(async () => {
  redis = await mortalRedis();
  rig = await apiRig({}, undefined, {}, redis.url);
  device = await rig.device();
});
afterAll(async () => {
  await rig.close();
  await redis.close();
});

const GET = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };

test("without Redis every request that needs it is answered 503 at once, and served again when it is back", async () => {
  const token = await rig.token("viewer");
  await redis.kill();
  await expect.poll(async () => (await rig.call("GET", "/readyz")).status).toBe(503);
  const asked = [
    await rig.admin("GET", `/v1/devices/${device}`),
    await rig.admin("GET", "/v1/devices"),
    await rig.admin("GET", "/v1/events"),
    await rig.admin("POST", `/v1/devices/${device}/operations`, GET),
    await rig.admin("POST", `/v1/devices/${device}/operations`, GET, { "idempotency-key": "k" }),
    await rig.admin("PATCH", `/v1/devices/${device}`, { label: "x" }),
    await rig.call("GET", "/v1/me", { token }),
  ];
  for (const { status, json, headers } of asked) {
    expect({ status, code: json.code, retryable: json.retryable }).toEqual({
      status: 503,
      code: "store.unavailable",
      retryable: true,
    });
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  }
  expect((await rig.call("GET", "/healthz")).status).toBe(200);
  await redis.revive();
  await expect.poll(async () => (await rig.call("GET", "/readyz")).status).toBe(200);
  await expect
    .poll(async () => (await rig.admin("GET", `/v1/devices/${device}`)).json.label, { timeout: 5000 })
    .toBeNull();
  const reply = await rig.admin("POST", `/v1/devices/${device}/operations`, GET, {
    "idempotency-key": "k",
    prefer: "wait=10",
  });
  expect(reply.json).toMatchObject({ state: "succeeded" });
});

test("a Redis that hangs is answered with 503 in our own words within 3 s, then at once, and is used again when it goes on", async () => {
  redis.hang();
  const started = performance.now();
  const first = await rig.admin("GET", `/v1/devices/${device}`);
  expect(performance.now() - started).toBeLessThan(3000);
  const again = performance.now();
  const second = await rig.admin("POST", `/v1/devices/${device}/operations`, GET);
  expect(performance.now() - again).toBeLessThan(1000);
  for (const { status, json } of [first, second]) {
    expect(status).toBe(503);
    expect(json).toMatchObject({ code: "store.unavailable", retryable: true });
    expect(["Redis does not answer in time", "there is no connection to Redis"]).toContain(json.detail);
  }
  redis.wake();
  await expect.poll(async () => (await rig.call("GET", "/readyz")).status, { timeout: 5000 }).toBe(200);
  const submit = () => rig.admin("POST", `/v1/devices/${device}/operations`, GET, { prefer: "wait=10" });
  await expect.poll(async () => (await submit()).json.state, { timeout: 10_000 }).toBe("succeeded");
});

test("a write whose audit row cannot be stored is in the log instead", async () => {
  const said = rig.lines.filter(({ message }) => message === "audit row could not be stored");
  expect(said.length).toBeGreaterThan(0);
  expect(said[0]).toMatchObject({ level: "error", status: 503, actor: "bootstrap" });
});
