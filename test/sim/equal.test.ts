import type { NativeValue } from "#core";
import { expect, test } from "vitest";
import { createMapping } from "../../cwmp/model/map.ts";
import { EQUAL_OBJECTS, equalFleet } from "../../sim/equal.ts";
import { scalarOf } from "../../sim/tree/leaf.ts";
import type { Tree } from "../../sim/tree/tree.ts";
import { MovableClock } from "../clock.ts";

function nativeValues(tree: Tree): ReadonlyMap<string, NativeValue> {
  const paths = tree.under(tree.plan.root).toSorted();
  return new Map(
    paths.map((path) => {
      const leaf = tree.leaf(path);
      return [
        path,
        {
          path,
          value: tree.shown(path),
          type: scalarOf(leaf?.type ?? "string"),
          writable: leaf?.writable === true,
          at: 0,
        },
      ];
    }),
  );
}

function scoped(entries: Iterable<readonly [path: string, value: string]>): Record<string, string> {
  return Object.fromEntries(
    [...entries].filter(([path]) => EQUAL_OBJECTS.some((object) => path.startsWith(object))),
  );
}

function told(tree: Tree): [string, string][] {
  return tree.under("Device.").map((path) => [path, tree.shown(path)]);
}

/** Firmware images, agent and broker are of the agent alone and lie outside. */
test.each([0, 1, 2, 3])("equal devices number %i read the same in TR-181, mapped or native", (index) => {
  const fleet = equalFleet({
    clock: new MovableClock(),
    acsUrl: "http://127.0.0.1:1/",
    mqttUrl: "mqtt://127.0.0.1:1",
    controllerId: "self::test",
    controllerTopic: "test",
    index,
  });
  const mapping = createMapping();
  const values = nativeValues(fleet.igd.tree);
  const mapped = mapping
    .view(values, mapping.bind(values, undefined))
    .map(({ path, value }) => [path, value] as const);
  const native = scoped(told(fleet.device.tree));
  expect(Object.keys(native).length).toBeGreaterThan(200);
  expect(scoped(mapped)).toEqual(native);
  // An agent has them as commands, without parameters.
  const others = Object.entries(native).filter(([path]) => !path.includes(".Diagnostics."));
  expect(scoped(told(fleet.agent.tree))).toEqual(Object.fromEntries(others));
});
