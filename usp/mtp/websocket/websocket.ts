import type { SecureContextOptions } from "node:tls";
import type { WebSocket } from "ws";
import { badInput, untilLate, type Clock, type Log, type Metrics } from "#core";
import type { UspConfig } from "../../config.ts";
import { asEndpointId, type EndpointId } from "../../endpointid.ts";
import { rankOf } from "../../trust/rank.ts";
import type { Mtp, MtpHandlers, Received, Route, Sent, Standing } from "../mtp.ts";
import type { WebSocketConfig } from "./config.ts";
import { Connection } from "./connection.ts";
import { Dialer } from "./dialer.ts";
import { Holders } from "./holders.ts";
import type { Credentials, Opener } from "./identity.ts";
import { WebSocketListener } from "./listener.ts";

export interface WebSocketParts {
  readonly config: UspConfig;
  readonly websocket: WebSocketConfig;
  readonly gateway: Credentials;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Somebody with the certificate of `proven` says that it is `claimed`. */
  impersonated(what: { readonly claimed: EndpointId; readonly proven: EndpointId }): void;
  /** Whether another replica holds a connection with the endpoint. */
  isElsewhere(endpoint: EndpointId): Promise<boolean>;
}

const NOBODY: MtpHandlers = { receive: () => Promise.resolve("refused"), state() {}, gone() {} };

/** WebSocket with agents that come, and with agents that are called: the connection itself is the way back. */
export class WebSocketMtp implements Mtp {
  readonly name = "websocket";
  readonly #parts: WebSocketParts;
  readonly #listener: WebSocketListener;
  readonly #dialers: readonly Dialer[];
  readonly #holders = new Holders();
  readonly #connections = new Set<Connection>();
  readonly #route: Route;
  #handlers = NOBODY;
  #up = false;

  constructor(parts: WebSocketParts) {
    this.#parts = parts;
    const { config, websocket } = parts;
    this.#route = { mtp: "websocket", replica: config.replica };
    const common = {
      ...parts,
      config: websocket,
      own: config.endpointId,
      recordBytes: config.limits.recordBytes,
    };
    this.#listener = new WebSocketListener({
      ...common,
      isFull: (opening) => this.#isFull(opening),
      isOutranked: (opener) => this.#holders.isOutranked(opener),
      impersonated: (what) => parts.impersonated(what),
      accept: (socket, opener, peer) => void this.#accept(socket, opener, peer),
    });
    this.#dialers = websocket.agents.flatMap(({ endpoint: name, url }) => {
      const endpoint = asEndpointId(name);
      if (endpoint === undefined) return [];
      const isHeld = async () => this.holds(endpoint) || (await parts.isElsewhere(endpoint));
      const accept = (socket: WebSocket, opener: Opener, peer: string | undefined) =>
        this.#accept(socket, opener, peer);
      return [new Dialer({ ...common, endpoint, url, isHeld, accept })];
    });
  }

  async start(handlers: MtpHandlers): Promise<void> {
    this.#handlers = handlers;
    await this.#listener.start();
    this.#up = true;
    for (const dialer of this.#dialers) dialer.start();
    handlers.state(true);
  }

  /** Says goodbye to everybody, and cuts off who does not answer it. */
  async stop(): Promise<void> {
    this.#up = false;
    for (const dialer of this.#dialers) dialer.stop();
    this.#listener.stop();
    const open = [...this.#connections];
    for (const connection of open) connection.close("stopping");
    const ended = Promise.all(open.map((connection) => connection.ended)).then(() => true);
    await untilLate(this.#parts.clock, END_MS, AbortSignal.abort(), ended);
    for (const connection of this.#connections) connection.cut();
  }

  /** Where agents connect to; only once started. */
  url(): string {
    return this.#listener.url();
  }

  reload(tls: SecureContextOptions): void {
    this.#listener.reload(tls);
  }

  isUp(): boolean {
    return this.#up;
  }

  /** Whether this replica holds the endpoint's connection. */
  holds(endpoint: EndpointId): boolean {
    return this.#holders.of(endpoint)?.isOpen === true;
  }

  reaches(to: EndpointId): boolean {
    return this.holds(to);
  }

  /** The way back is the connection: there is no other place to name. */
  allows(_endpoint: EndpointId, route: Route): boolean {
    return route.mtp === "websocket" && route.replica === this.#parts.config.replica;
  }

  async send(to: EndpointId, _route: Route, record: Uint8Array): Promise<Sent> {
    return (await this.#holders.of(to)?.send(record)) ?? "noReceiver";
  }

  lifetime(to: EndpointId): AbortSignal | undefined {
    return this.#holders.of(to)?.lifetime;
  }

  /** The endpoint is connected to another replica now, by a proof of that rank. [TR-369 R-WS.4] */
  leave(endpoint: EndpointId, rank: number): boolean {
    const holder = this.#holders.of(endpoint);
    if (holder === undefined || rankOf(holder.opener.proof) > rank) return false;
    holder.close("replaced");
    return true;
  }

  #isFull(opening: number): boolean {
    const { connections, opening: most } = this.#parts.websocket.limits;
    const unproven = this.#connections.size - this.#holders.size;
    return this.#connections.size + opening > connections || unproven + opening > most;
  }

  /** Resolves at its end: true when it was the endpoint's. */
  async #accept(socket: WebSocket, opener: Opener, peer: string | undefined): Promise<boolean> {
    const { clock, log, metrics, websocket } = this.#parts;
    const connection = new Connection({
      socket,
      opener,
      peer,
      limits: websocket.limits,
      clock,
      log,
      metrics,
      receive: (from, bytes) => this.#receive(from, bytes),
    });
    this.#connections.add(connection);
    this.#gauge();
    await connection.ended;
    this.#connections.delete(connection);
    const heard = connection.isHeard;
    this.#leave(connection);
    this.#gauge();
    return heard;
  }

  #leave(connection: Connection): void {
    // At a stop nobody is gone: agents come back at once, here or to another replica.
    if (this.#holders.leave(connection) && this.#up) this.#handlers.gone(connection.endpoint);
  }

  async #receive(from: Connection, bytes: Uint8Array): Promise<Received> {
    if (!from.isHeard && !this.#takes(from)) return "taken";
    const standing = standingOf(from.opener);
    const outcome = await this.#handlers.receive({
      mtp: this.name,
      bytes,
      returnRoute: this.#route,
      standing,
    });
    // Who proves nothing of its own is let in by the gateway, or stays outside.
    const isOwn = rankOf(from.opener.proof) === 2;
    if (outcome === "admitted" || (outcome === "taken" && isOwn)) from.welcome();
    else if (!from.isHeard) this.#leave(from);
    return outcome;
  }

  /** The first record makes a connection the endpoint's, until it is refused; the older one ends. */
  #takes(from: Connection): boolean {
    if (this.#holders.isOutranked(from.opener)) {
      badInput(this.#parts, "usp", "outranked", { peer: from.endpoint });
      from.close("outranked");
      return false;
    }
    const older = this.#holders.take(from);
    if (older === undefined) return true;
    this.#parts.log.info({ endpoint: from.endpoint }, "agent has a newer connection");
    older.close("replaced");
    return true;
  }

  #gauge(): void {
    this.#parts.metrics.gauge("usp_websocket_connections", this.#connections.size);
  }
}

const END_MS = 1000;

function standingOf({ endpoint, proof }: Opener): Standing {
  return proof === undefined ? { kind: "claimed", endpoint } : { kind: "proven", endpoint, proof };
}
