import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import {
  exactParameter,
  type DeviceId,
  type Knowledge,
  type NativeValue,
  type Parameter,
  type Protocol,
} from "#core";
import { indexed, indexedParameters } from "../../bridge/state/params.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type RigOptions, type StateRig } from "./state.rig.ts";

const UPTIME = "Device.DeviceInfo.UpTime";
const FIRST_USE = "Device.DeviceInfo.FirstUseDate";
const SSID = "Device.WiFi.SSID.1.SSID";
const ENABLE = "Device.WiFi.SSID.1.Enable";
const PATHS = [UPTIME, FIRST_USE, SSID, ENABLE];

/** As a stack would see it: TR-181 as it is, the other model by another name. */
function view(knowledge: Knowledge): readonly Parameter[] {
  return Array.from(knowledge.values.values(), (native) =>
    exactParameter(
      { ...native, path: native.path.replace("InternetGatewayDevice.", "Device.") },
      knowledge.protocol,
    ),
  ).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const rigs: StateRig[] = [];
async function fresh(
  indexedPaths: readonly string[] = PATHS,
  more: Partial<RigOptions> = {},
): Promise<StateRig> {
  const config = { ...more.config, indexedParameters: indexedPaths };
  const rig = await stateRig(redisUrl(), { partitions: 2, ...more, config, view });
  rigs.push(rig);
  await rig.state.parameters()?.begin();
  return rig;
}
afterAll(() => Promise.all(rigs.map((rig) => rig.close())));

async function whole(rig: StateRig): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds++) if ((await rig.state.parameters()?.round()) === 0) return;
  expect.unreachable("indexing does not end");
}

const ids = async (rig: StateRig, filter: string): Promise<DeviceId[]> =>
  (await rig.state.list({ filter, limit: 1000 })).items.map(({ id }) => id).toSorted();

test.each([
  ["Device.DeviceInfo.", "is not the path of one parameter"],
  ["Device.WiFi.SSID.*.SSID", "is not the path of one parameter"],
  ["InternetGatewayDevice.DeviceInfo.UpTime", "is not the path of one parameter"],
  ["Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "is a secret"],
  ["Device.X_ACME.AdminPassword", "is a secret"],
  ["Device.Reboot()", "is not the path of one parameter"],
])("%s is not indexed: it %s", (path, why) => {
  expect(() => indexedParameters([path])).toThrow(expect.objectContaining({ code: "config.invalid" }));
  expect(() => indexedParameters([path])).toThrow(why);
});

test("no more than 16 parameters are indexed", () => {
  const many = Array.from({ length: 17 }, (_, i) => `Device.WiFi.SSID.${i + 1}.SSID`);
  expect(() => indexedParameters(many)).toThrow("at most 16");
  expect(indexedParameters([...many.slice(1), many[1] as string])).toHaveLength(16);
});

test.each([
  [UPTIME, "600", "600"],
  [UPTIME, "", ""],
  [UPTIME, "many", ""],
  [FIRST_USE, "2026-11-26T00:00:00Z", String(Date.UTC(2026, 10, 26))],
  [FIRST_USE, "0001-01-01T00:00:00Z", ""],
  [FIRST_USE, "0001-01-02T10:00:00Z", ""],
  [SSID, "a\nb", "a b"],
])("%s with the value %j is kept as %j", (path, value, kept) => {
  const [parameter] = indexedParameters([path]);
  expect(indexed(parameter!, value)).toBe(kept);
});

const value = fc.record({
  path: fc.constantFrom(...PATHS, "Device.DeviceInfo.Other"),
  value: fc.constantFrom(
    "",
    "1",
    "0",
    "5",
    "70",
    "600",
    "true",
    "false",
    "home",
    "Home 2",
    "2026-01-02T03:04:05Z",
  ),
});
const device = fc.nat({ max: 3 });
const told = fc.array(value, { maxLength: 5 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("contact" as const),
      device,
      usp: fc.boolean(),
      reset: fc.nat({ max: 5 }).map((n) => n === 0),
      values: told,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("report" as const), device, usp: fc.boolean(), values: told }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      device,
      usp: fc.boolean(),
      complete: fc.boolean(),
      values: told,
      removed: fc.array(fc.constantFrom("Device.WiFi.", UPTIME, SSID), { maxLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("route" as const), device, up: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("pause" as const), ms: fc.constantFrom(1, 1000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), device: fc.constant(0) }) },
);

const FILTERS = [
  `param("${UPTIME}")<600`,
  `param("${UPTIME}")>=70 AND NOT param("${SSID}")="home"`,
  `param("${UPTIME}")=5`,
  `param("${UPTIME}")!=5`,
  `param("${FIRST_USE}")>"2026-01-01"`,
  `param("${FIRST_USE}")<="2026-01-02T03:04:05Z"`,
  `param("${SSID}"):"home"`,
  `param("${SSID}")="Home*"`,
  `param("${ENABLE}")="1"`,
  `param("${ENABLE}")!=true`,
];

/** What the filters mean, said another way, on the view. */
const MEANT: readonly ((of: (path: string) => string | undefined) => boolean)[] = [
  (of) => n(of(UPTIME)) < 600,
  (of) => n(of(UPTIME)) >= 70 && of(SSID) !== "home",
  (of) => n(of(UPTIME)) === 5,
  (of) => n(of(UPTIME)) !== 5,
  (of) => t(of(FIRST_USE)) > Date.UTC(2026, 0, 1),
  (of) => t(of(FIRST_USE)) <= Date.UTC(2026, 0, 2, 3, 4, 5),
  (of) => of(SSID)?.toLowerCase().includes("home") === true,
  (of) => of(SSID)?.startsWith("Home") === true,
  (of) => of(ENABLE) === "true",
  (of) => of(ENABLE) !== "true",
];
const n = (text: string | undefined): number =>
  text === undefined || text === "" ? Number.NaN : Number(text);
const t = (text: string | undefined): number => (text === undefined ? Number.NaN : Date.parse(text));

test("whatever is told, settled, removed or taken over, a filter by parameters finds what the view shows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 40, size: "max" }),
      fc.boolean(),
      async (steps, together) => {
        const rig = await fresh();
        const known = new Map<number, DeviceId>();
        try {
          const running: Promise<unknown>[] = [];
          for (const one of steps) {
            const done = act(rig, known, one).catch((error: unknown) => {
              // A race may be refused; what counts is that the index tells the truth afterwards.
              if (!together) throw error;
            });
            if (together && known.size === 4) running.push(done);
            else await done;
          }
          await Promise.all(running);
          await whole(rig);
          const all = (await rig.state.list({ limit: 100 })).items.map(({ id }) => id);
          const views = new Map<DeviceId, ReadonlyMap<string, string>>();
          for (const id of all) {
            const shown = view(await rig.state.knowledge(id));
            views.set(id, new Map(shown.map(({ path, value: text }) => [path, text])));
          }
          for (const [i, filter] of FILTERS.entries()) {
            const meant = all.filter((id) => MEANT[i]?.((path) => views.get(id)?.get(path)));
            expect({ filter, ids: await ids(rig, filter) }).toEqual({ filter, ids: meant.toSorted() });
          }
          for (const id of all) await rig.state.remove(id);
          const left = (await rig.allKeys()).filter((key) => /:(?:z\.|ix:x\.=|vals:x\.=)/.test(key));
          expect(left).toEqual([]);
        } finally {
          await rig.close();
          rigs.splice(rigs.indexOf(rig), 1);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function act(rig: StateRig, known: Map<number, DeviceId>, one: Step): Promise<void> {
  const { state, clock } = rig;
  if (one.do === "pause") {
    clock.move(one.ms);
    return;
  }
  const natives = (usp: boolean, list: readonly { path: string; value: string }[]): NativeValue[] =>
    [...new Map(list.map((v) => [v.path, v])).values()].map(({ path, value: text }) => ({
      path: usp ? path : path.replace("Device.", "InternetGatewayDevice."),
      value: text,
      type: "string",
      at: clock.now(),
    }));
  const protocol = (usp: boolean): Protocol => (usp ? "usp" : "cwmp");
  if (one.do === "contact" || known.get(one.device) === undefined) {
    const usp = one.do === "contact" && one.usp;
    const serial = `PX${one.device}`;
    const said = inform(clock, serial, {
      values: natives(usp, one.do === "contact" ? one.values : []),
      reset: one.do === "contact" && one.reset,
      session: false,
      ...(usp
        ? { protocol: "usp", mtp: "mqtt", identity: { scheme: "usp", value: `os::00256D-${serial}` } }
        : {}),
    });
    known.set(one.device, deviceOf(await state.contact(said)));
    if (one.do === "contact") return;
  }
  const id = known.get(one.device) as DeviceId;
  switch (one.do) {
    case "report":
      return state.report({
        device: id,
        protocol: protocol(one.usp),
        at: clock.now(),
        events: [],
        values: natives(one.usp, one.values),
        seen: true,
      });
    case "settle": {
      const gone = one.removed.map((path) =>
        one.usp ? path : path.replace("Device.", "InternetGatewayDevice."),
      );
      const values = natives(one.usp, one.values);
      return rig.apply(id, protocol(one.usp), {
        state: "succeeded",
        result: { type: "get", results: [] },
        values,
        ...(one.complete ? { complete: true as const } : { removed: gone }),
      });
    }
    case "route":
      return void (await state.route(id, "usp", "mqtt", one.up ? "up" : "down", clock.now()));
    case "remove":
      known.delete(one.device);
      return state.remove(id);
  }
}

test("a change of the configuration is indexed in the background, goes on after a restart, and is said until it is done", async () => {
  const old = await fresh([UPTIME]);
  const { keys, clock } = old;
  for (let i = 0; i < 60; i++) {
    const values = [
      { path: UPTIME, value: String(i), type: "unsignedInt", at: clock.now() },
      { path: SSID, value: i % 2 ? "odd" : "even", type: "string", at: clock.now() },
    ];
    await old.state.contact(inform(clock, `R${i}`, { values, session: false }));
  }
  await whole(old);
  expect(await ids(old, `param("${UPTIME}")<10`)).toHaveLength(10);

  const again = () => fresh([SSID], { prefix: keys.prefix, clock });
  const first = await again();
  await expect(ids(first, `param("${SSID}")="odd"`)).rejects.toMatchObject({
    code: "index.building",
    message: expect.stringContaining("of 60 devices are indexed"),
  });
  await expect(ids(first, `param("${UPTIME}")<10`)).rejects.toMatchObject({
    code: "filter.field",
    facts: { allowed: [`param("${SSID}")`] },
  });
  expect(await ids(first, 'presence="online"')).toHaveLength(60);
  await first.state.parameters()?.round();
  const some = await first.state.parameters()?.progress();
  expect(some).toMatchObject({ state: "building", devices: 60, parameters: [SSID] });
  expect(some?.remaining).toBeGreaterThan(0);
  expect(some?.remaining).toBeLessThan(60);

  const second = await again();
  expect((await second.state.parameters()?.progress())?.remaining).toBe(some?.remaining);
  await whole(second);
  expect(await second.state.parameters()?.progress()).toMatchObject({ state: "ready", remaining: 0 });
  expect(await ids(second, `param("${SSID}")="odd"`)).toHaveLength(30);
  expect((await second.state.values(`param("${SSID}")`, "")).map(({ count }) => count)).toEqual([30, 30]);
  // What the old configuration had indexed is gone.
  expect((await second.allKeys()).filter((key) => key.includes(":z."))).toEqual([]);

  const none = await fresh([], { prefix: keys.prefix, clock });
  await whole(none);
  expect((await none.allKeys()).filter((key) => /:(?:px|ix:x\.=)/.test(key))).toEqual([]);
  const after = await fresh([], { prefix: keys.prefix, clock });
  expect(after.state.parameters()).toBeUndefined();
});

test("a change of the snapshot that races with another one is put right", async () => {
  const rig = await fresh();
  const { state, clock, keys, client } = rig;
  const id = deviceOf(await state.contact(inform(clock, "RACE", { values: [], session: false })));
  const set = (text: string) =>
    state.report({
      device: id,
      protocol: "cwmp",
      at: clock.now(),
      events: [],
      values: [{ path: SSID, value: text, type: "string", at: clock.now() }],
    });
  await Promise.all(Array.from({ length: 10 }, (_, i) => set(`name ${i}`)));
  const marked = await client.bitcount(`${keys.tagOf(id)}:pxd`);
  expect(marked).toBe(1);
  await whole(rig);
  const shown = view(await state.knowledge(id)).find(({ path }) => path === SSID)?.value as string;
  expect(await ids(rig, `param("${SSID}")="${shown}"`)).toEqual([id]);
});
