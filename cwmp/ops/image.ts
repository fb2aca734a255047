import {
  count,
  given,
  needed,
  noRow,
  rowsAround,
  unlessFalse,
  unsupported,
  wrong,
  type Asked,
} from "./asked.ts";
import type { Request } from "../soap/rpc.table.ts";
import { fileArgs } from "./fileargs.ts";
import { ownType } from "./filetype.ts";
import type { Call } from "./step.ts";

type TimeWindow = Request<"ScheduleDownload">["TimeWindowList"][number];

/** The modes of a time window as USP spells them, to what CWMP calls them. [TR-069a6 A.4.1.8] */
const MODES: Readonly<Record<string, string>> = {
  AnyTime: "1 At Any Time",
  Immediately: "2 Immediately",
  WhenIdle: "3 When Idle",
  ConfirmationNeeded: "4 Confirmation Needed",
};
const MOST_WINDOWS = 2;

/** A firmware image: at once, within time windows, or only stored where the device has somewhere to put it. */
export function imageCall(asked: Asked): Call {
  const rows = rowsAround(asked);
  if (rows.length > 0 && !rows.includes(Number(/(\d+)\.$/.exec(asked.object)?.[1]))) throw noRow(asked);
  const windows = windowsOf(asked);
  const image = {
    CommandKey: asked.context.commandKey,
    FileType: ownType(asked, "firmware") ?? "1 Firmware Upgrade Image",
    URL: needed(asked, "URL"),
    Username: given(asked, "Username"),
    Password: given(asked, "Password"),
    ...fileArgs(asked),
  };
  if (windows.length > 0) return { rpc: "ScheduleDownload", args: { ...image, TimeWindowList: windows } };
  const stored = !unlessFalse(asked, "AutoActivate");
  if (stored && rows.length === 0)
    throw unsupported(
      asked,
      "the device has nowhere to keep an image that is not activated: give TimeWindow.1. arguments to have it downloaded and activated in a window, or leave AutoActivate out",
    );
  const FileType = stored ? (ownType(asked, "storedFirmware") ?? "6 Stored Firmware Image") : image.FileType;
  return { rpc: "Download", args: { ...image, FileType, DelaySeconds: 0, SuccessURL: "", FailureURL: "" } };
}

/** `TimeWindow.{i}.Start End Mode UserMessage MaxRetries`, in the order of their numbers. */
export function windowsOf(asked: Asked): readonly TimeWindow[] {
  const numbers = new Set<number>();
  for (const name of Object.keys(asked.input)) {
    const number = /^TimeWindow\.(\d{1,9})\./.exec(name)?.[1];
    if (number !== undefined) numbers.add(Number(number));
  }
  if (numbers.size > MOST_WINDOWS) throw wrong(asked, "TimeWindow.", "CWMP knows at most two windows");
  return [...numbers]
    .toSorted((a, b) => a - b)
    .map((number) => windowOf(asked, `TimeWindow.${String(number)}.`));
}

function windowOf(asked: Asked, prefix: string): TimeWindow {
  const mode = given(asked, `${prefix}Mode`) || "AnyTime";
  // A vendor's own mode goes as it is.
  const WindowMode = mode.startsWith("X ") ? mode : MODES[mode];
  if (WindowMode === undefined)
    throw wrong(asked, `${prefix}Mode`, `not one of ${Object.keys(MODES).join(", ")}`);
  const [WindowStart, WindowEnd] = [count(asked, `${prefix}Start`), count(asked, `${prefix}End`)];
  if (WindowEnd <= WindowStart) throw wrong(asked, `${prefix}End`, "the window ends before it starts");
  const retries = given(asked, `${prefix}MaxRetries`);
  if (!/^(?:-1|\d{1,9})?$/.test(retries)) throw wrong(asked, `${prefix}MaxRetries`, "not a number from -1");
  const UserMessage = given(asked, `${prefix}UserMessage`);
  return {
    WindowStart,
    WindowEnd,
    WindowMode,
    UserMessage,
    MaxRetries: retries === "" ? 0 : Number(retries),
  };
}
