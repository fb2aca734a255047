import type { Clock } from "#core";
import type { Restart } from "../cpe/contract.ts";
import type { Tree } from "../tree/tree.ts";
import type { AgentBehaviour } from "./behaviour.ts";
import type { UspVersion } from "./version.ts";

export interface AgentOptions {
  /**
   * The broker: `mqtt://…`, or for an agent whose tree says that it speaks another transport `stomp://…`, the WebSocket of
   * its controller `ws://host:port/path`, or `listen://127.0.0.1:port` where it waits for its controller.
   */
  readonly mqttUrl: string;
  readonly clock: Clock;
  /** A TR-181 tree with the agent's side (`devicePlan` with an `agent`). */
  readonly tree: Tree;
  readonly behaviours?: readonly AgentBehaviour[];
  /** Credentials for the broker, or for the controller's WebSocket. */
  readonly username?: string;
  readonly password?: string;
  /** ms from power off to the Connect record; default 1500 */
  readonly rebootMs?: number;
  /** ms an asynchronous command takes; default 200 */
  readonly workMs?: number;
  /** ms between two looks at changed values; default 15000, as the reference agent */
  readonly pollMs?: number;
  /** ms between attempts to reach the broker; default 1000 to 3000 by the phase, so that a fleet does not come back at once */
  readonly reconnectMs?: number;
  /** 0..1: where in its interval it sends Periodic!, and the seed of its retry waits */
  readonly phase?: number;
  /** The highest version of TR-369 it speaks; default 1.3, as the reference agent. Before 1.2 it has no Connect record. */
  readonly speaks?: UspVersion;
  /** Asks to be taken on board by itself when it starts; the reference agent does not. */
  readonly onBoards?: boolean;
  readonly journalLimit?: number;
  /** Commands and events of TR-181 it does not have, by their path with `{i}`. */
  readonly lacks?: readonly string[];
  /** It goes down and will come back: what else lives in the box does the same. */
  readonly onRestart?: (kind: Restart) => void;
}
