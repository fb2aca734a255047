import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTROLLER, noRabbit, type Rabbit, startRabbit } from "../rabbitmq.ts";
import { until } from "./api.ts";
import { openStand, type Stand } from "./rig.ts";
import { stackContract } from "./stack.contract.ts";

const DESTINATION = "/queue/usp-controller";
const LOGIN = { username: CONTROLLER.name, password: CONTROLLER.password };

let rabbit: Rabbit;
let stand: Stand;

/** The whole gateway with one equal fleet, whose agent speaks STOMP. */
beforeAll(async () => {
  if (noRabbit !== undefined) return;
  rabbit = await startRabbit();
  const password = join(rabbit.folder, "password");
  writeFileSync(password, `${LOGIN.password}\n`);
  const flags = {
    "stomp-url": rabbit.url,
    "stomp-username": LOGIN.username,
    "stomp-password-file": password,
    "stomp-destination": DESTINATION,
    "usp-agent-destination": "/queue/agent-{endpointId}",
  };
  const given = Object.entries(flags).map(([key, value]) => `--${key}=${value}`);
  const broker = {
    mqttUrl: rabbit.url,
    controllerTopic: DESTINATION,
    agentTopic: "/queue/agent-{endpointId}",
  };
  stand = await openStand(906, given, undefined, { broker, login: LOGIN });
}, 120_000);
afterAll(async () => {
  await stand?.stop();
  await rabbit?.remove();
});

if (noRabbit === undefined) stackContract("USP agent", () => stand, "0906");

test.skipIf(noRabbit)("the route of the device is STOMP, up, and both servers are told", async () => {
  const { id } = stand.of("USP agent");
  const { body } = await stand.api.call("GET", `/v1/devices/${id}`);
  expect(body["routes"]).toMatchObject([{ mtp: "stomp", state: "up" }]);
  const { body: system } = await stand.api.call("GET", "/v1/system");
  expect(system["dependencies"]).toMatchObject([
    { name: "redis" },
    { name: "mqtt", state: "up" },
    { name: "stomp", state: "up" },
  ]);
});

test.skipIf(noRabbit)(
  "a server that is killed is told, and its agent is there again by itself when it is back",
  async () => {
    const { id } = stand.of("USP agent");
    const { api } = stand;
    const conditions = async () =>
      (await api.call("GET", "/v1/system")).body["dependencies"] as { name: string; state: string }[];
    const ofStomp = async (state: string) =>
      (await conditions()).find((one) => one.name === "stomp" && one.state === state);
    await rabbit.kill();
    await until("it is told", () => ofStomp("down"));
    await rabbit.start();
    await until("it is back", () => ofStomp("up"), 40_000);
    await until(
      "the agent answers",
      async () => {
        const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
        const { body } = await api.call("POST", `/v1/devices/${id}/operations`, read, { Prefer: "wait=5" });
        return body["state"] === "succeeded" ? body : undefined;
      },
      40_000,
    );
  },
  120_000,
);
