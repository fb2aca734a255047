import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeviceId, type Knowledge, type NativeValue, type Parameter, schemaOf } from "#core";
import { historyPatterns, seriesMatcher } from "../../bridge/state/history.pattern.ts";
import { redisUrl } from "../services.ts";
import { accepted, inform, stateRig, type StateRig } from "./state.rig.ts";

const UPTIME = "Device.DeviceInfo.UpTime";
const CHOSEN = [UPTIME, "Device.WiFi.SSID.*.SSID", "Device.Hosts.Host."];
const MOST = 20;

let r: StateRig;
beforeAll(async () => {
  r = await stateRig(redisUrl(), {
    config: { historyParameters: CHOSEN },
    limits: { historyPoints: MOST },
    partitions: 2,
    view,
  });
});
afterAll(() => r.close());

/** A TR-098 gateway of one parameter. */
function view({ values, protocol }: Knowledge): readonly Parameter[] {
  return [...values.values()].map(({ path, value, at }) => ({
    path: path.replace("InternetGatewayDevice.", "Device."),
    value,
    type: schemaOf(path)?.type ?? "string",
    writable: false,
    at,
    source: { path, protocol, kind: "exact" as const },
  }));
}

let serial = 0;
async function device(rig: StateRig = r): Promise<DeviceId> {
  return accepted(await rig.state.contact(inform(rig.clock, `H${serial++}`))).device;
}

const tell = (id: DeviceId, values: readonly NativeValue[], rig: StateRig = r): Promise<void> =>
  rig.state.report({ device: id, protocol: "cwmp", at: rig.clock.now(), events: [], values });
const value = (path: string, text: string, at: number): NativeValue => ({ path, value: text, type: "", at });

async function kept(id: DeviceId, rig: StateRig = r): Promise<number> {
  const sizes = await rig.client.hvals(`${rig.keys.tagOf(id)}:hs:${id}`);
  return sizes.reduce((sum, size) => sum + Number(size), 0);
}

test.each([
  ["Device.DeviceInfo.UpTime", true],
  ["Device.DeviceInfo.UpTime2", false],
  ["Device.WiFi.SSID.12.SSID", true],
  ["Device.WiFi.SSID.1.X.SSID", false],
  ["Device.Hosts.Host.3.PhysAddress", true],
  ["Device.Hosts.Host.3.IPv4Address.1.IPAddress", true],
  ["Device.Hosts.HostNumberOfEntries", false],
  ["InternetGatewayDevice.DeviceInfo.UpTime", false],
])("%s is chosen: %s", (path, is) => {
  expect(historyPatterns(CHOSEN).has(path)).toBe(is);
});

test.each([
  ["Device"],
  ["Device.WiFi..SSID"],
  ["Device.WiFi.SSID.**.SSID"],
  ["Device.WiFi.AccessPoint.1.Security.KeyPassphrase"],
  ["Device.ManagementServer.Password"],
  ["InternetGatewayDevice.DeviceInfo.UpTime"],
  ["Device.WiFi.SSID.0.SSID"],
])("%s is no pattern of a history", (pattern) => {
  expect(() => historyPatterns([pattern])).toThrow(expect.objectContaining({ code: "config.invalid" }));
});

test("below an object that was chosen no secret is", () => {
  const chosen = historyPatterns(["Device.WiFi.", "Device.ManagementServer.*"]);
  expect(chosen.has("Device.WiFi.AccessPoint.1.Security.KeyPassphrase")).toBe(false);
  expect(chosen.has("Device.ManagementServer.Password")).toBe(false);
  expect(chosen.has("Device.ManagementServer.ConnectionRequestPassword")).toBe(false);
  expect(chosen.has("Device.WiFi.AccessPoint.1.Security.ModeEnabled")).toBe(true);
});

test("a request names series, objects and instances", () => {
  const matches = seriesMatcher(["Device.WiFi.", UPTIME, "Device.Hosts.Host.*.Active"]);
  expect(
    [
      "Device.WiFi.SSID.1.SSID",
      UPTIME,
      "Device.Hosts.Host.4.Active",
      "Device.WiFi2.X",
      "Device.Hosts.Host.4.Name",
    ].map(matches),
  ).toEqual([true, true, true, false, false]);
});

test("whatever comes, in whatever order and how often: points rise in time, differ from the one before, and are as many as may be", async () => {
  const told = fc.array(fc.tuple(fc.nat(60), fc.nat(3)), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(told, async (told_) => {
      const id = await device();
      for (const [at, n] of told_) await tell(id, [value(UPTIME, `v${n}`, 1_000_000 + at)]);
      const { items } = await r.state.history(id, { limit: 1000 });
      expect(items.length).toBeGreaterThan(0);
      expect(items.length).toBeLessThanOrEqual(MOST);
      for (const [i, point] of items.entries()) {
        const before = items[i - 1];
        if (before === undefined) continue;
        expect(point.at).toBeGreaterThan(before.at);
        expect(point.value).not.toBe(before.value);
      }
      const lines = await r.client.lrange(`${r.keys.tagOf(id)}:h:${id}:${UPTIME}`, 0, "-1");
      expect(await kept(id)).toBe(200 + lines.reduce((sum, line) => sum + line.length + 3, 0));
    }),
    { numRuns: 30 },
  );
});

test("names of another model are kept under their TR-181 path, and what is not chosen leaves nothing", async () => {
  const id = await device();
  const native = "InternetGatewayDevice.WiFi.SSID.1.SSID";
  await tell(id, [value(native, "one", 10), value("InternetGatewayDevice.WiFi.SSID.1.Enable", "1", 10)]);
  await tell(id, [value(native, "two", 20), value("InternetGatewayDevice.WiFi.SSID.1.Enable", "0", 20)]);
  const { items } = await r.state.history(id, { limit: 1000 });
  expect(items).toEqual([
    { path: "Device.WiFi.SSID.1.SSID", at: 10, value: "one" },
    { path: "Device.WiFi.SSID.1.SSID", at: 20, value: "two" },
  ]);
});

test("a value with blanks and line feeds is kept as it is, a long one is not", async () => {
  const id = await device();
  await tell(id, [value("Device.WiFi.SSID.1.SSID", "a b\nc ", 10), value("Device.WiFi.SSID.2.SSID", "", 10)]);
  await tell(id, [value("Device.WiFi.SSID.1.SSID", "x".repeat(257), 20)]);
  const { items } = await r.state.history(id, { limit: 1000 });
  expect(items.map(({ value: text }) => text)).toEqual(["a b\nc ", ""]);
});

test("a device has a history of 64 parameters, and takes it along when it goes", async () => {
  const id = await device();
  await tell(
    id,
    Array.from({ length: 100 }, (_, n) => value(`Device.WiFi.SSID.${n + 1}.SSID`, "x", 10)),
  );
  expect((await r.state.history(id, { limit: 1000 })).items).toHaveLength(64);
  const before = Number(await r.client.get(`${r.keys.tagOf(id)}:hb`));
  const own = await kept(id);
  await r.state.remove(id);
  expect(Number(await r.client.get(`${r.keys.tagOf(id)}:hb`))).toBe(before - own);
  expect((await r.allKeys()).filter((key) => key.includes(id) && /:hs?:/.test(key))).toEqual([]);
});

test("when all room is used a new point takes that of an old one, and no parameter begins a history", async () => {
  const small = await stateRig(redisUrl(), {
    config: { historyParameters: CHOSEN },
    limits: { historyBytes: 1200, historyPoints: 1000 },
    partitions: 1,
    view,
  });
  const id = await device(small);
  const sizes: number[] = [];
  for (let n = 0; n < 200; n++) {
    await tell(id, [value(UPTIME, String(100_000 + n), 1_000_000_000 + n)], small);
    sizes.push(Number(await small.client.get(`${small.keys.tag(0)}:hb`)));
  }
  expect(Math.max(...sizes)).toBeLessThan(1230);
  await tell(id, [value("Device.WiFi.SSID.1.SSID", "late", 2_000_000_000)], small);
  const { items } = await small.state.history(id, { limit: 1000 });
  expect(items.at(-1)).toEqual({ path: UPTIME, at: 1_000_000_199, value: "100199" });
  expect(items.length).toBeGreaterThan(30);
  await small.close();
});

test("where no parameter is chosen a change carries nothing of it", async () => {
  const plain = await stateRig(redisUrl(), { view });
  const id = await device(plain);
  await tell(id, [value(UPTIME, "1", 10)], plain);
  const packed = await plain.state.outcome(id, "cwmp", {
    state: "succeeded",
    result: { type: "onboard", summary: {} },
    values: [value(UPTIME, "2", 20)],
  });
  expect(packed.change.history).toBeUndefined();
  expect((await plain.allKeys()).filter((key) => /:(?:hs?|hb)(?::|$)/.test(key))).toEqual([]);
  await plain.close();
});
