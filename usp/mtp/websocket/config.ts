import type { SecureContextOptions } from "node:tls";

/** What an agent must show to open a WebSocket: nothing, a login (or a certificate), a certificate that names it. */
export type WebSocketIdentity = "none" | "password" | "certificate";

/** An agent that the gateway connects to. */
export interface DialedAgent {
  readonly endpoint: string;
  /** `ws://host:port/path` or `wss://…`; without query. [TR-369 R-WS.1] */
  readonly url: string;
}

/** The WebSocket transport: one listener, and agents to connect to. Times are in the unit of their name. */
export interface WebSocketConfig {
  readonly bind: string;
  /** 0: any free port. */
  readonly port: number;
  /** Of the URI that agents connect to. */
  readonly path: string;
  /** Certificate and key of the listener, and of the gateway where it connects; `ca`: who signs those of agents. */
  readonly tls?: SecureContextOptions;
  readonly identity: WebSocketIdentity;
  readonly agents: readonly DialedAgent[];
  readonly limits: WebSocketLimits;
}

/** Upper bounds on what a peer can make the gateway hold or do. */
export interface WebSocketLimits {
  /** Connections at a time, those that are still opening among them. */
  readonly connections: number;
  /** Connections that have not shown yet who they are. */
  readonly opening: number;
  /** From the first byte to the end of the handshake. */
  readonly handshakeMs: number;
  /** From the handshake to the first record of an agent that has proved nothing. */
  readonly firstRecordMs: number;
  readonly pingMs: number;
  /** Pings without an answer after which the peer is dead. */
  readonly pingsMissed: number;
  /** Bytes that wait for a slow reader before it is cut off. */
  readonly bufferedBytes: number;
  /** Frames of one message; a widely used client library cuts at 4 KiB. */
  readonly fragments: number;
  readonly closeMs: number;
}

/** The defaults of everything that has one. */
export const WEBSOCKET_DEFAULTS = {
  path: "/usp",
  identity: "none",
  agents: [],
  limits: {
    connections: 20_000,
    opening: 1000,
    handshakeMs: 5000,
    firstRecordMs: 30_000,
    pingMs: 30_000,
    pingsMissed: 3,
    bufferedBytes: 16 * 1024 * 1024,
    fragments: 4096,
    closeMs: 3000,
  },
} as const satisfies Omit<WebSocketConfig, "bind" | "port">;
