import { checkValue, objectSchemaOf, schemaOf } from "#core";
import { expect, test } from "vitest";
import { nativeModel } from "../../cwmp/model/native.ts";
import { homeOf } from "../../sim/tree/home.ts";
import { igdPlan } from "../../sim/tree/igd.ts";
import { objection, oneOf, ro, rw } from "../../sim/tree/leaf.ts";
import { pattern, PlanPool, Planner, type Plan } from "../../sim/tree/plan.ts";
import { devicePlan } from "../../sim/tree/tr181.ts";
import { Tree, type Change } from "../../sim/tree/tree.ts";

const SIDE = {
  endpointId: "os::0A256D-1",
  controllerId: "self::test",
  controllerTopic: "usp/controller",
  agentTopic: "usp/agent",
  brokerHost: "127.0.0.1",
  brokerPort: 1883,
  protocolVersion: "5.0",
} as const;

/** Left in TR-181 2.19 by no name, and all the reference agent knows. */
const OLD = new Set(["Device.LocalAgent.Controller.{i}.MTP.{i}.MQTT.Reference"]);

function strangers(plan: Plan, problemOf: (path: string, plan: Plan) => string | undefined): string[] {
  return [...plan.leaves.keys()].flatMap((path) => {
    const problem = OLD.has(pattern(path)) ? undefined : problemOf(path, plan);
    return problem === undefined ? [] : [`${pattern(path)}: ${problem}`];
  });
}

test.each([0, 1, 3])(
  "every parameter of TR-181 home %i is in TR-181 with its type, and holds what it may",
  (index) => {
    const plan = devicePlan(homeOf(index), { cwmp: true, agent: SIDE });
    const problems = strangers(plan, (path, { leaves }) => {
      const leaf = leaves.get(path);
      const schema = schemaOf(path);
      if (leaf === undefined || schema === undefined) return "unknown";
      if (schema.type !== leaf.type) return `${leaf.type} is ${schema.type}`;
      if (leaf.writable && schema.access === "readOnly") return "writable";
      if ((schema.secret === true) !== (leaf.secret === true)) return "secret";
      return checkValue(schema, leaf.value) === leaf.value ? undefined : "not canonical";
    });
    expect(problems).toEqual([]);
    const tables = [...plan.tables.keys()];
    expect(tables.filter((path) => objectSchemaOf(path)?.multiInstance !== true)).toEqual([]);
  },
);

test.each([0, 1, 3])(
  "every parameter of TR-098 home %i is in TR-098 with its type and access, a vendor's aside",
  (index) => {
    const model = nativeModel();
    const problems = strangers(igdPlan(homeOf(index)), (path, { root, leaves }) => {
      const leaf = leaves.get(path);
      const rule = model.leaves.get(pattern(path).slice(root.length).replaceAll("{i}", "{}"));
      if (/\.X_[^.]+$/.test(path)) return undefined;
      if (leaf === undefined || rule === undefined) return "unknown";
      if (rule.type !== leaf.type) return `${leaf.type} is ${rule.type}`;
      if (rule.enum?.includes(leaf.value) === false) return leaf.value;
      return rule.writable === leaf.writable ? undefined : "access";
    });
    expect(problems).toEqual([]);
  },
);

test("homes of other numbers share no serial number, MAC address or SSID", () => {
  const homes = Array.from({ length: 600 }, (_, index) => homeOf(index));
  const marks = homes.flatMap((home) => [
    home.serialNumber,
    home.wan.mac,
    ...home.ports.map(({ mac }) => `${home.model.oui}${mac}`),
    ...home.ssids.map(({ bssid }) => bssid),
    ...home.ssids.map(({ ssid }) => ssid),
    ...home.hosts.map(({ mac }) => mac),
  ]);
  expect(new Set(marks).size).toBe(marks.length);
  expect(new Set(homes.map(({ softwareVersion }) => softwareVersion)).size).toBeGreaterThan(4);
});

test("a tree counts rows, never gives a number twice, tells its changes, and goes back to the factory", () => {
  const plan = new Planner("Device.")
    .put("NAT.", { PortMappingNumberOfEntries: ro("1", "unsignedInt") })
    .put("NAT.PortMapping.1.", { Enable: rw("true", "boolean") })
    .table("NAT.PortMapping.{i}.", true, { Enable: rw("false", "boolean"), "Sub.Name": rw("row-*") }, [
      ["Enable"],
    ])
    .plan();
  const tree = new Tree(plan);
  const changes: Change[] = [];
  tree.listen((change) => changes.push(change));
  expect(tree.add("Device.NAT.PortMapping.", "controller")).toBe(2);
  tree.remove("Device.NAT.PortMapping.2.", "controller");
  expect(tree.add("Device.NAT.PortMapping.", "controller")).toBe(3);
  expect(tree.value("Device.NAT.PortMapping.3.Sub.Name")).toBe("row-3");
  expect(tree.children("Device.NAT.PortMapping.3.")).toEqual(["Enable", "Sub."]);
  expect(tree.value("Device.NAT.PortMappingNumberOfEntries")).toBe("2");
  expect(tree.keysOf("Device.NAT.PortMapping.3.")).toEqual({ Enable: "false" });
  tree.set("Device.NAT.PortMapping.1.Enable", "false", "device");
  tree.set("Device.NAT.PortMapping.1.Enable", "false", "device");
  const rows = changes.filter(({ path }) => !path.endsWith("NumberOfEntries"));
  expect(rows.map(({ kind }) => kind)).toEqual(["created", "deleted", "created", "value"]);
  // Its counter changes with each.
  expect(changes.length - rows.length).toBe(3);
  tree.reset();
  expect(tree.instances("Device.NAT.PortMapping.")).toEqual([1]);
  expect(tree.value("Device.NAT.PortMapping.1.Enable")).toBe("true");
});

test("devices of one shape share their objects and equal leaves, never their values", () => {
  const pool = new PlanPool();
  const [one, two] = [0, 6].map((index) => igdPlan(homeOf(index), pool));
  expect(one?.objects).toBe(two?.objects);
  const at = "InternetGatewayDevice.DeviceInfo.SerialNumber";
  expect(one?.leaves.get(at)?.value).not.toBe(two?.leaves.get(at)?.value);
});

test.each([
  [rw("0", "unsignedInt", { min: 1, max: 9 }), "5", undefined],
  [rw("0", "unsignedInt", { min: 1, max: 9 }), "0", "value"],
  [rw("0", "unsignedInt"), "4294967296", "value"],
  [rw("0", "unsignedInt"), "-1", "type"],
  [rw("0", "int"), "-1", undefined],
  [rw("0", "boolean"), "True", "type"],
  [rw("", "string", oneOf("a", "b")), "c", "value"],
  [rw("", "string", { maxLength: 2 }), "abc", "value"],
  [rw("", "dateTime"), "2026-11-26T02:00:00Z", undefined],
  [rw("", "dateTime"), "yesterday", "type"],
  [rw("", "hexBinary"), "0aF", "type"],
  [rw("", "list of unsignedInt"), "1,2", undefined],
] as const)("a leaf of %o objects to %j with %s", (leaf, text, expected) => {
  expect(objection(leaf, text)).toBe(expected);
});
