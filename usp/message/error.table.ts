import type { FaultCode } from "#core";

export interface ErrorRow {
  readonly name: string;
  /** Where the code may stand: M the message, P one requested path, O one object, A one parameter, C one command, R a record. */
  readonly levels: string;
  readonly fault: FaultCode;
}

const row = (name: string, levels: string, fault: FaultCode): ErrorRow => ({ name, levels, fault });

/** Error codes of TR-369, each with the row of the fault table it becomes. */
export const USP_ERROR: Readonly<Record<number, ErrorRow>> = {
  7000: row("message failed", "M", "device.fault"),
  7001: row("message not supported", "M", "operation.unsupported"),
  7002: row("request denied", "MPOC", "device.denied"),
  7003: row("internal error", "MPOAC", "device.fault"),
  7004: row("invalid arguments", "MPOAC", "device.fault"),
  7005: row("resources exceeded", "MPOAC", "device.faultTransient"),
  7006: row("permission denied", "MPOAC", "device.denied"),
  7007: row("invalid configuration", "MOC", "device.fault"),
  7008: row("invalid path syntax", "MPOC", "path.syntax"),
  7009: row("parameter action failed", "A", "device.fault"),
  7010: row("unsupported parameter", "AP", "path.unknown"),
  7011: row("invalid type", "A", "parameter.type"),
  7012: row("invalid value", "A", "parameter.value"),
  7013: row("parameter not writable", "A", "parameter.readOnly"),
  7014: row("value conflict", "A", "parameter.conflict"),
  7015: row("operation error", "O", "device.fault"),
  7016: row("object does not exist", "MPOC", "path.noInstance"),
  7017: row("object could not be created", "O", "device.fault"),
  7018: row("object is not a table", "OP", "path.notTable"),
  7019: row("object may not be created", "O", "path.notCreatable"),
  7020: row("object could not be updated", "O", "device.fault"),
  7021: row("required parameter failed", "OA", "device.fault"),
  7022: row("command failure", "C", "device.fault"),
  7023: row("command canceled", "C", "operation.cancelled"),
  7024: row("delete failure", "O", "device.fault"),
  7025: row("duplicate unique key", "OA", "parameter.duplicate"),
  7026: row("path not in the supported data model", "MPOA", "path.unknown"),
  7027: row("invalid command arguments", "C", "parameter.value"),
  7028: row("register failure", "O", "device.fault"),
  7029: row("path already in use", "O", "device.fault"),
  7030: row("deregister failure", "O", "device.fault"),
  7031: row("path registered by another agent", "O", "device.fault"),
  7100: row("record could not be parsed", "R", "usp.record"),
  7101: row("secure session required", "R", "device.protocol"),
  7102: row("secure session not supported", "R", "device.protocol"),
  7103: row("segmentation not supported", "R", "device.protocol"),
  7104: row("invalid record value", "R", "usp.record"),
  7105: row("session context terminated", "R", "device.protocol"),
  7106: row("session context not allowed", "R", "device.protocol"),
};

/** The fault row of a code; vendor codes, those of the data model and unknown ones are plain device faults. */
export function faultOfUsp(code: number): FaultCode {
  return USP_ERROR[code]?.fault ?? "device.fault";
}

/** `usp:7026` */
export function protocolCode(code: number): string {
  return `usp:${code}`;
}

/** The text of an error, its name when the peer gave none. */
export function errorText(code: number, text: string): string {
  return text === "" ? (USP_ERROR[code]?.name ?? `error ${code}`) : text;
}
