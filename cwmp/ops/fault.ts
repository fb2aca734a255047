import type { FaultCode, PathFault, Problem } from "#core";
import { UNASKED_CODE, type Failure } from "../reading/queue.ts";
import { faultRow } from "../soap/fault.table.ts";
import type { CwmpFault } from "../soap/message.ts";

/** What a CPE's fault code means northbound. A CPE that speaks with the codes of an ACS says nothing we know. */
export function faultCodeOf(code: number): FaultCode {
  const row = faultRow(code);
  return row.by === "cpe" ? row.fault : "device.fault";
}

/** A CPE's fault about one path. */
export function pathFaultOf(path: string, code: number, message: string): PathFault {
  return {
    path,
    code: faultCodeOf(code),
    ...(message === "" ? {} : { detail: message }),
    ...(code === 0 ? {} : { protocolCode: `cwmp:${String(code)}` }),
  };
}

/** Why a name could not be read. */
export function unreadFault(path: string, { code, message }: Failure): PathFault {
  if (code === UNASKED_CODE) return { path, code: "operation.tooLong", detail: message };
  return pathFaultOf(path, code, message);
}

/** A CPE's fault as the reason an operation failed; `errors` already speak of TR-181 paths. */
export function problemOf(fault: CwmpFault, errors: readonly PathFault[] = []): Problem {
  const [first] = errors;
  const code = fault.code === 9003 && first !== undefined ? first.code : faultCodeOf(fault.code);
  return {
    code,
    ...(fault.message === "" ? {} : { detail: fault.message }),
    ...(fault.code === 0 ? {} : { protocolCode: `cwmp:${String(fault.code)}` }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** What a fault that a CPE tells of a transfer or a deployment unit means; nothing for 0. */
export function faultProblem(code: number, text: string): { readonly problem?: Problem } {
  if (code === 0) return {};
  const detail = text === "" ? {} : { detail: text };
  return { problem: { code: faultCodeOf(code), ...detail, protocolCode: `cwmp:${String(code)}` } };
}

/** Why an operation failed when only path faults are known. */
export function problemFrom(errors: readonly PathFault[]): Problem {
  const [first] = errors;
  if (first === undefined) return { code: "device.fault" };
  return {
    code: first.code,
    ...(first.detail === undefined ? {} : { detail: first.detail }),
    ...(first.protocolCode === undefined ? {} : { protocolCode: first.protocolCode }),
    errors,
  };
}

/** How a reading operation ended: success holds failed paths; when every path failed the operation did. */
export function judged(
  faults: readonly (PathFault | undefined)[],
): { readonly state: "succeeded" } | { readonly state: "failed"; readonly problem: Problem } {
  const failed = faults.filter((fault) => fault !== undefined);
  if (failed.length === 0 || failed.length < faults.length) return { state: "succeeded" };
  return { state: "failed", problem: problemFrom(failed) };
}

/** Sent, and nothing but silence came back. */
export const NO_ANSWER: Problem = {
  code: "operation.unknownOutcome",
  detail: "the device never answered and may have done it",
};
