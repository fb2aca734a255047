import { isPlain } from "./plain.ts";
import { COLUMNS, type ColumnName, ROOTS } from "./column.table.ts";
import type { Draft } from "./newcomer.ts";

/** Fields of `_deviceId`, which GenieACS keeps of every Inform. */
const DEVICE_ID = {
  _Manufacturer: "manufacturer",
  _OUI: "oui",
  _ProductClass: "productClass",
  _SerialNumber: "serialNumber",
} as const satisfies Record<string, ColumnName>;

/**
 * A document of GenieACS's collection `devices`: names, tags, credentials. A value that a CPE never tells (passwords) is there
 * when GenieACS has set it. Undefined when it is no such document.
 */
export function draftOfGenieAcs(document: unknown): Draft | undefined {
  if (!isPlain(document)) return undefined;
  const id = document["_id"];
  const told = isPlain(document["_deviceId"]) ? document["_deviceId"] : {};
  const columns: Partial<Record<ColumnName, string>> = {};
  const put = (name: ColumnName, value: unknown): void => {
    const text = textOf(value);
    if (text !== "" && columns[name] === undefined) columns[name] = text;
  };
  for (const [field, column] of Object.entries(DEVICE_ID)) put(column, told[field]);
  if (columns.oui === undefined || columns.serialNumber === undefined) put("cwmp", id);
  if (columns.cwmp === undefined && columns.serialNumber === undefined) return undefined;
  for (const root of ROOTS)
    for (const [name, row] of Object.entries(COLUMNS))
      if ("path" in row) put(name as ColumnName, valueAt(document[root], row.path));
  put("tags", tagsOf(document["_tags"]));
  return { columns, attributes: {} };
}

function valueAt(from: unknown, path: string): unknown {
  let node: unknown = from;
  for (const step of path.split(".")) {
    if (!isPlain(node)) return undefined;
    node = node[step];
  }
  return isPlain(node) ? node["_value"] : undefined;
}

function tagsOf(tags: unknown): string {
  return Array.isArray(tags)
    ? tags
        .map(textOf)
        .filter((tag) => tag !== "")
        .join(";")
    : "";
}

/** Numbers come as they are or, from mongoexport, as `{"$numberLong":"1"}`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!isPlain(value)) return "";
  const [only, more] = Object.entries(value);
  return only !== undefined && more === undefined && only[0].startsWith("$number") ? textOf(only[1]) : "";
}
