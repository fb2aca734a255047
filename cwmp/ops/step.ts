import {
  byPath,
  SLICE,
  whole,
  type DeviceId,
  type Json,
  type Knowledge,
  type NativeValue,
  type Outcome,
  type Sliced,
  type WantedSubscription,
} from "#core";
import type { ModelEntry } from "../catalog/entry.ts";
import type { Model } from "../catalog/model.ts";
import type { Notes, PairName } from "../onboard/pair.ts";
import type { Pair } from "../onboard/set.table.ts";
import type { PathPatterns } from "../profile/paths.ts";
import type { Quirks } from "../profile/quirk.table.ts";
import type { CwmpFault, ResponseBody } from "../soap/message.ts";
import type { AcsRpc, Request } from "../soap/rpc.table.ts";
import type { Translation } from "../translation.ts";

/** One RPC to send. */
export type Call = { [N in AcsRpc]: { readonly rpc: N; readonly args: Request<N> } }[AcsRpc];

/** What came back. `silence`: nothing but empty POSTs; a reading RPC is not supported, a writing one has an unknown outcome. */
export type Answer =
  | { readonly kind: "response"; readonly body: ResponseBody }
  | { readonly kind: "fault"; readonly fault: CwmpFault }
  | { readonly kind: "silence" };

/** The next thing an operation does. `state` is JSON, so that a session can move. */
export type Step<State = Json> =
  | {
      readonly do: "send";
      readonly call: Call;
      readonly state: State;
      /** Device credentials that must be stored before the call leaves. */
      readonly rotate?: { readonly username: string; readonly password: string };
      /** Notes likewise. */
      readonly keep?: Notes;
    }
  /** `told`: what the device told that its model is to have. */
  | { readonly do: "end"; readonly outcome: Outcome; readonly told?: ModelEntry };

/** Everything a step may know. Nothing in it changes while an operation runs, except `at`. */
export interface OperationContext {
  readonly device: DeviceId;
  readonly knowledge: Knowledge;
  readonly translation: Translation;
  /** ≤ 32 characters, goes into every CommandKey and ParameterKey. */
  readonly commandKey: string;
  /** ms since the epoch */
  readonly at: number;
  /** An earlier session sent it: read back instead of sending again. */
  readonly reconcile: boolean;
  /** The device had accepted it: it is looked at how it ended. Comes with `reconcile`. */
  readonly accepted?: true;
  /** The device has started, and informs for the first time since. */
  readonly booted?: true;
  /** No device takes part: only the messages count. */
  readonly rehearsed?: true;
  /** What is peculiar of devices of its make. */
  readonly quirks?: Quirks;
  /** What it is never asked for. */
  readonly unread?: PathPatterns;
  /** What it is never written; a translation plans none of it. */
  readonly unwritten?: PathPatterns;
  /** Names in one RPC. */
  readonly parametersPerRpc: number;
  /** Sessions that took up the operation, this one included; absent: 1. */
  readonly attempt?: number;
  /** What devices of the same model told; absent: nothing. */
  readonly model?: Model;
  readonly onboarding: Onboarding;
  /** What the device is to be subscribed to; absent: nothing. */
  readonly wanted?: readonly WantedSubscription[];
}

/** What onboarding writes into a device. */
export interface Onboarding {
  /** Seconds */
  readonly informInterval: number;
  /** New ones at each step. Absent: the device keeps its credentials. */
  readonly credentials?: Readonly<Record<"login" | PairName, Pair>> | undefined;
  /** The STUN server as devices reach it. */
  readonly stun?: { readonly host: string; readonly port: number };
  /** Who asks for sessions over XMPP: the gateway's address there, without a resource. */
  readonly xmpp?: { readonly jid: string };
  /** The device proved in this session who it is. */
  readonly proven: boolean;
}

/** A step, or the slices it is computed in where it grows with the device's tree. */
export type Computed<State> = Step<State> | Sliced<Step<State>>;

/** One kind of operation as a pure step machine. A thrown Fault ends the operation as failed. */
export interface StepMachine<Operation, State> {
  start(operation: Operation, context: OperationContext): Computed<State>;
  step(operation: Operation, state: State, answer: Answer, context: OperationContext): Computed<State>;
}

export function send<State>(call: Call, state: State): Step<State> {
  return { do: "send", call, state };
}
export function end<State>(outcome: Outcome, told?: ModelEntry): Step<State> & { readonly do: "end" } {
  return { do: "end", outcome, ...(told === undefined ? {} : { told }) };
}

/** Knowledge with newer native values over it. */
export function withValues(
  knowledge: Knowledge,
  values: readonly NativeValue[],
  removed: readonly string[] = [],
): Knowledge {
  return whole(joining(knowledge, values, removed));
}

/** The same in slices. */
export function* joining(
  knowledge: Knowledge,
  values: readonly NativeValue[],
  removed: readonly string[] = [],
): Sliced<Knowledge> {
  if (values.length === 0 && removed.length === 0) return knowledge;
  const merged = new Map(knowledge.values);
  for (const gone of removed) {
    removeFrom(merged, gone);
    if (gone.endsWith(".")) yield;
  }
  const size = merged.size;
  let seen = 0;
  for (const value of values) {
    merged.set(value.path, joined(value, merged.get(value.path)));
    if (++seen % SLICE === 0) yield;
  }
  // Knowledge is sorted by path; only a new path can break the order.
  return { ...knowledge, values: merged.size === size ? merged : yield* sorted(merged) };
}

function* sorted(values: ReadonlyMap<string, NativeValue>): Sliced<ReadonlyMap<string, NativeValue>> {
  const out = new Map<string, NativeValue>();
  for (const value of yield* byPath(values.values())) {
    out.set(value.path, value);
    if (out.size % SLICE === 0) yield;
  }
  return out;
}

function removeFrom(values: Map<string, NativeValue>, gone: string): void {
  if (!gone.endsWith(".")) {
    values.delete(gone);
    return;
  }
  for (const path of values.keys()) if (path.startsWith(gone)) values.delete(path);
}

/** A newer value keeps what only GetParameterNames tells. */
function joined(value: NativeValue, known: NativeValue | undefined): NativeValue {
  if (value.writable !== undefined || known?.writable === undefined) return value;
  return { ...value, writable: known.writable };
}
