import type { Tree } from "../tree/tree.ts";

/** What the simulated line finds: values by name below the test's object, rows by name of their table. */
interface Findings {
  readonly values: Readonly<Record<string, string>>;
  readonly rows?: readonly [table: string, rows: readonly Readonly<Record<string, string>>[]];
}

const RESPONSE_TIMES = { AverageResponseTime: "12", MinimumResponseTime: "10", MaximumResponseTime: "17" };
const TRANSFER = {
  ROMTime: "2026-01-01T00:00:00.000000Z",
  BOMTime: "2026-01-01T00:00:00.100000Z",
  EOMTime: "2026-01-01T00:00:02.100000Z",
  TestBytesReceived: "4194304",
  TotalBytesReceived: "4194500",
};

/** By the object's own name, `Diagnostics` left out. */
const FINDINGS: Readonly<Record<string, (repetitions: string) => Findings>> = {
  IPPing: (repetitions) => ({ values: { SuccessCount: repetitions, FailureCount: "0", ...RESPONSE_TIMES } }),
  TraceRoute: () => ({
    values: { ResponseTime: "14" },
    rows: [
      "RouteHops",
      [
        { Host: "gw.isp.example", HostAddress: "198.51.100.1", ErrorCode: "0", RTTimes: "3,4,3" },
        { Host: "core.isp.example", HostAddress: "198.51.100.2", ErrorCode: "0", RTTimes: "14,14,15" },
      ],
    ],
  }),
  NSLookup: (repetitions) => ({
    values: { SuccessCount: repetitions },
    rows: [
      "Result",
      [
        {
          Status: "Success",
          AnswerType: "NonAuthoritative",
          HostNameReturned: "www.example",
          IPAddresses: "192.0.2.80",
          DNSServerIP: "198.51.100.53",
          ResponseTime: "9",
        },
      ],
    ],
  }),
  Download: () => ({ values: TRANSFER }),
  SelfTest: () => ({ values: { Results: "PASS" } }),
};

/** Runs a test at once: its results are in the tree when it returns. A host below `.invalid` cannot be resolved. */
export function diagnose(tree: Tree, object: string): void {
  const set = (name: string, value: string) => tree.set(object + name, value, "device");
  const name = /([A-Za-z]+?)(?:Diagnostics)?\.$/.exec(object)?.[1] ?? "";
  const wanted = `${tree.value(`${object}Host`)}${tree.value(`${object}HostName`)}${tree.value(`${object}DownloadURL`)}`;
  if (/\.invalid(?:[:/]|$)/.test(wanted)) {
    set(
      "DiagnosticsState",
      name === "NSLookup" ? "Error_DNSServerNotResolved" : "Error_CannotResolveHostName",
    );
    return;
  }
  const { values, rows } = FINDINGS[name]?.(tree.value(`${object}NumberOfRepetitions`)) ?? { values: {} };
  for (const [leaf, value] of Object.entries(values)) set(leaf, value);
  if (rows !== undefined) fill(tree, `${object}${rows[0]}.`, rows[1]);
  const isOld = object.startsWith("InternetGatewayDevice.") && name === "Download";
  set("DiagnosticsState", isOld ? "Completed" : "Complete");
}

/** TR-098 names what it knows of a hop with its kind. */
function fill(tree: Tree, table: string, rows: readonly Readonly<Record<string, string>>[]): void {
  for (const number of tree.instances(table)) tree.remove(`${table}${number}.`, "device");
  for (const [index, row] of rows.entries()) {
    const path = `${table}${tree.add(table, "device", index + 1)}.`;
    for (const [name, value] of Object.entries(row))
      tree.set(tree.leaf(path + name) === undefined ? `${path}Hop${name}` : path + name, value, "device");
  }
}
