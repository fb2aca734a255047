import { canonicalOrText } from "#core";
import type { Values } from "./mapping.ts";
import type { RowTest } from "./row.table.ts";
import type { Row } from "./rule.ts";
import { ROOT } from "./template.ts";

const DEFAULT_CONNECTION = `${ROOT}Layer3Forwarding.DefaultConnectionService`;

/** Whether a native row is a row of this table now. */
export function rowHolds(row: Row, source: string, values: Values): boolean {
  if (row.kind === "default" && !isDefault(source, values)) return false;
  return row.when === undefined || row.when.every((test) => testHolds(test, source, values));
}

function testHolds(test: RowTest, source: string, values: Values): boolean {
  if ("any" in test) return test.any.some((leaf) => values.has(ROOT + source + leaf));
  if ("under" in test) return hasUnder(ROOT + source + test.under, values);
  const text = values.get(ROOT + source + test.leaf)?.value;
  if ("is" in test) return text !== undefined && test.is.some((wanted) => same(wanted, text));
  return text === undefined || !test.not.some((unwanted) => same(unwanted, text));
}

function same(wanted: string, text: string): boolean {
  return wanted === text || (wanted === "false" && canonicalOrText("boolean", text) === "false");
}

function hasUnder(prefix: string, values: Values): boolean {
  for (const path of values.keys()) if (path.startsWith(prefix)) return true;
  return false;
}

/** The connection DefaultConnectionService names; the only WAN connection when it names none. */
export function isDefault(source: string, values: Values): boolean {
  const named = values.get(DEFAULT_CONNECTION)?.value.trim() ?? "";
  if (named !== "") return `${named.replace(/\.$/, "")}.` === ROOT + source;
  return connections(values).size === 1;
}

function connections(values: Values): Set<string> {
  const found = new Set<string>();
  for (const path of values.keys()) {
    const match =
      /^InternetGatewayDevice\.WANDevice\.\d+\.WANConnectionDevice\.\d+\.WAN(?:IP|PPP)Connection\.\d+\./.exec(
        path,
      );
    if (match !== null) found.add(match[0]);
  }
  return found;
}
