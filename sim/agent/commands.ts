import { objectSchemaOf } from "#core";
import { COMMANDS, type CommandRow } from "./commands.table.ts";

/** Diagnostics that every simulated agent has besides those with results of their own. */
const DIAGNOSTICS = [
  "Device.PacketCaptureDiagnostics()",
  "Device.IP.Diagnostics.DownloadDiagnostics()",
  "Device.IP.Diagnostics.UploadDiagnostics()",
  "Device.IP.Diagnostics.UDPEchoDiagnostics()",
  "Device.IP.Diagnostics.ServerSelectionDiagnostics()",
  "Device.IP.Diagnostics.IPLayerCapacity()",
  "Device.DNS.Diagnostics.NSLookupDiagnostics()",
  "Device.WiFi.NeighboringWiFiDiagnostic()",
  "Device.DSL.Diagnostics.ADSLLineTest()",
  "Device.DSL.Diagnostics.SELTUER()",
  "Device.DSL.Diagnostics.SELTQLN()",
  "Device.DSL.Diagnostics.SELTP()",
  "Device.ATM.Diagnostics.F5Loopback()",
  "Device.HPNA.Diagnostics.PHYThroughput()",
  "Device.HPNA.Diagnostics.PerformanceMonitoring()",
  "Device.Ghn.Diagnostics.PHYThroughput()",
  "Device.Ghn.Diagnostics.PerformanceMonitoring()",
  "Device.UPA.Diagnostics.InterfaceMeasurement()",
] as const;

// A memo of constants, filled at the first question.
let all: readonly CommandRow[] | undefined;

/** The commands of an agent that lacks some, by their path with `{i}`. */
export function commandRows(lacks: readonly string[]): readonly CommandRow[] {
  all ??= [...COMMANDS, ...DIAGNOSTICS.map(diagnosticRow)];
  return lacks.length === 0 ? all : all.filter(({ object, name }) => !lacks.includes(object + name));
}

/** As the standard defines it, with one row of each table in its result. */
function diagnosticRow(command: string): CommandRow {
  const at = command.lastIndexOf(".") + 1;
  const [object, name] = [command.slice(0, at), command.slice(at)];
  const schema = objectSchemaOf(object)?.commands.find((one) => one.name === name);
  const { input = [], output = [], arguments: known } = schema ?? {};
  return {
    object,
    name,
    async: true,
    input,
    mandatory: input.filter((one) => known?.get(one)?.mandatory === true && !one.includes("{i}")),
    output,
    result: Object.fromEntries(
      output.map((one) => [one.replaceAll("{i}", "1"), one === "Status" ? "Complete" : "1"]),
    ),
  };
}
