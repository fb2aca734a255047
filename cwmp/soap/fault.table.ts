import type { FaultCode } from "#core";

/** What to do with an operation that met the fault: give up, try once more, or try again with back-off. */
export type RetryClass = "permanent" | "once" | "retry";

/** Where a CWMP code decides between several USP codes. */
export type UspContext =
  | "get"
  | "getInstances"
  | "set"
  | "setParameter"
  | "add"
  | "addParameter"
  | "delete"
  | "operate"
  | "subscription"
  /** 9005 for a path that is not in the device's schema, is a known parameter, is a known object or row, or cannot be read. */
  | "unknownPath"
  | "parameterPath"
  | "objectPath"
  | "pathSyntax";

export interface CwmpFaultRow {
  readonly title: string;
  /** Who reports it. */
  readonly by: "cpe" | "acs";
  /** The SOAP faultcode it goes with. */
  readonly soap: "Client" | "Server";
  readonly retry: RetryClass;
  /** The gateway's fault for it. */
  readonly fault: FaultCode;
  /** The USP code by context; `any` for every context not named. Empty: the fault has no USP twin. */
  readonly usp: Partial<Record<UspContext | "any", number>>;
}

/** A failed command of the SoftwareModules objects. */
const unit = (title: string, retry: RetryClass, usp: number, fault: FaultCode = "device.fault") =>
  ({ title, by: "cpe", soap: "Server", retry, fault, usp: { any: usp } }) as const;
const transfer = (title: string, retry: RetryClass, fault: FaultCode = "device.fault") =>
  ({ title, by: "cpe", soap: "Server", retry, fault, usp: { any: 7022 } }) as const;
const acs = (title: string, retry: RetryClass, fault: FaultCode, soap: "Client" | "Server" = "Server") =>
  ({ title, by: "acs", soap, retry, fault, usp: {} }) as const;

/** The faults of both sides. [TR-069a6 A.5.1, A.5.2] */
export const CWMP_FAULT = {
  9000: {
    title: "Method not supported",
    by: "cpe",
    soap: "Server",
    retry: "permanent",
    fault: "operation.unsupported",
    usp: { any: 7001, operate: 7022 },
  },
  9001: {
    title: "Request denied",
    by: "cpe",
    soap: "Server",
    retry: "retry",
    fault: "device.denied",
    usp: { any: 7002 },
  },
  9002: {
    title: "Internal error",
    by: "cpe",
    soap: "Server",
    retry: "retry",
    fault: "device.faultTransient",
    usp: { any: 7003, set: 7020, setParameter: 7009, add: 7017, delete: 7024, operate: 7022 },
  },
  9003: {
    title: "Invalid arguments",
    by: "cpe",
    soap: "Client",
    retry: "permanent",
    fault: "device.fault",
    usp: { any: 7004, set: 7020, operate: 7027 },
  },
  9004: {
    title: "Resources exceeded",
    by: "cpe",
    soap: "Server",
    retry: "retry",
    fault: "device.faultTransient",
    usp: { any: 7005 },
  },
  9005: {
    title: "Invalid parameter name",
    by: "cpe",
    soap: "Client",
    retry: "permanent",
    fault: "path.unknown",
    usp: { any: 7026, unknownPath: 7026, parameterPath: 7010, objectPath: 7016, pathSyntax: 7008 },
  },
  9006: {
    title: "Invalid parameter type",
    by: "cpe",
    soap: "Client",
    retry: "permanent",
    fault: "parameter.type",
    usp: { any: 7011 },
  },
  9007: {
    title: "Invalid parameter value",
    by: "cpe",
    soap: "Client",
    retry: "permanent",
    fault: "parameter.value",
    usp: { any: 7012 },
  },
  9008: {
    title: "Attempt to set a non-writable parameter",
    by: "cpe",
    soap: "Client",
    retry: "permanent",
    fault: "parameter.readOnly",
    usp: { any: 7013 },
  },
  9009: {
    title: "Notification request rejected",
    by: "cpe",
    soap: "Server",
    retry: "permanent",
    fault: "device.denied",
    usp: { any: 7002 },
  },
  9010: transfer("File transfer failure", "retry", "device.faultTransient"),
  9011: transfer("Upload failure", "retry", "device.faultTransient"),
  9012: transfer("File server authentication failure", "once"),
  9013: transfer("Unsupported protocol for file transfer", "permanent"),
  9014: transfer("Unable to join the multicast group", "retry", "device.faultTransient"),
  9015: transfer("Unable to contact the file server", "retry", "device.faultTransient"),
  9016: transfer("Unable to access the file", "retry", "device.faultTransient"),
  9017: transfer("Unable to complete the download", "retry", "device.faultTransient"),
  9018: transfer("File corrupted or otherwise unusable", "once"),
  9019: transfer("File authentication failure", "permanent"),
  9020: transfer("Unable to complete the download within the time windows", "retry", "device.faultTransient"),
  9021: transfer("Cancelling is not permitted in the current transfer state", "permanent", "device.denied"),
  9022: unit("Invalid UUID format", "permanent", 7222),
  9023: unit("Unknown execution environment", "once", 7223),
  9024: unit("Disabled execution environment", "once", 7224),
  9025: unit("Deployment unit does not fit the execution environment", "permanent", 7225),
  9026: unit("Duplicate deployment unit", "permanent", 7226),
  9027: unit("System resources exceeded", "retry", 7227, "device.faultTransient"),
  9028: unit("Unknown deployment unit", "permanent", 7228),
  9029: unit("Invalid deployment unit state", "once", 7229),
  9030: unit("Downgrade not permitted", "permanent", 7230),
  9031: unit("Version not specified", "permanent", 7231),
  9032: unit("Version already exists", "permanent", 7232),
  8000: acs("Method not supported", "permanent", "operation.unsupported"),
  8001: acs("Request denied", "permanent", "auth.forbidden"),
  8002: acs("Internal error", "retry", "internal"),
  8003: acs("Invalid arguments", "permanent", "cwmp.soap", "Client"),
  8004: acs("Resources exceeded", "retry", "gateway.overloaded"),
  /** The CPE resends the same request within the session. */
  8005: acs("Retry request", "retry", "gateway.overloaded"),
  8006: acs("CWMP version incompatible with the server", "permanent", "cwmp.soap", "Client"),
} as const satisfies Record<number, CwmpFaultRow>;

const VENDOR: CwmpFaultRow = {
  title: "Vendor-defined fault",
  by: "cpe",
  soap: "Server",
  retry: "once",
  fault: "device.fault",
  usp: { any: 7000 },
};
const VENDOR_ACS: CwmpFaultRow = { ...VENDOR, by: "acs", usp: {} };
const UNKNOWN: CwmpFaultRow = { ...VENDOR, title: "Unknown fault" };
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

/** The USP error code that a CWMP code means in a context; undefined when there is none. */
export function uspCode(code: number, context: UspContext): number | undefined {
  const { usp } = faultRow(code);
  return usp[context] ?? usp.any;
}
