import { FAULT, type FaultCode, type FaultRow } from "./fault.table.ts";

/** What went wrong with one path or parameter of a request. `detail` is for people. */
export interface PathFault {
  readonly path: string;
  readonly code: FaultCode;
  readonly detail?: string;
  /** The code as the device gave it: `cwmp:9005`, `usp:7026`. */
  readonly protocolCode?: string;
}

/** The serialisable form of a fault, as stored in the ledger and shown by the API. */
export interface Problem {
  readonly code: FaultCode;
  readonly detail?: string;
  readonly protocolCode?: string;
  readonly errors?: readonly PathFault[];
}

export interface FaultFacts {
  readonly detail?: string;
  readonly protocolCode?: string;
  readonly errors?: readonly PathFault[];
  /** Further facts for logs and for problem+json members such as `offset` and `length`. Never secrets. */
  readonly [fact: string]: unknown;
}

/** The only error the gateway throws on purpose: a row of the fault table plus the facts of this case. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly facts: FaultFacts;

  constructor(code: FaultCode, facts: FaultFacts = {}, options?: ErrorOptions) {
    super(facts.detail ?? FAULT[code].title, options);
    this.name = "Fault";
    this.code = code;
    this.facts = facts;
  }

  get row(): FaultRow {
    return FAULT[this.code];
  }

  /** The part of the fault that is kept and shown. */
  problem(): Problem {
    const { detail, protocolCode, errors } = this.facts;
    return {
      code: this.code,
      ...(detail === undefined ? {} : { detail }),
      ...(protocolCode === undefined ? {} : { protocolCode }),
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** Any thrown thing as a fault; what is not ours becomes `internal` and keeps its cause. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new Fault("internal", { detail }, { cause: thrown });
}
