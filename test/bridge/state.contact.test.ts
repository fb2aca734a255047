import { afterAll, beforeAll, expect, test } from "vitest";
import type { OperationId } from "#core";
import { redisUrl } from "../services.ts";
import { accepted, deviceOf, inform, leaseOf, native, stateRig, type StateRig } from "./state.rig.ts";

let rig: StateRig;

beforeAll(async () => {
  rig = await stateRig(redisUrl());
});
afterAll(() => rig.close());

test("the first contact of a device makes it, seen, enrolled, online and about to be onboarded", async () => {
  const { state, clock, client, keys } = rig;
  const admission = accepted(await state.contact(inform(clock, "A1")));
  expect(admission).toMatchObject({ first: true, work: true, lease: { fence: 1, protocol: "cwmp" } });
  const record = await state.device(admission.device);
  expect(record).toMatchObject({
    id: admission.device,
    identities: [{ scheme: "cwmp", value: "00256D-HG8245-A1" }],
    protocols: ["cwmp"],
    activeProtocol: "cwmp",
    routes: [{ protocol: "cwmp", mtp: "http", state: "up" }],
    presence: "online",
    enrolment: "accepted",
    manufacturer: "Acme",
    serialNumber: "A1",
    dataModel: "TR-098",
    lastSeenAt: new Date(clock.now()).toISOString(),
    operations: { queued: 1, running: 0 },
  });
  const [operation] = await client.zrange(keys.queue(admission.device, "cwmp"), "0", "-1");
  expect(await client.hget(keys.operation(operation as OperationId), "operation")).toBe(
    '{"type":"onboard","protocol":"cwmp"}',
  );
  const types = (await rig.events())
    .filter(({ device }) => device === admission.device)
    .map(({ type }) => type);
  expect(types.toSorted()).toEqual([
    "causeway.device.enrolled",
    "causeway.device.online",
    "causeway.device.seen",
    "causeway.operation.queued",
  ]);
});

test("a bare periodic contact moves times only: no event, no new value, one more fence", async () => {
  const { state, clock, client, keys } = rig;
  const told = { memory: { peer: "192.0.2.1" } };
  const device = deviceOf(await state.contact(inform(clock, "A2", told)));
  const before = await client.hgetall(keys.device(device));
  const events = (await rig.events()).length;
  clock.move(60_000);
  const again = accepted(await state.contact(inform(clock, "A2", told)));
  expect(again).toMatchObject({ device, first: false, work: true, lease: { fence: 2 } });
  const after = await client.hgetall(keys.device(device));
  expect((await rig.events()).length).toBe(events);
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(changed.toSorted()).toEqual(["contacts", "cvAt.cwmp", "fence", "lease.until"]);
  expect((await state.device(device)).lastSeenAt).toBe(new Date(clock.now()).toISOString());
});

test("a contact with events that says nothing else stores each event once, however often it is repeated", async () => {
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "A3")));
  const said = inform(clock, "A3", {
    events: [
      { type: "boot", id: "boot-1", at: clock.now(), cause: "LocalReboot", commandKey: "" },
      { type: "event", id: "p", at: clock.now(), path: "Device.LocalAgent.", name: "Periodic!", params: {} },
    ],
  });
  await state.contact(said);
  await state.contact(said);
  const boots = (await rig.events()).filter(
    (event) => event.device === device && event.type.endsWith(".boot"),
  );
  expect(boots).toHaveLength(1);
  expect(boots[0]?.data).toEqual({ cause: "LocalReboot", commandKey: "", firmwareUpdated: false });
  expect(
    (await rig.events()).filter((event) => event.device === device && event.type.endsWith("device.event")),
  ).toEqual([]);
  expect((await state.device(device)).lastBootAt).toBe(new Date(clock.now()).toISOString());
});

test("a changed fact moves the indexes in the same step", async () => {
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "A4")));
  const said = inform(clock, "A4");
  await state.contact({ ...said, facts: { ...said.facts, softwareVersion: "2.0.0" } });
  expect(
    (await state.list({ filter: 'softwareVersion="2.0.0"', limit: 10 })).items.map(({ id }) => id),
  ).toEqual([device]);
  const old = await state.list({ filter: 'softwareVersion="1.0.0" AND serialNumber="A4"', limit: 10 });
  expect(old.items).toEqual([]);
});

test("presence is online until 1.5 intervals and a minute after the last contact, then offline, as events say", async () => {
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "A5", { interval: 600 })));
  clock.move(959_000);
  expect((await state.device(device)).presence).toBe("online");
  clock.move(2000);
  expect(await state.device(device)).toMatchObject({ presence: "offline" });
  expect((await state.list({ filter: 'presence="offline" AND serialNumber="A5"', limit: 0 })).total).toBe(1);
  await state.tick();
  await state.tick();
  clock.move(1000);
  await state.contact(inform(clock, "A5", { interval: 600 }));
  const types = (await rig.events())
    .filter((event) => event.device === device)
    .map(({ type }) => type.slice(9));
  expect(types.filter((type) => type === "device.offline")).toHaveLength(1);
  expect(types.slice(-2).toSorted()).toEqual(["device.online", "device.seen"]);
  expect((await state.device(device)).presence).toBe("online");
});

test("an event that is repeated is the same one for three hours: so late CPEs come again [TR-069a6 3.2.1.1]", async () => {
  const { state, clock } = rig;
  const transfer = {
    id: "late",
    at: clock.now(),
    type: "event",
    path: "Device.",
    name: "Late!",
    params: {},
  } as const;
  const told = async (): Promise<number> => {
    const device = deviceOf(await state.contact(inform(clock, "A3late", { events: [transfer] })));
    const mine = (await rig.events()).filter((event) => event.device === device);
    return mine.filter(({ type }) => type === "causeway.device.event").length;
  };
  expect(await told()).toBe(1);
  for (const minutes of [85, 85]) {
    clock.move(minutes * 60_000);
    expect(await told()).toBe(1);
  }
  // What is too old is forgotten with the next event.
  clock.move(3 * 3_600_000);
  await told();
  expect(await told()).toBe(2);
});

test("a reset forgets snapshot and notes, keeps secrets and onboards again, once", async () => {
  const { state, clock, client, keys } = rig;
  const device = deviceOf(await state.contact(inform(clock, "A6", { memory: { bindings: { a: 1 } } })));
  const path = "InternetGatewayDevice.X";
  await state.report({
    device,
    protocol: "cwmp",
    at: clock.now(),
    events: [],
    values: [native(clock, path, "1")],
    secrets: { password: "hunter2" },
  });
  expect((await state.knowledge(device)).values.get(path)?.value).toBe("1");
  const [onboard] = await client.zrange(keys.queue(device, "cwmp"), "0", "-1");
  await state.contact(inform(clock, "A6", { reset: true }));
  const knowledge = await state.knowledge(device);
  expect(knowledge.values.has(path)).toBe(false);
  expect(knowledge.values.size).toBe(2);
  expect(knowledge.memory).toEqual({});
  expect(knowledge.secrets).toEqual({ password: "hunter2" });
  expect(await client.zrange(keys.queue(device, "cwmp"), "0", "-1")).toEqual([onboard]);
});

test("what a device or an operator says is stored whatever it is made of", async () => {
  const { state, clock } = rig;
  const odd = "\ud800 \\ud800 \u0000 \u0001 \n \r ü 😀 \" ' %00";
  const said = inform(clock, `odd ${odd}`, { identity: { scheme: "cwmp", value: "odd" } });
  const device = deviceOf(
    await state.contact({ ...said, values: [native(clock, odd, odd), native(clock, "A.B", odd)] }),
  );
  await state.contact({ ...said, values: [], memory: { [odd]: odd } });
  const { values, memory } = await state.knowledge(device);
  expect(values.get("A.B")?.value.replace("\ufffd", "\ud800")).toBe(odd);
  expect(Object.values(memory)).toHaveLength(1);
  await state.patch(device, { label: odd, tags: [odd], attributes: { [odd]: odd } });
  expect((await state.list({ filter: `label:"\ud800"`, limit: 10 })).items.map(({ id }) => id)).toEqual([
    device,
  ]);
  expect((await state.aggregate({ groupBy: ["tags"] })).total).toBeGreaterThan(0);
  await state.remove(device);
  expect((await state.list({ filter: "tags:*", limit: 10 })).items).toEqual([]);
});

test("a report of nothing but being there counts for presence and never reaches the stream", async () => {
  const { state, clock } = rig;
  const { device, fence } = leaseOf(await state.contact(inform(clock, "A10", { interval: 60 })));
  const events = (await rig.events()).length;
  const heard = () => ({
    device,
    protocol: "cwmp" as const,
    at: clock.now(),
    events: [],
    seen: true as const,
  });
  clock.move(140_000);
  await state.report(heard());
  clock.move(140_000);
  expect(await state.device(device)).toMatchObject({
    presence: "online",
    lastSeenAt: new Date(clock.now() - 140_000).toISOString(),
  });
  expect((await rig.events()).length).toBe(events);
  const stale = { device, protocol: "cwmp" as const, fence: fence - 1, until: 0 };
  await expect(state.report({ ...heard(), lease: stale })).rejects.toMatchObject({ code: "lease.lost" });
  clock.move(60_000);
  await state.report(heard());
  const types = (await rig.events()).filter((event) => event.device === device).map(({ type }) => type);
  expect(types.filter((type) => type === "causeway.device.offline")).toHaveLength(1);
  expect(types.filter((type) => type === "causeway.device.online")).toHaveLength(2);
});

test("a newer contact fences the session before it", async () => {
  const { state, clock } = rig;
  const old = leaseOf(await state.contact(inform(clock, "A7")));
  const lease = leaseOf(await state.contact(inform(clock, "A7")));
  expect(lease.fence).toBeGreaterThan(old.fence);
  await expect(state.renew(old)).rejects.toMatchObject({ code: "lease.lost" });
  const said = { device: old.device, protocol: "cwmp" as const, at: clock.now(), events: [] };
  await expect(state.report({ ...said, lease: old })).rejects.toMatchObject({ code: "lease.lost" });
  await state.release(old);
  expect(await state.open(old.device, "usp")).toBeUndefined();
  clock.move(1000);
  expect((await state.renew(lease)).until).toBe(clock.now() + 25_000);
  await state.release(lease);
  await state.release(lease);
  expect(await state.open(old.device, "usp")).toMatchObject({ protocol: "usp", fence: lease.fence + 1 });
});

test("the lease of a holder that died is free within 30 s", async () => {
  const { state, clock } = rig;
  const { device } = leaseOf(await state.contact(inform(clock, "A8")));
  expect(await state.open(device, "usp")).toBeUndefined();
  clock.move(30_000);
  expect(await state.open(device, "usp")).toBeDefined();
});

test("what the last contact said and the next one does not stays known", async () => {
  const { state, clock } = rig;
  const said = inform(clock, "A9");
  const extra = native(clock, "InternetGatewayDevice.DeviceInfo.UpTime", "7", false);
  const device = deviceOf(await state.contact({ ...said, values: [...said.values, extra] }));
  clock.move(1000);
  await state.contact(inform(clock, "A9"));
  clock.move(1000);
  await state.contact(inform(clock, "A9"));
  const { values } = await state.knowledge(device);
  expect(values.get(extra.path)).toEqual(extra);
  expect(values.get("InternetGatewayDevice.DeviceInfo.SoftwareVersion")?.at).toBe(clock.now());
});
