import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { digest, type Login } from "./auth.ts";

/** One CPE behind the server. */
export interface Door {
  /** The credentials that open it now; an empty user name asks for none, as many CPEs do out of the box. */
  login(): Login;
  /** Somebody knocked with the right credentials; the result is the HTTP status to answer with. */
  knock(): number;
}

const NONCES = 5000;

/**
 * The connection-request server of any number of CPEs: one listener, a path for each. HTTP Digest, as devices have it.
 * [TR-069a6 3.2.2]
 */
export class KnockServer {
  readonly #doors = new Map<string, Door>();
  /** Path by nonce; the oldest are forgotten. */
  readonly #nonces = new Map<string, string>();
  #server: Server | undefined;
  #base = "";

  /** Listens on a free port of `host`. */
  async start(host = "127.0.0.1"): Promise<void> {
    const server = createServer((request, response) => this.#serve(request, response));
    server.keepAliveTimeout = 1000;
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { address, port, family } = server.address() as AddressInfo;
    this.#base = `http://${family === "IPv6" ? `[${address}]` : address}:${port}/`;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /** Puts a CPE behind a path of its own and gives the URL of it. */
  open(path: string, door: Door): string {
    this.#doors.set(`/${path}`, door);
    return this.#base + path;
  }

  shut(path: string): void {
    this.#doors.delete(`/${path}`);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    const door = this.#doors.get(path);
    request.resume();
    if (door === undefined || request.method !== "GET") {
      response.writeHead(door === undefined ? 404 : 405, { "Content-Length": "0" }).end();
      return;
    }
    const login = door.login();
    if (login.username !== "" && !this.#proves(request.headers.authorization ?? "", login, path)) {
      const nonce = randomBytes(12).toString("hex");
      this.#nonces.set(nonce, path);
      const [oldest] = this.#nonces.keys();
      if (oldest !== undefined && this.#nonces.size > NONCES) this.#nonces.delete(oldest);
      response
        .writeHead(401, {
          "WWW-Authenticate": `Digest realm="cpe", nonce="${nonce}", qop="auth", algorithm=MD5`,
          "Content-Length": "0",
        })
        .end();
      return;
    }
    response.writeHead(door.knock(), { "Content-Length": "0" }).end();
  }

  #proves(header: string, login: Login, path: string): boolean {
    const given: Record<string, string> = {};
    for (const [, name = "", quoted, bare] of header.matchAll(/([a-z]+)=(?:"([^"]*)"|([^\s,]+))/gi))
      given[name.toLowerCase()] = quoted ?? bare ?? "";
    const { nonce = "", uri = "", nc = "", cnonce = "", response } = given;
    if (!/^digest /i.test(header) || this.#nonces.get(nonce) !== path || given["username"] !== login.username)
      return false;
    const qop = given["qop"] === undefined ? {} : { qop: { nc, cnonce } };
    return response === digest({ login, realm: "cpe", nonce, method: "GET", uri, ...qop });
  }
}
