import { afterAll, beforeAll, expect, test } from "vitest";
import { createFleet } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "./api.ts";
import { openStand, type Stand, type Subject } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(930);
}, 30_000);
afterAll(() => stand.stop());

const rename = (ssid: string): Json => ({
  type: "set",
  updates: [{ path: "Device.WiFi.SSID.2.", params: { SSID: ssid } }],
});

/** The SSIDs that were really written, in order. */
function written(subject: Subject): string[] {
  const path =
    subject.kind === "TR-098 CPE"
      ? "InternetGatewayDevice.LANDevice.1.WLANConfiguration.2.SSID"
      : "Device.WiFi.SSID.2.SSID";
  const seen: string[] = [];
  subject.tree.listen((change) => {
    if (change.kind === "value" && change.path === path) seen.push(change.value);
  });
  return seen;
}

test("20 operations submitted at a time run one after the other in the order of their acceptance", async () => {
  for (const subject of stand.subjects) {
    const seen = written(subject);
    const names = Array.from({ length: 20 }, (_, number) => `name-${number}`);
    const answers = [];
    for (const name of names) answers.push((await stand.operate(subject, rename(name), 0)).body);
    const last = answers.at(-1)?.["id"];
    await until("the last one has ended", async () => {
      const { body } = await stand.api.call("GET", `/v1/operations/${String(last)}`);
      return body["state"] === "succeeded" ? true : undefined;
    });
    expect(seen).toEqual(names);
    const { body } = await stand.api.call(
      "GET",
      `/v1/operations?device=${subject.id}&state=succeeded&type=set&limit=100`,
    );
    expect((body["items"] as Json[]).every(({ attempts }) => attempts === 1)).toBe(true);
  }
});

test("the same Idempotency-Key runs an operation once, whatever kind of device it is for", async () => {
  for (const subject of stand.subjects) {
    const before = subject.writes().length;
    const where = `/v1/devices/${subject.id}/operations`;
    const headers = { "Idempotency-Key": `once-${subject.id}`, Prefer: "wait=10" };
    const first = await stand.api.call("POST", where, rename("once"), headers);
    const second = await stand.api.call("POST", where, rename("once"), headers);
    expect(second.body["id"]).toBe(first.body["id"]);
    expect(subject.writes().length - before).toBe(1);
    const other = await stand.api.call("POST", where, rename("other"), headers);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency.mismatch"]);
  }
});

test("a box that speaks both protocols is one device, and what is asked of it is done once", async () => {
  const fleet = createFleet({
    clock,
    acsUrl: stand.acsUrl,
    ...stand.usp,
    cwmp: 0,
    usp: 0,
    dual: 1,
    firstIndex: 935,
    spreadMs: 1,
  });
  await fleet.start();
  const [box] = fleet.devices;
  const one = await until("both protocols are known", async () => {
    const { body } = await stand.api.call("GET", `/v1/devices?q=${box?.serialNumber ?? ""}`);
    const [first, ...more] = body["items"] as Json[];
    return more.length === 0 && (first?.["protocols"] as string[] | undefined)?.length === 2
      ? first
      : undefined;
  });
  expect(new Set((one["identities"] as Json[]).map(({ scheme }) => scheme))).toEqual(
    new Set(["cwmp", "usp"]),
  );
  await until("onboarding is over", async () => {
    const { body } = await stand.api.call("GET", `/v1/devices/${String(one["id"])}`);
    const { queued, running } = body["operations"] as Json;
    return queued === 0 && running === 0 ? true : undefined;
  });
  const seen: string[] = [];
  box?.cpe?.tree.listen((change) => {
    if (change.kind === "value" && change.path === "Device.WiFi.SSID.2.SSID") seen.push(change.value);
  });
  for (const name of ["one", "two", "three"]) {
    const where = `/v1/devices/${String(one["id"])}/operations`;
    const { body } = await stand.api.call("POST", where, rename(name), { Prefer: "wait=10" });
    expect(body).toMatchObject({ state: "succeeded", attempts: 1 });
  }
  expect(seen).toEqual(["one", "two", "three"]);
  const where = `/v1/devices/${String(one["id"])}/parameters?path=Device.WiFi.SSID.2.SSID&maxAge=0`;
  expect((await stand.api.call("GET", where)).body["items"]).toMatchObject([{ value: "three" }]);
  await fleet.stop();
});
