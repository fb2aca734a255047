import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Agent } from "#sim";
import { type Json, until } from "../contract/api.ts";
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
  "the gateway killed while notifications come over STOMP: each is stored once, because the agent repeats what was not answered",
  async () => {
    const dataDir = scratch();
    const given = stompFlags(rabbit, dataDir);
    let gateway = await serve(dataDir, given);
    const agent = agentOver(rabbit.url, "STOMP");
    agents.push(agent);
    agent.tree.set("Device.LocalAgent.Controller.1.USPNotifRetryMinimumWaitInterval", "1", "device");
    await agent.start();
    const device = await onboarded(gateway);
    let raised = 0;
    const raise = (): void =>
      agent.raise("Device.SoftwareModules.", "DUStateChange!", { UUID: `n-${++raised}` });
    for (let kill = 0; kill < 3; kill++) {
      for (let i = 0; i < 30; i++) raise();
      // In the middle of them.
      await agent.journal.next("acknowledged");
      gateway.kill("SIGKILL");
      await gateway.ended;
      for (let i = 0; i < 10; i++) raise();
      gateway = await serve(dataDir, given);
    }
    const stored = await until(
      "all are stored",
      async () => {
        const { body } = await gateway.api.call("GET", `/v1/events?device=${device}&limit=1000`);
        const ids = (body["items"] as Json[])
          .map((event) => (event["data"] as { params?: { UUID?: string } }).params?.UUID)
          .filter((id) => id !== undefined);
        return new Set(ids).size === raised ? ids : undefined;
      },
      60_000,
    );
    expect(stored).toHaveLength(raised);
    gateway.kill("SIGTERM");
    expect((await gateway.ended).code).toBe(0);
  },
);
