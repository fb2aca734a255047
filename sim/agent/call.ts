import type { CommandRow } from "./commands.table.ts";

/** One command on one object. */
export interface Call {
  /** `Device.IP.Diagnostics.` */
  readonly object: string;
  readonly command: CommandRow;
  readonly commandKey: string;
  readonly input: Readonly<Record<string, string>>;
  /** Endpoint id of the controller that asked, and its row. */
  readonly originator: string;
  readonly controller: string;
}
