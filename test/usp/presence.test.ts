import { expect, test } from "vitest";
import { newDeviceId, silent, type DeviceId } from "#core";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import type { Route } from "../../usp/mtp/mtp.ts";
import { type Agent, Agents } from "../../usp/agents.ts";
import { Presence } from "../../usp/presence.ts";
import { Routes } from "../../usp/routes.ts";
import { MovableClock } from "../clock.ts";
import { connectOf, MemoryGateway } from "./gateway.ts";

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
  const { device } = (await gateway.contact(connectOf(endpoint, clock.now()))) as { device: DeviceId };
  const agent: Agent = { device, endpoint, version: "1.3", routes: [MQTT, STOMP, WEBSOCKET] };
  expect(routes.open(agent)).toEqual([WEBSOCKET, MQTT]);
  await routes.set(device, "websocket", "down");
  expect(routes.open(agent)).toEqual([MQTT, WEBSOCKET]);
  await routes.set(device, "mqtt", "down");
  expect(routes.open(agent)).toEqual([WEBSOCKET, MQTT]);
  await routes.set(device, "mqtt", "up");
  expect(routes.open(agent)).toEqual([MQTT, WEBSOCKET]);
});

test("agents that were connected before a restart have a while to come back; the route of one that does not is down", async () => {
  const connected = new Set<string>();
  const { clock, gateway, routes } = routesOf(() => true);
  const heard = async (name: string, replica: string) => {
    const contact = {
      protocol: "usp",
      identity: { scheme: "usp", value: name },
      proof: { kind: "none" },
      at: clock.now(),
      facts: {},
      mtp: "websocket",
      values: [],
      events: [],
      reset: false,
      session: false,
      memory: { endpoint: name, websocket: replica },
    } as const;
    return ((await gateway.contact(contact)) as { device: DeviceId }).device;
  };
  const back = await heard("os::012345-BACK", "r1");
  const away = await heard("os::012345-AWAY", "r1");
  const other = await heard("os::012345-OTHER", "r2");
  const presence = new Presence({
    gateway,
    agents: new Agents(gateway, 10),
    asker: { ask: () => Promise.reject(new RangeError("nobody is asked")) },
    routes,
    mtps: { reaches: (to: string) => connected.has(to) },
    replica: "r1",
    clock,
    log: silent,
  } as unknown as ConstructorParameters<typeof Presence>[0]);
  presence.transport("websocket", true);
  clock.move(29_000);
  connected.add("os::012345-BACK");
  routes.heard(back, "websocket");
  expect(routes.state(away, "websocket")).toBe("unknown");
  clock.move(1000);
  await expect.poll(() => routes.state(away, "websocket")).toBe("down");
  expect(routes.state(back, "websocket")).toBe("up");
  expect(routes.state(other, "websocket")).toBe("unknown");
  connected.add("os::012345-AWAY");
  await presence.gone("websocket", asEndpointId("os::012345-AWAY") as EndpointId);
  expect(routes.state(away, "websocket")).toBe("down");
  presence.stop();
});

test("silence does not make a route down that the agent was heard on since it was asked, by whatever it said", async () => {
  const { gateway, clock, routes } = routesOf(() => true);
  const { device } = (await gateway.contact(connectOf("os::012345-B", clock.now()))) as { device: DeviceId };
  let before = routes.times(device, "mqtt");
  routes.heard(device, "mqtt");
  await routes.silent(device, "mqtt", before);
  expect(routes.state(device, "mqtt")).toBe("up");
  before = routes.times(device, "mqtt");
  await routes.set(device, "mqtt", "up");
  await routes.silent(device, "mqtt", before);
  expect(routes.state(device, "mqtt")).toBe("up");
  await routes.silent(device, "mqtt", routes.times(device, "mqtt"));
  expect(routes.state(device, "mqtt")).toBe("down");
});
