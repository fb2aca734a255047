import { asFault, type Fault, type FaultCode } from "#core";

/** The fault a call throws; anything else it throws becomes `internal`. Undefined when it returns. */
export function faultOf(run: () => unknown): Fault | undefined {
  try {
    run();
  } catch (thrown) {
    return asFault(thrown);
  }
  return undefined;
}

export function codeOf(run: () => unknown): FaultCode | undefined {
  return faultOf(run)?.code;
}
