import { expect, test } from "vitest";
import { whole, type Contact, type DeviceEvent, type DeviceId } from "#core";
import { admit, type AdmitInput } from "../../bridge/state/admit.ts";
import { luaJson } from "../../bridge/state/lua.ts";
import { northbound } from "../../bridge/state/northbound.ts";
import {
  contactDigest,
  evidenceFields,
  factFields,
  graceMs,
  isEventful,
  projecting,
  startsOf,
} from "../../bridge/state/project.ts";
import { createVault } from "../../bridge/state/secret.ts";
import { inform, native, SECRET_KEY } from "./state.rig.ts";

const clock = { now: () => 1_780_000_000_000 };
const vault = createVault(SECRET_KEY);
const DEVICE = "d_0001ksr492003f5312z0xtxhcz79" as DeviceId;
const said = inform(clock, "P1");
const boot: DeviceEvent = { type: "boot", id: "b", at: 5, cause: "LocalReboot", commandKey: "" };
const periodic: DeviceEvent = { type: "event", id: "p", at: 5, path: "", name: "2 PERIODIC", params: {} };

const CHANGED: readonly (readonly [string, Partial<Contact>])[] = [
  ["a fact", { facts: { ...said.facts, softwareVersion: "2" } }],
  ["the address", { facts: { ...said.facts, address: "192.0.2.2" } }],
  ["a value", { values: [native(clock, "InternetGatewayDevice.DeviceInfo.SoftwareVersion", "2")] }],
  ["a value more", { values: [...said.values, native(clock, "A.B", "")] }],
  ["the proof", { proof: { kind: "password", username: "u", generation: "current" } }],
  ["the interval", { interval: 60 }],
  ["the transport", { mtp: "mqtt" }],
  ["a note", { memory: { a: null } }],
];

test.each(CHANGED)("the digest of a contact tells that %s changed", (_, change) => {
  expect(contactDigest({ ...said, ...change })).not.toBe(contactDigest(said));
});

test("the digest of a contact does not depend on its time, its events or the session it asks for", () => {
  const values = said.values.map((value) => ({ ...value, at: 9 }));
  const later = { ...said, at: 9, values, events: [boot], session: false };
  expect(contactDigest(later)).toBe(contactDigest(said));
});

test("a bare periodic contact or heartbeat is no event; a start, a reset or anything else is", () => {
  expect(isEventful(said)).toBe(false);
  expect(isEventful({ ...said, events: [periodic, { ...periodic, name: "Periodic!" }] })).toBe(false);
  expect(isEventful({ ...said, events: [periodic, boot] })).toBe(true);
  expect(isEventful({ ...said, reset: true })).toBe(true);
});

test("a start tells whether the firmware is another one; what the device itself says of it counts", () => {
  const contact: Contact = { ...said, facts: { softwareVersion: "2" }, events: [boot, periodic] };
  expect(startsOf(contact, "1")).toEqual([{ ...boot, firmwareUpdated: true }, periodic]);
  expect(startsOf(contact, "2")).toEqual([{ ...boot, firmwareUpdated: false }, periodic]);
  const own = { ...boot, firmwareUpdated: false };
  expect(startsOf({ ...contact, events: [own] }, "1")).toEqual([own]);
  for (const known of [undefined, ""]) expect(startsOf(contact, known)).toEqual([boot, periodic]);
  expect(startsOf({ ...contact, facts: {} }, "1")).toEqual([boot, periodic]);
});

test.each([
  [10, 75_000],
  [300, 510_000],
  [86_400, 129_660_000],
])("a device that comes every %i s is overdue after %i ms", (interval, ms) => {
  expect(graceMs(interval)).toBe(ms);
});

test("facts are kept as one line of bounded length; empty ones are not known", () => {
  const facts = { manufacturer: "", modelName: "a\nb\u0000c", softwareVersion: "x".repeat(1000) };
  const fields = factFields(facts);
  expect(fields).toEqual({ modelName: "a b c", softwareVersion: "x".repeat(256) });
});

test("well-known parameters tell interval, endpoint id and, in a whole tree, MAC addresses and PPP users", () => {
  const values = [
    native(clock, "InternetGatewayDevice.ManagementServer.PeriodicInformInterval", "300"),
    native(clock, "Device.LocalAgent.EndpointID", "self::x"),
    native(clock, "Device.Ethernet.Interface.1.MACAddress", "00:11"),
    native(clock, "Device.Ethernet.Interface.2.MACAddress", "00:22"),
    native(clock, "Device.PPP.Interface.1.Username", "user@isp"),
    native(clock, "Device.LocalAgent.Controller.1.EndpointID", "self::other"),
  ];
  const always = { interval: "300", grace: "510000", endpointId: "self::x" };
  expect(evidenceFields(values, false)).toEqual(always);
  expect(evidenceFields(values, true)).toEqual({ ...always, mac: "00:11\n00:22", subscriber: "user@isp" });
});

test("the same event of a device has the same key and id, of another device another; one without id is unique", () => {
  const once = northbound(DEVICE, boot, 1);
  expect(northbound(DEVICE, { ...boot, at: 6 }, 2)).toMatchObject({ key: once.key, id: once.id });
  expect(northbound("d_other" as DeviceId, boot, 1).key).not.toBe(once.key);
  const nameless = { ...boot, id: "" };
  expect(northbound(DEVICE, nameless, 1)).toMatchObject({ key: "" });
  expect(northbound(DEVICE, nameless, 1).id).not.toBe(northbound(DEVICE, nameless, 1).id);
});

test("an outcome that removed something and knows the whole tree names only the tree", () => {
  const result = { type: "onboard", summary: {} } as const;
  const values = [native(clock, "A.B", "1")];
  const outcome = { state: "succeeded", result, removed: ["A."] } as const;
  const all = whole(projecting(DEVICE, "cwmp", { ...outcome, values, complete: true }, 7, vault));
  expect(all.change).toMatchObject({ protocol: "cwmp", set: { snapAt: "7" } });
  expect(all.change.removed).toBeUndefined();
  const part = whole(projecting(DEVICE, "cwmp", outcome, 7, vault));
  expect(part.change.removed).toEqual([["A.", "7"]]);
});

test("admission is decided without a store: the same contact and fields give the same commit", () => {
  const input: AdmitInput = {
    id: DEVICE,
    contact: { ...said, events: [boot] },
    fields: { enrolment: "accepted", "onboarded.cwmp": "1", identities: "cwmp:x", contacts: "4" },
    digest: "d",
    decision: "refused",
    holder: "me",
    leaseUntil: 9,
    defaultInterval: 60,
    onboard: { id: "o_x" as AdmitInput["onboard"]["id"], expiresAt: 10 },
    quarantine: { cap: 1, before: 0 },
  };
  const once = admit(input, vault);
  expect(admit(input, vault)).toEqual(once);
  expect(once).toMatchObject({
    verdict: "accepted",
    first: false,
    commit: {
      boot: "5",
      presence: "online",
      set: { identities: "cwmp:x\ncwmp:00256D-HG8245-P1", contacts: "5", "dg.cwmp": "d" },
      lease: { holder: "me", until: "9" },
    },
  });
  expect(once).not.toHaveProperty("commit.onboard");
});

test.each([
  ["plain", '"plain"'],
  ["\ud800", '"\\ufffd"'],
  ["\\ud800", '"\\\\ud800"'],
  ["\\\ud800", '"\\\\\\ufffd"'],
  ["😀", '"😀"'],
])("%j becomes JSON that Lua reads", (text, json) => {
  expect(luaJson(text)).toBe(json);
});
