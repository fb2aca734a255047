import { createServer as createPlain, type RequestListener, type Server } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { Fault, type Metrics } from "#core";
import type { TlsSource } from "./tls.ts";

export interface Listener {
  /** `http://127.0.0.1:8080`, with the port that was really taken. */
  readonly url: string;
  /** Stops accepting, lets requests in progress end until the signal aborts, then cuts what is left. */
  close(signal: AbortSignal): Promise<void>;
}

export interface ListenOptions {
  readonly name: string;
  readonly bind: string;
  readonly port: number;
  readonly tls: TlsSource | undefined;
  readonly handler: RequestListener;
  readonly metrics: Metrics;
}

/** Slow headers end after 10 s, slow bodies after 20 s (RELIABILITY, limits); the check runs every second. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1000 };

/** Opens one northbound HTTP or HTTPS listener. A port in use is a `config.invalid` that names it. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { bind, port, tls, handler, metrics } = options;
  const server: Server =
    tls === undefined ? createPlain(LIMITS, handler) : createSecure({ ...LIMITS, ...tls.options }, handler);
  server.maxHeadersCount = 100;
  tls?.onChange((fresh) => {
    if ("setSecureContext" in server) (server as ReturnType<typeof createSecure>).setSecureContext(fresh);
  });
  server.on("tlsClientError", () => metrics.count("tls_handshake_errors", { listener: options.name }));
  await new Promise<void>((done, fail) => {
    server.once("error", (cause) => {
      const detail = `the ${options.name} listener cannot use ${bind}:${port}; free the port or set CAUSEWAY_${options.name.toUpperCase()}_PORT`;
      fail(new Fault("config.invalid", { detail }, { cause }));
    });
    server.listen(port, bind, done);
  });
  return { url: urlOf(server, tls !== undefined), close: (signal) => close(server, signal) };
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
