import type { Brand } from "./brand.ts";
import type { DeviceId, Protocol } from "./device.ts";
import type { PathFault, Problem } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Parameter } from "./parameter.ts";
import type { SubscriptionStatus } from "./subscription.ts";
import type { ModelParts, SupportedObject } from "./supported.ts";

/** `o_<partition hex><id>`, in the partition of its device; sortable by time of submission. */
export type OperationId = Brand<string, "OperationId">;

/** What is asked of one device, USP-shaped on both stacks. Values are TR-106 strings. Paths take the whole USP grammar. */
export type Operation =
  | { readonly type: "get"; readonly paths: readonly string[]; readonly maxDepth: number }
  | { readonly type: "set"; readonly allowPartial: boolean; readonly updates: readonly ObjectUpdate[] }
  | { readonly type: "add"; readonly allowPartial: boolean; readonly objects: readonly ObjectUpdate[] }
  | { readonly type: "delete"; readonly allowPartial: boolean; readonly paths: readonly string[] }
  | { readonly type: "operate"; readonly command: string; readonly input: Readonly<Record<string, string>> }
  | { readonly type: "getInstances"; readonly paths: readonly string[]; readonly firstLevelOnly: boolean }
  | ({
      readonly type: "getSupportedDM";
      readonly paths: readonly string[];
      readonly firstLevelOnly: boolean;
    } & ModelParts)
  /** The only protocol-aware door: one raw request of the device's own protocol. */
  | { readonly type: "native"; readonly protocol: Protocol; readonly rpc: string; readonly args: JsonObject }
  /**
   * Made by the gateway at first contact over a protocol and after a factory reset: discover the device and set it up over
   * this protocol, idempotently. `only`: nothing but new credentials of one kind.
   */
  | { readonly type: "onboard"; readonly protocol: Protocol; readonly only?: CredentialKind }
  /** Made by the gateway: the device is to have over this protocol the subscriptions it is wanted to have, and no others of ours. */
  | { readonly type: "subscribe"; readonly protocol: Protocol };

/**
 * Credentials that the gateway gives a device: `login`, what it shows the gateway; `connectionRequest`, what the gateway
 * shows it; `stun`, what it shows the gateway's STUN server.
 */
export type CredentialKind = "login" | "connectionRequest" | "stun";

export type OperationType = Operation["type"];

/** The protocol whose sessions alone may run an operation; the others run over whichever the device is active. */
export function boundProtocol(operation: Operation): Protocol | undefined {
  return "protocol" in operation ? operation.protocol : undefined;
}

/** One object and what to write below it; `required` names the parameters without which the object must fail. */
export interface ObjectUpdate {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
}

/**
 * The parameters without which an object must fail: those it names, else none when a part may fail, else all.
 * [TR-369 R-SET.2] [TR-369 R-ADD.3]
 */
export function requiredOf(update: ObjectUpdate, allowPartial: boolean): readonly string[] {
  return update.required ?? (allowPartial ? [] : Object.keys(update.params));
}

/** Per-path results, as USP has them: a success can hold failed paths. `fault` present = that path failed. */
export type OperationResult =
  | {
      readonly type: "get";
      readonly results: readonly {
        readonly requestedPath: string;
        readonly items: readonly Parameter[];
        /** Parts of the path that could not be read, when others could. */
        readonly errors?: readonly PathFault[];
        readonly fault?: PathFault;
      }[];
    }
  | {
      readonly type: "set";
      readonly results: readonly {
        readonly requestedPath: string;
        readonly updated: readonly {
          readonly path: string;
          readonly params: Readonly<Record<string, string>>;
          readonly errors: readonly PathFault[];
        }[];
        readonly fault?: PathFault;
      }[];
    }
  | {
      readonly type: "add";
      readonly results: readonly {
        readonly requestedPath: string;
        readonly path?: string;
        readonly uniqueKeys: Readonly<Record<string, string>>;
        readonly errors: readonly PathFault[];
        readonly fault?: PathFault;
      }[];
    }
  | {
      readonly type: "delete";
      readonly results: readonly {
        readonly requestedPath: string;
        readonly deleted: readonly string[];
        readonly errors: readonly PathFault[];
        readonly fault?: PathFault;
      }[];
    }
  | {
      readonly type: "operate";
      readonly results: readonly {
        readonly command: string;
        readonly output: Readonly<Record<string, string>>;
        readonly request?: string;
        readonly fault?: PathFault;
      }[];
    }
  | {
      readonly type: "getInstances";
      readonly results: readonly {
        readonly requestedPath: string;
        readonly instances: readonly {
          readonly path: string;
          readonly uniqueKeys: Readonly<Record<string, string>>;
        }[];
        readonly fault?: PathFault;
      }[];
    }
  | {
      readonly type: "getSupportedDM";
      readonly results: readonly {
        readonly requestedPath: string;
        readonly objects: readonly SupportedObject[];
        readonly fault?: PathFault;
      }[];
    }
  | { readonly type: "native"; readonly response: Json }
  | { readonly type: "onboard"; readonly summary: JsonObject }
  | { readonly type: "subscribe"; readonly subscriptions: readonly SubscriptionStatus[] };

export type Priority = "interactive" | "migration" | "campaign" | "background";
export type OperationState =
  | "queued"
  | "running"
  | "succeeded"
  | "failed"
  | "expired"
  | "cancelled"
  | "unknownOutcome";
export type TerminalState = Exclude<OperationState, "queued" | "running">;

/** The ledger's record of one operation: the truth about it. Times are ms since the epoch. */
export interface OperationRecord {
  readonly id: OperationId;
  readonly device: DeviceId;
  readonly actor: string;
  readonly operation: Operation;
  readonly priority: Priority;
  readonly state: OperationState;
  /** How often it was claimed by a device session. */
  readonly attempts: number;
  readonly createdAt: number;
  /** When bytes that can change the device first left, durable before they leave. */
  readonly sentAt?: number;
  readonly finishedAt?: number;
  readonly expiresAt: number;
  readonly result?: OperationResult;
  readonly problem?: Problem;
  /** ≤ 32 characters, in every RPC that takes one; equal to the id without its prefix. */
  readonly commandKey: string;
  readonly reason?: string;
}

/** Commands that work in the one object of their name. */
const DIAGNOSTIC = /(?:\.Diagnostics\.\w+|Diagnostics?)\(\)$/;

/**
 * What an operation occupies on its device until it has ended, also while it goes on without a session: a diagnostic its
 * object. Another one that needs the same waits; everything else passes. Undefined: nothing.
 */
export function laneOf(operation: Operation): string | undefined {
  return operation.type === "operate" && DIAGNOSTIC.test(operation.command) ? operation.command : undefined;
}

export function isTerminal(state: OperationState): state is TerminalState {
  return state !== "queued" && state !== "running";
}
