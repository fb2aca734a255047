import { expect, test } from "vitest";
import { newDeviceId, type NativeValue, type Operation } from "#core";
import { createMapping } from "../../cwmp/model/map.ts";
import { startOperation, stepOperation } from "../../cwmp/ops/machines.ts";
import type { Answer, Call, OperationContext } from "../../cwmp/ops/step.ts";
import { mappedBy } from "../../cwmp/translation.mapped.ts";

const ROOT = "InternetGatewayDevice.";
const translation = mappedBy(createMapping());

type Tree = Readonly<Record<string, string>>;

const LINES: Tree = {
  "DeviceInfo.SoftwareVersion": "1",
  "DeviceInfo.VendorConfigFile.3.Name": "a",
  "DeviceInfo.VendorConfigFile.7.Name": "b",
  "DownloadDiagnostics.DiagnosticsState": "None",
  "DownloadDiagnostics.DownloadURL": "",
  "DownloadDiagnostics.TestBytesReceived": "0",
  "IPPingDiagnostics.DiagnosticsState": "None",
  "IPPingDiagnostics.Host": "",
  "IPPingDiagnostics.Interface": "",
  "IPPingDiagnostics.SuccessCount": "0",
  "ManagementServer.ParameterKey": "",
  "SelfTestDiagnostics.DiagnosticsState": "None",
  "SelfTestDiagnostics.Results": "",
  "SoftwareModules.ExecEnv.4.Name": "lxc",
  "SoftwareModules.ExecutionUnit.2.RequestedState": "Idle",
  "TraceRouteDiagnostics.DiagnosticsState": "None",
  "TraceRouteDiagnostics.Host": "",
  "TraceRouteDiagnostics.RouteHopsNumberOfEntries": "0",
  "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Enable": "1",
  "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Reset": "0",
  "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Username": "u",
  "WANDevice.1.WANDSLDiagnostics.LoopDiagnosticsState": "None",
  "WANDevice.1.WANDSLDiagnostics.ACTPSDds": "0",
  "WANDevice.1.WANDSLDiagnostics.HLINSCds": "0",
  "WANDevice.1.WANDSLInterfaceConfig.Enable": "1",
};

const READ_ONLY = /Count|Bytes|Name$|Results|ACT|HLIN|Entries|ParameterKey/;

function natives(tree: Tree): Map<string, NativeValue> {
  return new Map(
    Object.entries(tree)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [
        ROOT + name,
        { path: ROOT + name, value, type: "string", writable: !READ_ONLY.test(name), at: 1 },
      ]),
  );
}

function context(more: Partial<OperationContext> = {}): OperationContext {
  return {
    device: newDeviceId(0, 0),
    knowledge: { protocol: "cwmp", values: natives(LINES), memory: {}, secrets: {} },
    translation,
    commandKey: "key",
    at: 2,
    reconcile: false,
    parametersPerRpc: 100,
    onboarding: { informInterval: 300, proven: false },
    ...more,
  };
}

const operate = (command: string, input: Readonly<Record<string, string>> = {}): Operation => ({
  type: "operate",
  command,
  input,
});

function sent(operation: Operation): Call {
  const step = startOperation(operation, context());
  if (step.do !== "send") expect(step.outcome).toBe("an RPC");
  return (step as { readonly call: Call }).call;
}

/** What a device that holds these values now is read as, once it has told of the end of a test. */
function judged(operation: Operation, now: Tree) {
  const parts = context({ reconcile: true, accepted: true });
  let step = startOperation(operation, parts);
  while (step.do === "send") {
    const { call, state } = step;
    expect(call.rpc).toBe("GetParameterValues");
    const names = (call as Extract<Call, { rpc: "GetParameterValues" }>).args.ParameterNames;
    const ParameterList = Object.entries({ ...LINES, ...now })
      .map(([name, value]) => ({ Name: ROOT + name, Value: { type: "string", value } }))
      .filter(({ Name }) =>
        names.some((name) => Name === name || (name.endsWith(".") && Name.startsWith(name))),
      );
    const body = { kind: "response", rpc: call.rpc, args: { ParameterList } };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arguments are of the RPC's own response
    step = stepOperation(operation, state, { kind: "response", body } as unknown as Answer, parts);
  }
  return step.outcome;
}

const written = (call: Call): readonly (readonly [string, string])[] =>
  call.rpc === "SetParameterValues"
    ? call.args.ParameterList.map(({ Name, Value }) => [Name.slice(ROOT.length), Value.value])
    : [];

test.each([
  [
    "Device.IP.Diagnostics.IPPing()",
    { Host: "h", ProtocolVersion: "IPv4" },
    [
      ["IPPingDiagnostics.Host", "h"],
      ["IPPingDiagnostics.DiagnosticsState", "Requested"],
    ],
  ],
  [
    "Device.IP.Diagnostics.DownloadDiagnostics()",
    { DownloadURL: "http://x/" },
    [
      ["DownloadDiagnostics.DownloadURL", "http://x/"],
      ["DownloadDiagnostics.DiagnosticsState", "Requested"],
    ],
  ],
  ["Device.SelfTestDiagnostics()", {}, [["SelfTestDiagnostics.DiagnosticsState", "Requested"]]],
  [
    "Device.DSL.Diagnostics.ADSLLineTest()",
    { Interface: "Device.DSL.Line.1" },
    [["WANDevice.1.WANDSLDiagnostics.LoopDiagnosticsState", "Requested"]],
  ],
  [
    "Device.PPP.Interface.1.Reset()",
    {},
    [["WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Reset", "true"]],
  ],
  [
    "Device.SoftwareModules.ExecutionUnit.1.SetRequestedState()",
    { RequestedState: "Active" },
    [["SoftwareModules.ExecutionUnit.2.RequestedState", "Active"]],
  ],
] as const)("on TR-098 %s with %j writes the leaves of that model", (command, input, leaves) => {
  expect(written(sent(operate(command, input)))).toEqual(leaves);
});

test("on TR-098 a file and an environment are named by the device's own numbers", () => {
  const backup = sent(operate("Device.DeviceInfo.VendorConfigFile.2.Backup()", { URL: "http://x/" }));
  expect(backup).toMatchObject({ rpc: "Upload", args: { FileType: "3 Vendor Configuration File 7" } });
  const install = sent(
    operate("Device.SoftwareModules.InstallDU()", {
      URL: "http://x/",
      ExecutionEnvRef: "Device.SoftwareModules.ExecEnv.1",
    }),
  );
  expect(install).toMatchObject({
    rpc: "ChangeDUState",
    args: { Operations: [{ ExecutionEnvRef: "InternetGatewayDevice.SoftwareModules.ExecEnv.4" }] },
  });
});

test("on TR-098 results have the names of the standard's command, tables and states too", () => {
  expect(
    judged(operate("Device.IP.Diagnostics.DownloadDiagnostics()", { DownloadURL: "http://x/" }), {
      "DownloadDiagnostics.DiagnosticsState": "Completed",
      "DownloadDiagnostics.TestBytesReceived": "99",
    }),
  ).toMatchObject({
    state: "succeeded",
    result: { results: [{ output: { Status: "Complete", TestBytesReceived: "99" } }] },
  });
  expect(
    judged(operate("Device.IP.Diagnostics.TraceRoute()", { Host: "h" }), {
      "TraceRouteDiagnostics.DiagnosticsState": "Complete",
      "TraceRouteDiagnostics.RouteHops.1.HopHost": "gw",
      "TraceRouteDiagnostics.RouteHops.1.HopRTTimes": "1,2",
      "TraceRouteDiagnostics.RouteHops.2.HopHost": "core",
    }),
  ).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          output: {
            Status: "Complete",
            "RouteHops.1.Host": "gw",
            "RouteHops.1.RTTimes": "1,2",
            "RouteHops.2.Host": "core",
          },
        },
      ],
    },
  });
  expect(
    judged(operate("Device.DSL.Diagnostics.ADSLLineTest()", { Interface: "Device.DSL.Line.1" }), {
      "WANDevice.1.WANDSLDiagnostics.LoopDiagnosticsState": "Complete",
      "WANDevice.1.WANDSLDiagnostics.ACTPSDds": "7",
    }),
  ).toMatchObject({ state: "succeeded", result: { results: [{ output: { ACTPSDds: "7" } }] } });
  expect(
    judged(operate("Device.IP.Diagnostics.IPPing()", { Host: "h" }), {
      "IPPingDiagnostics.DiagnosticsState": "Error_Internal",
    }),
  ).toMatchObject({ state: "failed", problem: { detail: "Error_Internal" } });
});
