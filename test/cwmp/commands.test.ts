import { expect, test } from "vitest";
import type { Contact, DeviceEvent, JsonObject, NativeValue, Operation, Outcome } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, envelope, fault } from "./cpe.ts";

const PING = "Device.IP.Diagnostics.IPPing.";
const TREE = {
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.BootFirmwareImage": "Device.DeviceInfo.FirmwareImage.1",
  "Device.DeviceInfo.FirmwareImage.1.Status": "Active",
  "Device.DeviceInfo.FirmwareImage.2.Status": "Available",
  "Device.DeviceInfo.VendorConfigFile.1.Name": "a",
  "Device.DeviceInfo.VendorConfigFile.2.Name": "b",
  "Device.IP.Diagnostics.IPPing.AverageResponseTime": "0",
  "Device.IP.Diagnostics.IPPing.DiagnosticsState": "None",
  "Device.IP.Diagnostics.IPPing.Host": "",
  "Device.IP.Diagnostics.IPPing.NumberOfRepetitions": "4",
  "Device.IP.Diagnostics.IPPing.SuccessCount": "0",
  "Device.ManagementServer.ParameterKey": "",
  "Device.SoftwareModules.DeploymentUnit.1.UUID": "u-1",
  "Device.SoftwareModules.DeploymentUnit.1.Version": "1.1",
  "Device.SoftwareModules.ExecEnv.1.RequestedRunLevel": "1",
  "Device.SoftwareModules.ExecutionUnit.1.RequestedState": "Idle",
  "Device.WiFi.Reset": "0",
} as const;
const READ_ONLY = /SoftwareVersion|Status|Name|Count|Time$|UUID|\.Version|ParameterKey/;
const WITHOUT_BANKS = Object.fromEntries(
  Object.entries(TREE).filter(([path]) => !/FirmwareImage|VendorConfigFile/.test(path)),
);

type Input = Readonly<Record<string, string>>;
const operate = (command: string, input: Input = {}): Operation => ({ type: "operate", command, input });

/** A CPE whose tree is known, with one operation waiting; `answers` by RPC, else as its tree says. */
async function box(
  operation: Operation,
  answers: Readonly<Record<string, string | undefined>> = {},
  tree: Readonly<Record<string, string>> = TREE,
  memory: JsonObject = {},
) {
  const acs = await startAcs();
  const cpe = new Cpe(tree, { readOnly: READ_ONLY, values: { "Device.DeviceInfo.SoftwareVersion": "2.0" } });
  const device = acs.gateway.enrol("00256D-Box-S1");
  const natives = Object.entries(tree).map(([path, value]): NativeValue => ({
    path,
    value,
    type: "string",
    writable: !READ_ONLY.test(path),
    at: 1,
  }));
  acs.gateway.remember(device, natives, memory);
  const id = acs.gateway.submit(device, operation);
  const key = id.slice(2);
  const bodies: Record<string, string> = {};
  const state: { answers: Readonly<Record<string, string | undefined>> } = { answers };
  cpe.override = (rpc, body, message) => {
    bodies[rpc] = body.slice(body.indexOf("Body>") + 5);
    const answer = state.answers[rpc];
    return answer === undefined || answer === "" ? answer : envelope(answer.replaceAll("$key", key), message);
  };
  const session = async (...events: string[]): Promise<Outcome> => {
    const codes = events.map((code) => [code, code.startsWith("M ") ? key : ""] as const);
    const last = await cpe.session(acs.address, codes.length === 0 ? undefined : codes);
    expect(last.status).toBe(204);
    return acs.gateway.outcome(id) as Outcome;
  };
  return { ...acs, cpe, device, id, key, bodies, state, session };
}

const ok = (rpc: string, body = ""): string => `<cwmp:${rpc}Response>${body}</cwmp:${rpc}Response>`;
const began = (rpc: string): string =>
  ok(
    rpc,
    "<Status>1</Status><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime>",
  );
const queued = (key: string): string =>
  ok(
    "GetAllQueuedTransfers",
    `<TransferList><AllQueuedTransferStruct><CommandKey>${key}</CommandKey><State>2</State><IsDownload>1</IsDownload><FileType>1 Firmware Upgrade Image</FileType><FileSize>0</FileSize><TargetFileName></TargetFileName></AllQueuedTransferStruct></TransferList>`,
  );
const FILE = { URL: "http://files/f?a=1&b=2", Username: "u", Password: "p" };
const IMAGE = "Device.DeviceInfo.FirmwareImage.2.";
const CONFIG = "Device.DeviceInfo.VendorConfigFile.2.";
const LOG = "Device.DeviceInfo.VendorLogFile.1.";
const UNIT = "Device.SoftwareModules.DeploymentUnit.1.";
const WINDOW = {
  "TimeWindow.1.Start": "60",
  "TimeWindow.1.End": "3600",
  "TimeWindow.1.Mode": "WhenIdle",
  "TimeWindow.2.Start": "7200",
  "TimeWindow.2.End": "9000",
  "TimeWindow.2.Mode": "ConfirmationNeeded",
  "TimeWindow.2.UserMessage": "now?",
  "TimeWindow.2.MaxRetries": "-1",
};

/** Command, arguments, the RPC it becomes, what must be in it in this order, and how it is accepted. */
const SENT: readonly (readonly [string, Input, string, readonly string[], string])[] = [
  [
    "Device.ScheduleTimer()",
    { DelaySeconds: "30" },
    "ScheduleInform",
    ["<DelaySeconds>30<", "<CommandKey>$key<"],
    "pending",
  ],
  [
    `${IMAGE}Download()`,
    { ...FILE, FileSize: "9", AutoActivate: "true" },
    "Download",
    [
      "<CommandKey>$key<",
      "<FileType>1 Firmware Upgrade Image<",
      "<URL>http://files/f?a=1&amp;b=2<",
      "<Username>u<",
      "<Password>p<",
      "<FileSize>9<",
    ],
    "pending",
  ],
  [
    `${IMAGE}Download()`,
    { ...FILE, AutoActivate: "false" },
    "Download",
    ["<FileType>6 Stored Firmware Image<"],
    "pending",
  ],
  [
    `${IMAGE}Download()`,
    { ...FILE, AutoActivate: "false", ...WINDOW },
    "ScheduleDownload",
    [
      "<CommandKey>$key<",
      "<FileType>1 Firmware Upgrade Image<",
      "<WindowStart>60<",
      "<WindowEnd>3600<",
      "<WindowMode>3 When Idle<",
      "<WindowStart>7200<",
      "<WindowMode>4 Confirmation Needed<",
      "<UserMessage>now?<",
      "<MaxRetries>-1<",
    ],
    "pending",
  ],
  [
    `${CONFIG}Backup()`,
    FILE,
    "Upload",
    ["<FileType>3 Vendor Configuration File 2<", "<DelaySeconds>0<"],
    "pending",
  ],
  [
    `${CONFIG}Restore()`,
    { ...FILE, FileSize: "7", TargetFileName: "t.cfg" },
    "Download",
    ["<FileType>3 Vendor Configuration File<", "<FileSize>7<", "<TargetFileName>t.cfg<"],
    "pending",
  ],
  [`${LOG}Upload()`, FILE, "Upload", ["<FileType>2 Vendor Log File<"], "pending"],
  [
    "Device.SoftwareModules.InstallDU()",
    { ...FILE, UUID: "u-9", ExecutionEnvRef: "Device.SoftwareModules.ExecEnv.1" },
    "ChangeDUState",
    [
      "InstallOpStruct",
      "<URL>http",
      "<UUID>u-9<",
      "<Username>u<",
      "<ExecutionEnvRef>Device.SoftwareModules.ExecEnv.1<",
      "<CommandKey>$key<",
    ],
    "pending",
  ],
  [
    `${UNIT}Update()`,
    { URL: "http://files/2" },
    "ChangeDUState",
    ["UpdateOpStruct", "<UUID>u-1<", "<URL>http://files/2<"],
    "pending",
  ],
  [
    `${UNIT}Uninstall()`,
    {},
    "ChangeDUState",
    ["UninstallOpStruct", "<UUID>u-1<", "<Version>1.1<"],
    "pending",
  ],
  [
    "Device.SoftwareModules.ExecutionUnit.1.SetRequestedState()",
    { RequestedState: "Active" },
    "SetParameterValues",
    ["ExecutionUnit.1.RequestedState<", ">Active<"],
    "succeeded",
  ],
  [
    "Device.SoftwareModules.ExecEnv.1.SetRunLevel()",
    { RequestedRunLevel: "3" },
    "SetParameterValues",
    ["ExecEnv.1.RequestedRunLevel<", ">3<"],
    "succeeded",
  ],
  ["Device.WiFi.Reset()", {}, "SetParameterValues", ["<Name>Device.WiFi.Reset<"], "succeeded"],
  [
    'Device.LocalAgent.Request.[CommandKey=="k1"].Cancel()',
    {},
    "CancelTransfer",
    ["<CommandKey>k1<"],
    "succeeded",
  ],
  [
    `${PING.slice(0, -1)}()`,
    { Host: "h", NumberOfRepetitions: "2", X_None: "1" },
    "SetParameterValues",
    [`${PING}Host<`, ">h<", `${PING}NumberOfRepetitions<`, ">2<", `${PING}DiagnosticsState<`, ">Requested<"],
    "pending",
  ],
];

test.each(SENT)(
  "%s with %j is one %s [TR-369 R-OPR.5] [TR-069a6 A.4.1.5] [TR-069a6 A.4.1.8] [TR-069a6 A.4.1.10]",
  async (command, input, rpc, parts, state) => {
    const answer = rpc === "SetParameterValues" ? undefined : began(rpc);
    const { cpe, key, bodies, session } = await box(operate(command, input), { [rpc]: answer });
    expect((await session()).state).toBe(state);
    expect(cpe.log).toEqual([rpc]);
    let at = 0;
    for (const part of parts) {
      const found = bodies[rpc]?.indexOf(part.replace("$key", key), at) ?? -1;
      expect([part, found >= at]).toEqual([part, true]);
      at = found;
    }
    expect(bodies[rpc]).not.toContain("X_None");
  },
);

const REFUSED: readonly (readonly [string, Input, string, string])[] = [
  [`${IMAGE}Download()`, {}, "parameter.value", "URL"],
  [`${IMAGE}Download()`, { ...FILE, FileSize: "many" }, "parameter.value", "FileSize"],
  [
    `${IMAGE}Download()`,
    { ...FILE, "TimeWindow.1.End": "1", "TimeWindow.1.Mode": "Sometime" },
    "parameter.value",
    "Mode",
  ],
  [
    `${IMAGE}Download()`,
    { ...FILE, "TimeWindow.1.Start": "9", "TimeWindow.1.End": "9" },
    "parameter.value",
    "End",
  ],
  [
    `${IMAGE}Download()`,
    { ...FILE, "TimeWindow.1.End": "9", "TimeWindow.1.MaxRetries": "x" },
    "parameter.value",
    "MaxRetries",
  ],
  [`${IMAGE}Download()`, { ...FILE, ...WINDOW, "TimeWindow.3.End": "9" }, "parameter.value", "two windows"],
  ["Device.DeviceInfo.FirmwareImage.7.Download()", FILE, "path.noInstance", ""],
  ["Device.DeviceInfo.FirmwareImage.7.Activate()", {}, "path.noInstance", ""],
  [`${IMAGE}Activate()`, { "TimeWindow.1.End": "9" }, "operation.unsupported", "Download()"],
  ["Device.DeviceInfo.VendorConfigFile.9.Backup()", FILE, "path.noInstance", ""],
  ["Device.DeviceInfo.VendorLogFile.4.Upload()", FILE, "path.noInstance", ""],
  ["Device.SoftwareModules.DeploymentUnit.7.Uninstall()", {}, "path.noInstance", ""],
  ["Device.ScheduleTimer()", { DelaySeconds: "0" }, "parameter.value", "DelaySeconds"],
  ["Device.LocalAgent.Request.1.Cancel()", {}, "operation.unsupported", "CommandKey"],
  [`${PING.slice(0, -1)}()`, {}, "parameter.value", "Host"],
  [`${PING.slice(0, -1)}()`, { Host: "h", NumberOfRepetitions: "0" }, "parameter.value", ""],
  ["Device.IP.Diagnostics.TraceRoute()", { Host: "h" }, "operation.unsupported", "TraceRoute"],
  [
    "Device.SoftwareModules.ExecutionUnit.1.SetRequestedState()",
    { RequestedState: "Flying" },
    "parameter.value",
    "",
  ],
  ["Device.SoftwareModules.ExecutionUnit.1.SetRequestedState()", {}, "parameter.value", "RequestedState"],
  ["Device.Nothing.Reset()", {}, "operation.unsupported", ""],
  ["Device.WiFi.Reset()", { Hard: "1" }, "operation.unsupported", ""],
];

test.each(REFUSED)(
  "%s with %j is refused with %s before anything is sent",
  async (command, input, code, detail) => {
    const { cpe, session } = await box(operate(command, input));
    expect(await session()).toMatchObject({ state: "failed", problem: { code } });
    expect(JSON.stringify(await session())).toContain(detail);
    expect(cpe.log).toEqual([]);
  },
);

test("a device without banks takes an image, and is not asked to keep one back", async () => {
  const input = { ...FILE, AutoActivate: "false" };
  const kept = await box(operate("Device.DeviceInfo.FirmwareImage.1.Download()", input), {}, WITHOUT_BANKS);
  expect(await kept.session()).toMatchObject({
    state: "failed",
    problem: { code: "operation.unsupported", detail: expect.stringContaining("TimeWindow.1.") },
  });
  const activated = await box(operate("Device.DeviceInfo.FirmwareImage.1.Activate()"), {}, WITHOUT_BANKS);
  expect(await activated.session()).toMatchObject({
    state: "failed",
    problem: { code: "operation.unsupported", detail: expect.stringContaining("AutoActivate") },
  });
  const taken = await box(
    operate("Device.DeviceInfo.FirmwareImage.1.Download()", FILE),
    { Download: began("Download") },
    WITHOUT_BANKS,
  );
  expect((await taken.session()).state).toBe("pending");
});

test("a transfer that is done at once ends with its response, and no TransferComplete is waited for [TR-069a6 A.3.2.8]", async () => {
  const done =
    "<Status>0</Status><StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-01T00:00:09Z</CompleteTime>";
  const command = `${CONFIG}Restore()`;
  const { key, session } = await box(operate(command, FILE), { Download: ok("Download", done) });
  expect(await session()).toMatchObject({
    state: "succeeded",
    result: { results: [{ command, output: {} }] },
    events: [
      { type: "commandComplete", path: CONFIG, command: "Restore()", commandKey: key },
      { type: "transferComplete", commandKey: key, faultCode: 0, completeTime: "2026-01-01T00:00:09Z" },
    ],
  });
});

test("a TransferComplete after the end of its command is told, and ends nothing again", async () => {
  const done =
    "<Status>0</Status><StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-01T00:00:09Z</CompleteTime>";
  const parts = await box(operate(`${CONFIG}Restore()`, FILE), { Download: ok("Download", done) });
  expect((await parts.session()).state).toBe("succeeded");
  expect(await tell(parts, complete(parts.key, 9018))).toMatchObject([
    { type: "transferComplete", commandKey: parts.key, faultCode: 9018 },
  ]);
});

test("an activation writes the image to boot, reboots, and ends with the boot it asked for", async () => {
  const { cpe, gateway, key, bodies, session } = await box(operate(`${IMAGE}Activate()`));
  expect((await session()).state).toBe("pending");
  expect(cpe.log).toEqual(["SetParameterValues", "Reboot"]);
  expect(bodies["SetParameterValues"]).toContain(">Device.DeviceInfo.FirmwareImage.2<");
  await session("1 BOOT", "M Reboot");
  expect((gateway.contacts.at(-1) as Contact).events).toContainEqual(
    expect.objectContaining({ type: "commandComplete", path: IMAGE, command: "Activate()", commandKey: key }),
  );
});

test.each([
  ["Download", `${IMAGE}Download()`, FILE, 9013, "device.fault"],
  ["Download", `${IMAGE}Download()`, FILE, 9000, "operation.unsupported"],
  ["Upload", `${CONFIG}Backup()`, FILE, 9004, "device.faultTransient"],
  ["ChangeDUState", `${UNIT}Uninstall()`, {}, 9001, "device.denied"],
  ["CancelTransfer", 'Device.LocalAgent.Request.[CommandKey=="k1"].Cancel()', {}, 9021, "device.denied"],
])("a fault of %s to %s with %j, %i, fails it", async (rpc, command, input, code, northbound) => {
  const { session } = await box(operate(command, input), { [rpc]: fault(code, "no") });
  expect(await session()).toMatchObject({
    state: "failed",
    problem: { code: northbound, protocolCode: `cwmp:${String(code)}` },
  });
});

test("what a device refuses of a diagnostic's arguments is told by the parameter", async () => {
  const no = fault(9003, "Invalid arguments", [{ name: `${PING}Host`, code: 9007 }]);
  const { session } = await box(operate(`${PING.slice(0, -1)}()`, { Host: "h" }), { SetParameterValues: no });
  expect(await session()).toMatchObject({
    state: "failed",
    problem: {
      code: "parameter.value",
      errors: [{ path: `${PING}Host`, code: "parameter.value", protocolCode: "cwmp:9007" }],
    },
  });
});

test("a transfer that was never answered is looked for among those the device has [TR-069a6 A.4.1.7]", async () => {
  const found = await box(operate(`${IMAGE}Download()`, FILE), {
    Download: "",
    GetAllQueuedTransfers: queued("$key"),
  });
  expect((await found.session()).state).toBe("pending");
  expect(found.cpe.log).toEqual(["Download", "Download", "GetAllQueuedTransfers"]);
  const lost = await box(operate(`${IMAGE}Download()`, FILE), {
    Download: "",
    GetAllQueuedTransfers: queued("another"),
  });
  expect(await lost.session()).toMatchObject({
    state: "unknownOutcome",
    problem: { detail: expect.stringContaining("transfers") },
  });
  const mute = await box(operate(`${IMAGE}Download()`, FILE), { Download: "" });
  expect((await mute.session()).state).toBe("unknownOutcome");
  const old = await box(
    operate(`${IMAGE}Download()`, FILE),
    {
      Download: "",
      GetQueuedTransfers: ok(
        "GetQueuedTransfers",
        "<TransferList><QueuedTransferStruct><CommandKey>$key</CommandKey><State>1</State></QueuedTransferStruct></TransferList>",
      ),
    },
    TREE,
    { methods: ["Download", "GetQueuedTransfers"] },
  );
  expect((await old.session()).state).toBe("pending");
  expect(old.cpe.log.at(-1)).toBe("GetQueuedTransfers");
});

test.each([
  ["Device.ScheduleTimer()", { DelaySeconds: "3" }, "ScheduleInform"],
  [`${UNIT}Uninstall()`, {}, "ChangeDUState"],
  ["Device.WiFi.Reset()", {}, "SetParameterValues"],
])(
  "%s with %j that was never answered is not sent again, and nothing can be read back",
  async (command, input, rpc) => {
    const { cpe, session } = await box(operate(command, input), { [rpc]: "" });
    expect((await session()).state).toBe("unknownOutcome");
    expect(cpe.log).toEqual([rpc, rpc]);
  },
);

const RESULTS = {
  [`${PING}AverageResponseTime`]: "12",
  [`${PING}DiagnosticsState`]: "Complete",
  [`${PING}SuccessCount`]: "2",
};

function holds(cpe: Cpe, values: Readonly<Record<string, string>>): void {
  for (const [path, value] of Object.entries(values)) cpe.tree.set(path, { value, writable: true });
}

test("a diagnostic is read in the session that tells its end, and told as the end of its command", async () => {
  const command = `${PING.slice(0, -1)}()`;
  const { cpe, gateway, device, key, session } = await box(operate(command, { Host: "h" }));
  expect((await session()).state).toBe("pending");
  // The next session says nothing of it.
  gateway.submit(device, { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"], maxDepth: 0 });
  expect((await session()).state).toBe("pending");
  holds(cpe, RESULTS);
  expect(await session("8 DIAGNOSTICS COMPLETE")).toMatchObject({
    state: "succeeded",
    result: {
      results: [{ command, output: { Status: "Complete", SuccessCount: "2", AverageResponseTime: "12" } }],
    },
    events: [
      { type: "commandComplete", path: "Device.IP.Diagnostics.", command: "IPPing()", commandKey: key },
    ],
  });
  expect(cpe.log).toEqual(["SetParameterValues", "GetParameterValues", "GetParameterValues"]);
});

test.each([
  ["Error_CannotResolveHostName", "device.fault", "Error_CannotResolveHostName"],
  ["Canceled", "operation.cancelled", ""],
  ["None", "device.fault", "lost"],
])("a diagnostic that ended as %s has failed with %s", async (state, code, detail) => {
  const { cpe, session } = await box(operate(`${PING.slice(0, -1)}()`, { Host: "h" }));
  await session();
  holds(cpe, { [`${PING}DiagnosticsState`]: state });
  const outcome = await session(state === "None" ? "1 BOOT" : "8 DIAGNOSTICS COMPLETE");
  expect(outcome).toMatchObject({ state: "failed", problem: { code } });
  expect(JSON.stringify(outcome)).toContain(detail);
});

test("an end that was another diagnostic's leaves this one pending", async () => {
  const { session } = await box(operate(`${PING.slice(0, -1)}()`, { Host: "h" }));
  await session();
  expect((await session("8 DIAGNOSTICS COMPLETE")).state).toBe("pending");
});

test("a diagnostic whose start was never answered goes on when the device holds its key, and is unknown otherwise", async () => {
  const command = operate(`${PING.slice(0, -1)}()`, { Host: "h" });
  const started = await box(command, { SetParameterValues: "" });
  holds(started.cpe, {
    "Device.ManagementServer.ParameterKey": started.key,
    [`${PING}DiagnosticsState`]: "Requested",
  });
  expect((await started.session()).state).toBe("pending");
  const over = await box(command, { SetParameterValues: "" });
  holds(over.cpe, { ...RESULTS, "Device.ManagementServer.ParameterKey": over.key });
  expect((await over.session()).state).toBe("succeeded");
  const other = await box(command, { SetParameterValues: "" });
  holds(other.cpe, RESULTS);
  expect(await other.session()).toMatchObject({
    state: "unknownOutcome",
    problem: { detail: expect.stringContaining("DiagnosticsState is Complete") },
  });
});

test("a reset makes a device forget its transfers: it is asked for what it has left", async () => {
  const command = operate(`${IMAGE}Download()`, FILE);
  const gone = await box(command, { Download: began("Download") });
  await gone.session();
  gone.state.answers = { GetAllQueuedTransfers: queued("another") };
  expect((await gone.session("0 BOOTSTRAP", "1 BOOT")).state).toBe("unknownOutcome");
  const there = await box(command, { Download: began("Download") });
  await there.session();
  there.state.answers = { GetAllQueuedTransfers: queued("$key") };
  expect((await there.session("0 BOOTSTRAP", "1 BOOT")).state).toBe("pending");
  const mute = await box(command, { Download: began("Download") });
  await mute.session();
  mute.state.answers = {};
  expect((await mute.session("0 BOOTSTRAP", "1 BOOT")).state).toBe("pending");
});

/** A request of the CPE's own in a session; gives what it was answered with. */
async function tell(parts: Awaited<ReturnType<typeof box>>, body: string): Promise<readonly DeviceEvent[]> {
  const before = parts.gateway.reports.length;
  await parts.cpe.say(parts.address, body);
  return parts.gateway.reports.slice(before).flatMap(({ events }) => events);
}

const complete = (key: string, code: number): string =>
  `<cwmp:TransferComplete><CommandKey>${key}</CommandKey><StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-01T00:00:09Z</CompleteTime><FaultStruct><FaultString>${code === 0 ? "" : "why"}</FaultString><FaultCode>${String(code)}</FaultCode></FaultStruct></cwmp:TransferComplete>`;

test("a TransferComplete ends the command of its key, its fault wherever it stands, and twice is the same [TR-069a6 A.3.3.2]", async () => {
  const parts = await box(operate(`${CONFIG}Backup()`, FILE), { Upload: began("Upload") });
  await parts.session();
  const { key } = parts;
  const [end, transfer] = await tell(parts, complete(key, 9011));
  const problem = { code: "device.faultTransient", detail: "why", protocolCode: "cwmp:9011" };
  expect(end).toMatchObject({
    type: "commandComplete",
    path: CONFIG,
    command: "Backup()",
    commandKey: key,
    problem,
  });
  expect(transfer).toMatchObject({
    type: "transferComplete",
    transferType: "Upload",
    faultCode: 9011,
    problem,
  });
  const again = await tell(parts, complete(key, 9011));
  expect(again.map(({ id }) => id)).toEqual([end?.id, transfer?.id]);
});

test.each(["", "somebody's", "00000000000000000000000000000"])(
  "a TransferComplete of the unknown key %j is stored and ends nothing",
  async (key) => {
    const parts = await box(operate(`${CONFIG}Backup()`, FILE), { Upload: began("Upload") });
    await parts.session();
    expect(await tell(parts, complete(key, 0))).toMatchObject([
      { type: "transferComplete", commandKey: key, details: { known: expect.anything() } },
    ]);
  },
);

const unit = (uuid: string, code: number): string =>
  `<Results><UUID>${uuid}</UUID><DeploymentUnitRef></DeploymentUnitRef><Version>1.2</Version><CurrentState>${code === 0 ? "Installed" : "Failed"}</CurrentState><Resolved>1</Resolved><ExecutionUnitRefList></ExecutionUnitRefList><StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-01T00:00:00Z</CompleteTime><Fault><FaultCode>${String(code)}</FaultCode><FaultString>why</FaultString></Fault></Results>`;

const unitsTold = (key: string, results: string): string =>
  `<cwmp:DUStateChangeComplete>${results}<CommandKey>${key}</CommandKey></cwmp:DUStateChangeComplete>`;
const INSTALL = operate("Device.SoftwareModules.InstallDU()", FILE);

test("a DUStateChangeComplete ends the command of its key with what became of the unit, once the units were read", async () => {
  const parts = await box(INSTALL, { ChangeDUState: ok("ChangeDUState") });
  await parts.session();
  expect(await tell(parts, unitsTold(parts.key, unit("a", 0)))).toMatchObject([
    { type: "event", name: "DUStateChange!" },
  ]);
  parts.cpe.tree.set("Device.SoftwareModules.DeploymentUnit.2.UUID", { value: "a", writable: false });
  const output = { UUID: "a", Version: "1.2", CurrentState: "Installed" };
  const outcome = await parts.session();
  expect(outcome).toMatchObject({
    state: "succeeded",
    result: { results: [{ output }] },
    events: [{ type: "commandComplete", command: "InstallDU()", output }],
  });
  expect(outcome.values?.map(({ path }) => path)).toContain("Device.SoftwareModules.DeploymentUnit.2.UUID");
  const { memory } = await parts.gateway.knowledge(parts.device);
  expect(memory).not.toHaveProperty("units");
});

test("units that could not be changed fail the command at once, each by its number", async () => {
  const parts = await box(INSTALL, { ChangeDUState: ok("ChangeDUState") });
  await parts.session();
  expect(await tell(parts, unitsTold(parts.key, unit("a", 0) + unit("b", 9026)))).toMatchObject([
    {
      type: "commandComplete",
      output: { "Result.1.UUID": "a", "Result.2.CurrentState": "Failed" },
      problem: { protocolCode: "cwmp:9026" },
    },
    { params: { UUID: "a" } },
    { params: { UUID: "b", FaultCode: "9026" } },
  ]);
});

test("a change of units goes on while something else of the device is ready", async () => {
  const parts = await box(INSTALL, { ChangeDUState: ok("ChangeDUState") });
  await parts.session();
  expect((await parts.session("8 DIAGNOSTICS COMPLETE")).state).toBe("pending");
  expect(parts.cpe.log).toEqual(["ChangeDUState"]);
});

test("what was cancelled ends as cancelled, by its key and under its own name", async () => {
  const parts = await box(operate(`${CONFIG}Backup()`, FILE), { Upload: began("Upload") });
  await parts.session();
  const command = `Device.LocalAgent.Request.[CommandKey=="${parts.key}"].Cancel()`;
  const cancel = parts.gateway.submit(parts.device, operate(command));
  parts.state.answers = { CancelTransfer: ok("CancelTransfer") };
  await parts.session();
  expect(parts.gateway.outcome(cancel)).toMatchObject({
    state: "succeeded",
    events: [
      {
        type: "commandComplete",
        path: CONFIG,
        command: "Backup()",
        problem: { code: "operation.cancelled" },
      },
    ],
  });
});

test("a dry run shows the start of a diagnostic and what is read at its end", async () => {
  const { stack, gateway, device } = await box(operate("Device.Reboot()"));
  const knowledge = await gateway.knowledge(device);
  const messages = stack.dryRun(operate(`${PING.slice(0, -1)}()`, { Host: "h" }), knowledge);
  expect(messages).toMatchObject([{ rpc: "SetParameterValues" }, { rpc: "GetParameterValues" }]);
  expect(stack.dryRun(operate(`${IMAGE}Download()`, FILE), knowledge)).toMatchObject([
    { rpc: "Download", args: { FileType: "1 Firmware Upgrade Image" } },
  ]);
  expect(() => stack.dryRun(operate(`${IMAGE}Download()`), knowledge)).toThrow("URL");
});

test("the schema names the commands whose RPCs the device named and whose objects it has", async () => {
  const { stack, gateway, device } = await box(operate("Device.Reboot()"));
  const commandsOf = async (): Promise<readonly string[]> =>
    stack
      .supported(await gateway.knowledge(device))
      .flatMap(({ path, commands }) => commands.map(({ name }) => path + name));
  expect(await commandsOf()).toEqual(
    expect.arrayContaining([
      "Device.Reboot()",
      "Device.DeviceInfo.FirmwareImage.{i}.Activate()",
      "Device.DeviceInfo.VendorLogFile.{i}.Upload()",
      "Device.IP.Diagnostics.IPPing()",
      "Device.SoftwareModules.DeploymentUnit.{i}.Uninstall()",
      "Device.WiFi.Reset()",
    ]),
  );
  gateway.remember(device, [], { methods: ["Download", "SetParameterValues"] });
  const told = await commandsOf();
  expect(told).toContain("Device.DeviceInfo.FirmwareImage.{i}.Download()");
  expect(told).toContain("Device.IP.Diagnostics.IPPing()");
  expect(told).not.toContain("Device.Reboot()");
  expect(told).not.toContain("Device.SoftwareModules.InstallDU()");
  expect(told).not.toContain("Device.IP.Diagnostics.TraceRoute()");
});

test.each([
  [{}, "CancelTransfer", undefined],
  [{ Command: `${CONFIG}Backup()` }, "CancelTransfer", undefined],
  [{ Command: `${PING.slice(0, -1)}()` }, "SetParameterValues", `${PING}DiagnosticsState`],
] as const)("what is cancelled with %j is stopped by %s", async (input, rpc, within) => {
  const { cpe, bodies, session } = await box(
    operate('Device.LocalAgent.Request.[CommandKey=="k1"].Cancel()', input),
    {
      CancelTransfer: ok("CancelTransfer"),
    },
  );
  expect((await session()).state).toBe("succeeded");
  expect(cpe.log).toEqual([rpc]);
  if (within !== undefined) expect(bodies[rpc]).toMatch(new RegExp(`${within}<[\\s\\S]*>Canceled<`));
});

test("a start or a unit that is on its way cannot be stopped over CWMP", async () => {
  const input = { Command: `${UNIT}Uninstall()` };
  const { cpe, session } = await box(operate('Device.LocalAgent.Request.[CommandKey=="k1"].Cancel()', input));
  expect(await session()).toMatchObject({ state: "failed", problem: { code: "operation.unsupported" } });
  expect(cpe.log).toEqual([]);
});
