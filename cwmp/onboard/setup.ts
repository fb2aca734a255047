import type { DeviceEvent, JsonObject, NativeValue } from "#core";
import type { Notes } from "./pair.ts";
import type { Answer, Call, OperationContext } from "../ops/step.ts";

/** A device as onboarding found it, before anything was written. */
export interface Discovered {
  /** `Device.` or `InternetGatewayDevice.` */
  readonly root: string;
  /** The RPCs it named; empty: not known. */
  readonly methods: readonly string[];
  /** By native path, with `writable` where that is known. */
  readonly values: ReadonlyMap<string, NativeValue>;
  /** It told the value of this parameter, or listed its name. */
  has(path: string): boolean;
}

/** What a setup came to. What the device refused is told in the summary and fails nothing. */
export interface SetupOutcome {
  /** Written and taken: they lie over what was read. No secrets. */
  readonly values?: readonly NativeValue[];
  readonly memory?: JsonObject;
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly events?: readonly DeviceEvent[];
  /** Members of the onboarding's summary. */
  readonly summary: JsonObject;
}

export type SetupStep<State> =
  | {
      readonly do: "send";
      readonly call: Call;
      readonly state: State;
      /** Device credentials that must be stored before the call leaves. */
      readonly rotate?: { readonly username: string; readonly password: string };
      /** Notes likewise. */
      readonly keep?: Notes;
    }
  | { readonly do: "done"; readonly outcome: SetupOutcome };

/**
 * One thing that onboarding writes into a device, as a pure step machine: idempotent, for a session that is lost begins the
 * onboarding again, and without a fault of its own. `State` is JSON. What must be the same at every step (new passwords) is
 * kept in it: the context's are new each time.
 */
export interface Setup<State> {
  start(found: Discovered, context: OperationContext): SetupStep<State>;
  step(state: State, answer: Answer, found: Discovered, context: OperationContext): SetupStep<State>;
}
