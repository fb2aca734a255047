import { createServer as createPlain, type RequestListener, type Server } from "node:http";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { badInput, Fault, type Log, type Metrics } from "#core";
import type { TlsSource } from "./tls.ts";

export interface Listener {
  /** `http://127.0.0.1:8080`, with the port that was really taken. */
  readonly url: string;
  /** Stops accepting, lets requests in progress end until the signal aborts, then cuts what is left. */
  close(signal: AbortSignal): Promise<void>;
}

export interface ListenOptions {
  readonly name: "api" | "files";
  readonly bind: string;
  readonly port: number;
  readonly tls: TlsSource | undefined;
  readonly handler: RequestListener;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Slow headers end after 10 s; the check runs every second. How long a body may take is for its reader to say: files take long. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 1000 };

/** Opens one northbound HTTP or HTTPS listener. A port in use is a `config.invalid` that names it. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { bind, port, tls, handler, metrics } = options;
  const server: Server =
    tls === undefined
      ? createPlain(LIMITS, handler)
      : createSecure({ ...LIMITS, ...tls.options, handshakeTimeout: LIMITS.headersTimeout }, handler);
  server.maxHeadersCount = 100;
  tls?.onChange((fresh) => {
    if ("setSecureContext" in server) (server as ReturnType<typeof createSecure>).setSecureContext(fresh);
  });
  server.on("tlsClientError", (_error, { remoteAddress }) => {
    metrics.count("tls_handshake_errors", { listener: options.name });
    badInput(options, options.name, "tls", { peer: remoteAddress });
  });
  server.on("clientError", (error, socket) => refuseBytes(options, error, socket));
  await new Promise<void>((done, fail) => {
    server.once("error", (cause) => {
      const detail = `the ${options.name} listener cannot use ${bind}:${port}; free the port or set CAUSEWAY_${options.name.toUpperCase()}_PORT`;
      fail(new Fault("config.invalid", { detail }, { cause }));
    });
    server.listen(port, bind, done);
  });
  return { url: urlOf(server, tls !== undefined), close: (signal) => close(server, signal) };
}

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Bytes that are no HTTP request: told and closed. */
function refuseBytes(options: ListenOptions, error: NodeJS.ErrnoException, socket: Duplex): void {
  // Before its handshake has ended a TLS connection can be told nothing, and would wait for ever to be.
  const shaking = "secureConnecting" in socket && socket.secureConnecting === true;
  if (shaking || !socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  badInput(options, options.name, "http", {
    peer: socket instanceof Socket ? socket.remoteAddress : undefined,
  });
  const status = STATUS[error.code ?? ""] ?? "400 Bad Request";
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function urlOf(server: Server, secure: boolean): string {
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  return `${secure ? "https" : "http"}://${host}:${port}`;
}

function close(server: Server, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    const cut = () => server.closeAllConnections();
    if (signal.aborted) cut();
    else signal.addEventListener("abort", cut, { once: true });
  });
}
