import { expect, test } from "vitest";
import { newDeviceId, silent, type DeviceId } from "#core";
import type { Agent } from "../../usp/agents.ts";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import type { Route } from "../../usp/mtp/mtp.ts";
import { Routes } from "../../usp/routes.ts";
import { MovableClock } from "../clock.ts";
import { MemoryGateway } from "./gateway.ts";

const MQTT: Route = { mtp: "mqtt", topic: "usp/agent/a", version: "5" };
const STOMP: Route = { mtp: "stomp", destination: "/queue/a" };
const WEBSOCKET: Route = { mtp: "websocket", replica: "r1" };

function routesOf(reaches: (route: Route) => boolean) {
  const clock = new MovableClock();
  const gateway = new MemoryGateway(() => clock.now());
  const routes = new Routes({
    gateway,
    clock,
    log: silent,
    mtps: { reaches: (_to, route) => reaches(route) },
  });
  return { clock, gateway, routes };
}

test("what is remembered of who was heard is bounded: the first are forgotten first", () => {
  const { clock, routes } = routesOf(() => true);
  const devices: DeviceId[] = [];
  for (let i = 0; i <= 100_000; i++) {
    const device = newDeviceId(0, clock.now());
    devices.push(device);
    routes.heard(device, "mqtt");
  }
  const up = devices.filter((device) => routes.state(device, "mqtt") === "up");
  expect(up).toHaveLength(100_000);
  expect(routes.state(devices[0] as DeviceId, "mqtt")).toBe("unknown");
});

test("the best route that is open here is taken first, one that failed after the others", async () => {
  const { clock, gateway, routes } = routesOf((route) => route.mtp !== "stomp");
  const endpoint = asEndpointId("os::012345-A") as EndpointId;
  const { device } = (await gateway.contact({
    protocol: "usp",
    identity: { scheme: "usp", value: endpoint },
    proof: { kind: "none" },
    at: clock.now(),
    facts: {},
    mtp: "mqtt",
    values: [],
    events: [],
    reset: false,
    session: false,
  })) as { device: DeviceId };
  const agent: Agent = { device, endpoint, version: "1.3", routes: [MQTT, STOMP, WEBSOCKET] };
  expect(routes.open(agent)).toEqual([WEBSOCKET, MQTT]);
  await routes.set(device, "websocket", "down");
  expect(routes.open(agent)).toEqual([MQTT, WEBSOCKET]);
  await routes.set(device, "mqtt", "down");
  expect(routes.open(agent)).toEqual([WEBSOCKET, MQTT]);
  await routes.set(device, "mqtt", "up");
  expect(routes.open(agent)).toEqual([MQTT, WEBSOCKET]);
});
