import { canonicalOrText } from "#core";
import type { Values } from "./mapping.ts";
import type { RowTest } from "./row.table.ts";
import { ROOT } from "./template.ts";
import type { Row } from "./placed.ts";

const CONNECTION = /^WANDevice\.\d+\.WANConnectionDevice\.\d+\.WAN(?:IP|PPP)Connection\.\d+\./;
const DEFAULT_CONNECTION = `${ROOT}Layer3Forwarding.DefaultConnectionService`;

/** What the tests of rows look at. */
export interface RowFacts {
  readonly values: Values;
  /** Objects that hold values, by relative path. */
  readonly objects: ReadonlyMap<string, unknown>;
  /** Relative path of the default connection. */
  readonly defaultConnection: string | undefined;
}

/** Whether a native row is a row of this table now. */
export function rowHolds(row: Row, source: string, facts: RowFacts): boolean {
  if (row.kind === "default" && source !== facts.defaultConnection) return false;
  return row.when === undefined || row.when.every((test) => testHolds(test, source, facts));
}

function testHolds(test: RowTest, source: string, { values, objects }: RowFacts): boolean {
  if ("any" in test) return test.any.some((leaf) => values.has(ROOT + source + leaf));
  if ("under" in test) return objects.has(source + test.under);
  const text = values.get(ROOT + source + test.leaf)?.value;
  if ("is" in test) return text !== undefined && test.is.some((wanted) => same(wanted, text));
  return text === undefined || !test.not.some((unwanted) => same(unwanted, text));
}

function same(wanted: string, text: string): boolean {
  return wanted === text || (wanted === "false" && canonicalOrText("boolean", text) === "false");
}

/** The connection DefaultConnectionService names; the only WAN connection when it names none. */
export function defaultConnection(values: Values, objects: ReadonlyMap<string, unknown>): string | undefined {
  const named = values.get(DEFAULT_CONNECTION)?.value.trim() ?? "";
  if (named !== "") return `${named.replace(/\.$/, "")}.`.slice(ROOT.length);
  const connections = new Set<string>();
  for (const path of objects.keys()) {
    const connection = CONNECTION.exec(path)?.[0];
    if (connection !== undefined) connections.add(connection);
    if (connections.size > 1) return undefined;
  }
  return [...connections][0];
}
