import { genericPath, type JsonObject } from "#core";
import { TOLD_TO_RESET } from "../bootstrap.ts";
import type { AcsRpc } from "../soap/rpc.table.ts";
import { count, given, keyIn, needed, positive, unsupported, type Asked } from "./asked.ts";
import { bootImage } from "./activate.ts";
import { imageCall } from "./image.ts";
import { cancelDiagnostic } from "./diagnostic.cancel.ts";
import { diagnosticRow } from "./diagnostic.table.ts";
import type { Call } from "./step.ts";
import { fileArgs } from "./fileargs.ts";
import { configType, logType, ownType } from "./filetype.ts";
import { installUnit, uninstallUnit, updateUnit } from "./units.ts";

/**
 * What ends a command once the device has accepted it: its response, a TransferComplete or a DUStateChangeComplete of the
 * command key, or the Inform with the `M` event that carries it.
 */
export type EndedBy = "response" | "TransferComplete" | "DUStateChangeComplete" | "M ScheduleInform" | "M Reboot";

export interface CommandRow {
  /** As USP names it, `{i}` for rows. */
  readonly command: string;
  /** The RPC that carries it, which GetRPCMethods names. */
  readonly rpc: AcsRpc;
  /** How the arguments become those of the RPC, for people. */
  readonly how: string;
  readonly ended: EndedBy;
  /** What is sent, in order. Throws the Fault the command is refused with. */
  readonly calls: (asked: Asked) => readonly Call[];
  /** What to note of a device that was sent it. */
  readonly notes?: JsonObject;
  /** ms after which the device is looked at when nothing ended it; absent: as long as the ledger waits. */
  readonly withinMs?: (asked: Asked) => number;
  /** The operation it ends, by command key. */
  readonly cancels?: (asked: Asked) => string;
}

const DAY = 24 * 3600_000;

/** Commands of TR-181 that are RPCs of CWMP. Diagnostics and leaves that trigger something have tables of their own. */
export const COMMANDS: readonly CommandRow[] = [
  {
    command: "Device.Reboot()",
    rpc: "Reboot",
    how: "`Cause` and `Reason` have no place in CWMP",
    ended: "response",
    calls: ({ context }) => [{ rpc: "Reboot", args: { CommandKey: context.commandKey } }],
  },
  {
    command: "Device.FactoryReset()",
    rpc: "FactoryReset",
    how: "",
    ended: "response",
    calls: () => [{ rpc: "FactoryReset", args: {} }],
    notes: TOLD_TO_RESET,
  },
  {
    command: "Device.ScheduleTimer()",
    rpc: "ScheduleInform",
    how: "`DelaySeconds` above 0",
    ended: "M ScheduleInform",
    calls: (asked) => [
      {
        rpc: "ScheduleInform",
        args: { DelaySeconds: positive(asked, "DelaySeconds"), CommandKey: asked.context.commandKey },
      },
    ],
    withinMs: (asked) => 1000 * count(asked, "DelaySeconds") + DAY,
  },
  {
    command: "Device.DeviceInfo.FirmwareImage.{i}.Download()",
    rpc: "Download",
    how: "file type `1 Firmware Upgrade Image`; the device chooses the bank; with `TimeWindow.{i}.` arguments ScheduleDownload; `AutoActivate` false without a window: `6 Stored Firmware Image` where the device has the FirmwareImage table, else refused; checksums have no place in CWMP; `Version` names the version the image holds",
    ended: "TransferComplete",
    calls: (asked) => [imageCall(asked)],
  },
  {
    command: "Device.DeviceInfo.FirmwareImage.{i}.Activate()",
    rpc: "Reboot",
    how: "SetParameterValues of `BootFirmwareImage`, then Reboot; refused where the device has no such parameter, and with a time window",
    ended: "M Reboot",
    calls: bootImage,
    withinMs: () => DAY,
  },
  {
    command: "Device.DeviceInfo.VendorConfigFile.{i}.Backup()",
    rpc: "Upload",
    how: "file type `1 Vendor Configuration File`, or `3 Vendor Configuration File <i>` where the device has several",
    ended: "TransferComplete",
    calls: (asked) => [upload(asked, configType(asked))],
  },
  {
    command: "Device.DeviceInfo.VendorConfigFile.{i}.Restore()",
    rpc: "Download",
    how: "file type `3 Vendor Configuration File`",
    ended: "TransferComplete",
    calls: (asked) => [
      {
        rpc: "Download",
        args: {
          ...source(asked),
          FileType: ownType(asked, "configuration") ?? "3 Vendor Configuration File",
          ...fileArgs(asked),
          DelaySeconds: 0,
          SuccessURL: "",
          FailureURL: "",
        },
      },
    ],
  },
  {
    command: "Device.DeviceInfo.VendorLogFile.{i}.Upload()",
    rpc: "Upload",
    how: "file type `2 Vendor Log File`, or `4 Vendor Log File <i>` where the device has several",
    ended: "TransferComplete",
    calls: (asked) => [upload(asked, logType(asked))],
  },
  {
    command: "Device.SoftwareModules.InstallDU()",
    rpc: "ChangeDUState",
    how: "InstallOpStruct of `URL`, `UUID`, `Username`, `Password`, `ExecutionEnvRef`",
    ended: "DUStateChangeComplete",
    calls: (asked) => [installUnit(asked)],
  },
  {
    command: "Device.SoftwareModules.DeploymentUnit.{i}.Update()",
    rpc: "ChangeDUState",
    how: "UpdateOpStruct with the row's `UUID`, and `URL`, `Username`, `Password`",
    ended: "DUStateChangeComplete",
    calls: (asked) => [updateUnit(asked)],
  },
  {
    command: "Device.SoftwareModules.DeploymentUnit.{i}.Uninstall()",
    rpc: "ChangeDUState",
    how: "UninstallOpStruct with the row's `UUID` and `Version`",
    ended: "DUStateChangeComplete",
    calls: (asked) => [uninstallUnit(asked)],
  },
  {
    command: "Device.LocalAgent.Request.{i}.Cancel()",
    rpc: "CancelTransfer",
    how: 'written `Device.LocalAgent.Request.[CommandKey=="…"].Cancel()`; a diagnostic, named by the argument `Command`, is a SetParameterValues of `Canceled` where the device has that state; other commands than transfers and diagnostics cannot be cancelled; ends the operation of that key as failed with `operation.cancelled`',
    ended: "response",
    calls: (asked) => [cancelCall(asked)],
    cancels: keyIn,
  },
];

/** What stops a command depends on what it is; one that is not named can only be a transfer. */
function cancelCall(asked: Asked): Call {
  const CommandKey = keyIn(asked);
  const named = given(asked, "Command");
  const diagnostic = diagnosticRow(named);
  if (diagnostic !== undefined) return cancelDiagnostic(asked, diagnostic);
  const row = named === "" ? undefined : commandRow(genericPath(named));
  if (row !== undefined && row.ended !== "TransferComplete")
    throw unsupported(asked, `CWMP has nothing that stops ${named}`);
  return { rpc: "CancelTransfer", args: { CommandKey } };
}

const ROWS = new Map(COMMANDS.map((row) => [row.command, row]));

/** The row of a command, by its path with `{i}`. */
export function commandRow(generic: string): CommandRow | undefined {
  return ROWS.get(generic);
}

function source(asked: Asked) {
  return {
    CommandKey: asked.context.commandKey,
    URL: needed(asked, "URL"),
    Username: given(asked, "Username"),
    Password: given(asked, "Password"),
  };
}

function upload(asked: Asked, FileType: string): Call {
  return { rpc: "Upload", args: { ...source(asked), FileType, DelaySeconds: 0 } };
}
