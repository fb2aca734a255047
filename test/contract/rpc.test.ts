import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cpe } from "#sim";
import { RPC } from "../../cwmp/soap/rpc.table.ts";
import { fileServer, type FileServer } from "../fileserver.ts";
import { type Answer, type Json, until } from "./api.ts";
import { openStand, type Kind, type Stand } from "./rig.ts";

let stand: Stand;
let files: FileServer;
beforeAll(async () => {
  files = await fileServer();
  files.files.set("/file", "content");
  stand = await openStand(941);
}, 30_000);
afterAll(async () => {
  await stand.stop();
  await files.close();
});

const CPES = ["TR-098 CPE", "TR-181 CPE"] as const satisfies readonly Kind[];
const ROOT = { "TR-098 CPE": "InternetGatewayDevice.", "TR-181 CPE": "Device." } as const;
const TABLE = {
  "TR-098 CPE": "InternetGatewayDevice.LANDevice.1.LANHostConfigManagement.DHCPStaticAddress.",
  "TR-181 CPE": "Device.NAT.PortMapping.",
} as const;

const native = (kind: Kind, rpc: string, args: Json): Promise<Answer> =>
  stand.operate(stand.of(kind), { type: "native", protocol: "cwmp", rpc, args });

async function response(kind: Kind, rpc: string, args: Json = {}): Promise<Json> {
  const { body } = await native(kind, rpc, args);
  expect([rpc, body]).toMatchObject([rpc, { state: "succeeded" }]);
  return (body["result"] as Json)["response"] as Json;
}

const cpeOf = (kind: Kind): Cpe => stand.of(kind).cpe as Cpe;

/** Every RPC an ACS may send, as it goes through `native`, and what its answer holds. */
const SENT = {
  GetRPCMethods: () => [{}, { MethodList: expect.arrayContaining(["Download", "ChangeDUState"]) }],
  SetParameterValues: (root) => [
    {
      ParameterList: [
        { Name: `${root}DeviceInfo.ProvisioningCode`, Value: { type: "string", value: "native" } },
      ],
      ParameterKey: "k",
    },
    { Status: 0 },
  ],
  GetParameterValues: (root) => [
    { ParameterNames: [`${root}DeviceInfo.ProvisioningCode`] },
    { ParameterList: [{ Name: `${root}DeviceInfo.ProvisioningCode`, Value: { value: "native" } }] },
  ],
  GetParameterNames: (root) => [
    { ParameterPath: root, NextLevel: true },
    { ParameterList: expect.arrayContaining([expect.objectContaining({ Name: `${root}DeviceInfo.` })]) },
  ],
  SetParameterAttributes: (root) => [
    {
      ParameterList: [
        {
          Name: `${root}DeviceInfo.UpTime`,
          NotificationChange: true,
          Notification: 0,
          AccessListChange: false,
          AccessList: [],
        },
      ],
    },
    {},
  ],
  GetParameterAttributes: (root) => [
    { ParameterNames: [`${root}DeviceInfo.UpTime`] },
    { ParameterList: [{ Name: `${root}DeviceInfo.UpTime`, Notification: 0 }] },
  ],
  AddObject: (_root, kind) => [
    { ObjectName: TABLE[kind], ParameterKey: "" },
    { InstanceNumber: expect.any(Number), Status: 0 },
  ],
  DeleteObject: (_root, kind) => [{ ObjectName: `${TABLE[kind]}1.`, ParameterKey: "" }, { Status: 0 }],
  Download: () => [transfer("d", "3 Vendor Configuration File"), { Status: 1 }],
  ScheduleDownload: () => [
    {
      CommandKey: "s",
      FileType: "3 Vendor Configuration File",
      URL: `${files.url}/file`,
      Username: "",
      Password: "",
      FileSize: 0,
      TargetFileName: "",
      TimeWindowList: [
        { WindowStart: 600, WindowEnd: 900, WindowMode: "1 At Any Time", UserMessage: "", MaxRetries: 0 },
      ],
    },
    {},
  ],
  GetQueuedTransfers: () => [
    {},
    { TransferList: expect.arrayContaining([expect.objectContaining({ CommandKey: "s" })]) },
  ],
  GetAllQueuedTransfers: () => [
    {},
    {
      TransferList: expect.arrayContaining([
        expect.objectContaining({
          CommandKey: "s",
          IsDownload: true,
          FileType: "3 Vendor Configuration File",
        }),
      ]),
    },
  ],
  CancelTransfer: () => [{ CommandKey: "s" }, {}],
  Upload: () => [
    {
      CommandKey: "u",
      FileType: "1 Vendor Configuration File",
      URL: `${files.url}/native`,
      Username: "",
      Password: "",
      DelaySeconds: 0,
    },
    { Status: 1 },
  ],
  ScheduleInform: () => [{ DelaySeconds: 1, CommandKey: "i" }, {}],
  ChangeDUState: () => [
    { Operations: [{ type: "InstallOpStruct", URL: `${files.url}/file` }], CommandKey: "c" },
    {},
  ],
  SetVouchers: () => [{ VoucherList: ["QUJD"] }, {}],
  GetOptions: () => [{ OptionName: "" }, { OptionList: [{ OptionName: "voice" }] }],
  // The last ones: they end the session of those before them.
  Reboot: () => [{ CommandKey: "r" }, {}],
  FactoryReset: () => [{}, {}],
} as const satisfies Record<string, (root: string, kind: (typeof CPES)[number]) => readonly [Json, unknown]>;

function transfer(key: string, fileType: string): Json {
  return {
    CommandKey: key,
    FileType: fileType,
    URL: `${files.url}/file`,
    Username: "",
    Password: "",
    FileSize: 0,
    TargetFileName: "",
    DelaySeconds: 0,
    SuccessURL: "",
    FailureURL: "",
  };
}

test("every RPC that an ACS may send is sent here", () => {
  const acs = Object.entries(RPC).flatMap(([name, { from }]) => (from === "cpe" ? [] : [name]));
  expect(Object.keys(SENT).toSorted()).toEqual(acs.toSorted());
});

for (const kind of CPES) {
  test.each(Object.entries(SENT).filter(([rpc]) => rpc !== "FactoryReset" && rpc !== "Reboot"))(
    `${kind}: %s goes out as it is and its answer comes back`,
    async (rpc, row) => {
      const [args, expected] = row(ROOT[kind], kind);
      expect(await response(kind, rpc, args)).toMatchObject(expected);
    },
  );

  test(`${kind}: what was set per parameter is refused per parameter`, async () => {
    const root = ROOT[kind];
    const entry = (name: string, type: string, value: string) => ({
      Name: root + name,
      Value: { type, value },
    });
    const { body } = await native(kind, "SetParameterValues", {
      ParameterList: [
        entry("DeviceInfo.SerialNumber", "string", "x"),
        entry("DeviceInfo.Nothing", "string", "x"),
        entry("ManagementServer.PeriodicInformInterval", "string", "60"),
      ],
      ParameterKey: "",
    });
    expect(body).toMatchObject({ state: "failed", problem: { protocolCode: "cwmp:9003" } });
    const update = { path: "Device.ManagementServer.", params: { PeriodicInformInterval: 7 } };
    cpeOf(kind).behave({
      do: "fault",
      code: 9007,
      rpc: "SetParameterValues",
      parameter: `${root}ManagementServer.PeriodicInformInterval`,
      times: 1,
    });
    const set = await stand.operate(stand.of(kind), { type: "set", updates: [update] });
    expect(set.body).toMatchObject({
      state: "failed",
      problem: {
        code: "parameter.value",
        errors: [
          {
            path: "Device.ManagementServer.PeriodicInformInterval",
            code: "parameter.value",
            protocolCode: "cwmp:9007",
          },
        ],
      },
    });
  });

  test.each([
    [1, "passive"],
    [2, "active"],
  ])(`${kind}: notification %i is %s: the change is an event`, async (notification) => {
    const cpe = cpeOf(kind);
    const name = `${ROOT[kind]}UserInterface.CurrentLanguage`;
    await response(kind, "SetParameterAttributes", {
      ParameterList: [
        {
          Name: name,
          NotificationChange: true,
          Notification: notification,
          AccessListChange: false,
          AccessList: [],
        },
      ],
    });
    expect(await response(kind, "GetParameterAttributes", { ParameterNames: [name] })).toMatchObject({
      ParameterList: [{ Name: name, Notification: notification }],
    });
    const informs = cpe.journal.of("informed").length;
    const value = `l${String(notification)}`;
    cpe.change(name, value);
    if (notification === 1) {
      expect(cpe.journal.of("informed").length).toBe(informs);
      await cpe.inform("2 PERIODIC");
    }
    await eventOf(kind, "value-changed", (data) => data["native"] === name && data["value"] === value);
  });

  test(`${kind}: each request of the CPE's own is answered and told`, async () => {
    const cpe = cpeOf(kind);
    for (const [rpc, body, type, data] of OWN) {
      const answered = cpe.say(body);
      await cpe.inform("2 PERIODIC");
      expect([rpc, await answered]).toEqual([rpc, `${rpc}Response`]);
      if (type !== "") await eventOf(kind, type, (told) => holds(told, data));
    }
    const acs = Object.entries(RPC).flatMap(([name, { from }]) =>
      from === "acs" || name === "Inform" ? [] : [name],
    );
    expect(OWN.map(([rpc]) => rpc).toSorted()).toEqual(acs.toSorted());
  });

  test(`${kind}: Reboot and FactoryReset through native`, async () => {
    for (const rpc of ["Reboot", "FactoryReset"] as const) {
      const booted = cpeOf(kind).journal.next("booted");
      const [args] = SENT[rpc]();
      await response(kind, rpc, args);
      await booted;
    }
    await eventOf(kind, "boot", (data) => data["commandKey"] === "r");
  });
}

function eventOf(kind: Kind, type: string, fits: (data: Json) => boolean): Promise<Json> {
  return until(`${kind} ${type}`, async () => {
    const where = `/v1/devices/${stand.of(kind).id}/events?order=desc&limit=100&type=causeway.device.${type}`;
    const { body } = await stand.api.call("GET", where);
    return (body["items"] as Json[]).find((event) => fits(event["data"] as Json));
  });
}

function holds(told: Json, wanted: Json): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    typeof value === "object" ? holds((told[name] ?? {}) as Json, value as Json) : told[name] === value,
  );
}

const TIMES = "<StartTime>2026-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-01T00:00:09Z</CompleteTime>";
const NO_FAULT = "<FaultStruct><FaultCode>0</FaultCode><FaultString></FaultString></FaultStruct>";
const UNIT = `<UUID>u</UUID><DeploymentUnitRef>r</DeploymentUnitRef><Version>1</Version><CurrentState>Installed</CurrentState><Resolved>1</Resolved><ExecutionUnitRefList></ExecutionUnitRefList>${TIMES}<Fault><FaultCode>0</FaultCode></Fault>`;

/** Every request a CPE may send after its Inform, and the event it becomes. */
const OWN: readonly (readonly [rpc: string, body: string, type: string, data: Json])[] = [
  ["GetRPCMethods", "<cwmp:GetRPCMethods></cwmp:GetRPCMethods>", "", {}],
  [
    "TransferComplete",
    `<cwmp:TransferComplete><CommandKey>other</CommandKey>${TIMES}${NO_FAULT}</cwmp:TransferComplete>`,
    "transfer-complete",
    { commandKey: "other", autonomous: false, faultCode: 0 },
  ],
  [
    "AutonomousTransferComplete",
    `<cwmp:AutonomousTransferComplete><AnnounceURL></AnnounceURL><TransferURL>http://x/y</TransferURL><IsDownload>1</IsDownload><FileType>1 Firmware Upgrade Image</FileType><FileSize>3</FileSize><TargetFileName>t</TargetFileName>${NO_FAULT}${TIMES}</cwmp:AutonomousTransferComplete>`,
    "transfer-complete",
    { autonomous: true, transferType: "Download", details: { TransferURL: "http://x/y" } },
  ],
  [
    "RequestDownload",
    "<cwmp:RequestDownload><FileType>1 Firmware Upgrade Image</FileType><FileTypeArg><ArgStruct><Name>Version</Name><Value>9</Value></ArgStruct></FileTypeArg></cwmp:RequestDownload>",
    "event",
    { name: "RequestDownload", params: { FileType: "1 Firmware Upgrade Image", Version: "9" } },
  ],
  [
    "DUStateChangeComplete",
    `<cwmp:DUStateChangeComplete><Results>${UNIT}</Results><CommandKey>other</CommandKey></cwmp:DUStateChangeComplete>`,
    "event",
    { name: "DUStateChange!", params: { UUID: "u", CommandKey: "other" } },
  ],
  [
    "AutonomousDUStateChangeComplete",
    `<cwmp:AutonomousDUStateChangeComplete><Results>${UNIT}<OperationPerformed>Install</OperationPerformed></Results></cwmp:AutonomousDUStateChangeComplete>`,
    "event",
    { name: "DUStateChange!", params: { OperationPerformed: "Install" } },
  ],
  [
    "Kicked",
    "<cwmp:Kicked><Command>c</Command><Referer>r</Referer><Arg>a</Arg><Next>http://n/</Next></cwmp:Kicked>",
    "event",
    { name: "Kicked", params: { Command: "c", Next: "http://n/" } },
  ],
];
