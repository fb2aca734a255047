import { expect, test } from "vitest";
import type { Operation } from "#core";
import { startAcs, type Acs } from "./acs.ts";
import { Cpe, inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

const TREE = { "Device.DeviceInfo.UpTime": "7" };
const GET: Operation = { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 };

/** A box whose agent is in a session while its CPE comes. */
async function busy() {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.submit(device, GET);
  acs.gateway.agentTalks = true;
  return { ...acs, device, cpe: new Cpe(TREE) };
}

async function asked({ gateway }: Acs, times: number): Promise<void> {
  await expect
    .poll(() => gateway.calls.filter((name) => name === "open").length)
    .toBeGreaterThanOrEqual(times);
}

test("a session that comes during one over USP waits for its end, then takes its work", async () => {
  const acs = await busy();
  const ended = acs.cpe.session(acs.address);
  await asked(acs, 1);
  expect(acs.cpe.log).toEqual([]);
  acs.gateway.agentTalks = false;
  acs.clock.move(200);
  expect((await ended).status).toBe(204);
  expect(acs.cpe.log).toEqual(["GetParameterValues"]);
  expect(acs.gateway.settled).toMatchObject([{ outcome: { state: "succeeded" } }]);
  expect(acs.gateway.isReleased(acs.device)).toBe(true);
});

test("it does not wait longer than a CPE does: the work stays for the next session", async () => {
  const acs = await busy();
  const ended = acs.cpe.session(acs.address);
  for (let times = 1; times <= 51; times++) {
    await asked(acs, times);
    acs.clock.move(200);
  }
  expect((await ended).status).toBe(204);
  expect(acs.gateway.settled).toEqual([]);
  acs.gateway.agentTalks = false;
  await acs.cpe.session(acs.address);
  expect(acs.gateway.settled).toHaveLength(1);
});

test("without work it asks for nothing and ends at once", async () => {
  const acs = await startAcs();
  acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.agentTalks = true;
  expect((await new Cpe(TREE).session(acs.address)).status).toBe(204);
  expect(acs.gateway.calls).not.toContain("open");
});

test("a session without work that is told of some takes the device anew, though the agent had it meanwhile", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.leaseMs = 0;
  const wire = await Wire.open(acs.address);
  const informed = await wire.post(inform());
  const cookie = informed.headers["set-cookie"]?.split(";")[0] ?? "";
  await acs.gateway.open(device, "usp");
  acs.gateway.leaseMs = 25_000;
  acs.gateway.submit(device, GET);
  expect(await acs.stack.wake(device, AbortSignal.timeout(1000))).toMatchObject({ state: "open" });
  const answer = await wire.post("", { Cookie: cookie });
  expect([answer.status, answer.body.includes("GetParameterValues")]).toEqual([200, true]);
  wire.close();
});
