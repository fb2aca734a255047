import type { DeviceEvent } from "./event.ts";
import type { Problem } from "./fault.ts";

/** How a command ended. */
export interface CommandEnd {
  readonly commandKey: string;
  /** `Device.IP.Diagnostics.IPPing()`; empty while only its key is known. */
  readonly command: string;
  readonly output: Readonly<Record<string, string>>;
  /** Present: it failed. */
  readonly problem?: Problem;
}

/** The one event of the end of a command, as an OperationComplete tells it. Told again it is the same event. */
export function completed({ commandKey, command, output, problem }: CommandEnd, at: number): DeviceEvent {
  const dot = command.lastIndexOf(".") + 1;
  return {
    id: `${commandKey}:complete`,
    at,
    type: "commandComplete",
    path: command.slice(0, dot),
    command: command.slice(dot),
    commandKey,
    output,
    ...(problem === undefined ? {} : { problem }),
  };
}
