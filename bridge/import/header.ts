import { Fault } from "#core";
import { COLUMNS, type ColumnName } from "./column.table.ts";
import { cellsOf, separatorOf, type Separator } from "./csv.ts";
import type { Draft } from "./newcomer.ts";

/** What the header line of a CSV file says of the cells below it. */
export interface Header {
  readonly separator: Separator;
  /** By cell: a column, or `attributes.<name>`. */
  readonly columns: readonly string[];
}

const ATTRIBUTE = /^attributes\.(?!__proto__$)(\w{1,64})$/i;
/** The names in the form they are compared in. */
const KNOWN = new Map(Object.keys(COLUMNS).map((name) => [plain(name), name]));

/** Fault `import.columns`: a name that is not known, is there twice, or none that names a device. */
export function headerOf(line: string): Header {
  const separator = separatorOf(line);
  const cells = cellsOf(line, separator);
  if (cells === undefined) throw wrong("the quotes of the header line are not closed");
  const columns = cells.map(columnOf);
  const unknown = cells
    .filter((_, i) => columns[i] === undefined)
    .map((cell) => JSON.stringify(cell.slice(0, 64)));
  const all = Object.keys(COLUMNS).join(", ");
  if (unknown.length > 0)
    throw wrong(`${unknown.slice(0, 10).join(", ")}: columns are ${all} and attributes.<name>`);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw wrong(`the column ${twice} is there twice`);
  const named = new Set(columns);
  const names = named.has("cwmp") || named.has("usp") || named.has("certificate");
  if (!names && !(named.has("oui") && named.has("serialNumber")))
    throw wrong("no column names the devices: cwmp, or oui and serialNumber, or usp, or certificate");
  return { separator, columns: columns as string[] };
}

/** A row by its columns; undefined when it has another number of cells. */
export function draftOfCells({ columns }: Header, cells: readonly string[]): Draft | undefined {
  if (cells.length !== columns.length) return undefined;
  const told: Partial<Record<ColumnName, string>> = {};
  const attributes: Record<string, string> = {};
  for (const [i, name] of columns.entries()) {
    const value = (cells[i] ?? "").trim();
    if (value === "") continue;
    const attribute = ATTRIBUTE.exec(name)?.[1];
    if (attribute === undefined) told[name as ColumnName] = isPassword(name) ? (cells[i] as string) : value;
    else attributes[attribute] = value;
  }
  return { columns: told, attributes };
}

/** Blanks at its ends may belong to it. */
function isPassword(name: string): boolean {
  return /password$/i.test(name);
}

function columnOf(cell: string): string | undefined {
  const attribute = ATTRIBUTE.exec(cell.trim())?.[1];
  return attribute === undefined ? KNOWN.get(plain(cell)) : `attributes.${attribute}`;
}

/** `Connection Request URL`, `connection_request_url` and `connectionRequestUrl` are one name. */
function plain(name: string): string {
  return name.replaceAll(/[\s_-]/g, "").toLowerCase();
}

function wrong(detail: string): Fault {
  return new Fault("import.columns", { detail });
}
