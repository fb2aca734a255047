import { expect, test } from "vitest";
import { createFleet } from "#sim";
import { freePort } from "../../src/platform/services.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "../contract/api.ts";
import { type Running, scratch, serve } from "./gateway.ts";

const TOTAL = 2000;
/** Of each protocol, alive on real sockets; the others were announced and never come. */
const ALIVE = 20;
const SET: Json = { type: "set", updates: [{ path: "Device.WiFi.SSID.2.", params: { SSID: "once" } }] };

const countsOf = async (gateway: Running, id: string): Promise<Readonly<Record<string, number>>> =>
  (await gateway.api.call("GET", `/v1/batches/${id}`)).body["counts"] as Record<string, number>;

/** Every operation of a kind, by device. */
async function operations(gateway: Running): Promise<ReadonlyMap<string, readonly Json[]>> {
  const found = new Map<string, Json[]>();
  for (let path = "/v1/operations?type=set&limit=1000"; path !== "";) {
    const { body } = await gateway.api.call("GET", path);
    for (const one of body["items"] as Json[]) {
      const device = String(one["device"]);
      found.set(device, [...(found.get(device) ?? []), one]);
    }
    const next = body["next"] as string | undefined;
    path = next === undefined ? "" : `/v1/operations?type=set&limit=1000&cursor=${next}`;
  }
  return found;
}

test("the gateway killed twice while a batch of 2,000 fans out: each device has exactly one operation, and did it once", async () => {
  const dataDir = scratch();
  const ports = ["--cwmp-port", String(await freePort())];
  let gateway = await serve(dataDir, ports);
  const printed = (name: string): string => gateway.printed.get(name) ?? "";
  const fleet = createFleet({
    clock,
    acsUrl: printed("cwmp"),
    mqttUrl: printed("mqtt"),
    controllerId: "self::causeway",
    controllerTopic: "usp/controller/causeway",
    cwmp: ALIVE,
    usp: ALIVE,
    dual: 0,
    firstIndex: 41_000,
    spreadMs: 2000,
  });
  await fleet.start();
  const announced = Array.from({ length: TOTAL - 2 * ALIVE }, (_, n) => `00256D-X-SLEEP${n}`);
  const file = ["cwmp", ...announced].join("\n");
  await fetch(new URL("/v1/imports", printed("api")), {
    method: "POST",
    headers: { Authorization: `Bearer ${printed("token")}`, "Content-Type": "text/csv" },
    body: `${file}\n`,
  });
  const all = 'protocols="cwmp" OR protocols="usp"';
  await until(
    "all are there, and those alive are onboarded",
    async () => {
      const { body } = await gateway.api.call("GET", `/v1/devices?limit=0&filter=${encodeURIComponent(all)}`);
      const { body: done } = await gateway.api.call(
        "GET",
        "/v1/operations?type=onboard&state=succeeded&limit=1000",
      );
      return body["total"] === TOTAL && (done["items"] as Json[]).length >= 2 * ALIVE ? true : undefined;
    },
    90_000,
  );
  const before = new Map(
    fleet.devices.map(({ serialNumber, cpe, agent }) => [serialNumber, executed(cpe ?? agent)]),
  );

  const made = await gateway.api.call("POST", "/v1/operations", {
    filter: all,
    expectCount: TOTAL,
    operation: SET,
    rate: 400,
    reason: "kill",
  });
  expect([made.status, made.body["total"]]).toEqual([202, TOTAL]);
  const id = String(made.body["id"]);
  for (const share of [0.75, 0.4]) {
    await until(
      "a part has begun",
      async () => (((await countsOf(gateway, id))["waiting"] ?? TOTAL) < TOTAL * share ? true : undefined),
      60_000,
    );
    gateway.kill("SIGKILL");
    await gateway.ended;
    gateway = await serve(dataDir, ports);
    expect((await countsOf(gateway, id))["waiting"]).toBeGreaterThan(0);
  }
  await until(
    "all have begun, and those alive are done",
    async () => {
      const counts = await countsOf(gateway, id);
      return counts["waiting"] === 0 && counts["succeeded"] === 2 * ALIVE ? true : undefined;
    },
    // A box whose session broke off with the gateway's is rung again with back-off.
    180_000,
  );
  const found = await operations(gateway);
  expect(found.size).toBe(TOTAL);
  for (const some of found.values()) expect(some).toHaveLength(1);
  for (const { serialNumber, cpe, agent } of fleet.devices)
    expect(executed(cpe ?? agent) - (before.get(serialNumber) ?? 0)).toBe(1);

  const cancelled = await gateway.api.call("POST", `/v1/batches/${id}:cancel`, { reason: "done" });
  expect(cancelled.status).toBe(200);
  const over = await until(
    "the batch is over",
    async () => {
      const { body } = await gateway.api.call("GET", `/v1/batches/${id}`);
      return body["state"] === "cancelled" ? body : undefined;
    },
    60_000,
  );
  expect(over["counts"]).toMatchObject({
    succeeded: 2 * ALIVE,
    cancelled: TOTAL - 2 * ALIVE,
    queued: 0,
    running: 0,
  });
  await fleet.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
}, 420_000);

/** Writes the device really executed. */
function executed(
  box: { readonly journal: { of(what: string): readonly { facts: object }[] } } | undefined,
): number {
  const wanted = new Set(["SetParameterValues", "set"]);
  return (box?.journal.of("executed") ?? []).filter(({ facts }) => {
    const { rpc, message } = facts as { rpc?: string; message?: string };
    return wanted.has(String(rpc ?? message));
  }).length;
}
