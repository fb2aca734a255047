import { afterAll, beforeAll, expect, test } from "vitest";
import {
  newOperationId,
  type DeviceId,
  type Operation,
  type Outcome,
  type Priority,
  type Protocol,
} from "#core";
import { complete } from "../../bridge/operate/completion.ts";
import { expireScript } from "../../bridge/operate/expire.script.ts";
import { headArgs } from "../../bridge/operate/head.ts";
import { cancel, countOperations, counters, list, read } from "../../bridge/operate/ledger.ts";
import { ringScript } from "../../bridge/operate/ring.script.ts";
import { claim, sending } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit, type Submission } from "../../bridge/operate/submit.ts";
import { createVault } from "../../bridge/state/secret.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl());
});
afterAll(() => r.close());

const GET: Operation = { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 };
const SET: Operation = {
  type: "set",
  allowPartial: false,
  updates: [{ path: "Device.WiFi.AccessPoint.1.Security.", params: { KeyPassphrase: "correct horse" } }],
};
const REBOOT: Operation = { type: "operate", command: "Device.Reboot()", input: {} };
const OK: Outcome = { state: "succeeded", result: { type: "get", results: [] } };
const NOTHING = { change: {} };

const put = (device: DeviceId, operation: Operation = GET, more: Partial<Submission> = {}) =>
  submit(r.context, { device, operation, actor: "tester", ...more });
const expire = (partition: number) =>
  r.context.scripts.run(
    expireScript,
    [`${r.keys.tag(partition)}:due`],
    [...headArgs(r.keys.tag(partition), r.clock.now(), r.context.limits), 200, 5000],
  ) as Promise<[string[], string[], number, number]>;
const ring = (device: DeviceId, protocol: Protocol = "cwmp") =>
  r.context.scripts.run(
    ringScript,
    [r.keys.device(device)],
    [...headArgs(r.keys.tagOf(device), r.clock.now(), r.context.limits), device, protocol, "", 5000, 60_000],
  ) as Promise<string[]>;
const stateOf = async (id: Parameters<typeof read>[1]) => (await read(r.context, id))?.state;

test("a submitted operation is in the ledger, in the queue, in the wake set and told as an event", async () => {
  const device = await r.device();
  const { id, created } = await put(device);
  expect(created).toBe(true);
  expect(await read(r.context, id)).toMatchObject({
    device,
    state: "queued",
    operation: GET,
    attempts: 0,
    commandKey: id.slice(2),
    expiresAt: r.clock.now() + 900_000,
  });
  expect(await r.client.zrange(r.keys.queue(device), "0", "-1")).toEqual([id]);
  expect(await r.client.sismember(r.keys.wake(0), device)).toBe(1);
  expect((await r.events(0)).find((event) => event.id === `${id}.queued`)?.type).toBe(
    "causeway.operation.queued",
  );
});

test("the same id is accepted once, whatever comes between", async () => {
  const device = await r.device();
  const id = newOperationId(device, r.clock.now());
  await put(device, GET, { id });
  const lease = await r.session(device);
  await claim(r.context, lease);
  expect(await put(device, GET, { id })).toMatchObject({ id, created: false });
  expect(await r.client.zcard(r.keys.queue(device))).toBe(0);
  await settle(r.context, lease, id, OK, NOTHING);
  expect((await put(device, GET, { id })).created).toBe(false);
  expect(await stateOf(id)).toBe("succeeded");
});

test("an unknown device, a quarantined one and a full queue are refused by name", async () => {
  const gone = await r.device();
  await r.client.del(r.keys.device(gone));
  await expect(put(gone)).rejects.toMatchObject({ code: "device.notFound" });
  const held = await r.device();
  await put(held);
  await r.client.hset(r.keys.device(held), "enrolment", "quarantined");
  expect((await ring(held))[0]).toBe("later");
  await expect(put(held)).rejects.toMatchObject({ code: "device.quarantined" });
  const small = await rig(redisUrl(), { queuePerDevice: 1 });
  const busy = await small.device();
  await submit(small.context, { device: busy, operation: GET, actor: "t" });
  const more = submit(small.context, { device: busy, operation: GET, actor: "t" });
  await expect(more).rejects.toMatchObject({ code: "gateway.overloaded" });
  await small.close();
});

test("operations run by priority, then in the order of submission; onboarding comes first", async () => {
  const device = await r.device();
  const order: [Priority, Operation][] = [
    ["background", GET],
    ["interactive", GET],
    ["campaign", GET],
    ["interactive", GET],
    ["migration", GET],
    ["background", { type: "onboard", protocol: "cwmp" }],
  ];
  const ids = [];
  for (const [priority, operation] of order) ids.push((await put(device, operation, { priority })).id);
  const lease = await r.session(device);
  const ran = [];
  let next = await claim(r.context, lease);
  while (next !== undefined) {
    ran.push(ids.indexOf(next.record.id));
    next = await settle(r.context, lease, next.record.id, OK, NOTHING);
  }
  expect(ran).toEqual([5, 1, 3, 4, 2, 0]);
  expect(await r.client.sismember(r.keys.wake(0), device)).toBe(0);
});

test("claim gives the same operation again until it is settled, and counts the attempt once", async () => {
  const device = await r.device();
  await put(device);
  await put(device);
  const lease = await r.session(device);
  const first = await claim(r.context, lease);
  const again = await claim(r.context, lease);
  expect(again).toEqual(first);
  expect(again?.record.attempts).toBe(1);
});

test("settling twice applies once and gives the same next operation", async () => {
  const device = await r.device(1);
  const one = await put(device);
  const two = await put(device);
  const lease = await r.session(device);
  await claim(r.context, lease);
  const event = { key: "k", id: "e1", type: "causeway.device.event", at: "1", data: "{}" };
  const packed = { change: { protocol: "cwmp" as const, set: { "test.note": "kept" }, events: [event] } };
  const next = await settle(r.context, lease, one.id, OK, packed);
  const repeated = await settle(
    r.context,
    lease,
    one.id,
    { ...OK, state: "failed", problem: { code: "internal" } },
    packed,
  );
  expect(next?.record.id).toBe(two.id);
  expect(repeated).toEqual(next);
  expect(await stateOf(one.id)).toBe("succeeded");
  expect(await r.client.hget(r.keys.device(device), "test.note")).toBe("kept");
  const types = (await r.events(1)).map(({ type }) => type);
  expect(types.filter((type) => type === "causeway.operation.succeeded")).toHaveLength(1);
  expect(types.filter((type) => type === "causeway.device.event")).toHaveLength(1);
  expect(r.endedHere.filter(({ id }) => id === one.id)).toHaveLength(1);
});

test("an older session can neither claim nor send nor settle", async () => {
  const device = await r.device();
  const { id } = await put(device);
  const zombie = await r.session(device);
  await claim(r.context, zombie);
  const heir = await r.session(device);
  await expect(claim(r.context, zombie)).rejects.toMatchObject({ code: "lease.lost" });
  await expect(sending(r.context, zombie, id)).rejects.toMatchObject({ code: "lease.lost" });
  await expect(settle(r.context, zombie, id, OK, NOTHING)).rejects.toMatchObject({ code: "lease.lost" });
  expect((await claim(r.context, heir))?.record.attempts).toBe(2);
  await r.client.hset(r.keys.device(device), "lease.until", "0");
  await expect(claim(r.context, heir)).rejects.toMatchObject({ code: "lease.lost" });
});

test("what a dead session had sent is reconciled, what it had not sent runs plainly", async () => {
  const device = await r.device();
  const { id } = await put(device, SET);
  await claim(r.context, await r.session(device));
  const second = await r.session(device);
  expect(await claim(r.context, second)).toMatchObject({ reconcile: false, record: { attempts: 2 } });
  await sending(r.context, second, id);
  const third = await r.session(device);
  const found = await claim(r.context, third);
  expect(found).toMatchObject({ reconcile: true, record: { attempts: 3 } });
  expect(await claim(r.context, third)).toEqual(found);
  await settle(
    r.context,
    third,
    id,
    { state: "unknownOutcome", problem: { code: "operation.unknownOutcome" } },
    NOTHING,
  );
  expect(await read(r.context, id)).toMatchObject({ state: "unknownOutcome", attempts: 3 });
});

test("a cancelled operation never runs, in the queue or claimed and not yet sent", async () => {
  const device = await r.device();
  const queued = await put(device, REBOOT);
  await cancel(r.context, queued.id);
  const lease = await r.session(device);
  expect(await claim(r.context, lease)).toBeUndefined();
  const { id } = await put(device, REBOOT);
  await claim(r.context, lease);
  expect((await cancel(r.context, id))?.state).toBe("cancelled");
  await expect(sending(r.context, lease, id)).rejects.toMatchObject({ code: "operation.cancelled" });
  expect(await settle(r.context, lease, id, OK, NOTHING)).toBeUndefined();
  expect(await stateOf(id)).toBe("cancelled");
  expect((await cancel(r.context, id))?.state).toBe("cancelled");
});

test("a command that the device goes on with is not cancelled here: the device must be asked", async () => {
  const device = await r.device();
  const lease = await r.session(device);
  const { id } = await put(device, REBOOT);
  await claim(r.context, lease);
  await sending(r.context, lease, id);
  await settle(r.context, lease, id, { state: "pending" }, NOTHING);
  expect(await cancel(r.context, id)).toBeUndefined();
  expect(await stateOf(id)).toBe("running");
});

test("an operation that was sent, or reads in a session, cannot be cancelled", async () => {
  const device = await r.device();
  const lease = await r.session(device);
  const write = await put(device, REBOOT);
  await claim(r.context, lease);
  await sending(r.context, lease, write.id);
  await expect(cancel(r.context, write.id)).rejects.toMatchObject({ code: "operation.notCancellable" });
  await settle(r.context, lease, write.id, OK, NOTHING);
  const reading = await put(device);
  await claim(r.context, lease);
  await expect(cancel(r.context, reading.id)).rejects.toMatchObject({ code: "operation.notCancellable" });
  const none = newOperationId(device, r.clock.now());
  await expect(cancel(r.context, none)).rejects.toMatchObject({ code: "operation.notFound" });
});

test("a retry keeps its place: its priority waits for it, others go on", async () => {
  const device = await r.device();
  const a = await put(device);
  const b = await put(device);
  const low = await put(device, GET, { priority: "background" });
  const lease = await r.session(device);
  await claim(r.context, lease);
  const problem = { code: "device.faultTransient" } as const;
  const next = await settle(r.context, lease, a.id, { state: "retry", problem, afterMs: 10_000 }, NOTHING);
  expect(next?.record.id).toBe(low.id);
  expect(await settle(r.context, lease, low.id, OK, NOTHING)).toBeUndefined();
  await r.client.hset(r.keys.device(device), "lease.until", "0");
  expect(await ring(device)).toEqual(["later", String(r.clock.now() + 10_000)]);
  r.clock.move(10_000);
  const later = await r.session(device);
  const first = await claim(r.context, later);
  expect(first?.record).toMatchObject({ id: a.id, attempts: 2, problem });
  expect((await settle(r.context, later, a.id, OK, NOTHING))?.record.id).toBe(b.id);
});

test("a pending command ends with its completion, once, and frees the device meanwhile", async () => {
  const device = await r.device();
  const lease = await r.session(device);
  const command = await put(device, REBOOT);
  const other = await put(device);
  await claim(r.context, lease);
  await sending(r.context, lease, command.id);
  expect((await settle(r.context, lease, command.id, { state: "pending" }, NOTHING))?.record.id).toBe(
    other.id,
  );
  expect(await stateOf(command.id)).toBe("running");
  r.clock.move(7 * 86_400_000);
  await expire(0);
  expect(await stateOf(command.id)).toBe("running");
  const event = {
    id: "x",
    at: 1,
    type: "commandComplete",
    path: "Device.",
    command: "Reboot()",
    commandKey: command.id.slice(2),
    output: { Status: "Complete" },
  } as const;
  const stranger = await r.device();
  await complete(r.context, stranger, [event]);
  expect(await stateOf(command.id)).toBe("running");
  await complete(r.context, device, [event, { ...event, problem: { code: "device.fault" } }]);
  expect(await read(r.context, command.id)).toMatchObject({
    state: "succeeded",
    result: { type: "operate", results: [{ command: "Device.Reboot()", output: { Status: "Complete" } }] },
  });
});

test("a completion that overtakes its answer is not lost, nor one that comes while no session is there", async () => {
  const device = await r.device();
  const lease = await r.session(device);
  const fault = {
    id: "y",
    at: 1,
    type: "transferComplete",
    autonomous: false,
    transferType: "Download",
    faultCode: 9010,
    faultString: "no route",
    problem: { code: "device.faultTransient", protocolCode: "cwmp:9010" },
    startTime: "",
    completeTime: "",
    details: {},
  } as const;
  const { problem: _problem, ...done } = { ...fault, faultCode: 0 };
  const early = await put(device, REBOOT);
  await claim(r.context, lease);
  await sending(r.context, lease, early.id);
  await complete(r.context, device, [{ ...fault, commandKey: early.id.slice(2) }]);
  await settle(r.context, lease, early.id, { state: "pending" }, NOTHING);
  expect(await read(r.context, early.id)).toMatchObject({
    state: "failed",
    problem: { protocolCode: "cwmp:9010" },
  });
  const cut = await put(device, REBOOT);
  await claim(r.context, lease);
  await sending(r.context, lease, cut.id);
  await complete(r.context, device, [{ ...done, commandKey: cut.id.slice(2) }]);
  expect(await claim(r.context, await r.session(device))).toBeUndefined();
  expect(await stateOf(cut.id)).toBe("succeeded");
});

test("what never completes ends as an unknown outcome, what never ran as expired", async () => {
  const device = await r.device(2);
  const lease = await r.session(device);
  const pending = await put(device, REBOOT);
  await claim(r.context, lease);
  await sending(r.context, lease, pending.id);
  await settle(r.context, lease, pending.id, { state: "pending" }, NOTHING);
  const queued = await put(device, GET, { expiresIn: 1000 });
  r.clock.move(1000);
  expect((await expire(2))[0]).toEqual([queued.id]);
  expect(await read(r.context, queued.id)).toMatchObject({
    state: "expired",
    problem: { code: "operation.expired" },
  });
  r.clock.move(r.context.limits.pendingMs);
  expect((await expire(2))[0]).toEqual([pending.id]);
  expect(await stateOf(pending.id)).toBe("unknownOutcome");
});

test("a running operation expires only when its session is dead", async () => {
  const device = await r.device(3);
  const lease = await r.session(device);
  const sent = await put(device, SET, { expiresIn: 1000 });
  await claim(r.context, lease);
  await sending(r.context, lease, sent.id);
  r.clock.move(2000);
  expect((await expire(3))[0]).toEqual([]);
  r.clock.move(60_000);
  expect((await expire(3))[0]).toEqual([sent.id]);
  expect(await stateOf(sent.id)).toBe("unknownOutcome");
  await expect(settle(r.context, lease, sent.id, OK, NOTHING)).resolves.toBeUndefined();
  expect(await stateOf(sent.id)).toBe("unknownOutcome");
});

test("an operation that expired before its device came is not given to the session", async () => {
  const device = await r.device();
  const old = await put(device, GET, { expiresIn: 1000 });
  const claimed = await put(device, SET, { expiresIn: 3000 });
  r.clock.move(1500);
  const lease = await r.session(device);
  expect((await claim(r.context, lease))?.record.id).toBe(claimed.id);
  expect(await stateOf(old.id)).toBe("expired");
  r.clock.move(2000);
  await expect(sending(r.context, lease, claimed.id)).rejects.toMatchObject({ code: "operation.expired" });
});

test("a device with work always has a time at which it is rung again, with back-off; without work it is left alone", async () => {
  const device = await r.device(1, "usp");
  expect(await ring(device, "usp")).toEqual(["none"]);
  await put(device);
  expect(await ring(device, "usp")).toEqual(["ring"]);
  const at = async () =>
    Number(await r.client.zscore(`${r.keys.tag(1)}:wakeat`, `${device}:usp`)) - r.clock.now();
  expect(await at()).toBe(5000);
  await ring(device, "usp");
  expect(await at()).toBe(60_000);
  r.clock.move(60_000);
  expect((await expire(1))[1]).toContain(device);
  const lease = await r.session(device);
  expect((await ring(device, "usp"))[0]).toBe("open");
  const next = await claim(r.context, lease);
  await settle(r.context, lease, next?.record.id as never, OK, NOTHING);
  expect(await ring(device, "usp")).toEqual(["none"]);
  expect(await r.client.zscore(`${r.keys.tag(1)}:wakeat`, `${device}:usp`)).toBeNull();
});

test("a member of the wake set that lost its time is found again", async () => {
  const device = await r.device(2);
  await put(device);
  await r.client.del(`${r.keys.tag(2)}:wakeat`);
  await expire(2);
  expect((await expire(2))[1]).toContain(device);
});

test("secret values are sealed in the ledger, open for the session, sealed for readers and still good for a retry", async () => {
  const device = await r.device();
  const { id } = await put(device, SET);
  const raw = JSON.stringify(await r.client.hgetall(r.keys.operation(id)));
  expect(raw).not.toContain("correct horse");
  const lease = await r.session(device);
  expect((await claim(r.context, lease))?.record.operation).toEqual(SET);
  const seen = (await read(r.context, id))?.operation as Operation;
  expect(JSON.stringify(seen)).not.toContain("correct horse");
  const result = {
    type: "set",
    results: [
      {
        requestedPath: "",
        updated: [{ path: "x.", params: { KeyPassphrase: "correct horse" }, errors: [] }],
      },
    ],
  } as const;
  await settle(r.context, lease, id, { state: "succeeded", result }, NOTHING);
  expect(JSON.stringify(await read(r.context, id))).toContain('"KeyPassphrase":"********"');
  const opened = (await read(r.context, id, "open"))?.operation as Operation;
  await put(device, opened);
  expect((await claim(r.context, lease))?.record.operation).toEqual(SET);
});

test("a text that begins like a sealed one is what the client wrote, in a secret and elsewhere", async () => {
  const device = await r.device();
  const params = { KeyPassphrase: "\u0001abc", SSID: "\u00011.abc" };
  const odd = { type: "set", allowPartial: false, updates: [{ path: "Device.X.1.", params }] } as const;
  const { id } = await put(device, odd);
  expect((await claim(r.context, await r.session(device)))?.record.operation).toEqual(odd);
  expect((await read(r.context, id, "open"))?.operation).toEqual(odd);
});

test("an operation sealed with another key ends as failed, one already sent with an unknown outcome; the queue goes on", async () => {
  const device = await r.device();
  const before = { ...r.context, vault: createVault(Buffer.alloc(32, 8)) };
  const sent = await submit(before, { device, operation: SET, actor: "test" });
  const first = await r.session(device);
  expect((await claim(before, first))?.record.id).toBe(sent.id);
  await sending(before, first, sent.id);
  const others = [
    await submit(before, { device, operation: SET, actor: "test" }),
    await submit(before, { device, operation: SET, actor: "test" }),
  ];
  const good = await put(device, SET);
  const lease = await r.session(device);
  expect((await claim(r.context, lease))?.record.id).toBe(good.id);
  expect((await read(r.context, sent.id))?.state).toBe("unknownOutcome");
  for (const { id } of others)
    expect(await read(r.context, id)).toMatchObject({
      state: "failed",
      problem: { code: "internal", detail: expect.stringContaining("another key") },
    });
  expect(await settle(r.context, lease, good.id, OK, NOTHING)).toBeUndefined();
});

test("ended operations are forgotten after their time, failed ones later", async () => {
  const device = await r.device(1);
  const lease = await r.session(device);
  const good = await put(device);
  const bad = await put(device);
  await claim(r.context, lease);
  await settle(r.context, lease, good.id, OK, NOTHING);
  await settle(r.context, lease, bad.id, { state: "failed", problem: { code: "device.fault" } }, NOTHING);
  r.clock.move(31 * 86_400_000);
  for (let i = 0; i < 9; i++) await put(device);
  expect(await read(r.context, good.id)).toBeUndefined();
  expect(await stateOf(bad.id)).toBe("failed");
  r.clock.move(60 * 86_400_000);
  await expire(1);
  expect(await read(r.context, bad.id)).toBeUndefined();
  expect(await r.client.zscore(`${r.keys.tag(1)}:ops`, bad.id)).toBeNull();
});

test("lists are newest first over all partitions, by device, state and type, page by page without a gap", async () => {
  const own = await rig(redisUrl());
  const devices = await Promise.all([0, 1, 2, 3].map((p) => own.device(p)));
  const ids: string[] = [];
  for (let i = 0; i < 60; i++) {
    if (i % 7 !== 0) own.clock.move(1);
    const device = devices[i % 4] as DeviceId;
    ids.push((await submit(own.context, { device, operation: i % 2 ? GET : SET, actor: "t" })).id);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(own.context, { limit: 7, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(seen).toHaveLength(60);
  const times = await Promise.all(
    seen.map(async (id) => (await read(own.context, id as never))?.createdAt ?? 0),
  );
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const mine = await list(own.context, { device: devices[1] as DeviceId, types: ["get"], limit: 100 });
  expect(mine.items).toHaveLength(15);
  const cell = { state: "queued", priority: "interactive", count: 30 };
  const both = [Object.assign({ type: "get" }, cell), Object.assign({ type: "set" }, cell)];
  expect(await countOperations(own.context)).toEqual(expect.arrayContaining(both));
  await cancel(own.context, ids[3] as never);
  const cancelled = await list(own.context, { states: ["cancelled"], limit: 10 });
  expect(cancelled.items.map(({ id }) => id)).toEqual([ids[3]]);
  expect(await counters(own.context, devices)).toEqual(
    [15, 15, 15, 14].map((queued) => ({ queued, running: 0 })),
  );
  await expect(list(own.context, { limit: 5, cursor: "nonsense" })).rejects.toMatchObject({
    code: "request.invalid",
  });
  await own.close();
});

test("a large result is kept small and read back whole", async () => {
  const device = await r.device();
  const { id } = await put(device);
  const lease = await r.session(device);
  await claim(r.context, lease);
  const at = r.clock.now();
  const items = Array.from({ length: 500 }, (_, i) => ({
    path: `Device.Hosts.Host.${i}.HostName`,
    value: `host ${i}`,
    type: "string" as const,
    writable: false,
    at,
    source: { path: `Device.Hosts.Host.${i}.HostName`, protocol: "usp" as const, kind: "exact" as const },
  }));
  const result = { type: "get", results: [{ requestedPath: "Device.", items }] } as const;
  await settle(r.context, lease, id, { state: "succeeded", result }, NOTHING);
  expect((await read(r.context, id))?.result).toEqual(result);
  const kept = await r.client.hget(r.keys.operation(id), "result");
  expect(kept?.length).toBeLessThan(JSON.stringify(result).length / 5);
});
