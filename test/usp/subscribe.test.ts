import * as fc from "fast-check";
import { expect, test } from "vitest";
import { coversPath, NOTIFY_TYPES, type SupportedObject, type WantedSubscription } from "#core";
import { Covering } from "../../usp/covering.ts";
import { Model, packModel, unpackModel } from "../../usp/model.ts";
import { addSubscriptions, baselineFor, planSubscriptions, type Row } from "../../usp/subscribe.ts";
import { BASELINE, ROW_SETTINGS, type Subscription } from "../../usp/subscription.table.ts";
import { rowsFor, wayOf } from "../../usp/wanted.ts";

const RECIPIENT = "Device.LocalAgent.Controller.1.";
const rowOf = (s: Subscription, more: Record<string, string> = {}) =>
  new Map(
    Object.entries({
      ID: s.id,
      NotifType: s.notifType,
      ReferenceList: s.references.join(","),
      Recipient: "Device.LocalAgent.Controller.1",
      ...ROW_SETTINGS,
      ...more,
    }),
  );
const path = (n: number) => `Device.LocalAgent.Subscription.${n}.`;

function object(name: string, commands: readonly [string, boolean][]): SupportedObject {
  return {
    path: name,
    access: "readOnly",
    multiInstance: name.includes("{i}"),
    uniqueKeys: [],
    parameters: [],
    events: [],
    commands: commands.map(([command, isAsync]) => ({
      name: command,
      async: isAsync,
      input: [],
      output: [],
    })),
  };
}

test("an agent without any gets the whole baseline, one with all of it nothing [TR-369 R-NOT.0]", () => {
  expect(planSubscriptions(BASELINE, new Map(), RECIPIENT)).toEqual({ add: BASELINE, remove: [], mend: [] });
  const rows = new Map(BASELINE.map((s, i) => [path(i + 1), rowOf(s)]));
  expect(planSubscriptions(BASELINE, rows, RECIPIENT)).toEqual({ add: [], remove: [], mend: [] });
});

test("carrying out a plan leaves an empty one, whatever rows there were", () => {
  const row = fc.record({
    which: fc.nat(BASELINE.length - 1),
    more: fc.constantFrom<Record<string, string>>(
      {},
      { Enable: "false" },
      { Persistent: "0" },
      { ReferenceList: "Device.Other!" },
      { NotifType: "ValueChange" },
      { Recipient: "Device.LocalAgent.Controller.2" },
      { Enable: "1" },
    ),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (given) => {
      const rows = new Map(
        given.flatMap(({ which, more }, i) => {
          const subscription = BASELINE[which];
          return subscription === undefined ? [] : [[path(i + 1), rowOf(subscription, more)] as const];
        }),
      );
      const plan = planSubscriptions(BASELINE, rows, RECIPIENT);
      const after = new Map([...rows].filter(([p]) => !plan.remove.includes(p)));
      for (const { path: p, params } of plan.mend)
        after.set(p, new Map([...(after.get(p) ?? []), ...Object.entries(params)]));
      plan.add.forEach((s, i) => after.set(path(100 + i), rowOf(s)));
      expect(planSubscriptions(BASELINE, after, RECIPIENT)).toEqual({ add: [], remove: [], mend: [] });
      // Rows of other controllers are left alone.
      const foreign = new Set(
        [...rows].filter(([, r]) => r.get("Recipient")?.endsWith("2") === true).map(([p]) => p),
      );
      expect(plan.remove.some((p) => foreign.has(p))).toBe(false);
    }),
  );
});

test("what the agent does not support is not subscribed to: an accepted subscription proves nothing", () => {
  const model = new Model([{ ...object("Device.", []), events: [{ name: "Boot!", args: [] }] }]);
  expect(baselineFor(model).map((s) => s.id)).toEqual(["causeway-boot", "causeway-complete"]);
  expect(baselineFor(new Model([]))).toEqual(BASELINE);
});

test("commands are listed one by one for agents that refuse the root, synchronous ones left out", () => {
  const many = Array.from({ length: 200 }, (_, i): [string, boolean] => [`Command${i}()`, i % 2 === 0]);
  const { groups } = rowsFor([], new Model([object("Device.Table.{i}.", many)]));
  const [, lists = [], single = []] = groups.find(({ id }) => id === "causeway-complete")?.ways ?? [];
  expect(lists[0]?.references[0]).toBe("Device.Table.*.Command0()");
  expect(lists.flatMap((s) => s.references)).toHaveLength(100);
  expect(Math.max(...lists.map((s) => s.references.join(",").length))).toBeLessThanOrEqual(2200);
  expect(new Set(lists.map((s) => s.id)).size).toBe(lists.length);
  // Then each by itself, as far as an agent has room for rows.
  expect(single.every(({ references }) => references.length === 1)).toBe(true);
  expect(single).toHaveLength(64);
});

const WANTED: WantedSubscription = {
  id: "s_1",
  notifType: "ValueChange",
  paths: ["Device.WiFi.SSID.*.Status"],
  persistent: true,
  notifRetry: true,
  timeToLive: 0,
  notifExpiration: 0,
};

/** An agent that does what it is asked, with the defaults of TR-181. */
function carriedOut(
  rows: ReadonlyMap<string, Row>,
  { add, remove, mend }: ReturnType<typeof planSubscriptions>,
): ReadonlyMap<string, Row> {
  const after = new Map([...rows].filter(([p]) => !remove.includes(p)));
  for (const { path: p, params } of mend)
    after.set(p, new Map([...(after.get(p) ?? []), ...Object.entries(params)]));
  const created = addSubscriptions(add).add?.createObjs ?? [];
  created.forEach(({ paramSettings = [] }, i) => {
    const given = paramSettings.map(({ param = "", value = "" }) => [param, value] as const);
    const defaults = { Enable: "false", Persistent: "0", NotifRetry: "false", TimeToLive: "0" };
    after.set(
      path(1000 + i),
      new Map([...Object.entries({ ...defaults, Recipient: "Device.LocalAgent.Controller.1" }), ...given]),
    );
  });
  return after;
}

test("whatever rows an agent has and whatever is wanted, a plan that was carried out leaves an empty one; rows of others stay [TR-369 R-NOT.0]", () => {
  const paths = [
    "Device.WiFi.",
    "Device.WiFi.SSID.*.Status",
    "Device.Hosts.Host.",
    "Device.Boot!",
    "Device.IP.Ping()",
  ];
  const wanted = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("s_1", "s_2", "s_3.part", "s_4"),
      notifType: fc.constantFrom(...NOTIFY_TYPES),
      paths: fc.uniqueArray(fc.constantFrom(...paths), { minLength: 1 }),
      persistent: fc.boolean(),
      notifRetry: fc.boolean(),
      timeToLive: fc.constantFrom(0, 1, 60),
      notifExpiration: fc.constantFrom(0, 1, 60),
    }),
    { selector: ({ id }) => id },
  );
  const row = fc.record({
    ID: fc.constantFrom("causeway-boot", "causeway-s_1", "causeway-s_9", "causeway-complete-2", "other", ""),
    NotifType: fc.constantFrom(...NOTIFY_TYPES),
    ReferenceList: fc.constantFrom("Device.WiFi.", "Device.Boot!", "Device.WiFi.,Device.Hosts.Host.", ""),
    Recipient: fc.constantFrom("Device.LocalAgent.Controller.1", "Device.LocalAgent.Controller.2."),
    Enable: fc.constantFrom("true", "1", "0"),
    Persistent: fc.constantFrom("true", "false"),
    TimeToLive: fc.constantFrom("0", "60"),
  });
  fc.assert(
    fc.property(wanted, fc.array(row, { maxLength: 8 }), (all, given) => {
      const rows = new Map(given.map((one, i) => [path(i + 1), new Map(Object.entries(one))]));
      const ids = new Set([...rows.values()].map((one) => one.get("ID") ?? ""));
      const { groups } = rowsFor(all, new Model([]));
      const asked = groups.flatMap((group) => group.ways[wayOf(group, ids)] ?? []);
      const plan = planSubscriptions(asked, rows, RECIPIENT);
      const after = carriedOut(rows, plan);
      expect(planSubscriptions(asked, after, RECIPIENT)).toEqual({ add: [], remove: [], mend: [] });
      for (const [p, one] of rows)
        if (one.get("Recipient") !== "Device.LocalAgent.Controller.1" || one.get("ID") === "other")
          expect(after.get(p)).toBe(one);
      const ours = [...after.values()]
        .filter((one) => one.get("Recipient")?.endsWith("1") === true)
        .flatMap((one) => one.get("ID") ?? [])
        .filter((id) => id.startsWith("causeway-"));
      expect(ours.length).toBe(asked.length);
      expect(new Set(ours)).toEqual(new Set(asked.map(({ id }) => id)));
    }),
  );
});

test("of what two subscriptions say the surer one says it; a path is named once in a list", () => {
  const weak = { ...WANTED, id: "s_0", notifRetry: false };
  const wide = {
    ...WANTED,
    id: "s_2",
    paths: ["Device.WiFi.", "Device.WiFi.", "Device.Hosts.Host.*.Active"],
  };
  const { groups, covered } = rowsFor([weak, WANTED, wide], new Model([]));
  const lists = groups
    .filter(({ id }) => id.startsWith("s_"))
    .map(({ id, ways }) => [id, ways[0]?.[0]?.references]);
  expect(lists).toEqual([
    ["s_1", ["Device.WiFi.SSID.*.Status"]],
    ["s_2", ["Device.WiFi.", "Device.Hosts.Host.*.Active"]],
  ]);
  expect(covered).toEqual([
    { id: "s_0", path: "Device.WiFi.SSID.*.Status", by: { id: "s_1", path: "Device.WiFi.SSID.*.Status" } },
  ]);
});

test("what the agent does not have is told, and never asked for", () => {
  const model = new Model([
    {
      ...object("Device.WiFi.SSID.{i}.", []),
      parameters: [{ name: "Status", access: "readOnly", type: "string" }],
    },
    object("Device.IP.", [
      ["Ping()", true],
      ["Flush()", false],
    ]),
  ]);
  const problemOf = (notifType: WantedSubscription["notifType"], one: string) =>
    rowsFor([{ ...WANTED, notifType, paths: [one] }], model).problems.get("s_1")?.[0]?.detail;
  expect(problemOf("ValueChange", "Device.WiFi.SSID.*.Status")).toBeUndefined();
  expect(problemOf("ValueChange", "Device.WiFi.SSID.*.Colour")).toMatch(/no such parameter/);
  expect(problemOf("ObjectCreation", "Device.WiFi.SSID.")).toBeUndefined();
  expect(problemOf("ObjectDeletion", "Device.WiFi.SSID.*.")).toBeUndefined();
  expect(problemOf("ObjectCreation", "Device.IP.")).toMatch(/no such table/);
  expect(problemOf("OperationComplete", "Device.IP.Ping()")).toBeUndefined();
  expect(problemOf("OperationComplete", "Device.IP.Flush()")).toMatch(/synchronous/);
  expect(problemOf("Event", "Device.WiFi.")).toMatch(/no event/);
});

test("a model survives packing, and names with instances find their notes", () => {
  const objects: SupportedObject[] = [
    {
      ...object("Device.X_EXAMPLE_T.{i}.", [["Go()", true]]),
      parameters: [
        { name: "Level", access: "readWrite", type: "int" },
        { name: "Name", access: "readOnly", type: "string" },
      ],
    },
  ];
  const again = unpackModel(packModel(objects));
  expect(again).toEqual(objects);
  const model = new Model(again);
  expect(model.note("Device.X_EXAMPLE_T.12.Level")).toEqual({ type: "int", writable: true });
  expect(model.note("Device.X_EXAMPLE_T.12.Name")).toEqual({ type: "string", writable: false });
  expect(model.note("Device.X_EXAMPLE_T.12.Nope")).toBeUndefined();
  expect(model.has("Device.X_EXAMPLE_T.{i}.Go()")).toBe(true);
});

test("what covers a path is found as if every path were looked at", () => {
  const step = fc.constantFrom("A", "B", "*", "1", "2");
  const paths = fc
    .tuple(fc.array(step, { maxLength: 4 }), fc.constantFrom("", "P", "E!"))
    .map(([steps, leaf]) => `${["Device", ...steps].join(".")}.${leaf}`);
  fc.assert(
    fc.property(fc.array(paths, { maxLength: 6 }), paths, fc.boolean(), (all, one, deep) => {
      // Without depth only objects are asked for.
      fc.pre(deep || [...all, one].every((text) => text.endsWith(".")));
      const covering = new Covering<string>(deep);
      for (const text of all) covering.add(text, text);
      const found = covering.find(one, () => true);
      expect(found !== undefined).toBe(all.some((outer) => coversPath(outer, one, deep)));
      if (found !== undefined) expect(coversPath(found, one, deep)).toBe(true);
    }),
  );
});
