import { afterEach, expect, test } from "vitest";
import type { Contact, DeviceId } from "#core";
import { decideEnrolment, inNetwork } from "../../bridge/state/enrolment.ts";
import { LAYOUT, openLayout, provenKey } from "../../bridge/state/layout.ts";
import { createVault } from "../../bridge/state/secret.ts";
import { redisUrl } from "../services.ts";
import { accepted, deviceOf, inform, stateRig, type RigOptions, type StateRig } from "./state.rig.ts";

const rigs: StateRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function fresh(options: RigOptions = {}): Promise<StateRig> {
  const rig = await stateRig(redisUrl(), options);
  rigs.push(rig);
  return rig;
}

const password = (username: string, generation: "current" | "previous" | "group"): Contact["proof"] => ({
  kind: "password",
  username,
  generation,
});

test.each([
  ["192.0.2.7", "192.0.2.0/24", true],
  ["192.0.3.7", "192.0.2.0/24", false],
  ["2001:db8::1", "2001:db8::/32", true],
  ["192.0.2.7", "2001:db8::/32", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["x", "192.0.2.0/24", false],
  [undefined, "192.0.2.0/24", false],
  ["192.0.2.7", "nonsense", false],
])("%s in %s: %s", (address, cidr, inside) => {
  expect(inNetwork(address, cidr)).toBe(inside);
});

test.each([
  [{ oui: "00256d" }, "accepted"],
  [{ oui: "00256D", modelName: "other" }, "quarantined"],
  [{ cidr: "192.0.2.0/28" }, "accepted"],
  [{ cidr: "198.51.100.0/24" }, "quarantined"],
  [{ certificate: "ab" }, "quarantined"],
  [{}, "quarantined"],
])("a rule %o decides %s", (rule, decision) => {
  const contact = inform({ now: () => 1 }, "E0");
  expect(decideEnrolment(contact, "approve", [{ name: "r", ...rule }])).toBe(decision);
  expect(decideEnrolment(contact, "open", [])).toBe("accepted");
  expect(decideEnrolment(contact, "closed", [{ name: "r", ...rule }])).toBe("refused");
});

test("an unknown device is one quarantined row until it is approved, then it is onboarded", async () => {
  const rig = await fresh({ config: { enrolment: "approve" } });
  const { state, clock } = rig;
  const answer = await state.contact(inform(clock, "E1"));
  expect(answer).toMatchObject({ verdict: "quarantined" });
  expect(await state.contact(inform(clock, "E1"))).toEqual(answer);
  const [row] = (await state.list({ filter: 'enrolment="quarantined"', limit: 10 })).items;
  expect(row).toMatchObject({ serialNumber: "E1", operations: { queued: 0, running: 0 } });
  expect(await rig.events()).toEqual([]);
  expect((await rig.allKeys()).filter((key) => key.includes(":box:"))).toEqual([]);
  const id = row?.id ?? deviceOf(answer);
  expect(await state.open(id, "cwmp")).toBeUndefined();
  await state.approve(id);
  await state.approve(id);
  expect((await state.device(id)).operations.queued).toBe(1);
  expect(accepted(await state.contact(inform(clock, "E1")))).toMatchObject({ device: id, work: true });
  expect((await state.device(id)).operations.queued).toBe(1);
  expect((await rig.events()).filter(({ type }) => type.endsWith("enrolled"))).toHaveLength(1);
});

/** The device of a contact that is put off. */
async function quarantined({ state }: StateRig, said: Contact): Promise<DeviceId> {
  const admission = await state.contact(said);
  return admission.verdict === "quarantined" ? admission.device : never();
}

/** Types of the events of a device that are not of its operations, without what they have in common. */
async function toldOf(rig: StateRig, id: string): Promise<string[]> {
  const all = (await rig.events()).filter(({ device, type }) => device === id && type.includes(".device."));
  return all.map(({ type }) => type.replace("causeway.device.", ""));
}

test("a device that is let in from quarantine is told to be seen and online, once", async () => {
  const rig = await fresh({ config: { enrolment: "approve" } });
  const { state, clock } = rig;
  const id = await quarantined(rig, inform(clock, "E13"));
  clock.move(60_000);
  await state.approve(id);
  expect(await toldOf(rig, id)).toEqual(["seen", "online", "enrolled"]);
  expect(await state.device(id)).toMatchObject({
    presence: "online",
    presenceSince: new Date(clock.now()).toISOString(),
  });
  expect((await state.list({ filter: 'presence="online"', limit: 0 })).total).toBe(1);
  await state.contact(inform(clock, "E13"));
  expect(await toldOf(rig, id)).toHaveLength(3);
});

test("a device that a new rule lets in is told to be seen and online", async () => {
  const rules: { name: string; oui: string }[] = [];
  const rig = await fresh({ config: { enrolment: "approve", rules } });
  const id = await quarantined(rig, inform(rig.clock, "E14"));
  rules.push({ name: "ours", oui: "00256D" });
  expect(deviceOf(await rig.state.contact(inform(rig.clock, "E14")))).toBe(id);
  expect(await toldOf(rig, id)).toEqual(["seen", "online", "enrolled"]);
});

test("a device that has left before it is let in is told to be there when it comes again", async () => {
  const rig = await fresh({ config: { enrolment: "approve" } });
  const { state, clock } = rig;
  const id = await quarantined(rig, inform(clock, "E15", { interval: 60 }));
  clock.move(600_000);
  await state.approve(id);
  await state.tick();
  expect(await toldOf(rig, id)).toEqual(["enrolled"]);
  expect(await state.device(id)).toMatchObject({ presence: "offline" });
  await state.contact(inform(clock, "E15", { interval: 60 }));
  expect(await toldOf(rig, id)).toEqual(["enrolled", "seen", "online"]);
});

test("where enrolment is closed an unknown device is refused and leaves nothing; a pre-registered one comes in", async () => {
  const rig = await fresh({ config: { enrolment: "closed" } });
  const { state, clock } = rig;
  expect(await state.contact(inform(clock, "E2"))).toEqual({ verdict: "refused", enrolment: "closed" });
  expect(await rig.allKeys()).toEqual([]);
  const identity = { scheme: "cwmp", value: "00256D-HG8245-E2" } as const;
  const id = await state.preregister({
    identities: [identity],
    tags: ["new"],
    credentials: { username: "e2", password: "pw" },
  });
  expect(await state.device(id)).toMatchObject({
    enrolment: "preregistered",
    tags: ["new"],
    presence: "unknown",
  });
  await expect(state.preregister({ identities: [identity] })).rejects.toMatchObject({
    code: "device.conflict",
  });
  expect(await state.contact(inform(clock, "E2"))).toEqual({ verdict: "challenge" });
  expect((await state.list({ filter: 'presence="unknown"', limit: 0 })).total).toBe(1);
  const [credential] = await state.credentials("e2");
  expect(credential).toEqual({ device: id, username: "e2", password: "pw", generation: "current" });
  const admission = accepted(await state.contact(inform(clock, "E2", { proof: password("e2", "current") })));
  expect(admission).toMatchObject({ device: id, first: true, work: true });
});

test("a pre-registered agent keeps its row when it comes over USP, also by its second identity", async () => {
  const rig = await fresh({ config: { enrolment: "closed" } });
  const identities = [
    { scheme: "cwmp", value: "00256D-HG8245-E3" },
    { scheme: "usp", value: "self::e3" },
  ] as const;
  const id = await rig.state.preregister({ identities });
  const said = { ...inform(rig.clock, "E3"), protocol: "usp", identity: identities[1], mtp: "mqtt" } as const;
  expect(deviceOf(await rig.state.contact(said))).toBe(id);
});

test("quarantined rows are bounded: the oldest make room", async () => {
  const rig = await fresh({ partitions: 1, config: { enrolment: "approve", quarantineDevices: 5 } });
  const { state, clock } = rig;
  for (let i = 0; i < 9; i++) {
    clock.move(1000);
    await state.contact(inform(clock, `Q${i}`));
  }
  const { items } = await state.list({ filter: 'enrolment="quarantined"', limit: 100 });
  expect(items.map(({ serialNumber }) => `${serialNumber}`).toSorted()).toEqual([
    "Q4",
    "Q5",
    "Q6",
    "Q7",
    "Q8",
  ]);
  clock.move(8 * 24 * 3_600_000);
  await state.contact(inform(clock, "Q9"));
  await state.contact(inform(clock, "Q10"));
  const { items: rest } = await state.list({ limit: 100 });
  expect(rest.map(({ serialNumber }) => `${serialNumber}`).toSorted()).toEqual(["Q10", "Q9"]);
});

test("a device shut out by an operator stays out although rules would let it in, and loses its session", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const { device, lease } = accepted(await state.contact(inform(clock, "E4")));
  await state.quarantine(device);
  await expect(state.renew(lease ?? never())).rejects.toMatchObject({ code: "lease.lost" });
  expect(await state.contact(inform(clock, "E4"))).toEqual({ verdict: "quarantined", device });
  const report = { device, protocol: "cwmp", at: clock.now(), events: [] } as const;
  await expect(state.report(report)).rejects.toMatchObject({ code: "device.quarantined" });
  await state.approve(device);
  expect(await state.contact(inform(clock, "E4"))).toMatchObject({ verdict: "accepted", device });
});

test("old and new credentials are accepted until the new ones were used, then only the new ones", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "E5")));
  const generations = async (): Promise<string[]> =>
    (await state.credentials("e5")).map((known) => `${known.generation} ${known.password}`);
  await state.rotateCredential(device, "e5", "one");
  expect(await generations()).toEqual(["current one"]);
  expect(await state.contact(inform(clock, "E5"))).toMatchObject({ verdict: "accepted" });
  await state.contact(inform(clock, "E5", { proof: password("e5", "current") }));
  expect(await state.contact(inform(clock, "E5"))).toEqual({ verdict: "challenge" });
  await state.rotateCredential(device, "e5", "two");
  await state.rotateCredential(device, "e5", "three");
  expect(await generations()).toEqual(["current three", "previous one", "previous two"]);
  expect(await state.contact(inform(clock, "E5", { proof: password("e5", "previous") }))).toMatchObject({
    device,
  });
  expect(await generations()).toHaveLength(3);
  await state.contact(inform(clock, "E5", { proof: password("e5", "current") }));
  expect(await generations()).toEqual(["current three"]);
});

test("a new user name takes the place of the old one once it was used", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "E6")));
  await state.rotateCredential(device, "old", "a");
  await state.contact(inform(clock, "E6", { proof: password("old", "current") }));
  await state.rotateCredential(device, "new", "b");
  expect(await state.contact(inform(clock, "E6", { proof: password("old", "current") }))).toMatchObject({
    device,
  });
  await state.contact(inform(clock, "E6", { proof: password("new", "current") }));
  expect(await state.credentials("old")).toEqual([]);
  expect(await state.contact(inform(clock, "E6", { proof: password("old", "current") }))).toEqual({
    verdict: "challenge",
  });
});

test("after a reset the group's credential is good again until own ones are used, told once as an event", async () => {
  const rig = await fresh({ config: { groupCredentials: [{ username: "acs", password: "shared" }] } });
  const { state, clock } = rig;
  expect(await state.credentials("acs")).toEqual([
    { username: "acs", password: "shared", generation: "group" },
  ]);
  const group = password("acs", "group");
  const device = deviceOf(await state.contact(inform(clock, "E7", { proof: group })));
  await state.rotateCredential(device, "e7", "own");
  await state.contact(inform(clock, "E7", { proof: password("e7", "current") }));
  expect(await state.contact(inform(clock, "E7", { proof: group }))).toEqual({ verdict: "challenge" });
  expect(await state.contact(inform(clock, "E7", { proof: group, reset: true }))).toMatchObject({ device });
  // The session that was to give it new ones broke: it comes again, and without the bootstrap.
  expect(await state.contact(inform(clock, "E7", { proof: group }))).toMatchObject({ device });
  await state.rotateCredential(device, "e7", "newer");
  await state.contact(inform(clock, "E7", { proof: password("e7", "current") }));
  expect(await state.contact(inform(clock, "E7", { proof: group }))).toEqual({ verdict: "challenge" });
  const security = (await rig.events()).filter(({ type }) => type.startsWith("causeway.security"));
  expect(security).toHaveLength(1);
});

test("another device's user name proves nothing", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const one = deviceOf(await state.contact(inform(clock, "E8")));
  const two = deviceOf(await state.contact(inform(clock, "E9")));
  await state.rotateCredential(one, "e8", "p");
  expect(await state.contact(inform(clock, "E9", { proof: password("e8", "current") }))).toEqual({
    verdict: "challenge",
  });
  await expect(state.rotateCredential(two, "e8", "x")).rejects.toMatchObject({ code: "device.conflict" });
});

test("the number of partitions is fixed at first start, and a newer layout is refused", async () => {
  const { client, keys } = await fresh();
  const prefix = keys.prefix;
  expect((await openLayout(client, prefix, 16)).partitions).toBe(16);
  expect((await openLayout(client, prefix, 64)).partitions).toBe(16);
  await client.hset(keys.meta("layout"), "version", LAYOUT + 1);
  await expect(openLayout(client, prefix, 16)).rejects.toMatchObject({ code: "store.layout" });
  await expect(openLayout(client, `${prefix}x`, 12)).rejects.toMatchObject({ code: "config.invalid" });
});

test("time in which nobody could hear devices is added to what they are due at, once", async () => {
  const { state, clock } = await fresh();
  const device = deviceOf(await state.contact(inform(clock, "E10", { interval: 60 })));
  await state.tick();
  clock.move(600_000);
  await state.start();
  await state.start();
  expect((await state.device(device)).presence).toBe("online");
  clock.move(149_000);
  expect((await state.device(device)).presence).toBe("online");
  clock.move(2000);
  expect((await state.device(device)).presence).toBe("offline");
});

test("a route that goes down is offline, one nobody can tell of is unknown, and a contact ends both", async () => {
  const { state, clock } = await fresh();
  const said = {
    ...inform(clock, "E11"),
    protocol: "usp",
    identity: { scheme: "usp", value: "self::e11" },
    mtp: "mqtt",
    session: false,
  } as const;
  const device = deviceOf(await state.contact(said));
  await state.route(device, "usp", "mqtt", "unknown", clock.now());
  expect(await state.device(device)).toMatchObject({ presence: "unknown", routes: [{ state: "unknown" }] });
  await state.contact(said);
  expect(await state.device(device)).toMatchObject({ presence: "online", routes: [{ state: "up" }] });
  await state.route(device, "usp", "mqtt", "down", clock.now());
  expect(await state.device(device)).toMatchObject({ presence: "offline", routes: [{ state: "down" }] });
  await state.route(device, "usp", "mqtt", "up", clock.now());
  expect(await state.device(device)).toMatchObject({ presence: "online" });
  expect((await state.list({ filter: 'presence="online"', limit: 0 })).total).toBe(1);
});

test("every key carries the tag of its partition, of the feed or of the installation", async () => {
  const rig = await fresh();
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "E12", { memory: { a: 1 } })));
  await state.rotateCredential(device, "e12", "p");
  await state.tick();
  await state.list({ filter: 'presence="online"', limit: 10 });
  for (const key of await rig.allKeys()) {
    expect(key).toMatch(new RegExp(`^${rig.keys.prefix}:\\{(?:p[0-9a-f]{2}|feed|meta)\\}:`));
  }
});

function never(): never {
  throw new TypeError("undefined");
}

test("every replica seals with the key of the first one, or does not start", async () => {
  const { client, keys } = await fresh();
  const vault = (fill: number) => createVault(Buffer.alloc(32, fill));
  await provenKey(client, keys, vault(1));
  await provenKey(client, keys, vault(1));
  await expect(provenKey(client, keys, vault(2))).rejects.toMatchObject({
    code: "config.invalid",
    message: expect.stringContaining("CAUSEWAY_SECRET_KEY_FILE"),
  });
});
