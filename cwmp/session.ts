import type {
  DeviceId,
  Gateway,
  Identity,
  Knowledge,
  Lease,
  NonceUse,
  OperationRecord,
  Proof,
  WantedSubscription,
} from "#core";
import type { Notes } from "./onboard/pair.ts";
import type { Model } from "./catalog/model.ts";
import type { OperationProgress } from "./ops/machines.ts";
import type { Trace } from "./record/trace.ts";
import type { Call } from "./ops/step.ts";
import { NEW_SESSION, type SessionState } from "./session.machine.ts";

/** The operation a session works on and the RPC that is next or outstanding. */
export interface Running {
  readonly record: OperationRecord;
  readonly reconcile: boolean;
  readonly accepted?: true;
  readonly wanted?: readonly WantedSubscription[];
  readonly progress: OperationProgress;
  readonly call: Call;
  /** The envelope, for sending it once more. */
  readonly envelope: string;
  readonly rotate?: { readonly username: string; readonly password: string };
  readonly keep?: Notes;
  /** It was chosen and has not left. */
  readonly prepared: boolean;
}

/**
 * All there is of one session; JSON but for `knowledge`, which is only a copy of what the gateway keeps. Every field is there
 * from the start and none is deleted: sessions come by the thousand, and all have one shape.
 */
export interface Session {
  /** The value of its cookie. */
  readonly id: string;
  state: SessionState;
  identity: Identity;
  proof: Proof;
  /** What the proof used up. */
  readonly nonce: NonceUse | undefined;
  /** The store knows that use already. */
  replayed: true | undefined;
  /** Its connection is encrypted. */
  readonly secure: boolean;
  /** Source address of its last message. */
  address: string;
  /** The CPE's namespace, echoed all session long. */
  namespace: string;
  /** Seconds, from the CPE's SessionTimeout header. */
  timeout: number | undefined;
  device: DeviceId | undefined;
  lease: Lease | undefined;
  running: Running | undefined;
  knowledge: Knowledge | undefined;
  /** The names the CPE listed in it. */
  names: readonly string[] | undefined;
  /** Its Inform told of a start. */
  booted: true | undefined;
  /** What others of its model told; null: nothing is known of it, undefined: it was not looked up. */
  model: Model | null | undefined;
  /** A message of the CPE is being worked on. */
  busy: boolean;
  /** The CPE gave the cookie back: the session outlives its connection. */
  returnsCookie: boolean;
  /** Its connection is gone; the CPE may come back on another one. */
  detached: boolean;
  /** Number of the connection it goes on in. */
  connection: number;
  /** The gateway as this session sees it, when that is another one: one that notes what it answers. */
  gateway: Gateway | undefined;
  /** What is recorded of it. */
  trace: Trace | undefined;
  /** When the CPE was last heard, ms since the epoch. */
  heardAt: number;
}

/** Who opens a session: from where, and what it proved. */
export type Opener = [
  from: Pick<Session, "address" | "secure">,
  proven: { readonly proof: Proof; readonly nonce?: NonceUse },
];

export function newSession(id: string, at: number, ...[{ address, secure }, proven]: Opener): Session {
  return {
    id,
    state: NEW_SESSION,
    identity: { scheme: "cwmp", value: "" },
    proof: proven.proof,
    nonce: proven.nonce,
    replayed: undefined,
    secure,
    address,
    namespace: "",
    timeout: undefined,
    device: undefined,
    lease: undefined,
    running: undefined,
    knowledge: undefined,
    names: undefined,
    booted: undefined,
    model: undefined,
    busy: false,
    returnsCookie: false,
    detached: false,
    connection: 0,
    gateway: undefined,
    trace: undefined,
    heardAt: at,
  };
}
