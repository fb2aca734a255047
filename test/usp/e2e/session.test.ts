import { afterEach, expect, test } from "vitest";
import { REFERENCE_SESSIONS, type AgentBehaviour, type AgentOptions, type AgentSide } from "#sim";
import type { UspConfig } from "#usp";
import { Rig, SOON } from "./rig.ts";

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.stop();
});

async function started(
  session: AgentSide["session"],
  overrides: Partial<UspConfig> = {},
  options: Partial<AgentOptions> = {},
): Promise<Rig> {
  const rig = new Rig(session, overrides, options);
  rigs.push(rig);
  await rig.start();
  return rig;
}

const REQUIRE = { mode: "Require", maxRecordBytes: 1024 } as const;
const ALLOW = { mode: "Allow", maxRecordBytes: 0 } as const;
const upTime = { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 } as const;
const name = "Device.DeviceInfo.ProvisioningCode";
const set = (value: string) =>
  ({
    type: "set",
    updates: [{ path: "Device.DeviceInfo.", params: { ProvisioningCode: value } }],
    allowPartial: false,
  }) as const;

test("an agent that requires sessions is onboarded, asked and heard in one, in records of 1024 bytes [TR-369 R-MSG.0a] [TR-369 R-E2E.18]", async () => {
  const rig = await started(REQUIRE);
  expect(rig.gateway.row(rig.device).memory).toMatchObject({
    e2eAt: rig.config.replica,
    e2eMode: "Require",
    e2eRecordBytes: 1024,
  });
  expect(await rig.run(set("one"))).toMatchObject({ state: "succeeded" });
  expect(rig.agent.tree.value(name)).toBe("one");
  rig.agent.raise("Device.", "Boot!", { Cause: "LocalReboot" });
  await expect.poll(() => rig.agent.journal.of("acknowledged").length, SOON).toBeGreaterThan(0);
});

test("messages of any size leave in records that fit [TR-369 R-E2E.15]", async () => {
  const rig = await started(REQUIRE);
  const paths = Array.from({ length: 300 }, (_, i) => `Device.WiFi.SSID.${i + 1}.SSID`);
  const got = await rig.run({ type: "get", paths, maxDepth: 0 });
  expect(got.state).toBe("succeeded");
  const bytes = rig.agent.journal.of("heard").map(({ facts }) => Number(facts["bytes"]));
  expect(Math.max(...bytes)).toBeLessThanOrEqual(1024);
  expect(Math.max(...bytes)).toBeGreaterThan(800);
});

test("nothing is opened from here with an agent that merely allows it; once it opens one, all goes in it", async () => {
  const rig = await started(ALLOW);
  expect(rig.sessions).toEqual([]);
  rig.agent.openSession();
  await expect.poll(() => rig.gateway.row(rig.device).memory["e2eAt"], SOON).toBe(rig.config.replica);
  const before = rig.agent.journal.of("heard").length;
  expect(await rig.run(upTime)).toMatchObject({ state: "succeeded" });
  expect(rig.agent.journal.of("heard").length).toBeGreaterThan(before);
  expect(rig.sessions).toHaveLength(1);
});

test("where the operator requires sessions, one is opened with an agent that allows it", async () => {
  const rig = await started(ALLOW, { sessions: "require" });
  expect(rig.sessions.length).toBeGreaterThan(0);
  expect(await rig.run(upTime)).toMatchObject({ state: "succeeded" });
});

test("an agent that forbids sessions is asked without one after its Connect record, and is never offered one again [TR-369 R-E2E.6a] [TR-369 R-MTP.8]", async () => {
  const rig = await started(undefined, { sessions: "require" });
  expect(rig.agent.journal.of("refused").map(({ facts }) => facts["code"])).toEqual([7106]);
  expect(rig.gateway.row(rig.device).memory).toMatchObject({ e2eBarred: true });
  await rig.restart();
  expect(await rig.run(upTime)).toMatchObject({ state: "succeeded" });
  expect(rig.agent.journal.of("refused")).toHaveLength(1);
});

test("after a restart of the gateway an agent in its old session is asked in a new one at once", async () => {
  const rig = await started(REQUIRE);
  const { length } = rig.sessions;
  await rig.restart();
  expect(await rig.run(set("after"))).toMatchObject({ state: "succeeded" });
  expect(rig.executed("set")).toBeGreaterThan(0);
  expect(rig.sessions).toHaveLength(length + 1);
  expect(rig.agent.journal.of("refused").at(-1)?.facts["code"]).not.toBe(7105);
});

test("after a restart of the gateway an agent that goes on in its old session is heard [TR-369 R-E2E.24]", async () => {
  const rig = await started(REQUIRE);
  await rig.restart();
  rig.agent.sendOnBoardRequest();
  // Where the first is ignored and answered by a new session, the agent repeats it there.
  const known = rig.agent.journal.of("acknowledged").length;
  await expect
    .poll(() => rig.agent.journal.of("acknowledged").length, { timeout: 18_000 })
    .toBeGreaterThan(known);
});

test("a reboot of the agent: what it was asked in the old session is asked again in the new one, under another id", async () => {
  const rig = await started(REQUIRE, { requestTimeoutMs: 10_000 });
  rig.agent.behave({ do: "missRecord", times: 1 });
  const id = rig.gateway.submit(rig.device, upTime);
  await rig.stack.wake(rig.device, AbortSignal.timeout(5000));
  await expect.poll(() => rig.gateway.row(rig.device).running, SOON).toBe(id);
  const asked = rig.agent.journal.of("asked").length;
  rig.agent.openSession();
  await expect.poll(() => rig.gateway.isSettled(id), SOON).toBe(true);
  expect(rig.gateway.ledger.get(id)).toMatchObject({ state: "succeeded", attempts: 1 });
  expect(rig.agent.journal.of("asked").slice(asked)).toHaveLength(1);
});

const writes: [string, AgentBehaviour, string][] = [
  ["before it got it", { do: "missRecord", times: 1 }, "unknownOutcome"],
  ["after it had executed it", { do: "loseRecord", times: 1 }, "succeeded"],
];
test.each(writes)(
  "a Set whose session the agent replaced %s is read back, never sent again",
  async (_when, behaviour, state) => {
    const rig = await started(REQUIRE, { requestTimeoutMs: 10_000 });
    const before = rig.executed("set");
    rig.agent.behave(behaviour);
    const id = rig.gateway.submit(rig.device, set("written"));
    await rig.stack.wake(rig.device, AbortSignal.timeout(5000));
    await expect.poll(() => rig.gateway.row(rig.device).running, SOON).toBe(id);
    if (behaviour.do === "loseRecord") await expect.poll(() => rig.executed("set"), SOON).toBe(before + 1);
    rig.agent.openSession();
    await expect.poll(() => rig.gateway.isSettled(id), SOON).toBe(true);
    expect(rig.gateway.ledger.get(id)?.state).toBe(state);
    expect(rig.executed("set")).toBe(before + (behaviour.do === "loseRecord" ? 1 : 0));
  },
);

test("a request that was lost on its way is never sent again when its time is over", async () => {
  const rig = await started(REQUIRE, { requestTimeoutMs: 500 });
  const before = rig.executed("set");
  rig.agent.behave({ do: "missRecord", times: 1 });
  expect(await rig.run(set("late"))).toMatchObject({ state: "unknownOutcome" });
  expect(await rig.run(upTime)).toMatchObject({ state: "succeeded" });
  expect(rig.executed("set")).toBe(before);
});

test.each<[string, AgentBehaviour]>([
  ["lost", { do: "loseRecord", times: 1 }],
  ["sent twice", { do: "repeatRecord", times: 3 }],
  ["overtaken", { do: "holdRecord", times: 1 }],
])(
  "a segment of an answer is %s: the answer is taken whole [TR-369 R-E2E.20] [TR-369 R-E2E.25]",
  async (_what, behaviour) => {
    const rig = await started(REQUIRE, { requestTimeoutMs: 5000 });
    const { length } = rig.sessions;
    rig.agent.behave(behaviour);
    const got = await rig.run({ type: "get", paths: ["Device.WiFi."], maxDepth: 0 });
    expect(got).toMatchObject({ state: "succeeded" });
    expect(rig.sessions).toHaveLength(length);
  },
);

test("a Notify that comes twice by its sequence is stored once and answered once", async () => {
  const rig = await started(REQUIRE);
  rig.agent.behave({ do: "repeatRecord", times: 1 });
  rig.agent.raise("Device.", "Boot!", { Cause: "LocalReboot" });
  await expect.poll(() => rig.agent.journal.of("acknowledged").length, SOON).toBe(1);
  expect([...rig.gateway.events.values()].filter(({ type }) => type === "boot")).toHaveLength(1);
});

test("while the store is away a Notify in a session is not acknowledged, and then it is there", async () => {
  const rig = await started(REQUIRE);
  rig.gateway.down = true;
  rig.agent.raise("Device.", "Boot!", { Cause: "LocalReboot" });
  await expect.poll(() => rig.gateway.refused, SOON).toBeGreaterThan(0);
  expect(rig.agent.journal.of("acknowledged")).toEqual([]);
  rig.gateway.down = false;
  await expect.poll(() => rig.agent.journal.of("acknowledged").length, SOON).toBe(1);
  expect([...rig.gateway.events.values()].filter(({ type }) => type === "boot")).toHaveLength(1);
});

test("with the sessions of the reference agent: onboarded, written, notified, and back after a restart", async () => {
  const rig = await started(
    { mode: "Allow", maxRecordBytes: 1024 },
    { sessions: "require" },
    { behaviours: REFERENCE_SESSIONS },
  );
  expect(await rig.run(set("reference"))).toMatchObject({ state: "succeeded" });
  rig.agent.raise("Device.", "Boot!", { Cause: "LocalReboot" });
  await expect.poll(() => rig.agent.journal.of("acknowledged").length, SOON).toBe(1);
  await rig.restart();
  expect(await rig.run(set("again"))).toMatchObject({ state: "succeeded" });
  expect(rig.executed("set")).toBe(
    rig.agent.journal.of("asked").filter(({ facts }) => facts["message"] === "set").length,
  );
});

test("an agent that sends nothing again ends the session: the request ends with it, the next waits for the Connect record [TR-369 R-E2E.6b] [TR-369 R-MTP.7] [TR-369 R-MTP.9]", async () => {
  const rig = await started(REQUIRE, { requestTimeoutMs: 10_000 });
  rig.agent.behave({ do: "refuseRepeat" }, { do: "loseRecord", times: 1 });
  const got = await rig.run({ type: "get", paths: ["Device.WiFi."], maxDepth: 0 });
  expect(rig.agent.journal.of("refused").at(-1)?.facts["code"]).toBe(7105);
  expect(got).toMatchObject({ state: "succeeded" });
});
