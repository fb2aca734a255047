import type { FaultCode } from "#core";

export interface CwmpFaultRow {
  readonly title: string;
  /** Who reports it. */
  readonly by: "cpe" | "acs";
  /** The SOAP faultcode it goes with. */
  readonly soap: "Client" | "Server";
  /** The gateway's fault for an operation that met it. */
  readonly fault: FaultCode;
}

const cpe = (title: string, fault: FaultCode = "device.fault", soap: "Client" | "Server" = "Server") =>
  ({ title, by: "cpe", soap, fault }) as const;
const acs = (title: string, fault: FaultCode, soap: "Client" | "Server" = "Server") =>
  ({ title, by: "acs", soap, fault }) as const;

/** The faults of both sides. [TR-069a6 A.5.1] [TR-069a6 A.5.2] */
export const CWMP_FAULT = {
  9000: cpe("Method not supported", "operation.unsupported"),
  9001: cpe("Request denied", "device.denied"),
  9002: cpe("Internal error", "device.faultTransient"),
  9003: cpe("Invalid arguments", "device.fault", "Client"),
  9004: cpe("Resources exceeded", "device.faultTransient"),
  9005: cpe("Invalid parameter name", "path.unknown", "Client"),
  9006: cpe("Invalid parameter type", "parameter.type", "Client"),
  9007: cpe("Invalid parameter value", "parameter.value", "Client"),
  9008: cpe("Attempt to set a non-writable parameter", "parameter.readOnly", "Client"),
  9009: cpe("Notification request rejected", "device.denied"),
  9010: cpe("File transfer failure", "device.faultTransient"),
  9011: cpe("Upload failure", "device.faultTransient"),
  9012: cpe("File server authentication failure"),
  9013: cpe("Unsupported protocol for file transfer"),
  9014: cpe("Unable to join the multicast group", "device.faultTransient"),
  9015: cpe("Unable to contact the file server", "device.faultTransient"),
  9016: cpe("Unable to access the file", "device.faultTransient"),
  9017: cpe("Unable to complete the download", "device.faultTransient"),
  9018: cpe("File corrupted or otherwise unusable"),
  9019: cpe("File authentication failure"),
  9020: cpe("Unable to complete the download within the time windows", "device.faultTransient"),
  9021: cpe("Cancelling is not permitted in the current transfer state", "device.denied"),
  9022: cpe("Invalid UUID format"),
  9023: cpe("Unknown execution environment"),
  9024: cpe("Disabled execution environment"),
  9025: cpe("Deployment unit does not fit the execution environment"),
  9026: cpe("Duplicate deployment unit"),
  9027: cpe("System resources exceeded", "device.faultTransient"),
  9028: cpe("Unknown deployment unit"),
  9029: cpe("Invalid deployment unit state"),
  9030: cpe("Downgrade not permitted"),
  9031: cpe("Version not specified"),
  9032: cpe("Version already exists"),
  8000: acs("Method not supported", "operation.unsupported"),
  8001: acs("Request denied", "auth.forbidden"),
  8002: acs("Internal error", "internal"),
  8003: acs("Invalid arguments", "cwmp.soap", "Client"),
  8004: acs("Resources exceeded", "gateway.overloaded"),
  /** The CPE resends the same request within the session. */
  8005: acs("Retry request", "gateway.overloaded"),
  8006: acs("CWMP version incompatible with the server", "cwmp.soap", "Client"),
} as const satisfies Record<number, CwmpFaultRow>;

const VENDOR: CwmpFaultRow = cpe("Vendor-defined fault");
const VENDOR_ACS: CwmpFaultRow = acs("Vendor-defined fault", "device.fault");
const UNKNOWN: CwmpFaultRow = cpe("Unknown fault");
const ROWS = new Map<number, CwmpFaultRow>(
  Object.entries(CWMP_FAULT).map(([code, row]) => [Number(code), row]),
);

/** The row of a code: vendor codes (9800-9899, 8800-8899) share one, and so do codes that nobody defined. */
export function faultRow(code: number): CwmpFaultRow {
  const row = ROWS.get(code);
  if (row !== undefined) return row;
  if (code >= 9800 && code <= 9899) return VENDOR;
  return code >= 8800 && code <= 8899 ? VENDOR_ACS : UNKNOWN;
}
