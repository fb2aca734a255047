import { expect, test } from "vitest";
import type { Journal } from "#sim";
import { freePort } from "../../src/platform/services.ts";
import { type Json, until } from "../contract/api.ts";
import { scratch, serve } from "./gateway.ts";
import { pairOf } from "./pair.ts";

const SET: Json = { type: "set", updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "survivor" } }] };
const ADD: Json = {
  type: "add",
  objects: [{ path: "Device.NAT.PortMapping.", params: { ExternalPort: 7070, Protocol: "TCP" } }],
};
const SLOW_MS = 1500;
const WRITES = new Set(["SetParameterValues", "AddObject", "set", "add"]);

function writesOf(journal: Journal): number {
  return journal.of("executed").filter(({ facts }) => WRITES.has(String(facts["rpc"] ?? facts["message"])))
    .length;
}

test.each([
  ["set", SET, ["succeeded"]],
  ["add", ADD, ["unknownOutcome"]],
] as const)(
  "the gateway killed between sending a %s and its answer: it ends once, and the device did it once [MQTT-18]",
  async (type, operation, ends) => {
    const dataDir = scratch();
    const ports = ["--cwmp-port", String(await freePort())];
    const first = await serve(dataDir, ports);
    const boxes = await pairOf(first, "KILLED1");
    const { cpe, agent, ids } = boxes;
    const before = [writesOf(cpe.journal), writesOf(agent.journal)] as const;
    cpe.behave({
      do: "slow",
      ms: SLOW_MS,
      rpc: type === "set" ? "SetParameterValues" : "AddObject",
      times: 1,
    });
    agent.behave({ do: "slow", ms: SLOW_MS, message: type, times: 1 });
    const asked = [cpe.journal.next("asked"), agent.journal.next("asked")];
    const sent: Record<string, string> = {};
    for (const [box, device] of Object.entries(ids)) {
      const { status, body } = await first.api.call("POST", `/v1/devices/${device}/operations`, operation);
      expect(status).toBe(202);
      sent[box] = String(body["id"]);
    }
    await Promise.all(asked);
    first.kill("SIGKILL");
    await first.ended;
    await until("the devices have executed it", () =>
      writesOf(cpe.journal) > before[0] && writesOf(agent.journal) > before[1] ? true : undefined,
    );

    const second = await serve(dataDir, ports);
    for (const id of Object.values(sent)) {
      const ended = await until(
        `${id} has ended`,
        async () => {
          const { body } = await second.api.call("GET", `/v1/operations/${id}`);
          return body["finishedAt"] === null ? undefined : body;
        },
        30_000,
      );
      expect(ends).toContain(ended["state"]);
      expect(ended["attempts"]).toBeGreaterThan(1);
    }
    expect([writesOf(cpe.journal), writesOf(agent.journal)]).toEqual([before[0] + 1, before[1] + 1]);
    // The next operation runs as if nothing had been.
    for (const device of Object.values(ids)) {
      const get = { type: "get", paths: ["Device.WiFi.SSID.1.SSID"] };
      const { body } = await second.api.call("POST", `/v1/devices/${device}/operations`, get, {
        Prefer: "wait=20",
      });
      expect(body).toMatchObject({ state: "succeeded" });
    }
    await boxes.stop();
    second.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  },
  60_000,
);
