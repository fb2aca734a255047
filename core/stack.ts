import type { DeviceFacts, DeviceId, Enrolment, Identity, Protocol } from "./device.ts";
import type { DeviceEvent } from "./event.ts";
import type { Problem } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Operation, OperationRecord, OperationId, OperationResult } from "./operation.ts";
import type { NativeValue, Parameter } from "./parameter.ts";
import type { Sliced } from "./slices.ts";
import type { WantedSubscription } from "./subscription.ts";
import type { SupportedObject } from "./supported.ts";

/**
 * The port between the bridge and the protocol stacks. A stack implements `DeviceStack`; the bridge implements
 * `Gateway` and hands it to the stack. Neither side sees more of the other.
 */
export interface DeviceStack {
  readonly protocol: Protocol;
  /** Opens listeners and connections; resolves when devices can come. */
  start(): Promise<void>;
  /** Stops taking new work, lets sessions in progress end until the signal aborts, closes everything. */
  stop(signal: AbortSignal): Promise<void>;
  /** Asks for a device session. Resolves as soon as the asking is done, not when the session has come. */
  wake(device: DeviceId, signal: AbortSignal): Promise<WakeResult>;
  /** It takes turns to ring a device, and how that went is noted with each (`Rings`). */
  readonly takesTurns?: true;
  /** Absent: devices of this stack have no logins that it could give. */
  readonly logins?: Logins;
  /** Pure: the TR-181 view of what is known of a device. */
  view(knowledge: Knowledge): readonly Parameter[];
  /** The same in slices, for trees of any size; absent: views of this stack cost nothing. */
  viewing?(knowledge: Knowledge): Sliced<readonly Parameter[]>;
  /** Pure: what the device supports, in the form of GetSupportedDM. */
  supported(knowledge: Knowledge): readonly SupportedObject[];
  /** Pure: the paths that the device registered to serve; absent: its protocol knows no such thing. */
  registered?(knowledge: Knowledge): readonly string[];
  /** Pure: the exact messages an operation would send, in order; throws the Fault it would be refused with. */
  dryRun(operation: Operation, knowledge: Knowledge): readonly Json[];
  /** Absent: this stack has no profiles of vendors. */
  readonly profiles?: VendorProfiles;
  /** Absent: devices of this stack grant no roles. */
  readonly trusts?: Trusts;
  /** Absent: this stack cannot tell why a device does not show up. */
  readonly doctor?: Doctor;
  /** What this replica noticed of its devices that somebody should look at; absent: it notices nothing. */
  warnings?(): readonly StackWarning[];
}

/** What devices let the gateway do, and how it may be let do more. */
export interface Trusts {
  /** Pure: the roles of the gateway on a device, as the API shows them. */
  shown(knowledge: Knowledge): JsonObject;
  /**
   * Asks the device for a challenge by its path: `{challengeId, instruction, …}`. Faults: `device.unreachable`,
   * `broker.unavailable`, and what the device objects to.
   */
  challenge(device: DeviceId, path: string): Promise<JsonObject>;
  /**
   * Answers it. `value` (base64) goes to the device and nowhere else: it is neither stored nor logged. What the device shows of its
   * roles afterwards is stored. Faults: as above; `device.denied` for a wrong answer.
   */
  respond(device: DeviceId, challengeId: string, value: string): Promise<void>;
}

/** Finds out why a device does not show up. */
export interface Doctor {
  /**
   * What is wrong with the device of this name, known or not: `{endpoint, probe, findings, seen}` as the API shows them. It is
   * asked where it should listen; nothing of that is stored. Faults: `store.unavailable`.
   */
  examine(name: string, known: Examined): Promise<JsonObject>;
}

/** What the registry knows of it. */
export interface Examined {
  readonly enrolment?: Enrolment;
  /** It was taken on board once. */
  readonly onboarded: boolean;
}

/** A present condition, in the form of `GET /v1/attention`. `since`: ms since the epoch. */
export interface StackWarning {
  readonly kind: string;
  readonly since: number;
  readonly count: number;
  readonly title: string;
  readonly advice: string;
}

/** What is kept of vendors' deviations, as data. */
export interface VendorProfiles {
  /** Every profile as JSON, sorted by its `name`. */
  list(): readonly JsonObject[];
  /** The name of the profile that a device has; undefined: none. */
  nameOf(facts: DeviceFacts): string | undefined;
}

/**
 * The logins that devices have where they connect to, when the stack can give them. The gateway keeps no password of them.
 * Faults: `broker.unavailable`.
 */
export interface Logins {
  /** Makes the login of a device, called by its name in the protocol, or changes its password. Safe to repeat. */
  put(name: string, password: string): Promise<void>;
  /** Safe to repeat. */
  drop(name: string): Promise<void>;
}

export interface WakeResult {
  /** `open`: a session is open or was opened at once. `rung`: asked, the device will come. `unreachable`: it cannot be asked now. */
  readonly state: "open" | "rung" | "unreachable";
  readonly method: string;
  readonly detail?: string;
}

/** What is known of one device: the last native values and what the stack chose to remember. */
export interface Knowledge {
  readonly protocol: Protocol;
  /** By native path, sorted by path. */
  readonly values: ReadonlyMap<string, NativeValue>;
  /** The stack's own notes (instance bindings, topics, quirks). Opaque to the bridge; JSON. */
  readonly memory: JsonObject;
  /** Notes that are encrypted at rest (passwords). */
  readonly secrets: Readonly<Record<string, string>>;
  /** What the device says of its make. */
  readonly facts?: Make;
}

export type Make = Pick<DeviceFacts, (typeof MAKE)[number]>;

/** What tells the make of a device. */
export const MAKE = [
  "manufacturer",
  "oui",
  "productClass",
  "modelName",
  "hardwareVersion",
  "softwareVersion",
] as const satisfies readonly (keyof DeviceFacts)[];

/** The right to talk to one device, fenced: a write with an older fence is refused with `lease.lost`. */
export interface Lease {
  readonly device: DeviceId;
  readonly protocol: Protocol;
  readonly fence: number;
  /** ms since the epoch; `renew` moves it */
  readonly until: number;
}

/**
 * Which password of a user name: the device's newest, one before it, the one it was announced with (what it has again
 * after a reset), or one that new devices share.
 */
export type Generation = "current" | "previous" | "bootstrap" | "group";

/** How a device proved who it is. */
export type Proof =
  | { readonly kind: "none" }
  /** Basic or Digest, verified by the stack against `Gateway.credential`. */
  | {
      readonly kind: "password";
      readonly username: string;
      readonly generation: Generation;
    }
  /**
   * A client certificate of a CA that the listener trusts, or one that a trusted proxy vouches for (then the fingerprint is
   * absent when it tells a name only). `of`: its name is the device's own, or it is one that several devices may share.
   */
  | { readonly kind: "certificate"; readonly fingerprint?: string; readonly of: "device" | "group" }
  /** The broker authenticated the peer (per-agent topic ACL). */
  | { readonly kind: "broker"; readonly username: string };

/** One use of a Digest nonce. A nonce is good for counts that rise; the store knows it over all replicas. */
export interface NonceUse {
  /** 28 hex digits; of two nonces the newer one's is the greater. */
  readonly id: string;
  readonly count: number;
  /** How long the use must be remembered, ms. */
  readonly forMs: number;
  /** It was given to the device that used it: no other one's use can be hidden behind it. */
  readonly bound?: true;
}

/** A device made itself heard: an Inform, a Connect record, a Boot!. */
export interface Contact {
  readonly protocol: Protocol;
  readonly identity: Identity;
  readonly proof: Proof;
  /** The nonce that `proof` was given with: the contact counts only if that use is its first. */
  readonly nonce?: NonceUse;
  readonly at: number;
  readonly facts: DeviceFacts;
  /** `http`, `mqtt`, … */
  readonly mtp: string;
  /** Seconds between regular contacts, when the device told it; sets the time it is due next. */
  readonly interval?: number;
  /** Native values that came with the contact; merged into the snapshot when they differ. */
  readonly values: readonly NativeValue[];
  readonly events: readonly DeviceEvent[];
  /** Merged into the stack's memory (shallow; null deletes a key). */
  readonly memory?: JsonObject;
  /** The device was reset or is new to us: forget its snapshot and memory and onboard it again. */
  readonly reset: boolean;
  /** Ask for a device session in the same commit. */
  readonly session: boolean;
  /** Something the device was asked for is ready to be read; what, it does not tell. */
  readonly ready?: true;
  /** What the device is subscribed to must be looked at in the session: rows of it may have come or gone. */
  readonly subscribe?: true;
}

/** The answer to a contact; given only after its commit is durable. */
export type Admission =
  | {
      readonly verdict: "accepted";
      readonly device: DeviceId;
      readonly first: boolean;
      /**
       * The session that was asked for: an older one of the same protocol is fenced from now on. Absent while a session
       * of the other protocol has the device; `open` gives one once that has ended.
       */
      readonly lease?: Lease;
      /** Operations wait that a session of this protocol would be given. */
      readonly work: boolean;
      /** It was given credentials of its own and has not shown them yet: worth a challenge. */
      readonly unproven?: true;
    }
  /** The device has credentials of its own and must prove them: challenge it. `stale`: the nonce was used before. */
  | { readonly verdict: "challenge"; readonly stale?: true }
  /** The device is to be served elsewhere: tell it where, and nothing else. */
  | {
      readonly verdict: "redirected";
      readonly device: DeviceId;
      readonly url: string;
      readonly status: 302 | 307;
    }
  /** Kept as one row for an operator to approve; answer politely, do nothing. */
  | { readonly verdict: "quarantined"; readonly device: DeviceId }
  | { readonly verdict: "refused"; readonly enrolment: Enrolment | "closed" };

/** What happened during or outside a session, made durable in one step before the device gets its acknowledgement. */
export interface Report {
  readonly device: DeviceId;
  readonly protocol: Protocol;
  readonly at: number;
  readonly lease?: Lease;
  readonly events: readonly DeviceEvent[];
  readonly values?: readonly NativeValue[];
  readonly memory?: JsonObject;
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly facts?: DeviceFacts;
  /** The device was heard now: it counts for presence. */
  readonly seen?: true;
  /** Something the device goes on with without a session is ready to be looked at. */
  readonly ready?: true;
}

/** The next operation of a device. */
export interface Claimed {
  readonly record: OperationRecord;
  /**
   * An earlier session sent it and its answer never came: do not send it again if that could do harm; read back and
   * settle as `succeeded` or `unknownOutcome`.
   */
  readonly reconcile: boolean;
  /** It was settled as `pending` before: the device did accept it. Comes with `reconcile`. */
  readonly accepted?: true;
  /** What the device is to be subscribed to, where the operation sets that up (`onboard`, `subscribe`); absent: nothing. */
  readonly wanted?: readonly WantedSubscription[];
}

/** What brings a pending operation back to its device's session: the device is `ready`, has booted, was reset. */
export type Resume = "ready" | "boot" | "reset";

/** How an operation ended, or that it goes on without a session. */
export type Outcome = {
  /** Native values learned; merged into the snapshot in the same step. */
  readonly values?: readonly NativeValue[];
  /** Native paths (objects end in a dot) known to be gone; removed from the snapshot with all below them. */
  readonly removed?: readonly string[];
  /** The values are the whole tree: what is not among them is gone. */
  readonly complete?: true;
  readonly memory?: JsonObject;
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly facts?: DeviceFacts;
  readonly events?: readonly DeviceEvent[];
} & (
  | { readonly state: "succeeded"; readonly result: OperationResult }
  | { readonly state: "failed"; readonly problem: Problem; readonly result?: OperationResult }
  | { readonly state: "unknownOutcome"; readonly problem: Problem; readonly result?: OperationResult }
  /**
   * Accepted by the device, ends with a `commandComplete` or `transferComplete` of its command key, days later perhaps.
   * Claimed again, to be reconciled, at what is named in `resume`, and once when it has not ended `withinMs`; where `until`
   * (ms since the epoch) is given, whenever it has not ended `withinMs` later, and it is not given up before then.
   */
  | {
      readonly state: "pending";
      readonly resume?: readonly Resume[];
      readonly withinMs?: number;
      readonly until?: number;
    }
  /** Not sent, or harmless: back into the queue, not before `afterMs`. */
  | { readonly state: "retry"; readonly problem: Problem; readonly afterMs: number }
);

/** What a stack recorded of one device session. Nothing secret is in it. Times in ms since the epoch. */
export interface SessionRecording {
  readonly device: DeviceId;
  readonly protocol: Protocol;
  readonly startedAt: number;
  readonly endedAt: number;
  /** In the stack's own word; `done` is well. */
  readonly ended: string;
  /** It ended otherwise, or one side told a fault. */
  readonly faulty: boolean;
  readonly exchanges: number;
  /** JSON lines; their form is the stack's. */
  readonly lines: string;
}

/** Who keeps recordings. A stack that was given none records nothing. */
export interface SessionKeeper {
  /** Every session of the device is wanted, not only faulty ones. */
  follows(device: DeviceId): boolean;
  /** Faults: `store.unavailable`. */
  keep(recording: SessionRecording): Promise<void>;
}

/** A credential a device may prove. */
export interface Credential {
  /** Absent for a group credential. */
  readonly device?: DeviceId;
  readonly username: string;
  readonly password: string;
  readonly generation: Generation;
}

/** What a stack may ask of the gateway. Every promise rejects with `store.unavailable` while Redis is gone. */
export interface Gateway {
  contact(contact: Contact): Promise<Admission>;
  report(report: Report): Promise<void>;
  /** Takes the device's session outside a contact; undefined while another live session holds it. */
  open(device: DeviceId, protocol: Protocol): Promise<Lease | undefined>;
  renew(lease: Lease): Promise<Lease>;
  /** Ends the session. Safe to repeat; a fenced lease is ignored. */
  release(lease: Lease): Promise<void>;
  claim(lease: Lease): Promise<Claimed | undefined>;
  /** Durable before bytes that can change the device leave. */
  sending(lease: Lease, operation: OperationId): Promise<void>;
  /** Ends an operation and claims the next one in the same step. */
  settle(lease: Lease, operation: OperationId, outcome: Outcome): Promise<Claimed | undefined>;
  /** An operation by the command key a device told, whatever its state; its secret values stay sealed. */
  operation(id: OperationId): Promise<OperationRecord | undefined>;
  /** A device of two protocols has two sets of values and notes: a stack asks for its own. `protocol` absent: the active one. */
  knowledge(device: DeviceId, protocol?: Protocol): Promise<Knowledge>;
  /** What a stack keeps under a key of its own for a whole model of devices; undefined: nothing, or not any more. */
  model(protocol: Protocol, key: string): Promise<string | undefined>;
  /**
   * Keeps it for all replicas in the place of what was kept. Of two that keep at once one is lost, and the models that
   * nobody asked for longest are forgotten first: what is kept must be worth no more than learning it again costs.
   */
  keepModel(protocol: Protocol, key: string, text: string): Promise<void>;
  /** Accepted devices that speak the protocol, page by page (`""` starts, `""` ends), for probes after a restart. */
  known?(
    protocol: Protocol,
    cursor: string,
  ): Promise<{ readonly devices: readonly DeviceId[]; readonly cursor: string }>;
  /** The device behind an identity, if any. */
  find(identity: Identity): Promise<DeviceId | undefined>;
  /** Every credential that a user name may prove: the device's current and previous one, or the group's. */
  credentials(username: string): Promise<readonly Credential[]>;
  /** The device answered with credentials, or a stack set new ones; `pending` ones become current when first used. */
  rotateCredential(device: DeviceId, username: string, password: string): Promise<void>;
  /** Tells whether a route to the device is up, for presence. */
  route(
    device: DeviceId,
    protocol: Protocol,
    mtp: string,
    state: "up" | "down" | "unknown",
    at: number,
  ): Promise<void>;
}
