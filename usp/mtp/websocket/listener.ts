import { createServer as createPlain, STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecure, type Server as TlsServer } from "node:https";
import { type AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket, type SecureContextOptions } from "node:tls";
import { type WebSocket, WebSocketServer } from "ws";
import { asFault, background, badInput, Fault, type Log, type Metrics } from "#core";
import type { WebSocketConfig } from "./config.ts";
import { extensionIn, extensionOf } from "./extension.ts";
import { openingOf, SUBPROTOCOL, type Refusal } from "./handshake.ts";
import { identify, type Credentials, type Opener } from "./identity.ts";
import { frameLimits } from "./frames.ts";

export interface ListenerParts {
  readonly config: WebSocketConfig;
  /** The controller's endpoint id. */
  readonly own: string;
  /** Bytes of one record. */
  readonly recordBytes: number;
  readonly gateway: Credentials;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Whether another connection is too much, beside so many whose handshake is not over. */
  isFull(opening: number): boolean;
  isOutranked(opener: Opener): boolean;
  impersonated(what: NonNullable<Refusal["impersonation"]>): void;
  accept(socket: WebSocket, opener: Opener, peer: string | undefined): void;
}

/** Where agents connect: an HTTP server that does nothing but upgrades. [TR-369 R-WS.7] */
export class WebSocketListener {
  readonly #parts: ListenerParts;
  readonly #server: Server | TlsServer;
  readonly #upgrader: WebSocketServer;
  #opening = 0;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    const { config, own, recordBytes } = parts;
    this.#upgrader = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      ...frameLimits(config.limits, recordBytes),
      // [TR-369 R-WS.11]
      handleProtocols: () => SUBPROTOCOL,
    });
    this.#upgrader.on("headers", (headers, request) => {
      if (extensionIn(request.headers["sec-websocket-extensions"]).asked)
        headers.push(`Sec-WebSocket-Extensions: ${extensionOf(own)}`);
    });
    this.#upgrader.on("wsClientError", (_error, socket, request) =>
      this.#refuse(socket, request, { status: 400, reason: "handshake" }),
    );
    this.#server = serverOf(config);
    this.#server.maxHeadersCount = 100;
    this.#server.maxConnections = config.limits.connections + config.limits.opening;
    this.#server.on("request", (request, response) => {
      badInput(parts, "usp", "upgrade", { peer: request.socket.remoteAddress });
      response.writeHead(426, { Connection: "close", Upgrade: "websocket", "Content-Length": 0 }).end();
    });
    this.#server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      background(parts.log, "websocket upgrade", this.#upgrade(request, socket, head)),
    );
    this.#server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) =>
      this.#badBytes(error, socket),
    );
    this.#server.on("drop", (peer) => badInput(parts, "usp", "busy", { peer: peer?.remoteAddress }));
    this.#server.on("tlsClientError", (_error: Error, socket: TLSSocket) =>
      badInput(parts, "usp", "tls", { peer: socket.remoteAddress ?? GONE }),
    );
  }

  /** A port in use is a `config.invalid` that names it. */
  start(): Promise<void> {
    const { bind, port } = this.#parts.config;
    return new Promise((done, fail) => {
      this.#server.once("error", (cause) => {
        const detail = `the USP WebSocket listener cannot use ${bind}:${port}; free the port or set CAUSEWAY_USP_WS_PORT`;
        fail(new Fault("config.invalid", { detail }, { cause }));
      });
      this.#server.listen(port, bind, done);
    });
  }

  /** Where agents connect to: `ws://127.0.0.1:8183/usp`. */
  url(): string {
    const { address, port, family } = this.#server.address() as AddressInfo;
    const { tls, path } = this.#parts.config;
    const host = family === "IPv6" ? `[${address}]` : address;
    return `${tls === undefined ? "ws" : "wss"}://${host}:${port}${path}`;
  }

  /** New certificates for connections from now on. */
  reload(tls: SecureContextOptions): void {
    if ("setSecureContext" in this.#server) this.#server.setSecureContext({ ...tls, ...SECURE });
  }

  /** Takes no more connections; those that are open are for others to close. */
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // What breaks meanwhile is seen when the upgrade is made.
    socket.on("error", () => socket.destroy());
    this.#opening++;
    try {
      const opener = await this.#opener(request);
      if ("status" in opener) return this.#refuse(socket, request, opener);
      this.#upgrader.handleUpgrade(request, socket, head, (upgraded) =>
        this.#parts.accept(upgraded, opener, request.socket.remoteAddress),
      );
    } finally {
      this.#opening--;
    }
  }

  async #opener(request: IncomingMessage): Promise<Opener | Refusal> {
    const { config, gateway, log } = this.#parts;
    if (this.#parts.isFull(this.#opening)) return { status: 503, reason: "busy" };
    const opening = openingOf(request, config.path);
    if ("status" in opening) return opening;
    try {
      const opener = await identify(opening, certificateOf(request.socket), config.identity, gateway);
      if ("status" in opener || !this.#parts.isOutranked(opener)) return opener;
      return { status: 409, reason: "outranked" };
    } catch (error) {
      log.warn({ fault: asFault(error).code }, "agent not identified");
      return { status: 503, reason: "store" };
    }
  }

  #refuse(socket: Duplex, request: IncomingMessage, { status, reason, impersonation }: Refusal): void {
    badInput(this.#parts, "usp", reason, {
      peer: request.socket.remoteAddress ?? GONE,
      status,
      ...impersonation,
    });
    if (impersonation !== undefined) this.#parts.impersonated(impersonation);
    const more =
      reason === "password"
        ? 'WWW-Authenticate: Basic realm="causeway"\r\n'
        : status === 503
          ? "Retry-After: 5\r\n"
          : "";
    answer(socket, status, more);
  }

  /** Bytes that are no HTTP request: told and closed. */
  #badBytes(error: NodeJS.ErrnoException, socket: Duplex): void {
    // Before its handshake has ended a TLS connection can be told nothing, and would wait for ever to be.
    const shaking = "secureConnecting" in socket && socket.secureConnecting === true;
    if (shaking || !socket.writable || error.code === "ECONNRESET") {
      socket.destroy();
      return;
    }
    const peer = (socket instanceof Socket ? socket.remoteAddress : undefined) ?? GONE;
    badInput(this.#parts, "usp", error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "timeout" : "http", { peer });
    answer(socket, STATUS[error.code ?? ""] ?? 400);
  }
}

/** In the place of the address of a peer that has left already. */
const GONE = "gone";
const SECURE = { minVersion: "TLSv1.2", honorCipherOrder: true } as const;
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function serverOf({ limits, tls }: WebSocketConfig): Server | TlsServer {
  const options = {
    headersTimeout: limits.handshakeMs,
    requestTimeout: limits.handshakeMs,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: 16_384,
    noDelay: true,
  };
  if (tls === undefined) return createPlain(options);
  // [TR-369 R-WS.22]
  return createSecure({
    ...options,
    ...tls,
    ...SECURE,
    handshakeTimeout: limits.handshakeMs,
    requestCert: tls.ca !== undefined,
    // Who comes without one is told why, and counted.
    rejectUnauthorized: false,
  });
}

/** The certificate of a TLS connection; undefined without one that the listener's CA signed. */
function certificateOf(socket: Socket) {
  return socket instanceof TLSSocket && socket.authorized ? socket.getPeerX509Certificate() : undefined;
}

function answer(socket: Duplex, status: number, more = ""): void {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`;
  socket.once("finish", () => socket.destroy());
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n${more}\r\n`);
}
