import { expect, test } from "vitest";
import type { NativeValue, Operation, Outcome } from "#core";
import { startAcs, type Acs } from "./acs.ts";
import { Cpe, envelope, fault, parameterList } from "./cpe.ts";

const TREE = {
  "Device.DeviceInfo.ModelName": "Box 9",
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.UpTime": "77",
  "Device.ManagementServer.ConnectionRequestPassword": "",
  "Device.ManagementServer.ConnectionRequestUsername": "",
  "Device.ManagementServer.Password": "",
  "Device.ManagementServer.PeriodicInformEnable": "0",
  "Device.ManagementServer.PeriodicInformInterval": "86400",
  "Device.ManagementServer.PeriodicInformTime": "0001-01-01T00:00:00Z",
  "Device.ManagementServer.Username": "",
  "Device.NAT.PortMapping.1.Description": "web",
  "Device.NAT.PortMapping.1.Enable": "1",
  "Device.NAT.PortMapping.1.ExternalPort": "80",
  "Device.NAT.PortMapping.1.Protocol": "TCP",
  "Device.WiFi.SSID.1.Enable": "1",
  "Device.WiFi.SSID.1.SSID": "home",
  "Device.WiFi.SSID.2.Enable": "0",
  "Device.WiFi.SSID.2.SSID": "guest",
} as const;
const READ_ONLY = /UpTime|SoftwareVersion|ModelName/;

function natives(tree: Readonly<Record<string, string>>): NativeValue[] {
  return Object.entries(tree).map(([path, value]) => ({
    path,
    value,
    type: "string",
    writable: !READ_ONLY.test(path),
    at: 1,
  }));
}

/** A CPE whose tree the gateway knows, with one operation waiting. */
async function withOperation(operation: Operation, tree: Readonly<Record<string, string>> = TREE) {
  const acs = await startAcs();
  const model = Object.entries(tree).slice(0, 1);
  const cpe = new Cpe(tree, { readOnly: READ_ONLY, values: Object.fromEntries(model) });
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.remember(device, natives(tree));
  const id = acs.gateway.submit(device, operation);
  const outcome = async (): Promise<Outcome> => {
    const last = await cpe.session(acs.address);
    expect(last.status).toBe(204);
    return acs.gateway.outcome(id) as Outcome;
  };
  return { ...acs, cpe, device, id, outcome };
}

/** Only what the tests compare. */
function items(outcome: Outcome): readonly (readonly [path: string, value: string])[][] {
  if (outcome.state !== "succeeded" || outcome.result.type !== "get") return [];
  return outcome.result.results.map((result) =>
    result.items.map(({ path, value }) => [path, value] as const),
  );
}

test("a get reaches a TR-181 CPE in its session and settles with what the device holds", async () => {
  const { cpe, outcome } = await withOperation({ type: "get", paths: ["Device.WiFi.SSID."], maxDepth: 0 });
  cpe.tree.set("Device.WiFi.SSID.2.SSID", { value: "changed", writable: true });
  const settled = await outcome();
  expect(cpe.log).toEqual(["GetParameterValues"]);
  expect(items(settled)).toEqual([
    [
      ["Device.WiFi.SSID.1.Enable", "true"],
      ["Device.WiFi.SSID.1.SSID", "home"],
      ["Device.WiFi.SSID.2.Enable", "false"],
      ["Device.WiFi.SSID.2.SSID", "changed"],
    ],
  ]);
});

test("a get of a device nobody knows yet works as well", async () => {
  const { gateway, address } = await startAcs();
  const cpe = new Cpe(TREE);
  const id = gateway.submit(gateway.enrol("00256D-Box-S1"), {
    type: "get",
    paths: ["Device.WiFi.SSID.*.SSID"],
    maxDepth: 0,
  });
  await cpe.session(address);
  expect(items(gateway.outcome(id) as Outcome)).toEqual([
    [
      ["Device.WiFi.SSID.1.SSID", "home"],
      ["Device.WiFi.SSID.2.SSID", "guest"],
    ],
  ]);
});

test.each([
  ["Device.WiFi.SSID.*.SSID", ["Device.WiFi.SSID.1.SSID", "Device.WiFi.SSID.2.SSID"]],
  ['Device.WiFi.SSID.[SSID=="guest"].Enable', ["Device.WiFi.SSID.2.Enable"]],
  ["Device.DeviceInfo.UpTime", ["Device.DeviceInfo.UpTime"]],
] as const)("search paths are resolved on the gateway: %s", async (path, expected) => {
  const { cpe, outcome } = await withOperation({ type: "get", paths: [path], maxDepth: 0 });
  const [found] = items(await outcome());
  expect(found?.map(([name]) => name)).toEqual(expected);
  expect(cpe.log).toEqual(["GetParameterValues"]);
});

test("one bad name does not spoil a get: the batch is split and the fault told for its own path", async () => {
  const { cpe, outcome } = await withOperation({
    type: "get",
    paths: ["Device.DeviceInfo.UpTime", "Device.DeviceInfo.Nothing", "Device.WiFi.SSID.1.SSID"],
    maxDepth: 0,
  });
  const settled = await outcome();
  expect(settled).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        { items: [{ value: "77" }] },
        { items: [], fault: { code: "path.unknown", protocolCode: "cwmp:9005" } },
        { items: [{ value: "home" }] },
      ],
    },
  });
  expect(cpe.log.length).toBeLessThanOrEqual(5);
});

test("what the device leaves out of its answer is told for its own path, never answered with what was known before", async () => {
  const { cpe, outcome } = await withOperation({
    type: "get",
    paths: ["Device.DeviceInfo.UpTime", "Device.WiFi.SSID.1.SSID", "Device.WiFi.SSID.*.SSID"],
    maxDepth: 0,
  });
  const given = { "Device.DeviceInfo.UpTime": "78", "Device.WiFi.SSID.2.SSID": "guest" };
  cpe.override = (_rpc, _body, id) =>
    envelope(
      `<cwmp:GetParameterValuesResponse>${parameterList(given)}</cwmp:GetParameterValuesResponse>`,
      id,
    );
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        { items: [{ value: "78" }] },
        { items: [], fault: { path: "Device.WiFi.SSID.1.SSID", code: "device.protocol" } },
        { items: [{ path: "Device.WiFi.SSID.2.SSID", value: "guest" }] },
      ],
    },
  });
});

test("rows that are gone from the device leave the snapshot", async () => {
  const { cpe, outcome } = await withOperation({ type: "get", paths: ["Device.WiFi.SSID."], maxDepth: 0 });
  cpe.tree.delete("Device.WiFi.SSID.2.SSID");
  cpe.tree.delete("Device.WiFi.SSID.2.Enable");
  expect((await outcome()).removed).toEqual(["Device.WiFi.SSID.2.Enable", "Device.WiFi.SSID.2.SSID"]);
});

test("a set is one SetParameterValues, marked as sent before it leaves, and tells its own value change [TR-069a6 A.3.2.1]", async () => {
  const { cpe, gateway, outcome } = await withOperation({
    type: "set",
    allowPartial: false,
    updates: [{ path: "Device.WiFi.SSID.*.", params: { SSID: "new", Enable: "true" } }],
  });
  const settled = await outcome();
  expect(cpe.log).toEqual(["SetParameterValues"]);
  expect(cpe.tree.get("Device.WiFi.SSID.2.SSID")?.value).toBe("new");
  expect(gateway.calls.filter((name) => name !== "knowledge")).toEqual([
    "contact",
    "claim",
    "sending",
    "settle",
    "claim",
    "release",
  ]);
  expect(settled).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          requestedPath: "Device.WiFi.SSID.*.",
          updated: [
            { path: "Device.WiFi.SSID.1.", params: { SSID: "new", Enable: "true" }, errors: [] },
            { path: "Device.WiFi.SSID.2.", params: { SSID: "new", Enable: "true" }, errors: [] },
          ],
        },
      ],
    },
  });
  expect(settled.events?.map((event) => event.type === "valueChanged" && event.path)).toEqual([
    "Device.WiFi.SSID.1.SSID",
    "Device.WiFi.SSID.2.SSID",
    "Device.WiFi.SSID.2.Enable",
  ]);
});

test.each([
  [{ path: "Device.WiFi.SSID.1.", params: { Enable: "maybe" } }, "parameter.type"],
  [{ path: "Device.DeviceInfo.", params: { UpTime: "1" } }, "parameter.readOnly"],
  [{ path: "Device.WiFi.SSID.9.", params: { SSID: "x" } }, "path.noInstance"],
  [{ path: "Device.WiFi.SSID.1.", params: { SSID: "x".repeat(33) } }, "parameter.value"],
] as const)("a set that cannot work is refused before anything is sent: %j", async (update, code) => {
  const operation: Operation = { type: "set", allowPartial: false, updates: [update] };
  const { stack, cpe, gateway, device, outcome } = await withOperation(operation);
  const knowledge = await gateway.knowledge(device);
  expect(() => stack.dryRun(operation, knowledge)).toThrow(expect.objectContaining({ code }));
  expect(await outcome()).toMatchObject({ state: "failed", problem: { code } });
  expect(cpe.log).toEqual([]);
});

test("a set with allowPartial goes out again without what the device refused", async () => {
  const { cpe, outcome } = await withOperation({
    type: "set",
    allowPartial: true,
    updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "new", Enable: "false" } }],
  });
  cpe.tree.set("Device.WiFi.SSID.1.Enable", { value: "1", writable: false });
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          updated: [
            {
              path: "Device.WiFi.SSID.1.",
              params: { SSID: "new" },
              errors: [
                { path: "Device.WiFi.SSID.1.Enable", code: "parameter.readOnly", protocolCode: "cwmp:9008" },
              ],
            },
          ],
        },
      ],
    },
  });
  expect(cpe.log).toEqual(["SetParameterValues", "SetParameterValues"]);
});

test("a parameter that is not required may fail beside one that is, and not the other way round [TR-369 R-SET.2]", async () => {
  const path = "Device.WiFi.SSID.1.";
  const setting = async (required: readonly string[]) => {
    const updates = [{ path, params: { SSID: "new", Enable: "false" }, required }];
    const { cpe, outcome } = await withOperation({ type: "set", allowPartial: false, updates });
    cpe.tree.set(`${path}Enable`, { value: "1", writable: false });
    return { outcome: await outcome(), log: cpe.log };
  };
  const optional = await setting(["SSID"]);
  expect(optional.outcome).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          updated: [
            { params: { SSID: "new" }, errors: [{ path: `${path}Enable`, protocolCode: "cwmp:9008" }] },
          ],
        },
      ],
    },
  });
  expect(optional.log).toEqual(["SetParameterValues", "SetParameterValues"]);
  const needed = await setting(["Enable"]);
  expect(needed.outcome).toMatchObject({ state: "failed", problem: { code: "parameter.readOnly" } });
  expect(needed.log).toEqual(["SetParameterValues"]);
});

test("a refused set without allowPartial changes nothing and names each parameter", async () => {
  const { cpe, outcome } = await withOperation({
    type: "set",
    allowPartial: false,
    updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "new", Enable: "false" } }],
  });
  cpe.tree.set("Device.WiFi.SSID.1.Enable", { value: "1", writable: false });
  expect(await outcome()).toMatchObject({
    state: "failed",
    problem: {
      code: "parameter.readOnly",
      protocolCode: "cwmp:9003",
      errors: [{ path: "Device.WiFi.SSID.1.Enable", protocolCode: "cwmp:9008" }],
    },
  });
  expect(cpe.tree.get("Device.WiFi.SSID.1.SSID")?.value).toBe("home");
});

const SET: Operation = {
  type: "set",
  allowPartial: false,
  updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "new" } }],
};

test("a set that is never answered is read back in the same session", async () => {
  const { cpe, outcome } = await withOperation(SET);
  cpe.override = (rpc) => (rpc === "SetParameterValues" ? "" : undefined);
  const settled = await outcome();
  expect(cpe.log).toEqual(["SetParameterValues", "SetParameterValues", "GetParameterValues"]);
  expect(settled).toMatchObject({ state: "unknownOutcome", values: [{ value: "home" }] });
});

test("a set whose session broke off is not sent again: the next session reads it back", async () => {
  const { cpe, gateway, address, outcome } = await withOperation(SET);
  let executed = 0;
  cpe.override = (rpc) => {
    if (rpc !== "SetParameterValues") return undefined;
    executed++;
    cpe.tree.set("Device.WiFi.SSID.1.SSID", { value: "new", writable: true });
    throw new TypeError("power cut");
  };
  await expect(cpe.session(address)).rejects.toThrow("power cut");
  cpe.override = undefined;
  expect(await outcome()).toMatchObject({ state: "succeeded", result: { type: "set" } });
  expect(executed).toBe(1);
  expect(cpe.log).toEqual(["SetParameterValues", "GetParameterValues"]);
  expect(gateway.settled).toHaveLength(1);
});

test("an add is AddObject, SetParameterValues and a look at the new row [TR-069a6 A.3.2.6]", async () => {
  const { cpe, outcome } = await withOperation({
    type: "add",
    allowPartial: false,
    objects: [{ path: "Device.NAT.PortMapping.", params: { ExternalPort: "8080", Protocol: "UDP" } }],
  });
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          requestedPath: "Device.NAT.PortMapping.",
          path: "Device.NAT.PortMapping.2.",
          uniqueKeys: { ExternalPort: "8080", Protocol: "UDP" },
          errors: [],
        },
      ],
    },
    events: [{ type: "objectCreated", path: "Device.NAT.PortMapping.2." }],
  });
  expect(cpe.log).toEqual(["AddObject", "SetParameterValues", "GetParameterValues"]);
});

test("a row whose values are refused is taken back", async () => {
  const { cpe, outcome } = await withOperation({
    type: "add",
    allowPartial: false,
    objects: [
      { path: "Device.NAT.PortMapping.", params: { ExternalPort: "1" } },
      { path: "Device.NAT.PortMapping.", params: { ExternalPort: "2" } },
    ],
  });
  const usual = cpe.override;
  let sets = 0;
  cpe.override = (rpc, body, id) => {
    if (rpc !== "SetParameterValues" || ++sets < 2) return usual?.(rpc, body, id);
    return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><e:Header><cwmp:ID>${id}</cwmp:ID></e:Header><e:Body>${fault(9003, "no", [{ name: "Device.NAT.PortMapping.3.ExternalPort", code: 9007 }])}</e:Body></e:Envelope>`;
  };
  expect(await outcome()).toMatchObject({
    state: "failed",
    problem: { code: "parameter.value", errors: [{ path: "Device.NAT.PortMapping.3.ExternalPort" }] },
  });
  expect(cpe.log).toEqual([
    "AddObject",
    "SetParameterValues",
    "AddObject",
    "SetParameterValues",
    "DeleteObject",
    "DeleteObject",
  ]);
  expect([...cpe.tree.keys()].filter((path) => path.startsWith("Device.NAT.PortMapping.2"))).toEqual([]);
});

test("an add that was sent and never answered is never sent again", async () => {
  const { cpe, address, outcome } = await withOperation({
    type: "add",
    allowPartial: false,
    objects: [{ path: "Device.NAT.PortMapping.", params: {} }],
  });
  cpe.override = () => {
    throw new TypeError("power cut");
  };
  await expect(cpe.session(address)).rejects.toThrow("power cut");
  cpe.override = undefined;
  expect(await outcome()).toMatchObject({ state: "unknownOutcome" });
  expect(cpe.log).toEqual(["AddObject"]);
});

test("a delete removes each row it names and tells it [TR-069a6 A.3.2.7]", async () => {
  const { cpe, outcome } = await withOperation({
    type: "delete",
    allowPartial: false,
    paths: ["Device.NAT.PortMapping.*."],
  });
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    removed: ["Device.NAT.PortMapping.1."],
    events: [{ type: "objectDeleted", path: "Device.NAT.PortMapping.1." }],
    result: { results: [{ deleted: ["Device.NAT.PortMapping.1."], errors: [] }] },
  });
  expect(cpe.log).toEqual(["DeleteObject"]);
});

test("a delete of an object that is no row is refused before anything is sent", async () => {
  const paths = ["Device.DeviceInfo."];
  const { cpe, outcome } = await withOperation({ type: "delete", allowPartial: false, paths });
  expect(await outcome()).toMatchObject({ state: "failed", problem: { code: "path.notTable" } });
  expect(cpe.log).toEqual([]);
});

test("a delete of a row that is not there is a success and empty, as over USP [TR-369 R-DEL.2a]", async () => {
  const paths = ["Device.NAT.PortMapping.7."];
  const { outcome } = await withOperation({ type: "delete", allowPartial: false, paths });
  expect(await outcome()).toMatchObject({ state: "succeeded", result: { results: [{ deleted: [] }] } });
});

test("getInstances lists rows with their unique keys by GetParameterNames [TR-069a6 A.3.2.3]", async () => {
  const { cpe, outcome } = await withOperation({
    type: "getInstances",
    paths: ["Device.WiFi.SSID."],
    firstLevelOnly: true,
  });
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: {
      results: [{ instances: [{ path: "Device.WiFi.SSID.1." }, { path: "Device.WiFi.SSID.2." }] }],
    },
  });
  expect(cpe.log).toEqual(["GetParameterNames"]);
});

test("getSupportedDM tells objects, access and types [TR-069a6 A.3.2.3]", async () => {
  const { outcome } = await withOperation({
    type: "getSupportedDM",
    paths: ["Device.WiFi."],
    firstLevelOnly: false,
  });
  const settled = await outcome();
  expect(settled).toMatchObject({ state: "succeeded", result: { type: "getSupportedDM" } });
  if (settled.state !== "succeeded" || settled.result.type !== "getSupportedDM") return;
  const ssid = settled.result.results[0]?.objects.find(({ path }) => path === "Device.WiFi.SSID.{i}.");
  expect(ssid).toMatchObject({ multiInstance: true, access: "addDelete" });
  expect(ssid?.parameters.map(({ name, type, access }) => [name, type, access])).toEqual([
    ["Enable", "boolean", "readWrite"],
    ["SSID", "string", "readWrite"],
  ]);
});

test.each([
  ["Device.Reboot()", "Reboot"],
  ["Device.FactoryReset()", "FactoryReset"],
])("%s is one %s with the operation's command key", async (command, rpc) => {
  const { cpe, gateway, outcome } = await withOperation({ type: "operate", command, input: {} });
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: { results: [{ command, output: {} }] },
  });
  expect(cpe.log).toEqual([rpc]);
  expect(gateway.calls).toContain("sending");
});

test("a reboot that was sent and never answered is not sent again", async () => {
  const { cpe, address, outcome } = await withOperation({
    type: "operate",
    command: "Device.Reboot()",
    input: {},
  });
  cpe.override = () => {
    throw new TypeError("gone");
  };
  await expect(cpe.session(address)).rejects.toThrow("gone");
  cpe.override = undefined;
  expect(await outcome()).toMatchObject({ state: "unknownOutcome" });
  expect(cpe.log).toEqual(["Reboot"]);
});

test("a command without a CWMP counterpart is unsupported and never sent", async () => {
  const { cpe, outcome } = await withOperation({
    type: "operate",
    command: "Device.SelfTestDiagnostics()",
    input: {},
  });
  expect(await outcome()).toMatchObject({ state: "failed", problem: { code: "operation.unsupported" } });
  expect(cpe.log).toEqual([]);
});

test("a native RPC goes out as it is", async () => {
  const { outcome } = await withOperation({
    type: "native",
    protocol: "cwmp",
    rpc: "GetParameterNames",
    args: { ParameterPath: "Device.WiFi.SSID.", NextLevel: true },
  });
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: {
      response: { ParameterList: [{ Name: "Device.WiFi.SSID.1." }, { Name: "Device.WiFi.SSID.2." }] },
    },
  });
});

test.each([
  ["Inform", {}],
  ["NoSuchThing", {}],
  ["GetParameterValues", {}],
  ["GetParameterValues", { ParameterNames: [1, null] }],
])("a native %s with %j is refused and the session goes on", async (rpc, args) => {
  const { outcome } = await withOperation({ type: "native", protocol: "cwmp", rpc, args });
  expect((await outcome()).state).toBe("failed");
});

test("a method the CPE answers with empty POSTs is unsupported", async () => {
  const { cpe, outcome } = await withOperation({
    type: "native",
    protocol: "cwmp",
    rpc: "GetRPCMethods",
    args: {},
  });
  cpe.override = () => "";
  expect(await outcome()).toMatchObject({ state: "failed", problem: { code: "operation.unsupported" } });
  expect(cpe.log).toEqual(["GetRPCMethods", "GetRPCMethods"]);
});

test("operations of one device run in order, one after the other, in one session", async () => {
  const { cpe, gateway, device, outcome } = await withOperation(SET);
  gateway.submit(device, { type: "get", paths: ["Device.WiFi.SSID.1.SSID"], maxDepth: 0 });
  gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  await outcome();
  expect(cpe.log).toEqual(["SetParameterValues", "GetParameterValues", "Reboot"]);
  expect(items(gateway.settled[1]?.outcome as Outcome)).toEqual([[["Device.WiFi.SSID.1.SSID", "new"]]]);
});

async function onboarded(cpe: Cpe, acs: Acs): Promise<Outcome> {
  acs.gateway.onboards = true;
  const last = await cpe.session(acs.address, [["0 BOOTSTRAP", ""]]);
  expect(last.status).toBe(204);
  return acs.gateway.settled.at(-1)?.outcome as Outcome;
}

test("onboarding discovers the tree and sets the device up with credentials of its own", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE, { readOnly: READ_ONLY });
  const outcome = await onboarded(cpe, acs);
  expect(cpe.log).toEqual(["GetRPCMethods", "GetParameterNames", "GetParameterValues", "SetParameterValues"]);
  expect(outcome).toMatchObject({
    state: "succeeded",
    complete: true,
    facts: { modelName: "Box 9", dataModel: "TR-181" },
  });
  expect(outcome.values).toHaveLength(Object.keys(TREE).length);
  expect(cpe.tree.get("Device.ManagementServer.PeriodicInformEnable")?.value).toBe("true");
  expect(cpe.tree.get("Device.ManagementServer.PeriodicInformInterval")?.value).toBe("300");
  expect(cpe.tree.get("Device.ManagementServer.Username")?.value).toBe("00256D-Box-S1");
  expect(acs.gateway.rotated).toMatchObject([
    { username: "00256D-Box-S1", password: cpe.tree.get("Device.ManagementServer.Password")?.value },
  ]);
  const { memory, secrets } = await acs.gateway.knowledge(acs.gateway.deviceOf("00256D-Box-S1"));
  const given = (name: string) => cpe.tree.get(`Device.ManagementServer.ConnectionRequest${name}`)?.value;
  expect(memory["connectionRequestUsername"]).toBe(given("Username"));
  expect(secrets).toEqual({ connectionRequestPassword: given("Password") });
  expect(JSON.stringify(outcome.values)).not.toContain(acs.gateway.rotated[0]?.password);
});

test("onboarding takes at most ten RPCs for 800 parameters", async () => {
  const acs = await startAcs();
  const tree: Record<string, string> = { ...TREE };
  for (let i = 1; i <= 80; i++)
    for (let j = 0; j < 10; j++)
      tree[`Device.Hosts.Host.${String(i)}.X_Leaf${String(j)}`] = `${String(i)}.${String(j)}`;
  const model = Object.entries(tree).slice(0, 1);
  const cpe = new Cpe(tree, { readOnly: READ_ONLY, values: Object.fromEntries(model) });
  const outcome = await onboarded(cpe, acs);
  expect(outcome.values).toHaveLength(Object.keys(tree).length);
  expect(cpe.log.length).toBeLessThanOrEqual(10);
});

test("a device that refuses one write is onboarded all the same, and the refusal told", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE, { readOnly: READ_ONLY });
  cpe.override = (rpc, body, id) => {
    if (rpc !== "SetParameterValues" || !body.includes("PeriodicInformTime")) return undefined;
    return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><e:Header><cwmp:ID>${id}</cwmp:ID></e:Header><e:Body>${fault(9003, "no", [{ name: "Device.ManagementServer.PeriodicInformTime", code: 9007 }])}</e:Body></e:Envelope>`;
  };
  expect(await onboarded(cpe, acs)).toMatchObject({
    state: "succeeded",
    result: {
      summary: {
        provisioning: "applied",
        refused: [{ path: "Device.ManagementServer.PeriodicInformTime", code: 9007 }],
      },
    },
  });
  expect(cpe.tree.get("Device.ManagementServer.PeriodicInformInterval")?.value).toBe("300");
});

test("a refusal that names nothing is narrowed down to the parameter it is about", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE, { readOnly: READ_ONLY });
  cpe.override = (rpc, body, id) => {
    if (rpc !== "SetParameterValues" || !body.includes("PeriodicInformTime")) return undefined;
    return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><e:Header><cwmp:ID>${id}</cwmp:ID></e:Header><e:Body>${fault(9003, "no", [])}</e:Body></e:Envelope>`;
  };
  expect(await onboarded(cpe, acs)).toMatchObject({
    state: "succeeded",
    result: { summary: { refused: [{ path: "Device.ManagementServer.PeriodicInformTime", code: 9003 }] } },
  });
  const value = (name: string) => cpe.tree.get(`Device.ManagementServer.${name}`)?.value;
  expect(value("PeriodicInformInterval")).toBe("300");
  expect(value("Password")).toBe(acs.gateway.rotated.at(-1)?.password);
  expect(cpe.log.filter((rpc) => rpc === "SetParameterValues").length).toBeLessThanOrEqual(8);
});

test("onboarding a second time writes only what a device never shows", async () => {
  const acs = await startAcs({ provisionCredentials: false });
  const cpe = new Cpe(TREE, { readOnly: READ_ONLY });
  await onboarded(cpe, acs);
  cpe.log.length = 0;
  await onboarded(cpe, acs);
  expect(cpe.log).toEqual(["GetRPCMethods", "GetParameterValues"]);
});

test("onboarding once more writes a new password with the name that goes with it, known to the gateway first", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE, { readOnly: READ_ONLY });
  await onboarded(cpe, acs);
  await onboarded(cpe, acs);
  const value = (name: string) => cpe.tree.get(`Device.ManagementServer.${name}`)?.value;
  expect(acs.gateway.rotated).toHaveLength(2);
  expect(acs.gateway.rotated[1]).toMatchObject({ username: value("Username"), password: value("Password") });
  const { memory } = await acs.gateway.knowledge(acs.gateway.deviceOf("00256D-Box-S1"));
  expect(memory["connectionRequestUsername"]).toBe(value("ConnectionRequestUsername"));
});

test("a password whose name cannot be written is left as it is", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE, { readOnly: /UpTime|SoftwareVersion|ModelName|ManagementServer\.Username/ });
  const before = cpe.tree.get("Device.ManagementServer.Password")?.value;
  await onboarded(cpe, acs);
  expect(acs.gateway.rotated).toEqual([]);
  expect(cpe.tree.get("Device.ManagementServer.Password")?.value).toBe(before);
});

test("an answer of another method ends the session and the operation", async () => {
  const { cpe, gateway, id, address } = await withOperation({ type: "get", paths: ["Device."], maxDepth: 0 });
  cpe.override = (_rpc, _body, rpcId) =>
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><e:Header><cwmp:ID>${rpcId}</cwmp:ID></e:Header><e:Body><cwmp:RebootResponse/></e:Body></e:Envelope>`;
  expect((await cpe.session(address)).status).toBe(400);
  expect(gateway.outcome(id)).toMatchObject({ state: "failed", problem: { code: "device.protocol" } });
});

test("a dry run shows the exact RPCs and sends nothing", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.remember(device, natives(TREE));
  const knowledge = await acs.gateway.knowledge(device);
  expect(acs.stack.dryRun(SET, knowledge)).toEqual([
    {
      rpc: "SetParameterValues",
      args: {
        ParameterList: [{ Name: "Device.WiFi.SSID.1.SSID", Value: { type: "string", value: "new" } }],
        ParameterKey: "$commandKey",
      },
    },
  ]);
  expect(parameterList({ a: "b" })).toContain("ParameterValueStruct");
});

const GATEWAY = {
  "InternetGatewayDevice.DeviceInfo.ModelName": "Box 9",
  "InternetGatewayDevice.X_ACME_Fan.1.Speed": "900",
  "InternetGatewayDevice.X_ACME_Fan.2.Speed": "901",
  "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.KeyPassphrase": "",
};

test("native paths of a TR-098 CPE are read from it, beside TR-181 ones, in one RPC", async () => {
  const paths = [
    "InternetGatewayDevice.X_ACME_Fan.",
    "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.KeyPassphrase",
    "Device.DeviceInfo.ModelName",
  ];
  const { cpe, outcome } = await withOperation({ type: "get", paths, maxDepth: 0 }, GATEWAY);
  cpe.tree.set("InternetGatewayDevice.X_ACME_Fan.2.Speed", { value: "1200", writable: true });
  const settled = await outcome();
  expect(cpe.log).toEqual(["GetParameterValues"]);
  expect(items(settled)).toEqual([
    [
      ["InternetGatewayDevice.X_ACME_Fan.1.Speed", "900"],
      ["InternetGatewayDevice.X_ACME_Fan.2.Speed", "1200"],
    ],
    [["InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.KeyPassphrase", ""]],
    [["Device.DeviceInfo.ModelName", "Box 9"]],
  ]);
  expect(JSON.stringify(settled)).toContain('"secret":true');
});

test("a native path the CPE does not have is a fault of that path alone", async () => {
  const paths = ["InternetGatewayDevice.None.1.", "InternetGatewayDevice.DeviceInfo.ModelName"];
  const { outcome } = await withOperation({ type: "get", paths, maxDepth: 0 }, GATEWAY);
  expect(await outcome()).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        { items: [], fault: { code: "path.unknown", protocolCode: "cwmp:9005" } },
        { items: [{ value: "Box 9" }] },
      ],
    },
  });
});

test("a TR-181 CPE is not asked for TR-098 names", async () => {
  const paths = ["InternetGatewayDevice.DeviceInfo."];
  const { cpe, outcome } = await withOperation({ type: "get", paths, maxDepth: 0 });
  expect(await outcome()).toMatchObject({ state: "failed", problem: { code: "path.unknown" } });
  expect(cpe.log).toEqual([]);
});
