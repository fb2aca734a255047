import { afterAll, beforeAll, expect, test } from "vitest";
import type { Contact, DeviceId, OperationId, Protocol } from "#core";
import { redisUrl } from "../services.ts";
import { accepted, deviceOf, inform, leaseOf, stateRig, type StateRig } from "./state.rig.ts";

/** The registry of boxes that speak both protocols. */
let rig: StateRig;
beforeAll(async () => {
  rig = await stateRig(redisUrl(), { config: { linkUnproven: true } });
});
afterAll(() => rig.close());

function connected(serial: string, over: Partial<Contact> = {}): Contact {
  return {
    protocol: "usp",
    identity: { scheme: "usp", value: `os::00256D-${serial}` },
    proof: { kind: "broker", username: "agent" },
    at: rig.clock.now(),
    facts: { dataModel: "TR-181" },
    mtp: "mqtt",
    values: [],
    events: [],
    reset: false,
    session: true,
    ...over,
  };
}

async function box(serial: string): Promise<DeviceId> {
  const lease = leaseOf(await rig.state.contact(inform(rig.clock, serial)));
  await rig.state.release(lease);
  await rig.state.release(leaseOf(await rig.state.contact(connected(serial))));
  return lease.device;
}

const fenceOf = (device: DeviceId) => rig.client.hget(rig.keys.device(device), "fence");
const waiting = (device: DeviceId, bound?: Protocol) =>
  rig.client.zrange(rig.keys.queue(device, bound), "0", "-1");
/** Empties the queue that a stack would have worked off. */
const emptied = (device: DeviceId, bound: Protocol) => rig.client.del(rig.keys.queue(device, bound));
const route = (device: DeviceId, state: "up" | "down" | "unknown") =>
  rig.state.route(device, "usp", "mqtt", state, rig.clock.now());
const activeOf = async (device: DeviceId) => (await rig.state.device(device)).activeProtocol;

test("a box is onboarded over each of its protocols, one onboarding waits for each", async () => {
  const device = await box("D1");
  const queued = [await waiting(device, "cwmp"), await waiting(device, "usp")];
  expect(queued.map(({ length }) => length)).toEqual([1, 1]);
  for (const [i, protocol] of (["cwmp", "usp"] as const).entries()) {
    const text = await rig.client.hget(rig.keys.operation(queued[i]?.[0] as OperationId), "operation");
    expect(text).toBe(`{"type":"onboard","protocol":"${protocol}"}`);
  }
  await rig.state.contact(inform(rig.clock, "D1", { reset: true }));
  await rig.state.contact(connected("D1", { reset: true }));
  expect([await waiting(device, "cwmp"), await waiting(device, "usp")]).toEqual(queued);
  await emptied(device, "usp");
  await rig.client.hset(rig.keys.operation(queued[1]?.[0] as OperationId), "state", "succeeded");
  await rig.state.contact(connected("D1", { reset: true }));
  expect((await waiting(device, "usp")).length).toBe(1);
  expect((await rig.state.device(device)).operations).toEqual({ queued: 2, running: 0 });
});

test("a contact of one protocol never ends the session of the other, and gets one when that is over", async () => {
  const device = await box("D2");
  const usp = leaseOf(await rig.state.contact(connected("D2")));
  const fence = await fenceOf(device);
  for (const more of [{}, { reset: true }]) {
    const admission = accepted(await rig.state.contact(inform(rig.clock, "D2", more)));
    expect(admission).toMatchObject({ device, work: true });
    expect(admission.lease).toBeUndefined();
  }
  expect(await fenceOf(device)).toBe(fence);
  expect(await rig.state.open(device, "cwmp")).toBeUndefined();
  await rig.state.renew(usp);
  await rig.state.release(usp);
  const cwmp = await rig.state.open(device, "cwmp");
  expect(cwmp).toMatchObject({ device, protocol: "cwmp" });
  const admission = accepted(await rig.state.contact(connected("D2")));
  expect([admission.work, admission.lease]).toEqual([true, undefined]);
  // The session of a holder that died is over when its lease is.
  rig.clock.move(30_001);
  expect(leaseOf(await rig.state.contact(connected("D2"))).protocol).toBe("usp");
});

test("within one protocol the newer contact still wins", async () => {
  await box("D3");
  const older = leaseOf(await rig.state.contact(inform(rig.clock, "D3")));
  const newer = leaseOf(await rig.state.contact(inform(rig.clock, "D3")));
  expect(newer.fence).toBeGreaterThan(older.fence);
  await expect(rig.state.renew(older)).rejects.toMatchObject({ code: "lease.lost" });
});

test("a periodic Inform has work only when a CWMP session would be given some", async () => {
  const device = await box("D4");
  const periodic = async () => accepted(await rig.state.contact(inform(rig.clock, "D4")));
  await periodic();
  await emptied(device, "cwmp");
  await emptied(device, "usp");
  expect((await periodic()).work).toBe(false);
  await rig.client.zadd(rig.keys.queue(device), "1", "o_x");
  expect((await periodic()).work).toBe(false);
  expect(accepted(await rig.state.contact(connected("D4", { session: false }))).work).toBe(true);
  await route(device, "down");
  expect((await periodic()).work).toBe(true);
  await rig.client.del(rig.keys.queue(device));
  // What a session over USP left behind is for its own protocol to reconcile, unless it is bound to none.
  await rig.client.hset(rig.keys.device(device), "running", "o_0000");
  await rig.client.hset(rig.keys.operation("o_0000" as OperationId), "protocol", "usp");
  expect((await periodic()).work).toBe(false);
  await rig.client.hset(rig.keys.operation("o_0000" as OperationId), "protocol", "");
  expect((await periodic()).work).toBe(true);
});

test("USP is active while its route is up, else CWMP, whatever comes in which order", async () => {
  const device = await box("D5");
  expect(await activeOf(device)).toBe("usp");
  for (const state of ["down", "unknown"] as const) {
    expect(await route(device, state)).toBe("cwmp");
    expect(await activeOf(device)).toBe("cwmp");
    await rig.state.contact(inform(rig.clock, "D5"));
    expect(await rig.state.device(device)).toMatchObject({ activeProtocol: "cwmp", presence: "online" });
    expect(await route(device, "up")).toBe("usp");
    await rig.state.contact(inform(rig.clock, "D5", { facts: { softwareVersion: state } }));
    expect(await activeOf(device)).toBe("usp");
  }
  await Promise.all([
    route(device, "down"),
    ...[1, 2, 3].map((n) =>
      rig.state.contact(inform(rig.clock, "D5", { facts: { softwareVersion: `${n}` } })),
    ),
  ]);
  expect(await activeOf(device)).toBe("cwmp");
});

test("a device of one protocol keeps it, whatever becomes of its route", async () => {
  const device = deviceOf(await rig.state.contact(connected("D6")));
  expect(await route(device, "down")).toBeUndefined();
  expect(await rig.state.device(device)).toMatchObject({ activeProtocol: "usp", presence: "offline" });
});

test("a box that showed credentials of its own over CWMP is not asked for them over USP", async () => {
  const device = await box("D7");
  await rig.client.hset(rig.keys.device(device), "credential.must", "1", "broker.must", "");
  expect(await rig.state.contact(inform(rig.clock, "D7", { interval: 77 }))).toEqual({
    verdict: "challenge",
  });
  const said = connected("D7", { proof: { kind: "none" }, reset: true });
  expect(await rig.state.contact(said)).toMatchObject({ verdict: "accepted", device });
});

test("an agent the broker vouched for once is believed without the broker no more", async () => {
  const device = await box("DB");
  const alone = connected("DB", { proof: { kind: "none" }, reset: true });
  expect(await rig.state.contact(alone)).toEqual({ verdict: "challenge" });
  const vouched = connected("DB", { proof: { kind: "broker", username: "os::00256D-DB" }, reset: true });
  expect(await rig.state.contact(vouched)).toMatchObject({ verdict: "accepted", device });
});

test("an agent that showed a proof of its own over WebSocket is believed there without it no more", async () => {
  const own = { kind: "certificate", fingerprint: "aa", of: "device" } as const;
  const group = { kind: "password", username: "fleet", generation: "group" } as const;
  const over = (proof: Contact["proof"], mtp = "websocket") =>
    rig.state.contact(connected("DW", { proof, mtp, reset: true }));
  const device = deviceOf(await over(group));
  expect(await over(own)).toMatchObject({ verdict: "accepted", device });
  expect(await over(group)).toEqual({ verdict: "challenge" });
  expect(await over({ kind: "none" })).toEqual({ verdict: "challenge" });
  expect(await over(own)).toMatchObject({ verdict: "accepted", device });
  expect(await over({ kind: "none" }, "mqtt")).toMatchObject({ verdict: "accepted", device });
});

test("what is known of a box is that of its active protocol, also while the other one has a session", async () => {
  const device = await box("D8");
  await rig.state.contact(inform(rig.clock, "D8"));
  expect(await rig.state.knowledge(device)).toMatchObject({ protocol: "usp" });
  expect(await rig.state.knowledge(device, "cwmp")).toMatchObject({ protocol: "cwmp" });
  await route(device, "down");
  expect(await rig.state.knowledge(device)).toMatchObject({ protocol: "cwmp" });
});

test("two names of one box that come at the same time become one device, whoever notices it first", async () => {
  for (let n = 0; n < 12; n++) {
    const serial = `E${n}`;
    const cpe = deviceOf(await rig.state.contact(inform(rig.clock, serial)));
    const self = connected(serial, { identity: { scheme: "usp", value: `self::${serial}` } });
    const agent = deviceOf(await rig.state.contact(self));
    expect(agent).not.toBe(cpe);
    const facts = { oui: "00256D", productClass: "HG8245", serialNumber: serial };
    const told = { at: rig.clock.now(), events: [], facts };
    await Promise.all([
      rig.state.report({ ...told, device: agent, protocol: "usp" }),
      rig.state.report({ ...told, device: cpe, protocol: "cwmp" }),
      rig.state.contact(inform(rig.clock, serial, { facts: { ...facts, softwareVersion: "2" } })),
      rig.state.contact({ ...self, facts: { softwareVersion: "2" } }),
    ]);
    const found = async () => (await rig.state.list({ q: serial.toLowerCase(), limit: 10 })).items;
    await expect
      .poll(async () => (await found()).filter((one) => one.serialNumber === serial).length)
      .toBe(1);
    const left = (await found()).find((one) => one.serialNumber === serial);
    expect(left).toMatchObject({
      activeProtocol: "usp",
      protocols: expect.arrayContaining(["cwmp", "usp"]),
    });
    for (const name of [`cwmp:00256D-HG8245-${serial}`, `usp:self::${serial}`])
      expect((await rig.state.device(name)).id).toBe(left?.id);
  }
});

test("a box that is split keeps what any protocol may run; what was bound to the other one is cancelled", async () => {
  const device = await box("D9");
  const [agents] = await waiting(device, "usp");
  await rig.state.split(device, { scheme: "usp", value: "os::00256D-D9" });
  expect(await rig.state.device(device)).toMatchObject({ protocols: ["cwmp"], activeProtocol: "cwmp" });
  expect((await rig.state.device(device)).operations).toEqual({ queued: 1, running: 0 });
  expect(await rig.client.hget(rig.keys.operation(agents as OperationId), "state")).toBe("cancelled");
});

test("an agent on two transports is one device with two routes, and gone only when both are", async () => {
  const device = await box("D40");
  const over = (mtp: string, state: "up" | "down" | "unknown") =>
    rig.state.route(device, "usp", mtp, state, rig.clock.now());
  const seen = async () => {
    const { routes, presence, activeProtocol } = await rig.state.device(device);
    const usp = routes.filter(({ protocol }) => protocol === "usp");
    return [usp.map(({ mtp, state }) => `${mtp} ${state}`).join(", "), presence, activeProtocol];
  };
  await rig.state.contact(connected("D40", { mtp: "websocket" }));
  expect(await seen()).toEqual(["websocket up, mqtt up", "online", "usp"]);
  await over("mqtt", "down");
  expect(await seen()).toEqual(["mqtt down, websocket up", "online", "usp"]);
  await over("websocket", "unknown");
  expect(await seen()).toEqual(["websocket unknown, mqtt down", "online", "cwmp"]);
  await over("mqtt", "up");
  expect(await seen()).toEqual(["mqtt up, websocket unknown", "online", "usp"]);
});

test("a device of one protocol is as reachable as the best of its routes", async () => {
  const lease = leaseOf(await rig.state.contact(connected("D41")));
  await rig.state.release(lease);
  const over = async (mtp: string, state: "up" | "down" | "unknown") => {
    await rig.state.route(lease.device, "usp", mtp, state, rig.clock.now());
    return (await rig.state.device(lease.device)).presence;
  };
  expect(await over("stomp", "up")).toBe("online");
  expect(await over("mqtt", "down")).toBe("online");
  expect(await over("stomp", "unknown")).toBe("unknown");
  expect(await over("mqtt", "down")).toBe("unknown");
  expect(await over("stomp", "down")).toBe("offline");
  expect(await over("mqtt", "up")).toBe("online");
});
