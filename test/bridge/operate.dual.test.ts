import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId, Operation, OperationId, Outcome, Protocol } from "#core";
import { complete } from "../../bridge/operate/completion.ts";
import { expireScript } from "../../bridge/operate/expire.script.ts";
import { headArgs } from "../../bridge/operate/head.ts";
import { cancel, counters, read } from "../../bridge/operate/ledger.ts";
import { releaseScript } from "../../bridge/operate/release.script.ts";
import { ringScript } from "../../bridge/operate/ring.script.ts";
import { leaseArgs } from "../../bridge/operate/lease.ts";
import { claim, sending } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit, type Submission } from "../../bridge/operate/submit.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

/** The ledger of a box that speaks both protocols, with its agent there (`activeProtocol` usp). */
let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl());
});
afterAll(() => r.close());

const GET: Operation = { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 };
const REBOOT: Operation = { type: "operate", command: "Device.Reboot()", input: {} };
const onboard = (protocol: Protocol): Operation => ({ type: "onboard", protocol });
const native = (protocol: Protocol): Operation => ({ type: "native", protocol, rpc: "X", args: {} });
const OK: Outcome = { state: "succeeded", result: { type: "get", results: [] } };
const NOTHING = { change: {} };

const box = () => r.device(0, "usp");
const put = async (device: DeviceId, operation: Operation, more: Partial<Submission> = {}) =>
  (await submit(r.context, { device, operation, actor: "t", ...more })).id;
const active = (device: DeviceId, protocol: Protocol) =>
  r.client.hset(r.keys.device(device), "activeProtocol", protocol);
const release = (lease: Awaited<ReturnType<Rig["session"]>>) =>
  r.context.scripts.run(releaseScript, [r.keys.device(lease.device)], leaseArgs(r.context, lease)) as Promise<
    Protocol[]
  >;
const ring = async (device: DeviceId, protocol: Protocol) =>
  (
    (await r.context.scripts.run(
      ringScript,
      [r.keys.device(device)],
      [...headArgs(r.keys.tagOf(device), r.clock.now(), r.context.limits), device, protocol, "", 5000],
    )) as string[]
  )[0];
const sweep = async () =>
  (
    (await r.context.scripts.run(
      expireScript,
      [`${r.keys.tag(0)}:due`],
      [...headArgs(r.keys.tag(0), r.clock.now(), r.context.limits), 200, 5000],
    )) as [string[], string[]]
  )[1];

/** Everything a new session of the protocol is given, ended as it comes. */
async function run(device: DeviceId, protocol: Protocol): Promise<OperationId[]> {
  const lease = await r.session(device, protocol);
  const ran: OperationId[] = [];
  let next = await claim(r.context, lease);
  while (next !== undefined) {
    ran.push(next.record.id);
    next = await settle(r.context, lease, next.record.id, OK, NOTHING);
  }
  return ran;
}

test("each protocol's session is given what is bound to it, the active one the rest too, oldest first", async () => {
  const device = await box();
  const first = await put(device, GET);
  const cpe = await put(device, native("cwmp"));
  const agent = await put(device, native("usp"));
  const second = await put(device, GET);
  const [byCpe, byAgent] = [await put(device, onboard("cwmp")), await put(device, onboard("usp"))];
  expect(await counters(r.context, [device])).toEqual([{ queued: 6, running: 0 }]);
  expect(await run(device, "cwmp")).toEqual([byCpe, cpe]);
  expect(await run(device, "usp")).toEqual([byAgent, first, agent, second]);
  expect(await r.client.sismember(r.keys.wake(0), device)).toBe(0);
});

test("without its agent everything that is not bound runs over CWMP", async () => {
  const device = await box();
  const [get, agent] = [await put(device, GET), await put(device, native("usp"))];
  await active(device, "cwmp");
  expect(await run(device, "usp")).toEqual([agent]);
  expect(await run(device, "cwmp")).toEqual([get]);
});

test("an onboarding that waits holds back its own protocol only", async () => {
  const device = await box();
  const id = await put(device, onboard("cwmp"));
  const later = await put(device, native("cwmp"));
  const get = await put(device, GET);
  const lease = await r.session(device, "cwmp");
  expect((await claim(r.context, lease))?.record.id).toBe(id);
  const retry = { state: "retry", problem: { code: "device.faultTransient" }, afterMs: 9000 } as const;
  expect(await settle(r.context, lease, id, retry, NOTHING)).toBeUndefined();
  expect(await run(device, "usp")).toEqual([get]);
  expect(await run(device, "cwmp")).toEqual([]);
  r.clock.move(9000);
  expect(await run(device, "cwmp")).toEqual([id, later]);
});

test("a device is rung over the protocol that its work needs, and left alone over the other", async () => {
  const device = await box();
  const get = await put(device, GET);
  expect([await ring(device, "cwmp"), await ring(device, "usp")]).toEqual(["none", "ring"]);
  r.clock.move(5000);
  expect(await sweep()).toEqual([device, "usp"]);
  await active(device, "cwmp");
  expect([await ring(device, "cwmp"), await ring(device, "usp")]).toEqual(["ring", "none"]);
  await put(device, native("usp"));
  r.clock.move(5000);
  const named = await sweep();
  expect(named.filter((_, i) => i % 2 === 1).toSorted()).toEqual(["cwmp", "usp"]);
  expect(await run(device, "cwmp")).toEqual([get]);
  r.clock.move(60_000);
  expect(await sweep()).toEqual([device, "usp"]);
  await run(device, "usp");
  r.clock.move(60_000);
  expect(await sweep()).toEqual([]);
});

test("the end of a session asks at once for one of the other protocol when only that has work, a single time", async () => {
  const device = await box();
  const lease = await r.session(device, "usp");
  await put(device, native("cwmp"));
  expect(await ring(device, "cwmp")).toBe("open");
  expect(await claim(r.context, lease)).toBeUndefined();
  expect(await release(lease)).toEqual(["cwmp"]);
  expect(await release(await r.session(device, "usp"))).toEqual([]);
  expect(await release(await r.session(device, "cwmp"))).toEqual([]);
});

test("work that an agent gave back because it went away is looked at as soon as it may run over CWMP", async () => {
  const device = await box();
  const id = await put(device, GET);
  const lease = await r.session(device, "usp");
  await claim(r.context, lease);
  await active(device, "cwmp");
  expect(await ring(device, "cwmp")).toBe("open");
  const gone = { state: "retry", problem: { code: "device.unreachable" }, afterMs: 250 } as const;
  expect(await settle(r.context, lease, id, gone, NOTHING)).toBeUndefined();
  expect(await release(lease)).toEqual([]);
  r.clock.move(250);
  expect(await sweep()).toEqual([device, "cwmp"]);
});

/** A session over USP sent the operation and was never heard of again. */
async function sentByTheAgent(operation: Operation): Promise<{ device: DeviceId; id: OperationId }> {
  const device = await box();
  const id = await put(device, operation);
  const lease = await r.session(device, "usp");
  await claim(r.context, lease);
  await sending(r.context, lease, id);
  return { device, id };
}

test("what was sent over USP is reconciled there, however often the CPE comes meanwhile", async () => {
  const { device, id } = await sentByTheAgent(native("usp"));
  const cpe = await put(device, native("cwmp"));
  expect(await run(device, "cwmp")).toEqual([cpe]);
  expect(await read(r.context, id)).toMatchObject({ state: "queued", attempts: 1 });
  await expect(cancel(r.context, id)).rejects.toMatchObject({ code: "operation.notCancellable" });
  const again = await claim(r.context, await r.session(device, "usp"));
  expect(again).toMatchObject({ reconcile: true, record: { id, attempts: 2 } });
});

test("what was sent over USP and is bound to nothing is reconciled over CWMP once the agent is gone", async () => {
  const { device, id } = await sentByTheAgent(REBOOT);
  expect(await claim(r.context, await r.session(device, "cwmp"))).toBeUndefined();
  await active(device, "cwmp");
  expect(await claim(r.context, await r.session(device, "cwmp"))).toMatchObject({
    reconcile: true,
    record: { id },
  });
});

test("what waits to be reconciled ends with its completion, or unknown when its time is over", async () => {
  const one = await sentByTheAgent(REBOOT);
  const two = await sentByTheAgent(REBOOT);
  await run(one.device, "cwmp");
  await run(two.device, "cwmp");
  const event = { id: "", at: 1, type: "commandComplete", path: "Device.", command: "Reboot()" } as const;
  await complete(r.context, one.device, [{ ...event, commandKey: one.id.slice(2) }]);
  expect((await read(r.context, one.id))?.state).toBe("succeeded");
  r.clock.move(900_001);
  await sweep();
  expect((await read(r.context, two.id))?.state).toBe("unknownOutcome");
  expect(await counters(r.context, [one.device, two.device])).toEqual([
    { queued: 0, running: 0 },
    { queued: 0, running: 0 },
  ]);
});

test("what was claimed over USP and not sent goes back to its place", async () => {
  const device = await box();
  const [first, second] = [await put(device, GET), await put(device, GET)];
  expect((await claim(r.context, await r.session(device, "usp")))?.record.id).toBe(first);
  expect(await run(device, "cwmp")).toEqual([]);
  const next = await claim(r.context, await r.session(device, "usp"));
  expect(next).toMatchObject({ reconcile: false, record: { id: first } });
  expect((await read(r.context, second))?.state).toBe("queued");
});

test("a request of a protocol that the device does not speak is refused", async () => {
  const device = await box();
  await r.client.hset(r.keys.device(device), "protocols", "usp");
  await expect(put(device, native("cwmp"))).rejects.toMatchObject({ code: "operation.unsupported" });
  await put(device, native("usp"));
});
