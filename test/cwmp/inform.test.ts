import { expect, test } from "vitest";
import type { DeviceEvent } from "#core";
import { wrongDeviceId } from "../../cwmp/inform.ts";
import { startAcs } from "./acs.ts";
import { envelope, inform, type CpeOptions } from "./cpe.ts";
import { Wire } from "./wire.ts";

/** The contact that an Inform makes. */
async function contactOf(options: CpeOptions) {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  expect((await wire.post(inform(options))).status).toBe(200);
  wire.close();
  const [contact] = acs.gateway.contacts;
  if (contact === undefined) throw new TypeError("no contact");
  return { ...acs, contact };
}

function brief(event: DeviceEvent): string {
  if (event.type === "boot") return `boot ${event.cause} ${event.commandKey}`.trim();
  if (event.type === "event") return `event ${event.name}`;
  return event.type === "commandComplete" ? `done ${event.command} ${event.commandKey}` : event.type;
}

test.each<
  readonly [codes: readonly (readonly [string, string])[], events: readonly string[], reset: boolean]
>([
  [[["2 PERIODIC", ""]], [], false],
  [
    [
      ["0 BOOTSTRAP", ""],
      ["1 BOOT", ""],
    ],
    ["bootstrap", "boot LocalReboot"],
    true,
  ],
  [
    [
      ["1 Boot", ""],
      ["0 BOOTSTRAP", "zte-key"],
    ],
    ["bootstrap", "boot LocalReboot"],
    true,
  ],
  [
    [
      ["1 BOOT", ""],
      ["M Reboot", "key-1"],
    ],
    ["boot RemoteReboot key-1"],
    false,
  ],
  [
    [
      ["M Reboot", "key-1"],
      ["1 BOOT", ""],
    ],
    ["boot RemoteReboot key-1"],
    false,
  ],
  [[["m reboot", "key-2"]], ["boot RemoteReboot key-2"], false],
  [
    [
      ["7 TRANSFER COMPLETE", ""],
      ["M Download", "key-3"],
    ],
    [],
    false,
  ],
  [
    [
      ["3 SCHEDULED", ""],
      ["M ScheduleInform", "key-4"],
    ],
    ["done ScheduleTimer() key-4"],
    false,
  ],
  [[["6 CONNECTION REQUEST", ""]], [], false],
  [[["8 DIAGNOSTICS COMPLETE", ""]], ["event 8 DIAGNOSTICS COMPLETE"], false],
  [
    [
      ["13 WAKEUP", ""],
      ["14 HEARTBEAT", ""],
    ],
    ["event WakeUp!"],
    false,
  ],
  [[["X 00256D Overheated", ""]], ["event X 00256D Overheated"], false],
  [[["M X_Acme_Do", "k"]], ["event M X_Acme_Do"], false],
  [[["", ""]], [], false],
  [[], [], false],
])("an Inform with %j gives %j [TR-069a6 3.7.1.5]", async (events, expected, reset) => {
  const { contact } = await contactOf({ events });
  expect(contact.events.map((event) => brief(event))).toEqual(expected);
  expect(contact.reset).toBe(reset);
});

test("a contact carries identity, facts, values and how to ring the device", async () => {
  const { contact } = await contactOf({
    serial: "S/1",
    values: { "Device.ManagementServer.PeriodicInformInterval": "600" },
  });
  expect(contact).toMatchObject({
    protocol: "cwmp",
    identity: { scheme: "cwmp", value: "00256D-Box-S%2F1" },
    proof: { kind: "none" },
    facts: {
      manufacturer: "Acme",
      oui: "00256D",
      productClass: "Box",
      serialNumber: "S/1",
      softwareVersion: "2.0",
      hardwareVersion: "1.0",
      dataModel: "TR-181",
      address: "127.0.0.1",
    },
    mtp: "http",
    interval: 600,
    memory: { peer: "127.0.0.1", connectionRequestUrl: "http://127.0.0.1:1/cr" },
    session: true,
  });
  expect(contact.values).toHaveLength(7);
});

test("how to ring a device is told until it is stored, and again when the device was forgotten meanwhile", async () => {
  const acs = await startAcs();
  const told = async () => {
    const wire = await Wire.open(acs.address);
    await wire.post(inform({ events: [["2 PERIODIC", ""]] }));
    wire.close();
    return acs.gateway.contacts.at(-1)?.memory;
  };
  acs.gateway.up = false;
  expect(await told()).toBeUndefined();
  acs.gateway.up = true;
  const ring = { peer: "127.0.0.1", connectionRequestUrl: "http://127.0.0.1:1/cr" };
  expect(await told()).toEqual(ring);
  acs.gateway.forget("00256D-Box-S1");
  expect(await told()).toEqual(ring);
});

test.each([
  [{}, undefined],
  [{ ProductClass: "" }, undefined],
  [{ OUI: "" }, "OUI"],
  [{ SerialNumber: "" }, "SerialNumber"],
  [{ ProductClass: "p".repeat(65) }, "ProductClass"],
])("a DeviceId with %j lacks %s [TR-069a6 A.3.3.1]", (given, wrong) => {
  const whole = { Manufacturer: "Example", OUI: "012345", ProductClass: "Box", SerialNumber: "1" };
  expect(wrongDeviceId({ ...whole, ...given })).toBe(wrong);
});

test("the same Inform again gives events with the same ids, another boot other ids", async () => {
  const events = [["1 BOOT", ""]] as const;
  const one = await contactOf({ events });
  const two = await contactOf({ events });
  const later = await contactOf({ events, time: "2026-11-26T01:00:00Z" });
  expect(two.contact.events).toEqual(one.contact.events);
  expect(later.contact.events[0]?.id).not.toBe(one.contact.events[0]?.id);
});

test("a clock that was never set does not make two boots one", async () => {
  const acs = await startAcs();
  const body = inform({ events: [["1 BOOT", ""]], time: "1970-01-01T00:00:42Z" });
  for (let boot = 0; boot < 2; boot++) {
    const wire = await Wire.open(acs.address);
    await wire.post(body);
    wire.close();
    acs.clock.move(600_000);
  }
  const ids = acs.gateway.contacts.map(({ events }) => events[0]?.id);
  expect(new Set(ids).size).toBe(2);
});

test("4 VALUE CHANGE tells what is not always there, and forced parameters that differ", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  const native = (path: string, value: string) => ({ path, value, type: "string", at: 1 });
  acs.gateway.remember(device, [
    native("Device.DeviceInfo.SoftwareVersion", "1.0"),
    native("Device.DeviceInfo.HardwareVersion", "1.0"),
  ]);
  const wire = await Wire.open(acs.address);
  await wire.post(inform({ events: [["4 VALUE CHANGE", ""]], values: { "Device.WiFi.SSID.1.SSID": "new" } }));
  wire.close();
  expect(
    acs.gateway.contacts[0]?.events.map(
      (event) => event.type === "valueChanged" && [event.path, event.value, event.native],
    ),
  ).toEqual([
    ["Device.DeviceInfo.SoftwareVersion", "2.0", "Device.DeviceInfo.SoftwareVersion"],
    ["Device.WiFi.SSID.1.SSID", "new", "Device.WiFi.SSID.1.SSID"],
  ]);
});

test("4 VALUE CHANGE of a TR-098 device names the TR-181 parameter", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  const root = "InternetGatewayDevice.";
  const at = (path: string, value: string) => ({
    path: root + path,
    value,
    type: "string",
    writable: true,
    at: 1,
  });
  acs.gateway.remember(device, [
    at("DeviceInfo.ProvisioningCode", "a"),
    at("DeviceInfo.SoftwareVersion", "1"),
  ]);
  const wire = await Wire.open(acs.address);
  const body = inform({ events: [["4 VALUE CHANGE", ""]] })
    .replaceAll("Device.", root)
    .replace('<Value xsi:type="xsd:string"></Value>', '<Value xsi:type="xsd:string">b</Value>');
  await wire.post(body);
  wire.close();
  expect(
    acs.gateway.contacts[0]?.events.find(
      (event) => event.type === "valueChanged" && event.native.endsWith("ProvisioningCode"),
    ),
  ).toMatchObject({
    path: "Device.DeviceInfo.ProvisioningCode",
    value: "b",
    native: "InternetGatewayDevice.DeviceInfo.ProvisioningCode",
  });
  expect(acs.gateway.contacts[0]?.facts.dataModel).toBe("TR-098");
});

const FAULT_FREE = "<FaultStruct><FaultCode>0</FaultCode><FaultString></FaultString></FaultStruct>";
const TIMES = "<StartTime>2026-11-26T00:00:00Z</StartTime><CompleteTime>2026-11-26T00:01:00Z</CompleteTime>";
const UNIT = `<UUID>u</UUID><DeploymentUnitRef>d</DeploymentUnitRef><Version>1</Version><CurrentState>Installed</CurrentState><Resolved>1</Resolved><ExecutionUnitRefList></ExecutionUnitRefList>${TIMES}<Fault><FaultCode>0</FaultCode><FaultString></FaultString></Fault>`;

test.each([
  [
    "TransferComplete",
    `<CommandKey>k</CommandKey>${FAULT_FREE}${TIMES}`,
    { type: "transferComplete", commandKey: "k", autonomous: false, faultCode: 0 },
  ],
  [
    "AutonomousTransferComplete",
    `<AnnounceURL>a</AnnounceURL><TransferURL>t</TransferURL><IsDownload>1</IsDownload><FileType>1 Firmware Upgrade Image</FileType><FileSize>9</FileSize><TargetFileName>f</TargetFileName>${FAULT_FREE}${TIMES}`,
    { type: "transferComplete", autonomous: true, transferType: "Download", details: { TransferURL: "t" } },
  ],
  [
    "RequestDownload",
    `<FileType>1 Firmware Upgrade Image</FileType><FileTypeArg><ArgStruct><Name>Version</Name><Value>2</Value></ArgStruct></FileTypeArg>`,
    { type: "event", name: "RequestDownload", params: { Version: "2" } },
  ],
  [
    "DUStateChangeComplete",
    `<Results><OpResultStruct>${UNIT}</OpResultStruct></Results><CommandKey>k</CommandKey>`,
    { type: "event", name: "DUStateChange!" },
  ],
  [
    "AutonomousDUStateChangeComplete",
    `<Results><AutonOpResultStruct>${UNIT}<OperationPerformed>Install</OperationPerformed></AutonOpResultStruct></Results>`,
    { type: "event", name: "DUStateChange!" },
  ],
  [
    "Kicked",
    "<Command>c</Command><Referer>r</Referer><Arg>a</Arg><Next>http://n/</Next>",
    { type: "event", name: "Kicked", params: { Next: "http://n/" } },
  ],
  ["GetRPCMethods", "", undefined],
] as const)("%s of the CPE is stored, then answered [TR-069a6 A.4]", async (rpc, args, event) => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  const answer = await wire.post(envelope(`<cwmp:${rpc}>${args}</cwmp:${rpc}>`, "42"));
  expect(answer.body).toContain(`${rpc}Response`);
  expect(answer.body).toContain(">42<");
  if (event === undefined) expect(acs.gateway.reports).toEqual([]);
  else expect(acs.gateway.reports[0]?.events[0]).toMatchObject(event);
  expect((await wire.post("")).status).toBe(204);
  wire.close();
});
