import { dateTime } from "../time.ts";
import type { CpeEvent } from "./events.ts";
import { valueStruct } from "./rpc.ts";
import { array, element, text } from "./soap.ts";
import type { Voice } from "./subject.ts";
import type { TransferResult } from "./transfer.ts";

/** Parameters every Inform carries, below the root. [TR-098, TR-181: forcedInform] */
const FORCED: Readonly<Record<string, readonly string[]>> = {
  "InternetGatewayDevice.": [
    "DeviceSummary",
    "DeviceInfo.SpecVersion",
    "DeviceInfo.HardwareVersion",
    "DeviceInfo.SoftwareVersion",
    "DeviceInfo.ProvisioningCode",
    "ManagementServer.ConnectionRequestURL",
    "ManagementServer.ParameterKey",
  ],
  "Device.": [
    "RootDataModelVersion",
    "DeviceInfo.HardwareVersion",
    "DeviceInfo.SoftwareVersion",
    "DeviceInfo.ProvisioningCode",
    "ManagementServer.ConnectionRequestURL",
    "ManagementServer.ParameterKey",
  ],
};

export interface InformFacts {
  readonly events: readonly CpeEvent[];
  /** Paths that changed and are to be told. */
  readonly changed: Iterable<string>;
  readonly retryCount: number;
  /** ms since the epoch */
  readonly now: number;
}

/** The body of an Inform. */
export function informBody(subject: Voice, facts: InformFacts): string {
  const { tree, dialect } = subject;
  const info = (name: string) => tree.value(`${tree.plan.root}DeviceInfo.${name}`);
  const id = [
    text("Manufacturer", info("Manufacturer")),
    text("OUI", info("ManufacturerOUI")),
    text("ProductClass", info("ProductClass")),
    text("SerialNumber", info("SerialNumber")),
  ];
  const events = facts.events.map(({ code, commandKey }) =>
    element("EventStruct", text("EventCode", code) + text("CommandKey", commandKey)),
  );
  const values = informPaths(subject, facts.changed).map((path) => valueStruct(subject, path));
  return element(
    "cwmp:Inform",
    element("DeviceId", id.join("")) +
      array(dialect, "Event", "cwmp:EventStruct", events) +
      text("MaxEnvelopes", "1") +
      text("CurrentTime", dateTime(facts.now)) +
      text("RetryCount", String(facts.retryCount)) +
      array(dialect, "ParameterList", "cwmp:ParameterValueStruct", values),
  );
}

/** The body of a TransferComplete. */
export function transferCompleteBody(result: TransferResult): string {
  const why = result.faultCode === 0 ? "" : "File transfer failure";
  return element(
    "cwmp:TransferComplete",
    text("CommandKey", result.commandKey) +
      element("FaultStruct", text("FaultCode", String(result.faultCode)) + text("FaultString", why)) +
      text("StartTime", dateTime(result.startedAt)) +
      text("CompleteTime", dateTime(result.completedAt)),
  );
}

function informPaths({ tree }: Voice, changed: Iterable<string>): string[] {
  const { root } = tree.plan;
  const forced = (FORCED[root] ?? []).map((name) => root + name);
  const service = tree.value(`${root}Layer3Forwarding.DefaultConnectionService`).replace(/\.$/, "");
  const paths = [...forced, `${service}.ExternalIPAddress`, ...changed];
  return [...new Set(paths)].filter((path) => tree.leaf(path) !== undefined);
}
