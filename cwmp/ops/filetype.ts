import type { Quirks } from "../profile/quirk.table.ts";
import { nativeRow, noRow, rowsAround, type Asked } from "./asked.ts";

/** The file type of an Upload of one vendor configuration file. [TR-069a6 A.4.1.5] */
export function configType(asked: Asked): string {
  return (
    ownType(asked, "configurationBackup") ??
    typeOf(asked, "1 Vendor Configuration File", "3 Vendor Configuration File")
  );
}

/** The same of one log file. */
export function logType(asked: Asked): string {
  return ownType(asked, "log") ?? typeOf(asked, "2 Vendor Log File", "4 Vendor Log File");
}

/** The type that devices of its make have instead of the standard's; undefined: they have that. */
export function ownType({ context }: Asked, of: keyof NonNullable<Quirks["fileTypes"]>): string | undefined {
  return context.quirks?.fileTypes?.[of];
}

/** Every device knows the type without a number: the one with it is for devices that have several files. */
function typeOf(asked: Asked, only: string, numbered: string): string {
  const rows = rowsAround(asked);
  const row = Number(/(\d+)\.$/.exec(asked.object)?.[1]);
  if (rows.length > 0 ? !rows.includes(row) : row !== 1) throw noRow(asked);
  return rows.length > 1 ? `${numbered} ${String(nativeRow(asked))}` : only;
}
