import { afterEach, expect, test } from "vitest";
import type { DeviceStack } from "#core";
import { Rig, SOON } from "./rig.ts";

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** Two replicas that share their subscription; the agent's session is held by the first. */
async function pair(): Promise<{ rig: Rig; other: DeviceStack }> {
  const rig = new Rig({ mode: "Require", maxRecordBytes: 1024 }, { connections: 2 });
  undo.push(() => rig.stop());
  await rig.start();
  const other = rig.replica("b");
  undo.push(() => other.stop(AbortSignal.abort()));
  await other.start();
  return { rig, other };
}

const get = { type: "get", paths: ["Device.WiFi."], maxDepth: 0 } as const;

test("records that come to another replica are passed on to the one that holds the session; none is lost or taken twice", async () => {
  const { rig } = await pair();
  const { length } = rig.sessions;
  for (let i = 0; i < 30; i++) rig.agent.raise("Device.", "Boot!", { Cause: "LocalReboot", N: String(i) });
  await expect.poll(() => rig.agent.journal.of("acknowledged").length, SOON).toBe(30);
  const boots = [...rig.gateway.events.values()].filter(({ type }) => type === "boot");
  expect(boots).toHaveLength(30);
  expect(rig.sessions).toHaveLength(length);
});

test("what another replica asks goes in the session of the one that holds it, and the answer comes back", async () => {
  const { rig, other } = await pair();
  const { length } = rig.sessions;
  const id = rig.gateway.submit(rig.device, get);
  await other.wake(rig.device, AbortSignal.timeout(5000));
  await expect.poll(() => rig.gateway.isSettled(id), SOON).toBe(true);
  expect(rig.gateway.ledger.get(id)).toMatchObject({ state: "succeeded", attempts: 1 });
  expect(rig.sessions).toHaveLength(length);
});

test("a holder that is gone: the next one that has something to ask begins anew", async () => {
  const { rig, other } = await pair();
  await rig.stack.stop(AbortSignal.abort());
  rig.stack = other;
  expect(await rig.run(get)).toMatchObject({ state: "succeeded" });
  expect(rig.gateway.row(rig.device).memory["e2eAt"]).toBe(`${rig.config.replica}-b`);
});
