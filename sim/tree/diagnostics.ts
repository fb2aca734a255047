import { oneOf, ro, rw, type Leaf } from "./leaf.ts";
import { ping } from "./leaves.ts";
import type { Planner } from "./plan.ts";

const OLD = oneOf(
  "None",
  "Requested",
  "Complete",
  "Completed",
  "Error_CannotResolveHostName",
  "Error_DNSServerNotResolved",
  "Error_Internal",
  "Error_Other",
);
const NEW = oneOf(
  "None",
  "Requested",
  "Canceled",
  "Complete",
  "Error_CannotResolveHostName",
  "Error_DNSServerNotResolved",
  "Error_Internal",
  "Error_Other",
);

/** The tests a TR-098 gateway can run; `target`: the connection they use by default. */
export function putOldDiagnostics(plan: Planner, target: string): void {
  plan.put("IPPingDiagnostics.", { ...idle(OLD), ...ping(target) });
  plan.put("TraceRouteDiagnostics.", { ...idle(OLD), ...trace(target) });
  plan.table("TraceRouteDiagnostics.RouteHops.{i}.", false, hop("Hop"));
  plan.put("NSLookupDiagnostics.", { ...idle(OLD), ...lookup(target) });
  plan.table("NSLookupDiagnostics.Result.{i}.", false, answer());
  plan.put("DownloadDiagnostics.", { ...idle(OLD), ...transfer(target, "unsignedInt") });
  plan.put("SelfTestDiagnostics.", { ...idle(OLD), Results: ro("") });
}

/** The same of a TR-181 CPE; an agent has them as commands. */
export function putDiagnostics(plan: Planner, target: string): void {
  plan.put("IP.Diagnostics.IPPing.", { ...idle(NEW), ...ping(target) });
  plan.put("IP.Diagnostics.TraceRoute.", { ...idle(NEW), ...trace(target) });
  plan.table("IP.Diagnostics.TraceRoute.RouteHops.{i}.", false, hop(""));
  plan.put("DNS.Diagnostics.NSLookupDiagnostics.", { ...idle(NEW), ...lookup(target) });
  plan.table("DNS.Diagnostics.NSLookupDiagnostics.Result.{i}.", false, answer());
  plan.put("IP.Diagnostics.DownloadDiagnostics.", { ...idle(NEW), ...transfer(target, "unsignedLong") });
  plan.put("SelfTestDiagnostics.", { ...idle(NEW), Results: ro("") });
}

function idle(states: typeof OLD): Record<string, Leaf> {
  return { DiagnosticsState: rw("None", "string", states) };
}

function trace(target: string): Record<string, Leaf> {
  return {
    Interface: rw(target),
    Host: rw(""),
    NumberOfTries: rw("3", "unsignedInt", { min: 1, max: 3 }),
    Timeout: rw("5000", "unsignedInt", { min: 1 }),
    DataBlockSize: rw("38", "unsignedInt", { min: 1, max: 65_535 }),
    DSCP: rw("0", "unsignedInt", { max: 63 }),
    MaxHopCount: rw("30", "unsignedInt", { min: 1, max: 64 }),
    ResponseTime: ro("0", "unsignedInt"),
    RouteHopsNumberOfEntries: ro("0", "unsignedInt"),
  };
}

function hop(prefix: string): Record<string, Leaf> {
  return {
    [`${prefix}Host`]: ro(""),
    [`${prefix}HostAddress`]: ro(""),
    [`${prefix}ErrorCode`]: ro("0", "unsignedInt"),
    [`${prefix}RTTimes`]: ro("", "list of unsignedInt"),
  };
}

function lookup(target: string): Record<string, Leaf> {
  return {
    Interface: rw(target),
    HostName: rw(""),
    DNSServer: rw(""),
    Timeout: rw("1000", "unsignedInt"),
    NumberOfRepetitions: rw("1", "unsignedInt"),
    SuccessCount: ro("0", "unsignedInt"),
    ResultNumberOfEntries: ro("0", "unsignedInt"),
  };
}

function answer(): Record<string, Leaf> {
  return {
    Status: ro(""),
    AnswerType: ro(""),
    HostNameReturned: ro(""),
    IPAddresses: ro("", "list of string"),
    DNSServerIP: ro(""),
    ResponseTime: ro("0", "unsignedInt"),
  };
}

function transfer(target: string, counter: "unsignedInt" | "unsignedLong"): Record<string, Leaf> {
  return {
    Interface: rw(target),
    DownloadURL: rw(""),
    DSCP: rw("0", "unsignedInt", { max: 63 }),
    EthernetPriority: rw("0", "unsignedInt", { max: 7 }),
    ROMTime: ro("0001-01-01T00:00:00Z", "dateTime"),
    BOMTime: ro("0001-01-01T00:00:00Z", "dateTime"),
    EOMTime: ro("0001-01-01T00:00:00Z", "dateTime"),
    TestBytesReceived: ro("0", counter),
    TotalBytesReceived: ro("0", counter),
  };
}
