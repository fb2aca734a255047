import { afterAll, beforeAll, expect, test } from "vitest";
import { until, type Json } from "./api.ts";
import { wakingStand, type Box, type WakingStand } from "./waking.rig.ts";

let stand: WakingStand;
beforeAll(async () => {
  stand = await wakingStand(["--cwmp-notifications=true", "--cwmp-notification-port=0"]);
  await stand.start("two");
});
afterAll(() => stand.stop());

/** It is read from until a ring has brought it: it also comes by itself, to tell its address. */
async function woken({ read, wake }: Box): Promise<void> {
  await until("a ring has brought it", async () => {
    expect(await read()).toBe(200);
    return (await wake())["lastResult"] === "ok" ? true : undefined;
  });
}

test("a box behind a NAT, which no HTTP connection request reaches, is woken by UDP as its onboarding set it up [TR-069a6 G.2.2.3]", async () => {
  const box = await stand.box();
  const { cpe, bound, wake } = box;
  await bound();
  expect(cpe.tree.value("Device.ManagementServer.NATDetected")).toBe("true");
  await woken(box);
  expect(await wake()).toMatchObject({ method: "udp" });
  await until("it was rung twice", async () => {
    await woken(box);
    return cpe.journal.of("udpRequest")[1];
  });
  const [first, second] = cpe.journal.of("udpRequest").map(({ facts }) => facts);
  expect(Number(second?.["ts"])).toBeGreaterThan(Number(first?.["ts"]));
});

test("a box that is off was rung, and does not count as come", async () => {
  const { cpe, bound, ring, wake } = await stand.box();
  await bound();
  cpe.stop();
  expect(await ring()).toMatchObject({ state: "rung", method: "udp" });
  expect(await wake()).toMatchObject({ method: "udp", lastResult: "rung" });
});

test("the binding of another replica: the request leaves from there, and again after its restart", async () => {
  const box = await stand.box();
  const { cpe, bound, move } = box;
  const rung = () => cpe.journal.of("udpRequest").length;
  await bound();
  await move("two");
  for (const restarts of [false, true]) {
    if (restarts) {
      await stand.stopOne("two");
      await stand.start("two");
    }
    const before = rung();
    await until("it was rung from there", async () => {
      await woken(box);
      return rung() > before ? true : undefined;
    });
  }
  expect(cpe.journal.of("natDropped")).toEqual([]);
});

test("a change told by a lightweight notification is an event without a session, told once [TR-069a6 M.2]", async () => {
  const { id, cpe, bound, manage } = await stand.box();
  await bound();
  const { port, hostname } = new URL(stand.urlOf("two", "notifications"));
  await manage({
    LightweightNotificationProtocolsUsed: "UDP",
    UDPLightweightNotificationHost: hostname,
    UDPLightweightNotificationPort: port,
  });
  const path = "Device.WiFi.SSID.1.SSID";
  const attributes = {
    Name: path,
    NotificationChange: true,
    Notification: 5,
    AccessListChange: false,
    AccessList: [],
  };
  const native = {
    type: "native",
    protocol: "cwmp",
    rpc: "SetParameterAttributes",
    args: { ParameterList: [attributes] },
  };
  const { body } = await stand.api.call("POST", `/v1/devices/${id}/operations`, native, {
    Prefer: "wait=15",
  });
  expect(body).toMatchObject({ state: "succeeded" });
  const informs = cpe.journal.of("informed").length;
  cpe.change(path, "told lightly");
  const changed = async () => {
    const url = `/v1/devices/${id}/events?type=causeway.device.value-changed&limit=100`;
    const { body: page } = await stand.api.call("GET", url);
    return (page["items"] as Json[]).filter(({ data }) => (data as Json)["value"] === "told lightly");
  };
  await until("it is an event", async () => (await changed())[0]);
  expect(await changed()).toHaveLength(1);
  const { body: known } = await stand.api.call("GET", `/v1/devices/${id}/parameters?path=${path}`);
  expect((known["items"] as Json[])[0]).toMatchObject({ value: "told lightly" });
  expect(cpe.journal.of("informed")).toHaveLength(informs);
});
