import { afterAll, beforeAll, expect, test } from "vitest";
import type { Contact, DeviceId, Generation } from "#core";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

/** Credentials of devices that change their names, or come back. */
let rig: StateRig;
beforeAll(async () => {
  rig = await stateRig(redisUrl());
});
afterAll(() => rig.close());

const shows = (username: string, generation: Generation = "current") => ({
  proof: { kind: "password", username, generation } as const,
});

const nameOf = (serial: string) => `00256D-HG8245-${serial}`;

/** A CPE that has shown credentials of its own, named as it is. */
async function provisioned(serial: string): Promise<DeviceId> {
  const device = deviceOf(await rig.state.contact(inform(rig.clock, serial)));
  await rig.state.rotateCredential(device, nameOf(serial), "one");
  await rig.state.contact(inform(rig.clock, serial, shows(nameOf(serial))));
  return device;
}

async function agent(serial: string): Promise<DeviceId> {
  const said: Contact = {
    protocol: "usp",
    identity: { scheme: "usp", value: `self::${serial}` },
    proof: { kind: "broker", username: "agent" },
    at: rig.clock.now(),
    facts: { dataModel: "TR-181" },
    mtp: "mqtt",
    values: [],
    events: [],
    reset: false,
    session: true,
  };
  return deviceOf(await rig.state.contact(said));
}

/** The device must show them, can be given others, and the others take their place. */
async function holds(device: DeviceId, serial: string): Promise<void> {
  const { state, clock } = rig;
  const user = nameOf(serial);
  expect(await state.contact(inform(clock, serial))).toEqual({ verdict: "challenge" });
  expect(await state.contact(inform(clock, serial, shows(user)))).toMatchObject({ device });
  await state.rotateCredential(device, user, "two");
  expect(await state.contact(inform(clock, serial, shows(user)))).toMatchObject({ device });
  expect(await state.credentials(user)).toMatchObject([{ device, password: "two" }]);
}

test("the credentials of a CPE that is merged into its agent's device are those of that device", async () => {
  const cpe = await provisioned("K1");
  const keep = await agent("k1");
  await rig.state.merge(keep, cpe);
  await holds(keep, "K1");
});

test("credentials that a CPE has not shown yet are still to be shown after a merge", async () => {
  const cpe = await provisioned("K2");
  await rig.state.rotateCredential(cpe, nameOf("K2"), "pending");
  const keep = await agent("k2");
  await rig.state.merge(keep, cpe);
  expect(await rig.state.credentials(nameOf("K2"))).toHaveLength(2);
  await rig.state.contact(inform(rig.clock, "K2", shows(nameOf("K2"))));
  expect(await rig.state.credentials(nameOf("K2"))).toMatchObject([{ device: keep, password: "pending" }]);
});

test("the credentials of a CPE go with its name when it becomes a device of its own", async () => {
  const cpe = await provisioned("K3");
  const keep = await agent("k3");
  await rig.state.merge(keep, cpe);
  const other = await rig.state.split(keep, { scheme: "cwmp", value: nameOf("K3") });
  await holds(other, "K3");
  expect(await rig.client.hmget(rig.keys.device(keep), "credential.users", "credential.must")).toEqual([
    "",
    "",
  ]);
});

test("two CPEs that were merged by mistake part with the credentials of each", async () => {
  const [one, two] = [await provisioned("K4"), await provisioned("K5")];
  await rig.state.merge(one, two);
  const other = await rig.state.split(one, { scheme: "cwmp", value: nameOf("K5") });
  await holds(other, "K5");
  await holds(one, "K4");
});

/** A device that was announced with credentials, has shown them, and then those it was given. */
async function announced(serial: string): Promise<DeviceId> {
  const { state, clock } = rig;
  const credentials = { username: `factory-${serial}`, password: "label" };
  const identities = [{ scheme: "cwmp", value: nameOf(serial) }] as const;
  const device = await state.preregister({ identities, credentials });
  await state.contact(inform(clock, serial, { ...shows(credentials.username), reset: true }));
  await state.rotateCredential(device, nameOf(serial), "one");
  await state.contact(inform(clock, serial, shows(nameOf(serial))));
  return device;
}

test("a device that was reset shows the credentials it was announced with, until it has used the next ones", async () => {
  const { state, clock } = rig;
  const device = await announced("K6");
  const label = { device, username: "factory-K6", password: "label", generation: "bootstrap" };
  expect(await state.credentials("factory-K6")).toEqual([label]);
  const shown = shows("factory-K6", "bootstrap");
  const challenge = { verdict: "challenge" };
  expect(await state.contact(inform(clock, "K6", shown))).toEqual(challenge);
  for (let round = 0; round < 2; round++) {
    expect(await state.contact(inform(clock, "K6", { ...shown, reset: true }))).toMatchObject({ device });
    // Its answer was lost, or the session broke before it was given others.
    expect(await state.contact(inform(clock, "K6", { ...shown, reset: true }))).toMatchObject({ device });
    expect(await state.contact(inform(clock, "K6", shown))).toMatchObject({ device });
    expect(await state.contact(inform(clock, "K6", { reset: true }))).toMatchObject({ verdict: "accepted" });
    await state.rotateCredential(device, nameOf("K6"), `round ${round}`);
    expect(await state.contact(inform(clock, "K6", shows(nameOf("K6"))))).toMatchObject({ device });
    expect(await state.contact(inform(clock, "K6", shown))).toEqual(challenge);
  }
});

test("credentials that a device was announced with prove no other device, and go with it", async () => {
  const { state, clock } = rig;
  const device = await announced("K7");
  const shown = { ...shows("factory-K7", "bootstrap"), reset: true };
  await provisioned("K8");
  expect(await state.contact(inform(clock, "K8", shown))).toEqual({ verdict: "challenge" });
  expect(await state.contact(inform(clock, "K9", shown))).toEqual({ verdict: "challenge" });
  const keep = await agent("k7");
  await state.merge(keep, device);
  expect(await state.contact(inform(clock, "K7", shown))).toMatchObject({ device: keep });
  const other = await state.split(keep, { scheme: "cwmp", value: nameOf("K7") });
  expect(await state.contact(inform(clock, "K7", shown))).toMatchObject({ device: other });
  await state.remove(other);
  expect(await state.credentials("factory-K7")).toEqual([]);
  expect(await state.credentials(nameOf("K7"))).toEqual([]);
});

test("a device may be announced with the user name that it is given later", async () => {
  const { state, clock } = rig;
  const username = nameOf("KA");
  const identities = [{ scheme: "cwmp", value: username }] as const;
  const device = await state.preregister({ identities, credentials: { username, password: "label" } });
  await state.contact(inform(clock, "KA", { ...shows(username), reset: true }));
  await state.rotateCredential(device, username, "one");
  await state.contact(inform(clock, "KA", shows(username)));
  expect(await state.credentials(username)).toMatchObject([
    { password: "one", generation: "current" },
    { password: "label", generation: "bootstrap" },
  ]);
  expect(await state.contact(inform(clock, "KA", shows(username, "bootstrap")))).toEqual({
    verdict: "challenge",
  });
});
