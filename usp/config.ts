import type { WebSocketConfig } from "./mtp/websocket/config.ts";

/** What the USP stack is told at its start. Times are in the unit of their name. */
export interface UspConfig {
  /** The controller's endpoint id; every record to and from agents carries it. Changing it re-onboards every agent. */
  readonly endpointId: string;
  /** The MQTT topic agents notify the controller on; without wildcards, `%` and `/reply-to=`. */
  readonly topic: string;
  /** Which topics an agent may be reached at: `{endpointId}` stands for its id, `+` and `#` are MQTT wildcards. */
  readonly agentTopic: string;
  /** `mqtt://host:port` or `mqtts://host:port` */
  readonly brokerUrl: string;
  readonly username?: string;
  readonly password?: string;
  /** PEM of the authority that signed the broker's certificate. */
  readonly ca?: string;
  /** PEM of the gateway's own certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  /** Names this replica; fixed over restarts, so that the broker keeps its queue. `[A-Za-z0-9_-]{1,32}` */
  readonly replica: string;
  /** 1: one plain subscription. More: that many connections share one subscription (`$share`), each with its own commit in flight. */
  readonly connections: number;
  /** How long the broker keeps the queue of a replica that is away, at least an hour. */
  readonly sessionExpirySeconds: number;
  readonly keepAliveSeconds: number;
  /** How long an agent may take to answer one request. */
  readonly requestTimeoutMs: number;
  /** Written to the agent's PeriodicNotifInterval; sets when it is due next. */
  readonly periodicIntervalSeconds: number;
  /** The broker ties each agent's topics to its authenticated identity, so `from_id` and topic together prove it. */
  readonly brokerEnforcesTopics: boolean;
  /** The broker's dynamic security plugin is administered by the gateway: agents get logins of their own. */
  readonly administersLogins: boolean;
  /** The login that agents share until they have one of their own; needs `administersLogins`. */
  readonly bootstrap?: { readonly username: string; readonly password: string };
  /** A STOMP server beside the MQTT broker. */
  readonly stomp?: StompConfig;
  /** Agents over WebSocket; absent: none. */
  readonly websocket?: WebSocketConfig;
  /**
   * Session contexts: `accept` those that agents open, `require` one with every agent that allows it, or `refuse` each.
   */
  readonly sessions: "accept" | "require" | "refuse";
  /** Bytes of one record in a session with an agent that tells no MaxUSPRecordSize; absent: no limit. */
  readonly recordLimit?: number;
  /** Endpoint ids of prototypes and documents are let in: nothing but this machine is reached. */
  readonly trials: boolean;
  readonly limits: UspLimits;
}

/** A STOMP server, and where the controller and its agents are found there. */
export interface StompConfig {
  /** `stomp://host:port` or `stomps://host:port` */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** What the server calls the host; of RabbitMQ the virtual host. */
  readonly virtualHost?: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca?: string;
  /** PEM of the gateway's own certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  /** Where agents send to, unless the server names another place. */
  readonly destination: string;
  /** Where an agent may be reached: `{endpointId}` stands for its id, `*` for anything but a slash. */
  readonly agentDestination: string;
  readonly replica: string;
  /** Above 1 the links take from the destination in turn, and each is answered at a destination of its own. */
  readonly connections: number;
  /** Both ways; 0: none. */
  readonly heartBeatMs: number;
  /** The server lets each user send only to the destination that ends with its endpoint id, so that proves the sender. */
  readonly enforcesDestinations: boolean;
}

/** Upper bounds on what a peer can make the gateway hold or do. */
export interface UspLimits {
  /** Bytes of one record, and of its payload. */
  readonly recordBytes: number;
  /** Fields, sub-messages and map entries in one message. */
  readonly elements: number;
  /** Characters of one value of a notification; longer ones are cut. */
  readonly valueChars: number;
  /** Notifications and requests of one agent: as many at once, and so many a second in the long run. */
  readonly notifyBurst: number;
  readonly notifiesPerSecond: number;
  /** Agents whose topic and model are kept in memory; the least recently heard is forgotten first. */
  readonly agents: number;
}

/** The defaults of everything that has one. */
export const USP_DEFAULTS = {
  endpointId: "self::causeway",
  topic: "usp/controller/causeway",
  agentTopic: "usp/agent/{endpointId}",
  replica: "1",
  connections: 1,
  sessionExpirySeconds: 7 * 86_400,
  keepAliveSeconds: 30,
  requestTimeoutMs: 15_000,
  periodicIntervalSeconds: 300,
  brokerEnforcesTopics: false,
  administersLogins: false,
  sessions: "accept",
  trials: true,
  limits: {
    recordBytes: 8 * 1024 * 1024,
    elements: 200_000,
    valueChars: 8192,
    notifyBurst: 500,
    notifiesPerSecond: 50,
    agents: 50_000,
  },
} as const satisfies Omit<UspConfig, "brokerUrl">;

/** The same for a STOMP server. */
export const STOMP_DEFAULTS = {
  destination: "/queue/usp-controller-causeway",
  agentDestination: "/queue/usp-agent-{endpointId}",
  replica: "1",
  connections: 1,
  heartBeatMs: 30_000,
  enforcesDestinations: false,
} as const satisfies Omit<StompConfig, "url">;
