import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as TlsServer } from "node:https";
import { Server as NetServer, type Socket } from "node:net";
import { Fault, asFault, type Clock, type Gateway, type Log, type Metrics, type Proof } from "#core";
import { LOOPBACK, Networks } from "./address.ts";
import { shownBy, type Authenticator, type Shown } from "./auth.ts";
import { readBody } from "./body.ts";
import type { CwmpConfig } from "./config.ts";
import { Connections, type Connection } from "./connection.ts";
import type { Conversation, Reply } from "./conversation.ts";
import { sessionCookie, sessionIdIn } from "./cookie.ts";
import { identityOf } from "./inform.ts";
import { createListener } from "./listener.ts";
import { Overload } from "./overload.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { decodeEnvelope, encodeFault } from "./soap/codec.ts";
import type { Decoded } from "./soap/message.ts";

interface Parts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: CwmpConfig;
  readonly sessions: Sessions;
  readonly conversation: Conversation;
  readonly authenticator: Authenticator;
}

/** One HTTP answer. */
interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: readonly string[];
  readonly close?: true;
}

const INVALID_SESSION: Answer = { status: 400, body: "Invalid session", close: true };
const CLOSE = { close: true } as const;

/** The ACS on the wire: bounds, admission, sessions by cookie or connection, authentication. Any URL path is the ACS. */
export class Endpoint {
  readonly #parts: Parts;
  readonly #server: Server | TlsServer;
  readonly #connections: Connections;
  readonly #overload: Overload;
  #stopping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { config, clock, metrics } = parts;
    const free = new Networks([...LOOPBACK, ...config.cpeNetworks]);
    this.#connections = new Connections(config.limits.connectionsPerAddress, free);
    this.#overload = new Overload(clock, config.limits.informs);
    this.#server = createListener(config, (request, response) => this.#handle(request, response));
    this.#server.on("connection", (socket: Socket) => {
      if (this.#connections.admit(socket)) return;
      metrics.count("cwmp_connections_refused_total");
      socket.destroy();
    });
    this.#server.on("tlsClientError", () => metrics.count("tls_handshake_errors"));
  }

  /** Resolves when CPEs can come. */
  listen(): Promise<void> {
    const { bind, port } = this.#parts.config;
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, bind, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
  }

  address(): { readonly host: string; readonly port: number } {
    const bound = this.#server.address();
    if (bound === null || typeof bound === "string") throw new Fault("internal", { detail: "not listening" });
    return { host: bound.address, port: bound.port };
  }

  /** New certificates for connections to come. */
  reload(tls: NonNullable<CwmpConfig["tls"]>): void {
    if ("setSecureContext" in this.#server) this.#server.setSecureContext(tls);
  }

  /** No new session from now on; those in progress go on. */
  drain(): void {
    this.#stopping = true;
    // The close of HTTP servers would cut connections that are only between two messages of a session.
    NetServer.prototype.close.call(this.#server);
  }

  closeAll(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.of(request.socket, (gone) => this.#gone(gone));
    const refused = this.#refusal(request, connection);
    if (refused !== undefined) {
      answer(response, refused);
      return;
    }
    connection.busy = true;
    this.#answer(request, connection)
      .catch((error: unknown): Answer => {
        const fault = asFault(error);
        if (fault.code === "internal") this.#parts.log.error({ error }, "request failed");
        return this.#busyAnswer();
      })
      .then((reply) => {
        connection.busy = false;
        if (reply !== undefined) answer(response, reply);
      })
      .catch((error: unknown) => this.#parts.log.error({ error }, "answer failed"));
  }

  /** What is refused by its head alone. */
  #refusal(request: IncomingMessage, connection: Connection): Answer | undefined {
    if (request.method !== "POST") return { status: 405, headers: ["Allow", "POST"], ...CLOSE };
    if (request.rawHeaders.length > this.#parts.config.limits.headers * 2) return { status: 431, ...CLOSE };
    if (request.headers.upgrade !== undefined) return { status: 400, ...CLOSE };
    // [TR-069a6 3.7.1.3] one message at a time: what is pipelined behind it is refused.
    if (connection.busy) connection.broken = true;
    return connection.broken === true ? INVALID_SESSION : undefined;
  }

  async #answer(request: IncomingMessage, connection: Connection): Promise<Answer | undefined> {
    const { config, sessions } = this.#parts;
    const cookie = sessionIdIn(request.headers.cookie);
    const session = cookie === undefined ? connection.session : sessions.withId(cookie);
    const { informBytes, sessionBytes } = config.limits;
    if (session === undefined && this.#mustWait()) {
      const long = !(Number(request.headers["content-length"]) <= informBytes);
      return long ? { ...this.#busyAnswer(), ...CLOSE } : this.#busyAnswer();
    }
    const read = await readBody(request, session === undefined ? informBytes : sessionBytes);
    if ("aborted" in read) return undefined;
    if ("refused" in read) return { status: read.refused, ...CLOSE };
    if (session !== undefined && session.state.at !== "ended")
      return this.#inSession(request, connection, session, cookie, read.body);
    if (read.body.length === 0) {
      if (cookie !== undefined) return INVALID_SESSION;
      return config.enrolment === "open" ? { status: 204 } : this.#challenge(false);
    }
    this.#overload.enter();
    try {
      return await this.#firstMessage(request, connection, read.body);
    } finally {
      this.#overload.leave();
    }
  }

  #mustWait(): boolean {
    const { sessions, config } = this.#parts;
    return this.#stopping || this.#overload.full || sessions.size >= config.limits.sessions;
  }

  async #inSession(
    request: IncomingMessage,
    connection: Connection,
    session: Session,
    cookie: string | undefined,
    body: Buffer,
  ): Promise<Answer> {
    const { conversation } = this.#parts;
    if (session.busy || !(await this.#mayContinue(request, connection, session))) return INVALID_SESSION;
    if (cookie !== undefined) session.returnsCookie = true;
    session.detached = false;
    session.address = connection.address;
    connection.session = session;
    if (body.length === 0)
      return this.#told(await conversation.take(session, undefined), connection, session);
    const message = this.#decoded(request, body);
    if (message === undefined)
      return this.#told(await conversation.take(session, undefined, true), connection, session);
    if (isInform(message)) {
      conversation.close(session, "replaced");
      return this.#firstMessage(request, connection, body);
    }
    const unknown = mustUnderstand(message);
    if (unknown !== undefined) return unknown;
    return this.#told(await conversation.take(session, message), connection, session);
  }

  /** A cookie that turns up elsewhere is believed only with the credentials of its session. */
  async #mayContinue(request: IncomingMessage, connection: Connection, session: Session): Promise<boolean> {
    if (connection.session === session || connection.address === session.address) return true;
    const shown = shownBy(request.headers.authorization);
    if (session.proof.kind === "password" && shown.scheme !== "none") {
      const verdict = await this.#parts.authenticator.verify(shown, "POST", request.url ?? "/");
      if (verdict.verified && verdict.credential.username === session.proof.username) return true;
    }
    this.#parts.metrics.count("cwmp_session_hijack_suspected_total");
    this.#parts.log.warn(
      { event: "session_hijack_suspected", device: session.device, address: connection.address },
      "session cookie from another address",
    );
    return false;
  }

  async #firstMessage(request: IncomingMessage, connection: Connection, body: Buffer): Promise<Answer> {
    const { conversation, config } = this.#parts;
    const shown = shownBy(request.headers.authorization);
    if (shown.scheme === "none" && connection.fingerprint === undefined && config.enrolment === "closed")
      return this.#challenge(false);
    const proven = await this.#prove(shown, request, connection);
    if ("status" in proven) return proven;
    const message = this.#decoded(request, body);
    if (message === undefined) return { status: 400, ...CLOSE };
    if (!isInform(message)) return INVALID_SESSION;
    const unknown = mustUnderstand(message);
    if (unknown !== undefined) return unknown;
    if (!(await this.#matches(proven.proof, proven.device, message))) return { status: 403, ...CLOSE };
    const session = conversation.open(connection.address, proven.proof);
    connection.session = session;
    const reply = await conversation.take(session, message);
    if (session.device !== undefined && session.state.at !== "ended")
      this.#connections.proven(request.socket, connection);
    return this.#told(reply, connection, session);
  }

  async #prove(
    shown: Shown,
    request: IncomingMessage,
    connection: Connection,
  ): Promise<Answer | { readonly proof: Proof; readonly device?: string }> {
    if (shown.scheme === "none") {
      const { fingerprint } = connection;
      return { proof: fingerprint === undefined ? { kind: "none" } : { kind: "certificate", fingerprint } };
    }
    const verdict = await this.#parts.authenticator.verify(shown, "POST", request.url ?? "/");
    if (!verdict.verified) return this.#challenge(verdict.stale);
    const { device, username, generation } = verdict.credential;
    const proof: Proof = { kind: "password", username, generation };
    return device === undefined ? { proof } : { proof, device };
  }

  /** Whoever proved to be one device must not inform as another. */
  async #matches(proof: Proof, device: string | undefined, message: Decoded): Promise<boolean> {
    const { gateway, log, metrics } = this.#parts;
    const { body } = message;
    if (body.kind !== "request" || body.rpc !== "Inform") return false;
    const identity = identityOf(body.args.DeviceId);
    // The user name of a device's own credentials is its identity: nothing to look up.
    if (proof.kind === "password" && (device === undefined || proof.username === identity.value)) return true;
    const proven =
      proof.kind === "certificate"
        ? await gateway.find({ scheme: "certificate", value: proof.fingerprint })
        : device;
    if (proven === undefined) return true;
    const informed = await gateway.find(identity);
    if (informed === proven) return true;
    metrics.count("cwmp_identity_mismatch_total");
    log.warn(
      { event: "identity_mismatch", proven, identity: identity.value },
      "credentials of one device, Inform of another",
    );
    return false;
  }

  #decoded(request: IncomingMessage, body: Buffer): Decoded | undefined {
    const { log, metrics, config } = this.#parts;
    try {
      const bytes = config.limits.sessionBytes;
      return decodeEnvelope(body, request.headers["content-type"], { bytes });
    } catch (error) {
      const { code, facts } = asFault(error);
      metrics.count("cwmp_undecodable_total", { code });
      log.warn(
        { ...facts, code, address: request.socket.remoteAddress, bytes: body.length },
        "undecodable message",
      );
      return undefined;
    }
  }

  #told(reply: Reply, connection: Connection, session: Session): Answer {
    if (session.state.at === "ended" && connection.session === session) delete connection.session;
    switch (reply.status) {
      case 200:
        return {
          status: 200,
          body: reply.body ?? "",
          headers: reply.cookie === undefined ? XML : ["Set-Cookie", sessionCookie(reply.cookie), ...XML],
        };
      case 204:
        return { status: 204 };
      case 401:
        return this.#challenge(false);
      case 503:
        return this.#busyAnswer();
      case 400:
        return INVALID_SESSION;
      case 403:
        return { status: 403, ...CLOSE };
    }
  }

  #challenge(stale: boolean): Answer {
    const values = this.#parts.authenticator.challenges(stale);
    return { status: 401, headers: values.flatMap((value) => ["WWW-Authenticate", value]) };
  }

  #busyAnswer(): Answer {
    this.#parts.metrics.count("cwmp_unavailable_total");
    return { status: 503, headers: ["Retry-After", String(this.#overload.retryAfter())] };
  }

  /** A CPE that gave no cookie back is lost with its connection; one that does may come again. */
  #gone(connection: Connection): void {
    const { session } = connection;
    if (session === undefined || session.state.at === "ended") return;
    delete connection.session;
    session.detached = true;
    if (!session.returnsCookie && session.state.at !== "cpeSpeaks")
      this.#parts.conversation.close(session, "connection");
  }
}

const XML = ["Content-Type", 'text/xml; charset="utf-8"'] as const;

function isInform({ body }: Decoded): boolean {
  return body.kind === "request" && body.rpc === "Inform";
}

/** [SOAP 1.1 4.2.3] a header that must be understood and is not. */
function mustUnderstand(message: Decoded): Answer | undefined {
  if (message.header.notUnderstood === undefined || message.body.kind !== "request") return undefined;
  const fault = {
    code: 8003,
    message: "Header not understood",
    parameters: [],
    soap: "MustUnderstand",
  } as const;
  const { namespace, id } = message;
  return {
    status: 200,
    headers: XML,
    body: encodeFault(fault, id === undefined ? { namespace } : { id, namespace }),
  };
}

/** Writes an answer: always with its length, as some CPEs cannot read chunks. */
function answer(response: ServerResponse, { status, body, headers, close }: Answer): void {
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  const head: string[] = headers === undefined ? [] : [...headers];
  if (status !== 204) head.push("Content-Length", String(length));
  if (close === true) head.push("Connection", "close");
  response.writeHead(status, head);
  response.end(body);
}
