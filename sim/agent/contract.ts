import type { AgentBehaviour } from "./behaviour.ts";
import type { Journal } from "../journal.ts";
import type { Tree } from "../tree/tree.ts";

/** A simulated USP agent. Everything it does is in `journal`, everything it holds in `tree`. */
export interface Agent {
  readonly endpointId: string;
  readonly tree: Tree;
  readonly journal: Journal;
  readonly connected: boolean;
  /** Powers on: connects, sends its Connect record. Resolves when that was sent. */
  start(): Promise<void>;
  /** Powers off: no Disconnect record, no Will. */
  stop(): void;
  /** Cuts the connection to the broker; it comes back by itself. */
  dropConnection(): void;
  /** Changes a value as the device itself or its user does. */
  change(path: string, value: string): void;
  /** Raises an event of the data model, such as `Device.WiFi.` `Custom!`. */
  raise(object: string, event: string, params?: Readonly<Record<string, string>>): void;
  sendOnBoardRequest(): void;
  /** Opens a session context with its controller. */
  openSession(): void;
  reboot(cause?: string): void;
  factoryReset(): void;
  behave(...behaviours: readonly AgentBehaviour[]): void;
  behaveWell(): void;
}
