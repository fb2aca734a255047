import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceEvent, DeviceId, Lease, OperationId, Outcome, Resume } from "#core";
import { complete } from "../../bridge/operate/completion.ts";
import { expireScript } from "../../bridge/operate/expire.script.ts";
import { headArgs } from "../../bridge/operate/head.ts";
import { cancel, read } from "../../bridge/operate/ledger.ts";
import { resume } from "../../bridge/operate/resume.ts";
import { claim, sending } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit, type Submission } from "../../bridge/operate/submit.ts";
import { removeScript } from "../../bridge/state/remove.script.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl());
});
afterAll(() => r.close());

const PING = "Device.IP.Diagnostics.IPPing()";
const NOTHING = { change: {} };
const DAY = 86_400_000;

const operate = async (device: DeviceId, command: string, more: Partial<Submission> = {}) =>
  (
    await submit(r.context, {
      device,
      operation: { type: "operate", command, input: {} },
      actor: "tester",
      ...more,
    })
  ).id;
const expire = (partition: number) =>
  r.context.scripts.run(
    expireScript,
    [`${r.keys.tag(partition)}:due`],
    [...headArgs(r.keys.tag(partition), r.clock.now(), r.context.limits), 200, 5000],
  ) as Promise<[string[], string[], number, number]>;
const recordOf = (id: OperationId) => read(r.context, id);

function done(id: OperationId, more: Partial<DeviceEvent> = {}): DeviceEvent {
  const event = { id: `${id}:complete`, at: 1, type: "commandComplete", path: "Device.IP.Diagnostics." };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all its members are here
  return {
    ...event,
    command: "IPPing()",
    commandKey: id.slice(2),
    output: { Status: "Complete" },
    ...more,
  } as DeviceEvent;
}

/** The device took it and goes on without a session. */
async function accept(
  lease: Lease,
  id: OperationId,
  more: Partial<Extract<Outcome, { state: "pending" }>> = {},
) {
  expect((await claim(r.context, lease))?.record.id).toBe(id);
  await sending(r.context, lease, id);
  return settle(r.context, lease, id, { state: "pending", ...more }, NOTHING);
}

test("a second diagnostic of the same object waits for the end of the first, and all else passes it", async () => {
  const device = await r.device();
  const first = await operate(device, PING);
  const second = await operate(device, PING);
  const third = await operate(device, PING);
  const route = await operate(device, "Device.IP.Diagnostics.TraceRoute()");
  const reboot = await operate(device, "Device.Reboot()");
  const lease = await r.session(device);
  expect((await accept(lease, first))?.record.id).toBe(route);
  expect((await accept(lease, route))?.record.id).toBe(reboot);
  expect(await accept(lease, reboot)).toBeUndefined();
  expect((await recordOf(second))?.state).toBe("queued");
  await complete(r.context, device, [done(first)]);
  expect((await recordOf(first))?.state).toBe("succeeded");
  const next = await r.session(device);
  expect(await accept(next, second)).toBeUndefined();
  await complete(r.context, device, [done(second, { problem: { code: "device.fault" } })]);
  expect((await recordOf(second))?.state).toBe("failed");
  expect(await accept(await r.session(device), third)).toBeUndefined();
});

test("the end of a diagnostic asks for a session at once when another one waits for it", async () => {
  const device = await r.device();
  const first = await operate(device, PING);
  const lease = await r.session(device);
  await accept(lease, first);
  expect(await complete(r.context, device, [done(first)])).toEqual([]);
  const again = await operate(device, PING);
  await accept(await r.session(device), again);
  await operate(device, PING);
  expect(await complete(r.context, device, [done(again)])).toEqual(["cwmp"]);
  expect(await r.client.zscore(`${r.keys.tag(0)}:wakeat`, `${device}:cwmp`)).toBe(String(r.clock.now()));
});

test("a diagnostic that failed at once, expired or was cancelled holds nobody up", async () => {
  const device = await r.device();
  const failed = await operate(device, PING);
  const cancelled = await operate(device, PING);
  const expired = await operate(device, PING, { expiresIn: 1000 });
  const last = await operate(device, PING);
  const lease = await r.session(device);
  await claim(r.context, lease);
  const problem = { code: "device.fault" } as const;
  const next = await settle(r.context, lease, failed, { state: "failed", problem }, NOTHING);
  expect(next?.record.id).toBe(cancelled);
  await cancel(r.context, cancelled);
  r.clock.move(2000);
  const later = await r.session(device);
  expect((await claim(r.context, later))?.record.id).toBe(last);
  expect((await recordOf(expired))?.state).toBe("expired");
});

test.each([
  [["ready"], ["ready", "boot"]],
  [["boot"], ["boot"]],
  [["reset", "boot"], ["reset"]],
] as [Resume[], Resume[]][])(
  "told %j, a pending operation that waits for %j is claimed again, as one that was accepted",
  async (told, waits) => {
    const device = await r.device();
    const id = await operate(device, PING);
    await accept(await r.session(device), id, { resume: waits });
    const other = await operate(device, "Device.Reboot()");
    // Long after the time in which it had to begin.
    r.clock.move(3 * DAY);
    expect(await resume(r.context, device, told)).toBe(1);
    expect(await resume(r.context, device, told)).toBe(0);
    const lease = await r.session(device);
    const claimed = await claim(r.context, lease);
    expect(claimed).toMatchObject({ record: { id, attempts: 2 }, reconcile: true, accepted: true });
    const outcome: Outcome = { state: "succeeded", result: { type: "operate", results: [] } };
    await settle(r.context, lease, id, outcome, NOTHING);
    expect((await recordOf(id))?.state).toBe("succeeded");
    expect((await recordOf(other))?.state).toBe("expired");
  },
);

test("what was told does not bring back what waits for something else, or has ended", async () => {
  const device = await r.device();
  const id = await operate(device, "Device.DeviceInfo.FirmwareImage.1.Download()");
  await accept(await r.session(device), id, { resume: ["reset"] });
  expect(await resume(r.context, device, ["ready", "boot"])).toBe(0);
  await complete(r.context, device, [done(id)]);
  expect(await resume(r.context, device, ["reset"])).toBe(0);
  expect((await recordOf(id))?.state).toBe("succeeded");
});

test("a completion that comes while the operation waits to be looked at, or is, ends it", async () => {
  const device = await r.device();
  const waiting = await operate(device, PING);
  await accept(await r.session(device), waiting, { resume: ["ready"] });
  await resume(r.context, device, ["ready"]);
  await complete(r.context, device, [done(waiting)]);
  expect((await recordOf(waiting))?.state).toBe("succeeded");
  expect(await claim(r.context, await r.session(device))).toBeUndefined();

  const looked = await operate(device, "Device.DeviceInfo.FirmwareImage.1.Download()");
  await accept(await r.session(device), looked, { resume: ["reset"] });
  await resume(r.context, device, ["reset"]);
  const lease = await r.session(device);
  await claim(r.context, lease);
  await complete(r.context, device, [done(looked)]);
  const problem = { code: "operation.unknownOutcome" } as const;
  await settle(r.context, lease, looked, { state: "unknownOutcome", problem }, NOTHING);
  expect((await recordOf(looked))?.state).toBe("succeeded");
});

test("a completion that comes while another operation runs ends the one it names, and leaves the other running", async () => {
  const device = await r.device();
  const id = await operate(device, PING);
  const other = await operate(device, "Device.Reboot()");
  const lease = await r.session(device);
  expect((await accept(lease, id))?.record.id).toBe(other);
  await sending(r.context, lease, other);
  await complete(r.context, device, [done(id)]);
  expect((await recordOf(id))?.state).toBe("succeeded");
  expect((await recordOf(other))?.state).toBe("running");
  const outcome: Outcome = { state: "succeeded", result: { type: "operate", results: [] } };
  await settle(r.context, lease, other, outcome, NOTHING);
  expect((await recordOf(other))?.state).toBe("succeeded");
});

test("a session that ends while it looks leaves the operation to the next one", async () => {
  const device = await r.device();
  const id = await operate(device, PING);
  await accept(await r.session(device), id, { resume: ["ready"] });
  await resume(r.context, device, ["ready"]);
  await claim(r.context, await r.session(device));
  expect(await claim(r.context, await r.session(device))).toMatchObject({
    record: { id },
    reconcile: true,
    accepted: true,
  });
});

test("a pending operation whose time is over is looked at once, then its outcome is unknown and the next one runs", async () => {
  const device = await r.device(3);
  const id = await operate(device, PING);
  const next = await operate(device, PING, { expiresIn: DAY });
  await accept(await r.session(device), id, { resume: ["ready"], withinMs: 900_000 });
  r.clock.move(899_000);
  expect((await expire(3))[0]).toEqual([]);
  r.clock.move(2000);
  const [ended, rung] = await expire(3);
  expect([ended, rung]).toEqual([[], [device, "cwmp"]]);
  const lease = await r.session(device);
  expect(await claim(r.context, lease)).toMatchObject({ record: { id }, accepted: true });
  await settle(r.context, lease, id, { state: "pending", resume: ["ready"], withinMs: 900_000 }, NOTHING);
  r.clock.move(901_000);
  expect((await expire(3))[0]).toEqual([id]);
  expect(await recordOf(id)).toMatchObject({
    state: "unknownOutcome",
    problem: { code: "operation.unknownOutcome" },
  });
  expect((await claim(r.context, await r.session(device)))?.record.id).toBe(next);
});

test("a device that stays away is not waited for any longer than twice the time", async () => {
  const device = await r.device(2);
  const id = await operate(device, PING);
  await accept(await r.session(device), id, { resume: ["ready"], withinMs: 900_000 });
  r.clock.move(901_000);
  await expire(2);
  r.clock.move(901_000);
  expect((await expire(2))[0]).toEqual([id]);
  expect((await recordOf(id))?.state).toBe("unknownOutcome");
});

test("what a device goes on with is not cancelled behind its back, and is looked at by the protocol it began over", async () => {
  const device = await r.device();
  const id = await operate(device, PING);
  await accept(await r.session(device), id, { resume: ["ready"] });
  expect(await cancel(r.context, id)).toBeUndefined();
  expect((await read(r.context, id))?.state).toBe("running");
  await r.client.hset(r.keys.device(device), "activeProtocol", "usp");
  await resume(r.context, device, ["ready"]);
  expect(await claim(r.context, await r.session(device, "usp"))).toBeUndefined();
  expect((await claim(r.context, await r.session(device, "cwmp")))?.record.id).toBe(id);
});

test("a device that is removed leaves no operation behind", async () => {
  const device = await r.device(1);
  const id = await operate(device, PING);
  const waits = await operate(device, PING);
  await accept(await r.session(device), id);
  const { limits, scripts } = r.context;
  await scripts.run(
    removeScript,
    [r.keys.device(device)],
    [r.keys.tag(1), device, r.clock.now(), limits.partitionEvents, limits.keepSettledMs, limits.keepFailedMs],
  );
  expect((await recordOf(id))?.state).toBe("unknownOutcome");
  expect((await recordOf(waits))?.state).toBe("cancelled");
  expect(await r.client.exists(r.keys.open(device))).toBe(0);
});

test("only what is a failure is a failed completion, and it names the command that was asked for", async () => {
  const device = await r.device();
  const command = "Device.DeviceInfo.VendorConfigFile.1.Backup()";
  const transfer = {
    id: "t",
    at: 1,
    type: "transferComplete",
    autonomous: false,
    transferType: "",
    faultString: "",
    startTime: "",
    completeTime: "",
    details: {},
  } as const;
  for (const [faultCode, state] of [
    [0, "succeeded"],
    [9010, "failed"],
  ] as const) {
    const id = await operate(device, command);
    await accept(await r.session(device), id);
    await complete(r.context, device, [{ ...transfer, faultCode, commandKey: id.slice(2) }]);
    expect(await recordOf(id)).toMatchObject({ state, result: { results: [{ command, output: {} }] } });
  }
});

test("what is waited for until a time is looked at again and again, and while its device is away not given up before", async () => {
  const device = await r.device(3);
  const id = await operate(device, PING);
  const outcome = {
    state: "pending",
    resume: ["boot"],
    withinMs: 900_000,
    until: r.clock.now() + DAY,
  } as const;
  await accept(await r.session(device), id, outcome);
  for (let looks = 0; looks < 4; looks++) {
    r.clock.move(901_000);
    expect((await expire(3))[0]).not.toContain(id);
    const lease = await r.session(device);
    expect(await claim(r.context, lease)).toMatchObject({ record: { id }, reconcile: true, accepted: true });
    await settle(r.context, lease, id, outcome, NOTHING);
  }
  r.clock.move(901_000);
  await expire(3);
  r.clock.move(DAY / 2);
  expect((await expire(3))[0]).not.toContain(id);
  r.clock.move(DAY / 2);
  expect((await expire(3))[0]).toContain(id);
  expect((await recordOf(id))?.state).toBe("unknownOutcome");
});

test("a look that is put off is a look still: what was sent once is never sent again", async () => {
  const device = await r.device(2);
  const id = await operate(device, PING);
  await accept(await r.session(device), id, { resume: ["ready"] });
  await resume(r.context, device, ["ready"]);
  const problem = { code: "device.unreachable" } as const;
  for (let times = 0; times < 2; times++) {
    const lease = await r.session(device);
    expect(await claim(r.context, lease)).toMatchObject({ record: { id }, reconcile: true, accepted: true });
    await settle(r.context, lease, id, { state: "retry", problem, afterMs: 250 }, NOTHING);
    r.clock.move(250);
  }
  const lease = await r.session(device);
  await claim(r.context, lease);
  await complete(r.context, device, [done(id)]);
  await settle(r.context, lease, id, { state: "retry", problem, afterMs: 250 }, NOTHING);
  expect(await recordOf(id)).toMatchObject({ state: "succeeded" });
});
