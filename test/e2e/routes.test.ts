import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Agent } from "#sim";
import { until } from "../contract/api.ts";
import { noRabbit, type Rabbit, startRabbit } from "../rabbitmq.ts";
import { scratch, serve } from "./gateway.ts";
import { agentOver, onboarded, stompFlags } from "./stomp.rig.ts";

let rabbit: Rabbit;
beforeAll(async () => {
  if (noRabbit === undefined) rabbit = await startRabbit();
});
afterAll(() => rabbit?.remove());

const agents: Agent[] = [];
afterEach(() => {
  for (const agent of agents.splice(0)) agent.stop();
});

test.skipIf(noRabbit)(
  "an agent over MQTT and STOMP is one device with two routes, and each stands in for the other",
  async () => {
    const dataDir = scratch();
    const gateway = await serve(dataDir, stompFlags(rabbit, dataDir));
    const overStomp = agentOver(rabbit.url, "STOMP");
    agents.push(overStomp);
    await overStomp.start();
    const device = await onboarded(gateway);
    const overMqtt = agentOver(gateway.printed.get("mqtt") ?? "", "MQTT");
    agents.push(overMqtt);
    await overMqtt.start();
    const routes = async () => {
      const { body } = await gateway.api.call("GET", `/v1/devices/${device}`);
      return (body["routes"] as { mtp: string; state: string }[])
        .map(({ mtp, state }) => `${mtp} ${state}`)
        .toSorted();
    };
    await until("both routes are known", async () =>
      (await routes()).join() === "mqtt up,stomp up" ? true : undefined,
    );
    const { body } = await gateway.api.call("GET", "/v1/devices");
    expect(body["items"]).toHaveLength(1);

    async function askedOver(agent: Agent): Promise<void> {
      const before = agent.journal.of("asked").length;
      const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
      const asked = await gateway.api.call("POST", `/v1/devices/${device}/operations`, read, {
        Prefer: "wait=30",
      });
      expect(asked.body).toMatchObject({ state: "succeeded" });
      expect(agent.journal.of("asked").length).toBeGreaterThan(before);
    }
    await askedOver(overMqtt);
    overMqtt.stop();
    await askedOver(overStomp);
    await overMqtt.start();
    await until("MQTT is back", async () => ((await routes()).includes("mqtt up") ? true : undefined));
    await rabbit.kill();
    await until("STOMP is gone", async () => ((await routes()).includes("stomp up") ? undefined : true));
    await askedOver(overMqtt);
  },
);
