import fc from "fast-check";
import { expect, test } from "vitest";
import { newDeviceId, type NativeValue, type Operation } from "#core";
import { startOperation, stepOperation } from "../../cwmp/ops/machines.ts";
import type { Answer, Call, OperationContext } from "../../cwmp/ops/step.ts";
import { RPC } from "../../cwmp/soap/rpc.table.ts";
import { identity } from "../../cwmp/translation.identity.ts";

const TREE: readonly (readonly [path: string, value: string, writable: boolean])[] = [
  ["Device.DeviceInfo.BootFirmwareImage", "", true],
  ["Device.DeviceInfo.FirmwareImage.1.Status", "Active", false],
  ["Device.DeviceInfo.SoftwareVersion", "2.0", false],
  ["Device.IP.Diagnostics.IPPing.DiagnosticsState", "None", true],
  ["Device.IP.Diagnostics.IPPing.Host", "", true],
  ["Device.ManagementServer.PeriodicInformEnable", "0", true],
  ["Device.ManagementServer.PeriodicInformInterval", "60", true],
  ["Device.ManagementServer.Username", "", true],
  ["Device.ManagementServer.Password", "", true],
  ["Device.NAT.PortMapping.1.Description", "web", true],
  ["Device.WiFi.Reset", "0", true],
  ["Device.WiFi.SSID.1.SSID", "home", true],
  ["Device.WiFi.SSID.2.SSID", "guest", true],
];

const values = new Map<string, NativeValue>(
  TREE.map(([path, value, writable]) => [path, { path, value, type: "string", writable, at: 1 }]),
);

function context(reconcile: boolean): OperationContext {
  return {
    device: newDeviceId(0, 0),
    knowledge: { protocol: "cwmp", values, memory: {}, secrets: {} },
    translation: identity,
    commandKey: "key",
    at: 2,
    reconcile,
    parametersPerRpc: 3,
    onboarding: {
      informInterval: 300,
      credentials: {
        login: { username: "u", password: "p" },
        connectionRequest: { username: "u", password: "cp" },
        stun: { username: "u", password: "sp" },
      },
      proven: true,
    },
  };
}

const OPERATIONS: readonly Operation[] = [
  {
    type: "get",
    paths: ["Device.WiFi.", "Device.DeviceInfo.SoftwareVersion", "Device.Nothing"],
    maxDepth: 0,
  },
  {
    type: "set",
    allowPartial: false,
    updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "x" } }],
  },
  {
    type: "set",
    allowPartial: true,
    updates: [{ path: "Device.WiFi.SSID.*.", params: { SSID: "x", Nothing: "y" } }],
  },
  {
    type: "add",
    allowPartial: true,
    objects: [
      { path: "Device.NAT.PortMapping.", params: { Description: "a" } },
      { path: "Device.NAT.PortMapping.", params: { Description: "b" } },
    ],
  },
  {
    type: "add",
    allowPartial: false,
    objects: [
      { path: "Device.NAT.PortMapping.", params: {} },
      { path: "Device.NAT.PortMapping.", params: { Description: "b" } },
    ],
  },
  { type: "delete", allowPartial: true, paths: ["Device.WiFi.SSID.*.", "Device.NAT.PortMapping.1."] },
  ...[
    ["Device.Reboot()", {}],
    ["Device.FactoryReset()", {}],
    ["Device.ScheduleTimer()", { DelaySeconds: "5" }],
    ["Device.DeviceInfo.FirmwareImage.1.Download()", { URL: "http://x/" }],
    ["Device.DeviceInfo.FirmwareImage.1.Download()", { URL: "http://x/", "TimeWindow.1.End": "9" }],
    ["Device.DeviceInfo.FirmwareImage.1.Activate()", {}],
    ["Device.DeviceInfo.VendorConfigFile.1.Backup()", { URL: "http://x/" }],
    ["Device.SoftwareModules.InstallDU()", { URL: "http://x/" }],
    ['Device.LocalAgent.Request.[CommandKey=="k"].Cancel()', {}],
    ["Device.IP.Diagnostics.IPPing()", { Host: "h" }],
    ["Device.WiFi.Reset()", {}],
    ["Device.Nothing()", {}],
  ].map(
    ([command, input]) =>
      ({ type: "operate", command, input }) as Extract<Operation, { readonly type: "operate" }>,
  ),
  { type: "getInstances", paths: ["Device.WiFi.SSID.", "Device.NAT.PortMapping."], firstLevelOnly: false },
  { type: "getSupportedDM", paths: ["Device."], firstLevelOnly: false },
  { type: "native", protocol: "cwmp", rpc: "GetRPCMethods", args: {} },
  { type: "onboard", protocol: "cwmp" },
  { type: "onboard", protocol: "cwmp", only: "login" },
];

function success(call: Call): Answer {
  const list = TREE.map(([Name, value, Writable]) => ({ Name, Writable, Value: { type: "string", value } }));
  const args = {
    ParameterList: list,
    MethodList: ["Reboot"],
    TransferList: [{ CommandKey: "key" }],
    InstanceNumber: 7,
    Status: 0,
    StartTime: "",
    CompleteTime: "",
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- more than any response has
  return { kind: "response", body: { kind: "response", rpc: call.rpc, args } } as unknown as Answer;
}

function faulty(code: number, call: Call): Answer {
  const named =
    code === 9003 && call.rpc === "SetParameterValues"
      ? call.args.ParameterList.slice(0, 1).map(({ Name }) => ({ name: Name, code: 9007, message: "no" }))
      : [];
  return { kind: "fault", fault: { code, message: "no", parameters: named } };
}

const answers = fc.array(
  fc.constantFrom<"success" | "silence" | number>(
    "success",
    "silence",
    9000,
    9001,
    9002,
    9003,
    9004,
    9005,
    9899,
  ),
  { maxLength: 30 },
);

test("every operation ends, whatever a device answers, and its state is JSON at every step", () => {
  fc.assert(
    fc.property(fc.constantFrom(...OPERATIONS), fc.nat(2), answers, (operation, before, given) => {
      const parts: OperationContext = { ...context(before > 0), ...(before > 1 ? { accepted: true } : {}) };
      let step = startOperation(operation, parts);
      let sent = 0;
      while (step.do === "send") {
        expect(++sent).toBeLessThan(80);
        const what = given[sent - 1] ?? "success";
        const { call } = step;
        const state: unknown = JSON.parse(JSON.stringify(step.state));
        const answer: Answer =
          what === "success" ? success(call) : what === "silence" ? { kind: "silence" } : faulty(what, call);
        step = stepOperation(operation, state, answer, parts);
      }
      const { outcome } = step;
      // A command may go on without its session.
      const ends = operation.type === "operate" ? ["pending"] : [];
      expect(["succeeded", "failed", "unknownOutcome", ...ends]).toContain(outcome.state);
      if (outcome.state === "failed") expect(outcome.problem.code).not.toBe("internal");
    }),
    { numRuns: 1500 },
  );
});

test.each(OPERATIONS.filter(({ type }) => type !== "onboard"))(
  "what an earlier session may have done is not done again: $type",
  (operation) => {
    const parts = context(true);
    let step = startOperation(operation, parts);
    while (step.do === "send") {
      expect(RPC[step.call.rpc].effect).toBe("reads");
      step = stepOperation(operation, step.state, success(step.call), parts);
    }
  },
);
