import { expect, test } from "vitest";
import type { FaultCode, NativeValue, PathFault } from "#core";
import type { NativeSetting, Values } from "../../cwmp/model/map.ts";
import {
  type ExampleRpc,
  type ExampleWrite,
  example,
  exampleWrite,
  possible,
  exampleBinding,
  exampleValues,
  mapping,
  valuesOf,
} from "./model.fixture.ts";

const CODES: Readonly<Record<number, readonly FaultCode[]>> = {
  7012: ["parameter.value", "parameter.unrepresentable", "parameter.type"],
  7013: ["parameter.readOnly"],
  7014: ["parameter.conflict"],
};

/** Parameters of one call are a set. */
const sameSet =
  (expected: ExampleRpc["parameters"] = []) =>
  (sent: readonly (readonly string[])[]) =>
    JSON.stringify(sent.map(String).toSorted()) === JSON.stringify(expected.map(String).toSorted());

const written = (settings: readonly NativeSetting[]) =>
  settings.map(({ name, type, value }) => [name, type, value]);

function rpcOf(write: ExampleWrite, name: string): ExampleRpc {
  return write.rpcs.find(({ rpc }) => rpc === name) ?? { rpc: name };
}

/** The device after it took the settings. */
function applied(values: Values, settings: readonly NativeSetting[]): Values {
  const after = new Map<string, NativeValue>(values);
  for (const { name, type, value } of settings) {
    after.set(name, {
      writable: true,
      at: 2000,
      ...values.get(name),
      path: name,
      type: type.slice("xsd:".length),
      value,
    });
  }
  return after;
}

function viewOf(values: Values, binding = exampleBinding): Map<string, string> {
  return new Map(mapping.view(values, binding).map(({ path, value }) => [path, value]));
}

const differences = (before: Map<string, string>, after: Map<string, string>) =>
  Object.fromEntries([...after].filter(([path, value]) => before.get(path) !== value));

function refusesAs(faults: readonly PathFault[], write: ExampleWrite): boolean {
  const { error = 0, path = "", param = "" } = write.result ?? {};
  return faults[0]?.path === path + param && CODES[error]?.includes(faults[0].code) === true;
}

const named = (type: string, refused: boolean) =>
  example.writes.filter((write) => write.request.type === type && (write.rpcs.length === 0) === refused);

test.each(named("set", false))("a write sends what the worked example says: $name", (write) => {
  const plan = mapping.planSet(write.request.updates ?? [], exampleValues, exampleBinding);
  expect(plan.faults).toEqual([]);
  expect(written(plan.settings)).toSatisfy(sameSet(rpcOf(write, "SetParameterValues").parameters));
  const after = applied(exampleValues, plan.settings);
  expect(mapping.bind(after, exampleBinding)).toBe(exampleBinding);
  expect(differences(viewOf(exampleValues), viewOf(after))).toEqual(write.changes);
});

test.each(named("set", true))("a write is refused before the device is woken: $name", (write) => {
  const { faults } = mapping.planSet(write.request.updates ?? [], exampleValues, exampleBinding);
  expect(faults).toSatisfy((rows: readonly PathFault[]) => refusesAs(rows, write));
});

test("the channel is written after automatic selection was switched off", () => {
  const plan = mapping.planSet(
    [{ path: "Device.WiFi.Radio.1.", params: { Channel: "11" } }],
    exampleValues,
    exampleBinding,
  );
  const names = plan.settings.map(({ name }) => name.slice(name.lastIndexOf(".") + 1));
  expect(names).toEqual(["AutoChannelEnable", "Channel", "AutoChannelEnable", "Channel"]);
});

test.each(named("add", false))("a new row is made as the worked example says: $name", (write) => {
  const [object = { path: "", params: {} }] = write.request.objects ?? [];
  const plan = possible(mapping.planAdd(object, exampleValues, exampleBinding));
  const instance = rpcOf(write, "AddObject").answer?.InstanceNumber ?? 0;
  expect(plan.faults).toEqual([]);
  expect(plan.objectName).toBe(rpcOf(write, "AddObject").objectName);
  const settings = plan.settings(instance);
  expect(written(settings)).toSatisfy(sameSet(rpcOf(write, "SetParameterValues").parameters));
  expect(settings.at(-1)?.name).toMatch(/\.PortMappingEnabled$/);
  const deleted = write.rpcs.filter(({ rpc }) => rpc === "DeleteObject").map(({ objectName }) => objectName);
  expect([plan.compensation(instance)]).toEqual(expect.arrayContaining(deleted));
  const { binding, path } = plan.bound(instance, exampleBinding);
  expect(path).toBe(write.result?.createdPath ?? "Device.NAT.PortMapping.3.");
  const after = applied(exampleValues, settings);
  expect(mapping.bind(after, exampleBinding)).toEqual(binding);
  expect(viewOf(after, binding).get("Device.NAT.PortMappingNumberOfEntries")).toBe("3");
  expect(viewOf(after, binding).get(`${path}Description`)).toBe("web");
});

test.each(named("delete", false))("a row is deleted as the worked example says: $name", (write) => {
  const plan = possible(mapping.planDelete(write.request.paths?.[0] ?? "", exampleValues, exampleBinding));
  expect(plan.objectName).toBe(rpcOf(write, "DeleteObject").objectName);
  const after = valuesOf([...exampleValues.values()].filter(({ path }) => !path.startsWith(plan.objectName)));
  const binding = plan.unbound(exampleBinding);
  expect(mapping.bind(after, exampleBinding)).toEqual(binding);
  const view = viewOf(after, binding);
  expect(view.get("Device.NAT.PortMappingNumberOfEntries")).toBe("1");
  expect(view.get("Device.NAT.PortMapping.1.Description")).toBe("nas-https");
  expect(view.has("Device.NAT.PortMapping.2.Description")).toBe(false);
});

test("a diagnostic is started by one call with DiagnosticsState last", () => {
  const ping = exampleWrite("ping");
  const params = { DiagnosticsState: "Requested", ...ping.request.input };
  const plan = mapping.planSet(
    [{ path: "Device.IP.Diagnostics.IPPing.", params }],
    exampleValues,
    exampleBinding,
  );
  expect(plan.faults).toEqual([]);
  expect(written(plan.settings)).toEqual(rpcOf(ping, "SetParameterValues").parameters);
});

test("every write of the worked example is tested here, but for the reboot", () => {
  const counted = ["set", "add", "delete"].flatMap((type) => named(type, false).concat(named(type, true)));
  const others = example.writes.filter((write) => !counted.includes(write)).map(({ name }) => name);
  expect(counted).toHaveLength(18);
  expect(others).toEqual(["reboot", "ping"]);
});
