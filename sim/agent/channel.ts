import type { Clock } from "#core";
import type { Wire } from "./wire.ts";

export interface ChannelOptions {
  /** Its scheme says by which transport: `mqtt:`, `mqtts:`, `stomp:`, `ws:`, or `listen:` to be connected to over WebSocket. */
  readonly url: string;
  readonly clock: Clock;
  readonly endpointId: string;
  /** The topic or destination the agent is reached on. */
  readonly agentPlace: string;
  /** Of MQTT. */
  readonly version: "5.0" | "3.1.1";
  readonly username?: string;
  readonly password?: string;
  /** ms between attempts to reach the broker */
  readonly reconnectMs: number;
  /** Whether the next message goes without its Content Type. */
  readonly unmarked: () => boolean;
  /** Whether the next Connect record tells the other MQTT version than the connection has. */
  readonly otherVersion: () => boolean;
  /** The broker is there and the place is subscribed; also after a lost connection came back. */
  readonly onReady: () => void;
  readonly onRecord: (bytes: Buffer, replyTo: string | undefined) => void;
  readonly onLost: () => void;
}

/** One transport of an agent: one connection, one subscription, records out and in. */
export interface Channel {
  readonly connected: boolean;
  /** Where peers answer to; the broker may have given another place than was configured. */
  readonly replyPlace: string;
  open(): void;
  /** Leaves without a word, as a device that loses power does. */
  close(): void;
  /** Cuts the connection; it comes back by itself. */
  drop(): void;
  /** Resolves when the broker has it, or never will. */
  publish(place: string, record: Buffer): Promise<void>;
  /** The content of the first record on every connection. */
  connectRecord(): Wire;
}
