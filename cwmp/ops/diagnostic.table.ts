/** A test the device runs on its own: arguments and results are parameters of one object. */
export interface DiagnosticRow {
  /** As USP names it. Its arguments and its output are those of the standard's definition. */
  readonly command: string;
  /** The TR-181 object that has the same arguments and results as parameters. */
  readonly object: string;
  /** Arguments that must be given: what the device holds of an earlier test would be taken for them. */
  readonly needs: readonly string[];
  /** ms after which the device is looked at when it does not tell of an end. */
  readonly withinMs: number;
}

const MINUTE = 60_000;

const row = (command: string, minutes: number, needs: readonly string[] = [], object?: string): DiagnosticRow => ({
  command: `Device.${command}()`,
  object: `Device.${object ?? command}.`,
  needs,
  withinMs: minutes * MINUTE,
});

export const DIAGNOSTICS: readonly DiagnosticRow[] = [
  row("IP.Diagnostics.IPPing", 15, ["Host"]),
  row("IP.Diagnostics.TraceRoute", 15, ["Host"]),
  row("IP.Diagnostics.DownloadDiagnostics", 60, ["DownloadURL"]),
  row("IP.Diagnostics.UploadDiagnostics", 60, ["UploadURL"]),
  row("IP.Diagnostics.UDPEchoDiagnostics", 15, ["Host", "Port"]),
  row("IP.Diagnostics.ServerSelectionDiagnostics", 15, ["HostList"]),
  row("IP.Diagnostics.IPLayerCapacity", 60, ["Role", "ServerList"], "IP.Diagnostics.IPLayerCapacityMetrics"),
  row("DNS.Diagnostics.NSLookupDiagnostics", 15, ["HostName"]),
  row("WiFi.NeighboringWiFiDiagnostic", 15),
  row("SelfTestDiagnostics", 60),
  row("PacketCaptureDiagnostics", 60, ["Interface"]),
  row("DSL.Diagnostics.ADSLLineTest", 30, ["Interface"]),
  row("DSL.Diagnostics.SELTUER", 60, ["Interface"]),
  row("DSL.Diagnostics.SELTQLN", 60, ["Interface"]),
  row("DSL.Diagnostics.SELTP", 60, ["Interface"]),
  row("ATM.Diagnostics.F5Loopback", 15, ["Interface"]),
  row("HPNA.Diagnostics.PHYThroughput", 30, ["Interface"]),
  row("HPNA.Diagnostics.PerformanceMonitoring", 30, ["Interface"]),
  row("Ghn.Diagnostics.PHYThroughput", 30, ["Interface"]),
  row("Ghn.Diagnostics.PerformanceMonitoring", 30, ["Interface"]),
  row("UPA.Diagnostics.InterfaceMeasurement", 30, ["Interface"]),
];

const ROWS = new Map(DIAGNOSTICS.map((one) => [one.command, one]));

export function diagnosticRow(command: string): DiagnosticRow | undefined {
  return ROWS.get(command);
}
