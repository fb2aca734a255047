import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Fault, type DeviceId, type NativeValue, type OperationResult, WITHHELD, isSecretPath } from "#core";
import { createVault } from "../../bridge/state/secret.ts";
import {
  assemble,
  packTree,
  packValue,
  shapeHash,
  unpackShape,
  unpackTree,
} from "../../bridge/state/snapshot.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, native, SECRET_KEY, stateRig, type StateRig } from "./state.rig.ts";

const vault = createVault(SECRET_KEY);
const DEVICE = "d_00test" as DeviceId;
const result: OperationResult = { type: "onboard", summary: {} };

let rig: StateRig;

beforeAll(async () => {
  rig = await stateRig(redisUrl(), { partitions: 1 });
});
afterAll(() => rig.close());

const anyValue = fc.record({
  path: fc.stringMatching(/^Device(?:\.[A-Z][a-z]{1,6}|\.\d{1,2}){1,4}$/),
  value: fc.string({ unit: "binary", maxLength: 40 }),
  type: fc.constantFrom("string", "unsignedInt", ""),
  at: fc.integer({ min: 1, max: 2 ** 42 }),
});
const tree = fc.uniqueArray(anyValue, { selector: ({ path }) => path, maxLength: 60 });
const access = fc.constantFrom(undefined, true, false);

function whole(values: readonly NativeValue[]): Map<string, NativeValue> {
  const { shape, dictionary, blob } = packTree(DEVICE, values, vault);
  expect(shapeHash(blob)).toBe(shape.hash);
  const unpacked = unpackTree(DEVICE, blob, unpackShape(shape.hash, dictionary), vault);
  return new Map(unpacked.map((value) => [value.path, value]));
}

test("any tree comes back from its packed form as it was", () => {
  fc.assert(
    fc.property(tree, access, (plain, writable) => {
      const values = plain.map((value) => (writable === undefined ? value : { ...value, writable }));
      const wanted = new Map(
        values.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map((value) => [value.path, value]),
      );
      expect([...whole(values)]).toEqual([...wanted]);
    }),
    { numRuns: 200 },
  );
});

test("any sequence of single values over a tree gives the newest of each path, sorted", () => {
  fc.assert(
    fc.property(tree, fc.array(anyValue, { maxLength: 20 }), (base, later) => {
      const overlay = new Map<string, string>();
      const wanted = new Map(base.map((value) => [value.path, value]));
      for (const value of later) {
        const [path, packed] = packValue(DEVICE, value, vault);
        overlay.set(path, packed);
      }
      for (const [path, value] of new Map(later.map((row) => [row.path, row]))) {
        const known = wanted.get(path);
        if (known !== undefined && known.at > value.at) continue;
        wanted.set(path, { ...value, type: value.type === "" ? (known?.type ?? "") : value.type });
      }
      const found = assemble(DEVICE, [...whole(base).values()], [...overlay].flat(), [], vault);
      expect([...found]).toEqual([...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }),
    { numRuns: 200 },
  );
});

test("a secret opens only with its key and in its place", () => {
  const sealed = vault.seal("hunter2 ü", "here");
  expect(sealed).not.toContain("hunter2");
  expect(vault.open(sealed, "here")).toBe("hunter2 ü");
  for (const wrong of [
    () => vault.open(sealed, "there"),
    () => vault.open(`${sealed.slice(0, -2)}AA`, "here"),
    () => vault.open("plain", "here"),
    () => vault.open("", "here"),
    () => createVault(Buffer.alloc(32, 8)).open(sealed, "here"),
  ]) {
    expect(wrong).toThrow(Fault);
  }
  expect(() => createVault(Buffer.alloc(16))).toThrow("32 bytes");
});

test("of secrets sealed with another key it is known that they are set; all else reads as before", async () => {
  const at = rig.clock.now();
  const path = "Device.Users.User.1.";
  const values = [
    { path: `${path}Password`, value: "hunter2", type: "string", at },
    { path: `${path}Username`, value: "u", type: "string", at },
  ];
  const { shape, blob } = packTree(DEVICE, values, createVault(Buffer.alloc(32, 8)));
  expect(unpackTree(DEVICE, blob, shape, vault).map(({ value }) => value)).toEqual([WITHHELD, "u"]);
});

test.each([
  ["Device.WiFi.AccessPoint.1.Security.KeyPassphrase", true],
  ["InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.PreSharedKey", true],
  ["InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.WEPKey.1.WEPKey", true],
  ["InternetGatewayDevice.ManagementServer.ConnectionRequestPassword", true],
  ["Device.WiFi.AccessPoint.1.Security.RadiusSecret", true],
  ["Device.WiFi.AccessPoint.1.WPS.PIN", true],
  ["Device.ManagementServer.ParameterKey", false],
  ["Device.IP.Diagnostics.IPPing.", false],
  ["Device.Users.User.1.Username", false],
  ["Device.DeviceInfo.ProvisioningCode", false],
])("%s is a secret: %s", (path, secret) => {
  expect(isSecretPath(path)).toBe(secret);
});

test("a whole tree replaces what was known; single values lie over it until the next", async () => {
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "S1")));
  clock.move(1000);
  const base = [native(clock, "IGD.B", "1", true), native(clock, "IGD.A", "2", false)];
  await rig.apply(device, "cwmp", { state: "succeeded", result, values: base, complete: true });
  let knowledge = await state.knowledge(device);
  expect([...knowledge.values.keys()]).toEqual(["IGD.A", "IGD.B"]);
  expect(knowledge.values.get("IGD.B")).toEqual(base[0]);
  expect((await state.device(device)).snapshotAt).toBe(new Date(clock.now()).toISOString());
  clock.move(1000);
  const later = native(clock, "IGD.B", "9");
  await rig.apply(device, "cwmp", {
    state: "succeeded",
    result,
    values: [later, native(clock, "IGD.AA", "0")],
  });
  knowledge = await state.knowledge(device);
  expect([...knowledge.values.keys()]).toEqual(["IGD.A", "IGD.AA", "IGD.B"]);
  expect(knowledge.values.get("IGD.B")).toEqual({ ...later, writable: true });
  await rig.apply(device, "cwmp", { state: "succeeded", result, values: base, complete: true });
  expect((await state.knowledge(device)).values.size).toBe(2);
});

test("what is removed is gone with all below it, and comes back when it is read again", async () => {
  const { state, clock } = rig;
  const device = deviceOf(await state.contact(inform(clock, "S2", { values: [] })));
  const row = (i: number): NativeValue => native(clock, `IGD.T.${i}.X`, "1");
  await rig.apply(device, "cwmp", {
    state: "succeeded",
    result,
    values: [row(1), row(2), row(11)],
    complete: true,
  });
  clock.move(1000);
  await rig.apply(device, "cwmp", { state: "succeeded", result, values: [native(clock, "IGD.T.1.Y", "1")] });
  clock.move(1000);
  await rig.apply(device, "cwmp", { state: "succeeded", result, removed: ["IGD.T.1."] });
  expect([...(await state.knowledge(device)).values.keys()]).toEqual(["IGD.T.11.X", "IGD.T.2.X"]);
  clock.move(1000);
  await rig.apply(device, "cwmp", { state: "succeeded", result, values: [row(1)] });
  expect([...(await state.knowledge(device)).values.keys()]).toEqual([
    "IGD.T.1.X",
    "IGD.T.11.X",
    "IGD.T.2.X",
  ]);
});

test("devices of one shape share a dictionary, which goes with the last of them", async () => {
  const { state, clock, client, keys } = rig;
  const ids = [];
  for (const serial of ["S3", "S4"]) {
    const device = deviceOf(await state.contact(inform(clock, serial)));
    const values = ["IGD.Q", "IGD.R"].map((path) => native(clock, path, serial));
    await rig.apply(device, "cwmp", { state: "succeeded", result, values, complete: true });
    ids.push(device);
  }
  const [one, two] = ids as [DeviceId, DeviceId];
  const hash = await client.getrange(`${keys.tag(0)}:snap:${one}:cwmp`, 0, 31);
  expect(await client.hget(`${keys.tag(0)}:shapes`, hash)).toBe("2");
  await state.remove(one);
  expect(await client.exists(`${keys.tag(0)}:shape:${hash}`)).toBe(1);
  expect((await state.knowledge(two)).values.get("IGD.Q")?.value).toBe("S4");
  await state.remove(two);
  expect(await client.exists(`${keys.tag(0)}:shape:${hash}`)).toBe(0);
});

test("many single values are packed into the snapshot without losing one", async () => {
  const { state, clock, client, keys } = rig;
  const device = deviceOf(await state.contact(inform(clock, "S5")));
  const overlay = `${keys.tagOf(device)}:ov:${device}:cwmp`;
  const values = Array.from({ length: 250 }, (_, i) => native(clock, `IGD.N.${i}`, `${i}`));
  await rig.apply(device, "cwmp", { state: "succeeded", result, values });
  for (let i = 0; i < 200 && (await client.hlen(overlay)) > 0; i++) await client.ping();
  expect(await client.hlen(overlay)).toBe(0);
  const knowledge = await state.knowledge(device);
  expect(knowledge.values.size).toBe(252);
  expect(knowledge.values.get("IGD.N.249")?.value).toBe("249");
});

test("secret values and notes are not readable in Redis, and read back", async () => {
  const { state, clock, client } = rig;
  const canary = "c4n4ry-7f3a";
  const path = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.KeyPassphrase";
  const said = inform(clock, "S6");
  const device = deviceOf(
    await state.contact({ ...said, values: [...said.values, native(clock, path, canary)] }),
  );
  const secret = native(clock, `${path}.X.Password`, canary);
  await rig.apply(device, "cwmp", {
    state: "succeeded",
    result,
    values: [secret],
    complete: true,
    secrets: { crPassword: canary },
  });
  await rig.apply(device, "cwmp", { state: "succeeded", result, values: [native(clock, path, canary)] });
  await state.rotateCredential(device, "s6", canary);
  await state.report({
    device,
    protocol: "cwmp",
    at: clock.now(),
    events: [
      {
        type: "valueChanged",
        id: "v",
        at: clock.now(),
        path: "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
        native: path,
        value: canary,
      },
      {
        type: "event",
        id: "e",
        at: clock.now(),
        path: "Device.X.",
        name: "X!",
        params: { Password: canary, Other: "seen" },
      },
    ],
  });
  const knowledge = await state.knowledge(device);
  expect(knowledge.secrets).toEqual({ crPassword: canary });
  expect(knowledge.values.get(path)?.value).toBe(canary);
  expect(knowledge.values.get(secret.path)?.value).toBe(canary);
  expect((await state.credentials("s6"))[0]?.password).toBe(canary);
  for (const key of await rig.allKeys()) {
    const dump = (await client.dumpBuffer(key)) ?? Buffer.alloc(0);
    expect({ key, readable: dump.includes(canary) }).toEqual({ key, readable: false });
  }
  const data = (await rig.events()).filter((event) => event.device === device).map((event) => event.data);
  expect(data).toContainEqual(expect.objectContaining({ value: null, secret: true }));
  expect(data).toContainEqual(
    expect.objectContaining({ params: { Password: { value: null, secret: true }, Other: "seen" } }),
  );
});

test("knowledge of a device that is not there is a fault", async () => {
  const id = "d_0001ksr492003f5312z0xtxhcz79" as DeviceId;
  await expect(rig.state.knowledge(id)).rejects.toMatchObject({ code: "device.notFound" });
});
