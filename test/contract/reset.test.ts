import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, until } from "./api.ts";
import { openStand, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(951);
}, 30_000);
afterAll(() => stand.stop());

test("Device.FactoryReset(): the device forgets everything, is onboarded anew and can be used on", async () => {
  for (const subject of stand.subjects) {
    // By now it has shown the credentials it was given, and would have to show them again.
    await subject.cpe?.inform("2 PERIODIC");
    const path = "Device.WiFi.SSID.1.SSID";
    const factory = (await stand.values(subject, path))[path];
    const set = { type: "set", updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "mine" } }] };
    expect((await stand.operate(subject, set)).body).toMatchObject({ state: "succeeded" });
    const reset = await stand.operate(subject, { type: "operate", command: "Device.FactoryReset()" });
    expect(reset.body).toMatchObject({ state: "succeeded", attempts: 1 });
    await until(
      `${subject.kind} is onboarded again`,
      async () => {
        const { body } = await stand.api.call("GET", `/v1/operations?device=${subject.id}&type=onboard`);
        const done = (body["items"] as Json[]).filter(({ state }) => state === "succeeded");
        return done.length > 1 ? true : undefined;
      },
      15_000,
    );
    expect((await stand.values(subject, path))[path]).toBe(factory);
    const told = `/v1/devices/${subject.id}/events?order=desc&limit=100&type=causeway.device.`;
    const [boot] = (await stand.api.call("GET", `${told}boot`)).body["items"] as Json[];
    expect([subject.kind, boot?.["data"]]).toMatchObject([subject.kind, { cause: "RemoteFactoryReset" }]);
    const events = (await stand.api.call("GET", `${told}event`)).body["items"] as Json[];
    const bootstrap = events.map(({ data }) => data as Json).find(({ name }) => name === "Bootstrap");
    expect([subject.kind, bootstrap]).toMatchObject([subject.kind, { reason: "factoryReset" }]);
    expect((await stand.operate(subject, set)).body).toMatchObject({ state: "succeeded" });
    expect((await stand.values(subject, path, true))[path]).toBe("mine");
  }
}, 60_000);
