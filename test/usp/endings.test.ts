import { expect, test } from "vitest";
import { newDeviceId, newOperationId, type DeviceEvent, type Operation } from "#core";
import { endingOf, withEndings } from "../../usp/endings.ts";
import { Model, NO_MODEL } from "../../usp/model.ts";
import type { Notice } from "../../usp/notify.ts";
import { unitNotes, withUnit } from "../../usp/ops/memory.ts";
import { changeBy } from "../../usp/ops/units.ts";
import { queuedRecord } from "../record.ts";
import { MemoryGateway } from "./gateway.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type Ended = Extract<DeviceEvent, { type: "commandComplete" | "transferComplete" }>;

const DEVICE = newDeviceId(0, 0);
const ID = newOperationId(DEVICE, 0);
const KEY = ID.slice(2);
const IMAGE = "Device.DeviceInfo.FirmwareImage.2.Download()";
const BACKUP = "Device.DeviceInfo.VendorConfigFile.1.Backup()";
const INSTALL = "Device.SoftwareModules.InstallDU()";
/** It tells no TransferComplete!. */
const SILENT = new Model([
  {
    path: "Device.LocalAgent.",
    access: "readOnly",
    multiInstance: false,
    uniqueKeys: [],
    parameters: [],
    commands: [],
    events: [{ name: "Periodic!", args: [] }],
  },
]);

const operate = (command: string, input = {}): Operate => ({ type: "operate", command, input });
const problem = { code: "device.fault", detail: "no", protocolCode: "usp:7022" } as const;

function complete(command: string, more: object = {}): Ended {
  const at = command.lastIndexOf(".") + 1;
  const [path, name] = [command.slice(0, at), command.slice(at)];
  return {
    id: "n1",
    at: 7,
    type: "commandComplete",
    path,
    command: name,
    commandKey: KEY,
    output: {},
    ...more,
  };
}

function transfer(command: string, more: object = {}): Ended {
  return {
    id: "n2",
    at: 7,
    type: "transferComplete",
    commandKey: KEY,
    autonomous: false,
    transferType: "Download",
    faultCode: 0,
    faultString: "",
    startTime: "",
    completeTime: "",
    details: { Command: command },
    ...more,
  };
}

const brief = (events: readonly DeviceEvent[]) =>
  events.map((event) => ({
    id: event.id.replace(KEY, "key"),
    ...("goesOn" in event ? { goesOn: true } : {}),
    ...("problem" in event ? { failed: true } : {}),
  }));

const END = { id: "key:complete" };
const TRANSFER = { id: "key:transfer" };
const FAILED = { failed: true };

test.each<readonly [string, Ended, Operate, Model, readonly object[]]>([
  ["an image that is to run is not over with its command", complete(IMAGE), operate(IMAGE), NO_MODEL, []],
  ["nor with its transfer", transfer(IMAGE), operate(IMAGE), NO_MODEL, [{ ...TRANSFER, goesOn: true }]],
  [
    "its transfer is told where the agent cannot",
    complete(IMAGE),
    operate(IMAGE),
    SILENT,
    [{ ...TRANSFER, goesOn: true }],
  ],
  ["a failure ends it", complete(IMAGE, { problem }), operate(IMAGE), NO_MODEL, [{ ...END, ...FAILED }]],
  [
    "a failed transfer ends it",
    transfer(IMAGE, { problem, faultCode: 7022 }),
    operate(IMAGE),
    NO_MODEL,
    [
      { ...END, ...FAILED },
      { ...TRANSFER, ...FAILED },
    ],
  ],
  [
    "an image that is stored is over",
    complete(IMAGE),
    operate(IMAGE, { AutoActivate: "false" }),
    NO_MODEL,
    [END],
  ],
  ["a transfer is the end of its command", transfer(BACKUP), operate(BACKUP), NO_MODEL, [END, TRANSFER]],
  [
    "a command that is a transfer tells both where the agent cannot",
    complete(BACKUP),
    operate(BACKUP),
    SILENT,
    [END, TRANSFER],
  ],
  [
    "what a command fetches is not its end",
    transfer(INSTALL),
    operate(INSTALL),
    NO_MODEL,
    [{ ...TRANSFER, goesOn: true }],
  ],
  ["its own end is", complete(INSTALL), operate(INSTALL), NO_MODEL, [END]],
  [
    "a command on several objects ends on each",
    complete(IMAGE),
    operate("Device.DeviceInfo.FirmwareImage.*.Download()", { AutoActivate: "false" }),
    NO_MODEL,
    [{ id: "key:complete:Device.DeviceInfo.FirmwareImage.2." }],
  ],
])("an end is told once, whatever tells it: %s", (_name, event, operation, model, told) => {
  expect(brief(endingOf(event, operation, model).events)).toEqual(told);
});

const notice = (event: DeviceEvent): Notice => ({
  events: [event],
  values: [],
  facts: {},
  contact: "none",
  reset: false,
});
const agent = { device: DEVICE, endpoint: "os::1-2", routes: [], version: "1.3" } as never;

test("an end whose key is of another device's operation stays what the agent told", async () => {
  const gateway = new MemoryGateway(() => 0);
  const other = newDeviceId(0, 1);
  gateway.ledger.set(ID, { ...queuedRecord(other, operate(BACKUP), 0), id: ID, commandKey: KEY });
  const told = notice(transfer(BACKUP));
  expect(await withEndings(told, async () => agent, NO_MODEL, gateway)).toEqual(told);
});

const change = (more: object) => ({
  at: 5,
  uuid: "u1",
  unit: "Device.SoftwareModules.DeploymentUnit.3",
  version: "1",
  state: "Installed",
  performed: "Install",
  faultCode: 0,
  faultString: "",
  ...more,
});

test.each([
  ["an installation", operate(INSTALL), change({}), true],
  ["that of the unit that was asked for", operate(INSTALL, { UUID: "u1" }), change({}), true],
  ["another unit's", operate(INSTALL, { UUID: "u2" }), change({}), false],
  ["one before it was sent", operate(INSTALL), change({ at: 3 }), false],
  ["another change", operate(INSTALL), change({ performed: "Uninstall" }), false],
  [
    "an update of the row",
    operate("Device.SoftwareModules.DeploymentUnit.3.Update()"),
    change({ performed: "Update" }),
    true,
  ],
  [
    "of another row",
    operate("Device.SoftwareModules.DeploymentUnit.4.Update()"),
    change({ performed: "Update" }),
    false,
  ],
] as const)(
  "a change of a deployment unit is the end of its command: %s [TR-369 R-SMM.1]",
  (_name, operation, note, found) => {
    expect(changeBy(operation, 4, withUnit({}, note))).toEqual(found ? note : undefined);
  },
);

test("of many changes the newest are kept", () => {
  let memory = {};
  for (let at = 0; at < 50; at++) memory = withUnit(memory, change({ at }));
  expect(unitNotes(memory).map(({ at }) => at)).toEqual([42, 43, 44, 45, 46, 47, 48, 49]);
});
