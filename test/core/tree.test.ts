import * as fc from "fast-check";
import { expect, test } from "vitest";
import { limitDepth, ParameterTree, parsePath, select } from "#core";
import { AGENT, parameter } from "./trees.ts";

const agent = ParameterTree.from(AGENT);

test("a tree knows its objects, rows and children", () => {
  expect(agent.get("Device.LocalAgent.EndpointID")?.value).toBe("os::012345-A");
  expect(agent.get("Device.LocalAgent.")).toBeUndefined();
  expect(agent.hasObject("Device.LocalAgent.Controller.")).toBe(true);
  expect(agent.hasObject("Device.LocalAgent.Controller")).toBe(false);
  expect(agent.instances("Device.LocalAgent.Controller.")).toEqual([1, 10]);
  expect(agent.instances("Device.LocalAgent.")).toEqual([]);
  expect(agent.children("Device.LocalAgent.Controller.")).toEqual([
    "Device.LocalAgent.Controller.1.",
    "Device.LocalAgent.Controller.10.",
  ]);
  expect(agent.children("Device.Nothing.")).toEqual([]);
  expect(agent.under("Device.Nothing.")).toEqual([]);
});

test("rows come by number, whatever order the device gave them in", () => {
  const tree = ParameterTree.from(["10", "9", "1", "100"].map((row) => parameter(`Device.A.${row}.P`, row)));
  expect(tree.instances("Device.A.")).toEqual([1, 9, 10, 100]);
  expect(tree.under("Device.A.").map(({ value }) => value)).toEqual(["1", "9", "10", "100"]);
});

test("of two parameters with one path the later counts", () => {
  const tree = ParameterTree.from([parameter("Device.A.P", "old"), parameter("Device.A.P", "new")]);
  for (let i = 0; i < 6; i++) expect(tree.get("Device.A.P")?.value).toBe("new");
  expect(tree.under("Device.").map(({ value }) => value)).toEqual(["new"]);
});

test("the parameters are read once and not before they are needed", () => {
  let reads = 0;
  function* source() {
    reads++;
    yield parameter("Device.A.1.P", "x");
  }
  const tree = ParameterTree.from(source());
  expect(reads).toBe(0);
  expect(select(parsePath("Device.A.1.P"), tree).parameters).toHaveLength(1);
  expect(tree.instances("Device.A.")).toEqual([1]);
  expect(reads).toBe(1);
});

test("a tree bears any paths: other roots, odd dots, endless ones", () => {
  const odd = [
    "",
    ".",
    "A",
    "A..B",
    `A${".".repeat(100_000)}B`,
    "InternetGatewayDevice.LANDevice.1.X",
    "Device.A.01.P",
  ];
  const tree = ParameterTree.from(odd.map((path) => parameter(path, "")));
  expect(tree.instances("InternetGatewayDevice.LANDevice.")).toEqual([1]);
  expect(tree.instances("Device.A.")).toEqual([]);
  expect(odd.map((path) => tree.get(path)?.path)).toEqual(odd);
});

test("under gives every parameter below an object exactly once", () => {
  const part = fc.constantFrom("A", "B", "1", "2", "10");
  const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `Device.${parts.join(".")}`);
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 40 }), path, (paths, object) => {
      const tree = ParameterTree.from(paths.map((one) => parameter(one, "")));
      const below = tree.under(`${object}.`).map((one) => one.path);
      expect(below.toSorted()).toEqual(paths.filter((one) => one.startsWith(`${object}.`)).toSorted());
    }),
  );
});

test("max depth counts the levels below the object [TR-369 R-GET.5]", () => {
  const all = agent.under("Device.LocalAgent.");
  const depths = [0, 1, 2, 3, 4, 5, 9].map((depth) => limitDepth("Device.LocalAgent.", all, depth).length);
  expect(depths[0]).toBe(all.length);
  expect(depths[1]).toBe(4);
  expect(depths[2]).toBe(4);
  expect(limitDepth("Device.LocalAgent.", all, 3).map(({ path }) => path)).toContain(
    "Device.LocalAgent.MTP.1.Enable",
  );
  expect(limitDepth("Device.LocalAgent.", all, 3).map(({ path }) => path)).not.toContain(
    "Device.LocalAgent.MTP.1.MQTT.Reference",
  );
  expect(depths.at(-1)).toBe(all.length);
});
