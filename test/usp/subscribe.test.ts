import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { SupportedObject } from "#core";
import { Model, packModel, unpackModel } from "../../usp/model.ts";
import { baselineFor, perCommand, planSubscriptions } from "../../usp/subscribe.ts";
import { BASELINE, COMMANDS, ROW_SETTINGS, type Subscription } from "../../usp/subscription.table.ts";

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
  const lists = perCommand(COMMANDS, new Model([object("Device.Table.{i}.", many)]));
  expect(lists[0]?.references[0]).toBe("Device.Table.*.Command0()");
  expect(lists.flatMap((s) => s.references)).toHaveLength(100);
  expect(Math.max(...lists.map((s) => s.references.join(",").length))).toBeLessThanOrEqual(2200);
  expect(new Set(lists.map((s) => s.id)).size).toBe(lists.length);
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
