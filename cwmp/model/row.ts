import { canonicalOrText } from "#core";
import type { Values } from "./mapping.ts";
import type { RowTest } from "./row.table.ts";
import type { Row } from "./rule.ts";
import { ROOT } from "./template.ts";

const CONNECTION = /^WANDevice\.\d+\.WANConnectionDevice\.\d+\.WAN(?:IP|PPP)Connection\.\d+\./;
const DEFAULT_CONNECTION = `${ROOT}Layer3Forwarding.DefaultConnectionService`;

/** Whether a native row is a row of this table now. */
export function rowHolds(
  row: Row,
  source: string,
  values: Values,
  objects: ReadonlyMap<string, unknown>,
): boolean {
  if (row.kind === "default" && !isDefault(source, values, objects)) return false;
  return row.when === undefined || row.when.every((test) => testHolds(test, source, values, objects));
}

function testHolds(
  test: RowTest,
  source: string,
  values: Values,
  objects: ReadonlyMap<string, unknown>,
): boolean {
  if ("any" in test) return test.any.some((leaf) => values.has(ROOT + source + leaf));
  if ("under" in test) return hasUnder(source + test.under, objects);
  const text = values.get(ROOT + source + test.leaf)?.value;
  if ("is" in test) return text !== undefined && test.is.some((wanted) => same(wanted, text));
  return text === undefined || !test.not.some((unwanted) => same(unwanted, text));
}

function same(wanted: string, text: string): boolean {
  return wanted === text || (wanted === "false" && canonicalOrText("boolean", text) === "false");
}

function hasUnder(prefix: string, objects: ReadonlyMap<string, unknown>): boolean {
  for (const path of objects.keys()) if (path.startsWith(prefix)) return true;
  return false;
}

/** The connection DefaultConnectionService names; the only WAN connection when it names none. */
export function isDefault(source: string, values: Values, objects: ReadonlyMap<string, unknown>): boolean {
  const named = values.get(DEFAULT_CONNECTION)?.value.trim() ?? "";
  if (named !== "") return `${named.replace(/\.$/, "")}.` === ROOT + source;
  for (const path of objects.keys()) {
    const connection = CONNECTION.exec(path)?.[0];
    if (connection !== undefined && connection !== source) return false;
  }
  return true;
}
