import { Fault, type Operation } from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import type { Model } from "../model.ts";
import { banksNamed, type Bank, type Banks } from "./bank.ts";
import { HOUR_MS } from "./patience.ts";
import { parsed } from "./wirepath.ts";

type Operate = Extract<Operation, { type: "operate" }>;

/** What is sent for a firmware command, in order, and what it is about. */
export interface ImagePlan {
  /** The bank that is filled or started; absent: the agent does not show its banks. */
  readonly bank?: Bank;
  readonly requests: readonly Draft<"Request">[];
  /** The version that is to run afterwards, where that is known. */
  readonly wanted?: string;
}

const TABLE = ["Device", "DeviceInfo", "FirmwareImage"];
const BOOT_IMAGE = "BootFirmwareImage";

/** Which command on a row of the firmware table this is, however the row is named; undefined: another one. */
export function imageCommand(command: string): "Download" | "Activate" | undefined {
  const path = command.includes(".FirmwareImage.") ? parsed(command) : undefined;
  if (path?.steps.length !== TABLE.length + 1 || path.leaf?.kind !== "command") return undefined;
  const isTable = TABLE.every((name, i) => {
    const step = path.steps[i];
    return step?.kind === "name" && step.name === name;
  });
  const { name } = path.leaf;
  return isTable && (name === "Download" || name === "Activate") ? name : undefined;
}

/** An image that is to run: the version that runs afterwards says whether it does, not the end of its command. */
export function isToRun(operation: Operation): operation is Operate {
  if (operation.type !== "operate") return false;
  const command = imageCommand(operation.command);
  return command === "Activate" || (command === "Download" && unlessFalse(operation, "AutoActivate"));
}

function unlessFalse({ input }: Operate, name: string): boolean {
  return !["false", "0"].includes((input[name] ?? "").trim().toLowerCase());
}

/** ms the agent may wait before it starts an image: the end of the last window it was given, and an hour. */
export function activationMs({ input }: Operate): number {
  const ends = Object.entries(input).map(([name, value]) =>
    /^TimeWindow\.\d{1,9}\.End$/.test(name) && /^\d{1,9}$/.test(value) ? Number(value) : 0,
  );
  return 1000 * Math.max(0, ...ends) + HOUR_MS;
}

/** Decides on the bank and writes the messages. Faults: `path.noInstance`, `operation.unsupported`. Pure. */
export function planImage(operation: Operate, banks: Banks, model: Model, commandKey: string): ImagePlan {
  const { command } = operation;
  const at = command.lastIndexOf(".") + 1;
  const [object, name] = [command.slice(0, at), command.slice(at)];
  return name === "Download()"
    ? downloadPlan(operation, banksNamed(object, banks), object, commandKey)
    : activatePlan(operation, banks, object, model, commandKey);
}

/** AutoActivate must be given, and means on every device what it means when it is left out. [TR-369 R-OPR.5] */
function downloadPlan(
  operation: Operate,
  named: readonly Bank[],
  object: string,
  commandKey: string,
): ImagePlan {
  if (windows(operation).length > 0)
    throw unsupported(
      operation,
      "USP has no windows for a download: leave it stored with AutoActivate false and give them to FirmwareImage.{i}.Activate()",
    );
  const activate = unlessFalse(operation, "AutoActivate");
  // One that waits for a failure to be mended, or is empty, before one that holds something good.
  const idle = named.filter(({ active }) => !active);
  const bank = idle.find(({ status }) => status !== "Available") ?? idle[0] ?? named[0];
  if (!activate && bank?.active === true)
    throw unsupported(
      operation,
      "the image would take the place of the one that runs: leave AutoActivate out, or name another bank",
    );
  const input = { ...withoutVersion(operation), AutoActivate: String(activate) };
  const wanted = operation.input["Version"] ?? "";
  return {
    ...(bank === undefined ? {} : { bank }),
    ...(wanted === "" ? {} : { wanted }),
    requests: [operateOf(`${bank?.path ?? object}Download()`, commandKey, input)],
  };
}

/** By its own command, or where the agent has none by the bank of the next start. */
function activatePlan(
  operation: Operate,
  banks: Banks,
  object: string,
  model: Model,
  commandKey: string,
): ImagePlan {
  const named = banksNamed(object, banks);
  const bank = named.length > 1 ? theOne(operation, named) : named[0];
  const wanted = operation.input["Version"] ?? versionOf(bank, banks);
  const about = { ...(bank === undefined ? {} : { bank }), ...(wanted === "" ? {} : { wanted }) };
  const path = bank?.path ?? object;
  const lacks =
    model.objects.length > 0 &&
    !model.has("Device.DeviceInfo.FirmwareImage.{i}.Activate()") &&
    banks.bootable;
  if (!lacks)
    return { ...about, requests: [operateOf(`${path}Activate()`, commandKey, withoutVersion(operation))] };
  if (windows(operation).length > 0)
    throw unsupported(operation, "the agent has no Activate(): it cannot wait for a time window");
  const set = {
    allowPartial: false,
    updateObjs: [
      {
        objPath: "Device.DeviceInfo.",
        paramSettings: [{ param: BOOT_IMAGE, value: path.slice(0, -1), required: true }],
      },
    ],
  };
  return { ...about, requests: [{ set }, operateOf("Device.Reboot()", commandKey, {})] };
}

/** Of several banks the one that holds an image and does not run it, of the version that was asked for. */
function theOne(operation: Operate, named: readonly Bank[]): Bank {
  const version = operation.input["Version"] ?? "";
  const ready = named.filter(
    ({ active, version: own, status }) =>
      !active && status !== "NoImage" && own !== "" && (version === "" || own === version),
  );
  const [bank, ...others] = ready;
  if (bank === undefined)
    throw unsupported(operation, "none of these banks holds an image that could be started");
  if (others.length > 0)
    throw unsupported(operation, `${ready.map(({ path }) => path).join(" and ")} hold an image: name one`);
  return bank;
}

/** What a bank says of its image is believed where the bank that runs says what the agent says. */
function versionOf(bank: Bank | undefined, { version, rows }: Banks): string {
  return rows.some((row) => row.active && row.version === version) ? (bank?.version ?? "") : "";
}

function windows({ input }: Operate): readonly string[] {
  return Object.keys(input).filter((name) => name.startsWith("TimeWindow."));
}

/** The version is for the gateway to know. [TR-369 R-OPR.6] */
function withoutVersion({ input }: Operate): Readonly<Record<string, string>> {
  const { Version: _, ...others } = input;
  return others;
}

function operateOf(
  command: string,
  commandKey: string,
  inputArgs: Readonly<Record<string, string>>,
): Draft<"Request"> {
  return { operate: { command, commandKey, sendResp: true, inputArgs } };
}

function unsupported({ command }: Operate, detail: string): Fault {
  return new Fault("operation.unsupported", {
    detail,
    errors: [{ path: command, code: "operation.unsupported", detail }],
  });
}
