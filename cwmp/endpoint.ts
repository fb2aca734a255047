import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as TlsServer } from "node:https";
import { Server as NetServer, type Socket } from "node:net";
import {
  Fault,
  asFault,
  badInput,
  type Clock,
  type Gateway,
  type Log,
  type LogFields,
  type Metrics,
  type Proof,
} from "#core";
import { LOOPBACK, Networks } from "./address.ts";
import { shownBy, type Authenticator, type Shown } from "./auth.ts";
import { readBody } from "./body.ts";
import type { CwmpConfig } from "./config.ts";
import { Connections, type Connection } from "./connection.ts";
import type { Conversation, Reply } from "./conversation.ts";
import { sessionCookie, sessionIdIn } from "./cookie.ts";
import { identityOf, wrongDeviceId } from "./inform.ts";
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
  /** The message was bad input; left out when it merely comes at a bad time. */
  readonly refused?: Refusal;
}

/** Why a message was refused: a word of a bounded set, and facts for the log that hold nothing of what was sent. */
interface Refusal {
  readonly reason: string;
  readonly about?: LogFields;
}

const INVALID_SESSION: Answer = {
  status: 400,
  body: "Invalid session",
  close: true,
  refused: { reason: "session" },
};
const CLOSE = { close: true } as const;
/** What a body that cannot be taken is refused for, by its status. */
const BODY = { 400: "inflate", 413: "tooLarge", 415: "coding" } as const;

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
    const free = new Networks([...LOOPBACK, ...config.cpeNetworks, ...config.trustedProxies]);
    this.#connections = new Connections(config.limits.connectionsPerAddress, free);
    this.#overload = new Overload(clock, config.limits.informs);
    this.#server = createListener(config, {
      handle: (request, response) => this.#handle(request, response),
      refused: (reason, peer) => this.#refused({ reason }, peer),
    });
    this.#server.on("connection", (socket: Socket) => {
      if (this.#connections.admit(socket)) return;
      this.#refused({ reason: "connections" }, socket.remoteAddress);
      socket.destroy();
    });
    this.#server.on("tlsClientError", (_error, socket) => {
      metrics.count("tls_handshake_errors", { listener: "cwmp" });
      this.#refused({ reason: "tls" }, socket.remoteAddress);
    });
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
      this.#write(response, refused, connection);
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
        if (reply !== undefined) this.#write(response, reply, connection);
      })
      .catch((error: unknown) => this.#parts.log.error({ error }, "answer failed"));
  }

  #write(response: ServerResponse, reply: Answer, { address, session }: Connection): void {
    if (reply.refused !== undefined) this.#refused(reply.refused, address, { device: session?.device });
    answer(response, reply);
  }

  #refused({ reason, about }: Refusal, peer: string | undefined, session?: LogFields): void {
    badInput(this.#parts, "cwmp", reason, { peer, ...session, ...about });
  }

  /** What is refused by its head alone. */
  #refusal(request: IncomingMessage, connection: Connection): Answer | undefined {
    const { method, rawHeaders, headers } = request;
    if (method !== "POST")
      return { status: 405, headers: ["Allow", "POST"], ...CLOSE, refused: { reason: "method" } };
    if (rawHeaders.length > this.#parts.config.limits.headers * 2)
      return { status: 431, ...CLOSE, refused: { reason: "headers" } };
    if (headers.upgrade !== undefined) return { status: 400, ...CLOSE, refused: { reason: "upgrade" } };
    // What stands behind a message that was refused already, in the same packet.
    if (connection.broken === true) return { status: 400, body: "Invalid session", ...CLOSE };
    if (!connection.busy) return undefined;
    // [TR-069a6 3.7.1.3] one message at a time: what is pipelined behind it is refused.
    connection.broken = true;
    return { ...INVALID_SESSION, refused: { reason: "pipelined" } };
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
    if ("refused" in read) return { status: read.refused, ...CLOSE, refused: { reason: BODY[read.refused] } };
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
    if (session.busy) return INVALID_SESSION;
    const foreign = await this.#foreign(request, connection, session);
    if (foreign !== undefined) return foreign;
    if (cookie !== undefined) session.returnsCookie = true;
    session.detached = false;
    session.address = connection.address;
    connection.session = session;
    if (body.length === 0)
      return this.#told(await conversation.take(session, undefined), connection, session);
    const message = this.#decoded(request, body);
    if ("reason" in message) {
      const reply = await conversation.take(session, undefined, true);
      return { ...this.#told(reply, connection, session), refused: message };
    }
    if (isInform(message)) {
      conversation.close(session, "replaced");
      return this.#firstMessage(request, connection, body);
    }
    const unknown = mustUnderstand(message);
    if (unknown !== undefined) return unknown;
    return this.#told(await conversation.take(session, message), connection, session);
  }

  /** A cookie that turns up elsewhere is believed only with the credentials of its session. */
  async #foreign(
    request: IncomingMessage,
    connection: Connection,
    session: Session,
  ): Promise<Answer | undefined> {
    if (connection.session === session || connection.address === session.address) return undefined;
    const shown = shownBy(request.headers.authorization);
    if (session.proof.kind === "password" && shown.scheme !== "none") {
      const verdict = await this.#parts.authenticator.verify(shown, "POST", request.url ?? "/");
      if (verdict.verified && verdict.credential.username === session.proof.username) return undefined;
    }
    this.#parts.metrics.count("cwmp_session_hijack_suspected_total");
    const about = { event: "session_hijack_suspected", device: session.device };
    return { ...INVALID_SESSION, refused: { reason: "session", about } };
  }

  async #firstMessage(request: IncomingMessage, connection: Connection, body: Buffer): Promise<Answer> {
    const { conversation, config } = this.#parts;
    const shown = shownBy(request.headers.authorization);
    if (shown.scheme === "none" && connection.fingerprint === undefined && config.enrolment === "closed")
      return this.#challenge(false);
    const proven = await this.#prove(shown, request, connection);
    if ("status" in proven) return proven;
    const message = this.#decoded(request, body);
    if ("reason" in message) return { status: 400, ...CLOSE, refused: message };
    if (!isInform(message)) return { ...INVALID_SESSION, refused: { reason: "notInform" } };
    const unknown = mustUnderstand(message) ?? unknownSender(message);
    if (unknown !== undefined) return unknown;
    const other = await this.#mismatch(proven.proof, proven.device, message);
    if (other !== undefined) return other;
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
    if (!verdict.verified) {
      const about = { why: verdict.why, scheme: shown.scheme };
      return { ...this.#challenge(verdict.stale), refused: { reason: "credentials", about } };
    }
    const { device, username, generation } = verdict.credential;
    const proof: Proof = { kind: "password", username, generation };
    return device === undefined ? { proof } : { proof, device };
  }

  /** Whoever proved to be one device must not inform as another. */
  async #mismatch(proof: Proof, device: string | undefined, message: Inform): Promise<Answer | undefined> {
    const { gateway, metrics } = this.#parts;
    const identity = identityOf(message.body.args.DeviceId);
    // The user name of a device's own credentials is its identity: nothing to look up.
    if (proof.kind === "password" && (device === undefined || proof.username === identity.value))
      return undefined;
    const proven =
      proof.kind === "certificate"
        ? await gateway.find({ scheme: "certificate", value: proof.fingerprint })
        : device;
    if (proven === undefined) return undefined;
    const informed = await gateway.find(identity);
    if (informed === proven) return undefined;
    metrics.count("cwmp_identity_mismatch_total");
    const about = { event: "identity_mismatch", proven, identity: identity.value };
    return { status: 403, ...CLOSE, refused: { reason: "identity", about } };
  }

  #decoded(request: IncomingMessage, body: Buffer): Decoded | Refusal {
    try {
      const bytes = this.#parts.config.limits.sessionBytes;
      return decodeEnvelope(body, request.headers["content-type"], { bytes });
    } catch (error) {
      const { code, facts } = asFault(error);
      const { reason, offset } = facts;
      if (code === "internal") this.#parts.log.error({ error }, "decoder failed");
      return {
        reason: typeof reason === "string" ? reason : code,
        about: { code, offset, bytes: body.length },
      };
    }
  }

  #told(reply: Reply, connection: Connection, session: Session): Answer {
    if (session.state.at === "ended" && connection.session === session) delete connection.session;
    const refused =
      reply.refused === undefined
        ? {}
        : { refused: { reason: reply.refused, about: { device: session.device } } };
    switch (reply.status) {
      case 200:
        return {
          status: 200,
          body: reply.body ?? "",
          headers: reply.cookie === undefined ? XML : ["Set-Cookie", sessionCookie(reply.cookie), ...XML],
          ...refused,
        };
      case 204:
        return { status: 204 };
      case 401:
        return { ...this.#challenge(false), ...refused };
      case 503:
        return this.#busyAnswer();
      case 400:
        return { status: 400, body: "Invalid session", ...CLOSE, ...refused };
      case 403:
        return { status: 403, ...CLOSE, ...refused };
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

type Inform = Decoded & {
  readonly body: Extract<Decoded["body"], { readonly kind: "request"; readonly rpc: "Inform" }>;
};

function isInform(message: Decoded): message is Inform {
  return message.body.kind === "request" && message.body.rpc === "Inform";
}

/** [SOAP 1.1 4.2.3] a header that must be understood and is not. */
function mustUnderstand(message: Decoded): Answer | undefined {
  if (message.header.notUnderstood === undefined || message.body.kind !== "request") return undefined;
  const fault = { message: "Header not understood", soap: "MustUnderstand" } as const;
  return faultAnswer(message, fault, { reason: "header" });
}

/** An Inform that does not tell which device it is of. */
function unknownSender(message: Inform): Answer | undefined {
  const field = wrongDeviceId(message.body.args.DeviceId);
  if (field === undefined) return undefined;
  const fault = { message: `Invalid arguments: DeviceId.${field}` };
  return { ...faultAnswer(message, fault, { reason: "deviceId", about: { field } }), ...CLOSE };
}

function faultAnswer(
  { namespace, id }: Decoded,
  fault: { readonly message: string; readonly soap?: "MustUnderstand" },
  refused: Refusal,
): Answer {
  const options = id === undefined ? { namespace } : { id, namespace };
  const body = encodeFault({ code: 8003, parameters: [], ...fault }, options);
  return { status: 200, headers: XML, body, refused };
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
