import { afterAll, beforeAll, expect, test } from "vitest";
import { equalFleet, KnockServer, type EqualFleet } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "./api.ts";
import { KINDS, openStand, REBOOT_MS, type Kind, type Stand } from "./rig.ts";

/** Longer than any test: what goes on in a device goes on until it is told to stop. */
const NEVER_MS = 600_000;
let stand: Stand;
let fleet: EqualFleet;
const knocks = new KnockServer();
const ids = new Map<Kind, string>();

beforeAll(async () => {
  stand = await openStand(8);
  await knocks.start();
  fleet = equalFleet({
    clock,
    acsUrl: stand.acsUrl,
    ...stand.usp,
    index: 81,
    cpe: { knocks, rebootMs: REBOOT_MS, workMs: NEVER_MS, timeoutMs: 5000 },
    agent: { rebootMs: REBOOT_MS, workMs: NEVER_MS, pollMs: 100, reconnectMs: 100 },
  });
  const { igd, device, agent } = fleet;
  await Promise.all([igd.start(), device.start(), agent.start()]);
  const names = [igd.serialNumber, device.serialNumber, agent.endpointId];
  for (const [i, kind] of KINDS.entries()) {
    const id = await until(`${kind} is onboarded`, async () => {
      const found = await stand.api.call("GET", `/v1/devices?q=${encodeURIComponent(names[i] ?? "")}`);
      const one = (found.body["items"] as Json[])[0]?.["id"];
      const { body } = await stand.api.call("GET", `/v1/operations?device=${String(one)}&type=onboard`);
      return (body["items"] as Json[] | undefined)?.[0]?.["state"] === "succeeded" ? String(one) : undefined;
    });
    ids.set(kind, id);
  }
});
afterAll(async () => {
  fleet.stop();
  await knocks.stop();
  await stand.stop();
});

/** A diagnostic that the device has begun. */
async function begun(kind: Kind): Promise<string> {
  const { body } = await stand.api.call("POST", `/v1/devices/${ids.get(kind) ?? ""}/operations`, {
    type: "operate",
    command: "Device.IP.Diagnostics.IPPing()",
    input: { Host: "192.0.2.1" },
  });
  const id = String(body["id"]);
  await until(`${kind} goes on with it`, async () => {
    const read = (await stand.api.call("GET", `/v1/operations/${id}`)).body;
    const device = (await stand.api.call("GET", `/v1/devices/${ids.get(kind) ?? ""}`)).body;
    const idle = (device["operations"] as Json)["queued"] === 0;
    return read["state"] === "running" && read["sentAt"] !== null && idle ? true : undefined;
  });
  return id;
}

const cancel = (id: string) =>
  until("the command goes on without a session", async () => {
    const answer = await stand.api.call("POST", `/v1/operations/${id}:cancel`, { reason: "test" });
    const early = answer.status === 409 && !JSON.stringify(answer.body).includes("asked to stop");
    return early ? undefined : answer;
  });

test.each(["TR-181 CPE", "USP agent"] as const)(
  "%s: a diagnostic that goes on is cancelled by asking the device",
  async (kind) => {
    const id = await begun(kind);
    const answer = await cancel(id);
    expect(answer).toMatchObject({ status: 200, body: { id, state: "failed" } });
    expect(answer.body["problem"]).toMatchObject(kind === "USP agent" ? {} : { code: "operation.cancelled" });
    if (kind === "TR-181 CPE")
      expect(fleet.device.tree.value("Device.IP.Diagnostics.IPPing.DiagnosticsState")).toBe("Canceled");
  },
);

test("TR-098 CPE: a diagnostic cannot be stopped, the answer says why, and it goes on", async () => {
  const id = await begun("TR-098 CPE");
  const { status, body } = await cancel(id);
  expect([status, body["code"]]).toEqual([409, "operation.notCancellable"]);
  expect(String(body["detail"])).toContain("DiagnosticsState that stops it");
  expect((await stand.api.call("GET", `/v1/operations/${id}`)).body).toMatchObject({ state: "running" });
});
