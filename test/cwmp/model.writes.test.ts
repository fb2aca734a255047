import { expect, test } from "vitest";
import type { FaultCode, NativeValue, PathFault } from "#core";
import type { NativeSetting, Values } from "../../cwmp/model/map.ts";
import {
  type ExampleRpc,
  type ExampleWrite,
  example,
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

function expectRefusal(faults: readonly PathFault[], write: ExampleWrite): void {
  const { error = 0, path = "", param = "" } = write.result ?? {};
  expect(faults[0]?.path).toBe(path + param);
  expect(CODES[error]).toContain(faults[0]?.code);
}

const named = (type: string, refused: boolean) =>
  example.writes.filter((write) => write.request.type === type && (write.rpcs.length === 0) === refused);

test.each(named("set", false))("a write sends what the worked example says: $name", (write) => {
  const plan = mapping.planSet(write.request.updates ?? [], exampleValues, exampleBinding);
  expect(plan.faults).toEqual([]);
  expect(written(plan.settings).sort()).toEqual(
    [...(rpcOf(write, "SetParameterValues").parameters ?? [])].sort(),
  );
  const after = applied(exampleValues, plan.settings);
  expect(mapping.bind(after, exampleBinding)).toBe(exampleBinding);
  expect(differences(viewOf(exampleValues), viewOf(after))).toEqual(write.changes);
});

test.each(named("set", true))("a write is refused before the device is woken: $name", (write) => {
  expectRefusal(mapping.planSet(write.request.updates ?? [], exampleValues, exampleBinding).faults, write);
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
  const [object] = write.request.objects ?? [];
  if (object === undefined) return expect.unreachable();
  const plan = mapping.planAdd(object, exampleValues, exampleBinding);
  if (!plan.possible) return expect.unreachable(JSON.stringify(plan.faults));
  const instance = rpcOf(write, "AddObject").answer?.InstanceNumber ?? 0;
  expect(plan.faults).toEqual([]);
  expect(plan.objectName).toBe(rpcOf(write, "AddObject").objectName);
  const settings = plan.settings(instance);
  expect(written(settings).sort()).toEqual([...(rpcOf(write, "SetParameterValues").parameters ?? [])].sort());
  expect(settings.at(-1)?.name).toMatch(/\.PortMappingEnabled$/);
  const deletion = write.rpcs.find(({ rpc }) => rpc === "DeleteObject");
  if (deletion !== undefined) expect(plan.compensation(instance)).toBe(deletion.objectName);
  const { binding, path } = plan.bound(instance, exampleBinding);
  expect(path).toBe(write.result?.createdPath ?? "Device.NAT.PortMapping.3.");
  const after = applied(exampleValues, settings);
  expect(mapping.bind(after, exampleBinding)).toEqual(binding);
  expect(viewOf(after, binding).get("Device.NAT.PortMappingNumberOfEntries")).toBe("3");
  expect(viewOf(after, binding).get(`${path}Description`)).toBe("web");
});

test.each(named("delete", false))("a row is deleted as the worked example says: $name", (write) => {
  const plan = mapping.planDelete(write.request.paths?.[0] ?? "", exampleValues, exampleBinding);
  if (!plan.possible) return expect.unreachable(plan.fault.code);
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
  const ping = example.writes.find(({ name }) => name === "ping");
  if (ping === undefined) return expect.unreachable();
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
  const counted = ["set", "add", "delete"].flatMap((type) => [...named(type, false), ...named(type, true)]);
  const others = example.writes.filter((write) => !counted.includes(write)).map(({ name }) => name);
  expect(counted).toHaveLength(18);
  expect(others).toEqual(["reboot", "ping"]);
});
