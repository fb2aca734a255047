import { type Fault, FAULT, type FaultCode, type PathFault, type Problem } from "#core";

/** RFC 9457 problem details with our members (API.md, "Conventions"). */
export interface ProblemDocument extends Description {
  readonly instance: string;
  readonly [member: string]: unknown;
}

/** A problem without the request it belongs to, as it stands inside an operation. */
export interface Description {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: FaultCode;
  readonly advice: string;
  readonly retryable: boolean;
  readonly protocolCode?: string;
  readonly errors?: readonly PathFault[];
}

/** Members a fault may add to its document; everything else stays in the log. */
const EXTRA = ["offset", "length", "operation", "allowed"] as const;

/** A fault as problem details; `instance` names the request it belongs to. */
export function problemDocument(fault: Fault, instance: string): ProblemDocument {
  const extra = Object.fromEntries(
    EXTRA.filter((name) => fault.facts[name] !== undefined).map((name) => [name, fault.facts[name]]),
  );
  return { ...describe(fault.problem()), instance, ...extra };
}

/** A stored problem as it is shown inside an operation. */
export function describe(problem: Problem): Description {
  const row = FAULT[problem.code];
  return {
    type: `urn:causeway:fault:${problem.code}`,
    title: row.title,
    status: row.status,
    ...(problem.detail === undefined || problem.code === "internal" ? {} : { detail: problem.detail }),
    code: problem.code,
    advice: row.advice,
    retryable: row.retryable,
    ...(problem.protocolCode === undefined ? {} : { protocolCode: problem.protocolCode }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
}
