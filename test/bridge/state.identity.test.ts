import { afterEach, expect, test } from "vitest";
import type { Contact } from "#core";
import { sameBox, tripleOfCwmp, tripleOfEndpoint } from "../../bridge/state/endpoint.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, leaseOf, native, stateRig, type RigOptions, type StateRig } from "./state.rig.ts";

const rigs: StateRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function fresh(options: RigOptions = {}): Promise<StateRig> {
  const rig = await stateRig(redisUrl(), options);
  rigs.push(rig);
  return rig;
}

const BROKER = { kind: "broker", username: "agent" } as const;

function connected(rig: StateRig, endpointId: string, over: Partial<Contact> = {}): Contact {
  return {
    protocol: "usp",
    identity: { scheme: "usp", value: endpointId },
    proof: BROKER,
    at: rig.clock.now(),
    facts: {},
    mtp: "mqtt",
    values: [],
    events: [],
    reset: false,
    session: false,
    ...over,
  };
}

/** Waits for work nobody is told the end of: a bounded number of turns of the event loop, each with a round trip. */
async function eventually(rig: StateRig, holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200 && !(await holds()); i++) await rig.client.ping();
  expect(await holds()).toBe(true);
}

test.each([
  ["os::00256D-ABC123", { oui: "00256D", serialNumber: "ABC123" }],
  ["os::00256D-ABC-1%2D2", { oui: "00256D", serialNumber: "ABC-1-2" }],
  ["ops::00256D-HG8245-ABC123", { oui: "00256D", productClass: "HG8245", serialNumber: "ABC123" }],
  ["ops::00256D-HG-82-45-ABC123", { oui: "00256D", productClass: "HG-82-45", serialNumber: "ABC123" }],
  ["self::00256D-ABC123", undefined],
  ["proto::x", undefined],
  ["uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6", undefined],
  ["os::nooui-ABC", undefined],
  ["os::00256D-", undefined],
  ["os", undefined],
  ["", undefined],
])("the endpoint id %s names the box %o [TR-369 R-ARC.2a]", (endpointId, triple) => {
  expect(tripleOfEndpoint(endpointId)).toEqual(triple);
});

test("two names are one box by OUI and serial number, and by product class where both tell it", () => {
  const cwmp = tripleOfCwmp("00256d-HG%2D8-abc1");
  expect(cwmp).toEqual({ oui: "00256d", productClass: "HG-8", serialNumber: "abc1" });
  expect(sameBox(cwmp ?? never(), { oui: "00256D", serialNumber: "ABC1" })).toBe(true);
  expect(sameBox(cwmp ?? never(), { oui: "00256D", productClass: "HG-8", serialNumber: "ABC1" })).toBe(true);
  expect(sameBox(cwmp ?? never(), { oui: "00256D", productClass: "X", serialNumber: "ABC1" })).toBe(false);
  expect(sameBox(cwmp ?? never(), { oui: "0019C7", serialNumber: "ABC1" })).toBe(false);
});

test("an agent whose endpoint id names a known CPE becomes the second protocol of that device", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "B1")));
  const admission = await state.contact(connected(rig, "os::00256D-B1"));
  expect(admission).toMatchObject({ verdict: "accepted", device, first: true });
  expect(await state.device("os::00256D-B1")).toMatchObject({
    id: device,
    protocols: ["cwmp", "usp"],
    activeProtocol: "usp",
    routes: [
      { protocol: "cwmp", mtp: "http", state: "up" },
      { protocol: "usp", mtp: "mqtt", state: "up" },
    ],
  });
  clock.move(1000);
  await state.contact(inform(clock, "B1"));
  expect(await state.device("cwmp:00256D-HG8245-B1")).toMatchObject({ id: device, activeProtocol: "usp" });
  expect(await state.contact(connected(rig, "os::00256D-B1"))).toMatchObject({ device, first: false });
  expect((await state.list({ limit: 0 })).total).toBe(1);
});

test("a CPE whose agent came first becomes the second protocol of that device", async () => {
  const rig = await fresh();
  const device = deviceOf(await rig.state.contact(connected(rig, "ops::00256D-HG8245-B2")));
  const said = {
    ...inform(rig.clock, "B2"),
    proof: { kind: "certificate", fingerprint: "ab", of: "device" } as const,
  };
  expect(deviceOf(await rig.state.contact(said))).toBe(device);
});

test("values, notes and secrets of a device's two protocols are kept apart", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const lease = leaseOf(await state.contact(inform(clock, "B3", { memory: { from: "cwmp" } })));
  const { device } = lease;
  await state.release(lease);
  await state.contact(connected(rig, "os::00256D-B3", { memory: { from: "usp" } }));
  expect(await state.knowledge(device)).toMatchObject({ protocol: "usp", memory: { from: "usp" } });
  expect(await state.knowledge(device, "cwmp")).toMatchObject({ memory: { from: "cwmp" } });
  leaseOf(await state.contact(inform(clock, "B3", { memory: { from: "cwmp" } })));
  expect(await state.knowledge(device)).toMatchObject({ protocol: "usp" });
});

test("a spoofed endpoint id that proves nothing never captures a device", async () => {
  const rig = await fresh();
  const device = deviceOf(await rig.state.contact(inform(rig.clock, "B4")));
  const spoof = await rig.state.contact(connected(rig, "os::00256D-B4", { proof: { kind: "none" } }));
  expect(deviceOf(spoof)).not.toBe(device);
  const conflict = (await rig.events()).find(({ type }) => type === "causeway.device.conflict");
  expect(conflict?.data).toMatchObject({ candidates: [device] });
});

test("an ambiguous match stays two devices and is reported", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const other = inform(clock, "B5");
  const twin = {
    ...other,
    identity: { scheme: "cwmp", value: "00256D-OTHER-B5" } as const,
    facts: { ...other.facts, productClass: "OTHER" },
  };
  const one = deviceOf(await state.contact(other));
  const two = deviceOf(await state.contact(twin));
  const third = deviceOf(await state.contact(connected(rig, "os::00256D-B5")));
  expect(new Set([one, two, third]).size).toBe(3);
  const conflicts = (await rig.events()).filter(({ type }) => type === "causeway.device.conflict");
  const conflict = conflicts.find(({ device }) => device === third);
  expect(conflict?.data["candidates"]).toEqual(expect.arrayContaining([one, two]));
});

test("one serial number of two makers is two devices; of one maker with two product classes it is reported too [SOAP-28]", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const said = inform(clock, "B6");
  const named = (value: string, facts: Partial<Contact["facts"]>): Contact => ({
    ...said,
    identity: { scheme: "cwmp", value },
    facts: { ...said.facts, ...facts },
  });
  const one = deviceOf(await state.contact(said));
  const other = deviceOf(
    await state.contact(named("ABCDEF-OTHER-B6", { oui: "ABCDEF", productClass: "OTHER" })),
  );
  const conflicts = async () =>
    (await rig.events()).filter(({ type }) => type === "causeway.device.conflict");
  expect(await conflicts()).toEqual([]);
  const twin = deviceOf(await state.contact(named("00256D-OTHER-B6", { productClass: "OTHER" })));
  expect(new Set([one, other, twin]).size).toBe(3);
  expect(await conflicts()).toMatchObject([{ device: twin, data: { candidates: [one] } }]);
  // Each stays what it is, whoever comes next.
  expect(deviceOf(await state.contact(said))).toBe(one);
  expect(deviceOf(await state.contact(named("00256D-OTHER-B6", { productClass: "OTHER" })))).toBe(twin);
  expect(await conflicts()).toHaveLength(1);
});

test("two live sources that alternate for one identity within ten minutes are a conflict, told once", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "B10")));
  for (let i = 0; i < 8; i++) {
    clock.move(20_000);
    const said = inform(clock, "B10");
    await state.contact({
      ...said,
      facts: { ...said.facts, address: i % 2 === 0 ? "198.51.100.9" : "192.0.2.1" },
    });
  }
  const conflicts = (await rig.events()).filter(({ type }) => type === "causeway.device.conflict");
  expect(conflicts).toHaveLength(1);
  expect(conflicts[0]).toMatchObject({ device });
});

test("a serial number that factories share is no link", async () => {
  const rig = await fresh();
  const device = deviceOf(await rig.state.contact(inform(rig.clock, "123456789")));
  expect(deviceOf(await rig.state.contact(connected(rig, "os::00256D-123456789")))).not.toBe(device);
});

test("an endpoint id read over CWMP links an agent whose id names no box", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "B6")));
  await state.report({
    device,
    protocol: "cwmp",
    at: clock.now(),
    events: [],
    values: [native(clock, "Device.LocalAgent.EndpointID", "self::box6")],
  });
  await eventually(
    rig,
    async () =>
      (await rig.allKeys()).some((key) => /:box:\d+$/.test(key)) && (await hasBox(rig, "self::box6")),
  );
  expect(deviceOf(await state.contact(connected(rig, "self::box6")))).toBe(device);
});

test("two devices that turn out to be one box are joined, with what was known of both", async () => {
  const rig = await fresh({ config: { linkUnproven: true } });
  const { state, clock } = rig;
  const cpe = deviceOf(await state.contact(inform(clock, "B7")));
  clock.move(1000);
  const agent = deviceOf(await state.contact(connected(rig, "self::seven", { memory: { topic: "t/7" } })));
  expect(agent).not.toBe(cpe);
  await state.report({
    device: agent,
    protocol: "usp",
    at: clock.now(),
    events: [],
    facts: { oui: "00256D", productClass: "HG8245", serialNumber: "B7" },
    values: [native(clock, "Device.X", "1")],
    secrets: { pass: "word" },
  });
  await eventually(rig, async () => (await state.list({ limit: 0 })).total === 1);
  expect(await state.device("self::seven")).toMatchObject({ id: cpe, protocols: ["cwmp", "usp"] });
  await eventually(rig, async () => (await state.knowledge(cpe, "usp")).values.has("Device.X"));
  expect(await state.knowledge(cpe, "usp")).toMatchObject({
    memory: { topic: "t/7" },
    secrets: { pass: "word" },
  });
  await expect(state.device(agent)).rejects.toMatchObject({ code: "device.notFound" });
  const other = await state.split(cpe, { scheme: "usp", value: "self::seven" });
  expect(await state.device("self::seven")).toMatchObject({ id: other });
  expect(await state.device(cpe)).toMatchObject({ protocols: ["cwmp"] });
});

test("a row that points at a removed device is taken over by the next contact", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "B8")));
  await state.contact(connected(rig, "os::00256D-B8"));
  await state.remove(device);
  expect((await state.list({ limit: 0 })).total).toBe(0);
  expect(await state.find({ scheme: "usp", value: "os::00256D-B8" })).toBeUndefined();
  const row = rig.keys.row("id", "usp:os::00256D-B8");
  await rig.client.hset(row.key, row.field, device);
  const again = deviceOf(await state.contact(connected(rig, "os::00256D-B8")));
  expect(again).not.toBe(device);
  expect((await state.device("os::00256D-B8")).id).toBe(again);
});

test("removing a device leaves nothing of it but its events and operations", async () => {
  const rig = await fresh({ partitions: 1 });
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "B9", { memory: { a: 1 } })));
  const values = [native(clock, "InternetGatewayDevice.A", "1")];
  const packed = await state.outcome(device, "cwmp", {
    state: "succeeded",
    result: { type: "onboard", summary: {} },
    values,
    complete: true,
  });
  expect(packed.blob?.length).toBeGreaterThan(32);
  await state.patch(device, { tags: ["t"], label: "L" });
  await state.rotateCredential(device, "u9", "p");
  await state.remove(device);
  const left = (await rig.allKeys()).map((key) => key.slice(rig.keys.tag(0).length + 1));
  const kinds = new Set(left.map((key) => key.split(":")[0]));
  for (const kind of [
    "dev",
    "ix",
    "vals",
    "text",
    "seen",
    "first",
    "boot",
    "pdue",
    "dn",
    "mem",
    "ov",
    "snap",
    "shape",
    "usr",
    "id",
    "q",
  ]) {
    expect(kinds).not.toContain(kind);
  }
  expect((await state.list({ limit: 0 })).total).toBe(0);
  expect(deviceOf(await state.contact(inform(clock, "B9")))).not.toBe(device);
});

async function hasBox(rig: StateRig, endpointId: string): Promise<boolean> {
  const row = rig.keys.row("box", `endpoint:${endpointId}`);
  return (await rig.client.hget(row.key, row.field)) !== null;
}

function never(): never {
  throw new TypeError("undefined");
}
