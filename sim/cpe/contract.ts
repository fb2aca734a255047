import type { Clock } from "#core";
import type { Gate } from "../gate.ts";
import type { Journal } from "../journal.ts";
import type { Tree } from "../tree/tree.ts";
import type { CpeBehaviour } from "./behaviour.ts";
import type { DialectName } from "./dialect.table.ts";
import type { Target } from "./http.ts";
import type { KnockServer } from "./knock.ts";
import type { Nat } from "./stun.ts";
import type { SessionEnd } from "./session.ts";

export interface CpeOptions {
  readonly acsUrl: string;
  readonly clock: Clock;
  readonly tree: Tree;
  readonly dialect?: DialectName;
  /** Where it takes connection requests; without, it has no ConnectionRequestURL. Shared by any number of CPEs. */
  readonly knocks?: KnockServer;
  /** It is behind a NAT that lets in only what comes from where the box has sent to; by default behind none. */
  readonly nat?: Nat;
  /** Credentials it starts with; the ACS may change them through ManagementServer. */
  readonly username?: string;
  readonly password?: string;
  /** Sends Basic credentials unasked. */
  readonly eager?: boolean;
  readonly behaviours?: readonly CpeBehaviour[];
  /**
   * ms from power off to `1 BOOT`; default 1500. Below a second two boots may tell the same CurrentTime, and the second is
   * then a repetition of the first to an ACS.
   */
  readonly rebootMs?: number;
  /** ms a file transfer or a diagnostic takes at least; default 200 */
  readonly workMs?: number;
  /** ms without an answer before a session counts as failed; default 30000 */
  readonly timeoutMs?: number;
  /** 0..1: where in the interval it informs while no PeriodicInformTime is set; also the seed of its retry waits */
  readonly phase?: number;
  /** Repeats failed sessions by the retry policy; default true */
  readonly retries?: boolean;
  readonly tls?: Target["tls"];
  /** Bounds the sessions of many CPEs that run at a time. */
  readonly gate?: Gate;
  readonly journalLimit?: number;
  /** It goes down and will come back: what else lives in the box does the same. */
  readonly onRestart?: (kind: Restart) => void;
}

export type Restart = "reboot" | "factoryReset";

/** A simulated CPE. Everything it does is in `journal`, everything it holds in `tree`. */
export interface Cpe {
  /** `OUI-ProductClass-SerialNumber` as the ACS names it, unescaped */
  readonly identity: string;
  readonly serialNumber: string;
  readonly tree: Tree;
  readonly journal: Journal;
  readonly connectionRequestUrl: string;
  readonly attributes: ReadonlyMap<string, number>;
  /** Powers on: Informs with these events (`0 BOOTSTRAP`, `1 BOOT` by default). Resolves when the first session is over. */
  start(events?: readonly string[]): Promise<SessionEnd>;
  /** Powers off: closes everything and says nothing. */
  stop(): void;
  /** Tells events in a session; resolves with how that session ended. */
  inform(...codes: readonly string[]): Promise<SessionEnd>;
  /** Changes a value as the device itself or its user does. */
  change(path: string, value: string): void;
  /** Makes the next session carry a request of the CPE's own (`<cwmp:…>` body); resolves with the name of the answer. */
  say(body: string): Promise<string>;
  reboot(): void;
  factoryReset(): void;
  behave(...behaviours: readonly CpeBehaviour[]): void;
  behaveWell(): void;
}
