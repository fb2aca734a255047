import { expect, test } from "vitest";
import { newDeviceId, silent, type DeviceId } from "#core";
import { Agents, FIRST_VERSION } from "../../usp/agents.ts";
import { Asker } from "../../usp/ask.ts";
import { Controller } from "../../usp/controller.ts";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import type { Mtp } from "../../usp/mtp/mtp.ts";
import { Presence } from "../../usp/presence.ts";
import { MovableClock } from "../clock.ts";
import { MemoryGateway } from "./gateway.ts";

/** A transport without a broker. */
const nowhere: Mtp = {
  name: "mqtt",
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  isUp: () => false,
  send: () => Promise.resolve("noReceiver"),
};

test("what is remembered of who was heard is bounded: the first are forgotten first", () => {
  const clock = new MovableClock();
  const gateway = new MemoryGateway(() => clock.now());
  const agents = new Agents(gateway, 200_000);
  const own = asEndpointId("self::controller") as EndpointId;
  const asker = new Asker({ controller: new Controller(clock), mtp: nowhere, own, timeoutMs: 1000 });
  const presence = new Presence({ gateway, agents, asker, clock, log: silent, mtp: "mqtt" });
  const devices: DeviceId[] = [];
  for (let i = 0; i <= 100_000; i++) {
    const device = newDeviceId(0, clock.now());
    devices.push(device);
    agents.remember({ device, endpoint: `os::012345-${i}` as EndpointId, version: FIRST_VERSION });
    presence.heard(device);
  }
  expect(devices.map((device) => presence.state(device)).filter((state) => state === "up")).toHaveLength(
    100_000,
  );
  expect(presence.state(devices[0] as DeviceId)).toBe("unknown");
});
