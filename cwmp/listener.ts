import { createServer as createHttpServer, type Server, type ServerOptions } from "node:http";
import { createServer as createHttpsServer, type Server as TlsServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContextOptions } from "node:tls";
import { cipherSuites } from "./ciphers.table.ts";
import type { CwmpConfig } from "./config.ts";

/** What the bytes of a connection were when they were no request. */
export type BadBytes = "headers" | "timeout" | "expectation" | "http";

export interface Handlers {
  /** Must not throw. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  refused(why: BadBytes, peer: string | undefined): void;
}

/** A listener with every bound a hostile peer could lean on. */
export function createListener(config: CwmpConfig, handlers: Handlers): Server | TlsServer {
  const handle = (request: IncomingMessage, response: ServerResponse) => handlers.handle(request, response);
  const { limits, tls } = config;
  const options: ServerOptions = {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: 1000,
    keepAliveTimeout: config.sessionTimeoutMs + 1000,
    maxHeaderSize: 16_384,
    // Old CPEs speak 1.0, and 1.1 without Host.
    requireHostHeader: false,
    noDelay: true,
  };
  const server =
    tls === undefined
      ? createHttpServer(options, handle)
      : createHttpsServer(
          {
            ...options,
            ...secureOptions(config, tls),
            handshakeTimeout: limits.headersTimeoutMs,
            requestCert: tls.ca !== undefined,
            rejectUnauthorized: config.clientCertificate === "required",
          },
          handle,
        );
  // One more than is accepted, so that too many can be told apart from just enough.
  server.maxHeadersCount = limits.headers + 1;
  server.on("checkExpectation", (request, response) => {
    handlers.refused("expectation", request.socket.remoteAddress);
    response.writeHead(417, { "Content-Length": 0, Connection: "close" });
    response.end();
  });
  server.on("clientError", (error, socket) => refuseBytes(error, socket, handlers));
  return server;
}

/** Certificate and key with what is spoken; new certificates come with the whole of it again, or Node forgets the rest. */
export function secureOptions(
  { tlsLegacy }: CwmpConfig,
  tls: NonNullable<CwmpConfig["tls"]>,
): SecureContextOptions {
  return {
    ...tls,
    minVersion: "TLSv1.2",
    ciphers: cipherSuites(tlsLegacy),
    honorCipherOrder: true,
    dhparam: "auto",
  };
}

const KNOWN: Readonly<Record<string, readonly [why: BadBytes, status: string]>> = {
  HPE_HEADER_OVERFLOW: ["headers", "431 Request Header Fields Too Large"],
  ERR_HTTP_REQUEST_TIMEOUT: ["timeout", "408 Request Timeout"],
};

/** Bytes that are no HTTP request: told and closed. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Duplex, handlers: Handlers): void {
  // Before its handshake has ended a TLS connection can be told nothing, and would wait for ever to be.
  const shaking = "secureConnecting" in socket && socket.secureConnecting === true;
  if (shaking || !socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [why, status] = KNOWN[error.code ?? ""] ?? (["http", "400 Bad Request"] as const);
  handlers.refused(why, socket instanceof Socket ? socket.remoteAddress : undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
