import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as TlsServer } from "node:https";
import { Server as NetServer, type Socket } from "node:net";
import { Fault, asFault, background, badInput, UNSLICED, type LogFields } from "#core";
import { LOOPBACK, Networks } from "./address.ts";
import { Admission, isInform } from "./admission.ts";
import { CLOSE, INVALID_SESSION, write, type Answer, type Refusal } from "./answer.ts";
import { Answering, mustUnderstand } from "./answering.ts";
import type { Authenticator } from "./auth.ts";
import { readBody } from "./body.ts";
import type { CwmpConfig } from "./config.ts";
import { Connections, type Connection } from "./connection.ts";
import type { Conversation, Reply } from "./conversation.ts";
import { sessionIdIn } from "./cookie.ts";
import { createListener } from "./listener.ts";
import { Overload } from "./overload.ts";
import type { CwmpParts } from "./parts.ts";
import { Proxies, type Sender } from "./proxy.ts";
import type { Recorder } from "./record/recorder.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { decodeEnvelope, decoding } from "./soap/codec.ts";
import type { Decoded } from "./soap/message.ts";

interface Parts extends Omit<CwmpParts, "recorder"> {
  readonly recorder?: Recorder | undefined;
  readonly sessions: Sessions;
  readonly conversation: Conversation;
  readonly authenticator: Authenticator;
}

/** One message of a session, as it came. */
interface Said {
  readonly request: IncomingMessage;
  readonly connection: Connection;
  readonly body: Buffer;
}

/** A body from which on decoding takes long enough to be sliced, bytes. */
const LONG = 65_536;

/** What a body that cannot be taken is refused for, by its status. */
const BODY = { 400: "inflate", 413: "tooLarge", 415: "coding" } as const;

/** The ACS on the wire: bounds, admission, sessions by cookie or connection, authentication. Any URL path is the ACS. */
export class Endpoint {
  readonly #parts: Parts;
  readonly #server: Server | TlsServer;
  readonly #connections: Connections;
  readonly #proxies: Proxies;
  readonly #overload: Overload;
  readonly #answering: Answering;
  readonly #admission: Admission;
  #stopping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { config, clock, metrics } = parts;
    const free = new Networks([...LOOPBACK, ...config.cpeNetworks, ...config.trustedProxies]);
    this.#proxies = new Proxies(config);
    this.#connections = new Connections(config.limits.connectionsPerAddress, free, this.#proxies);
    this.#overload = new Overload(clock, config.limits.informs);
    this.#answering = new Answering({ ...parts, overload: this.#overload });
    this.#admission = new Admission({ ...parts, answering: this.#answering });
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
    background(this.#parts.log, "answer", this.#serve(request, response, connection));
  }

  async #serve(request: IncomingMessage, response: ServerResponse, connection: Connection): Promise<void> {
    let reply: Answer | undefined;
    try {
      reply = await this.#answer(request, connection);
    } catch (error) {
      const fault = asFault(error);
      if (fault.code === "internal") this.#parts.log.error({ error }, "request failed");
      reply = this.#answering.busy();
    }
    connection.busy = false;
    if (reply !== undefined) this.#write(response, reply, connection);
  }

  #write(response: ServerResponse, reply: Answer, { address, session }: Connection): void {
    if (reply.refused !== undefined) this.#refused(reply.refused, address, { device: session?.device });
    write(response, reply);
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
    const sender = this.#proxies.senderOf(request, connection);
    const session = cookie === undefined ? sessionOf(connection, sender) : sessions.withId(cookie);
    const { informBytes, sessionBytes } = config.limits;
    if (session === undefined && this.#mustWait()) {
      const long = !(Number(request.headers["content-length"]) <= informBytes);
      return long ? { ...this.#answering.busy(), ...CLOSE } : this.#answering.busy();
    }
    const reading = readBody(request, session === undefined ? informBytes : sessionBytes);
    const read = reading instanceof Promise ? await reading : reading;
    if ("aborted" in read) return undefined;
    if ("refused" in read) return { status: read.refused, ...CLOSE, refused: { reason: BODY[read.refused] } };
    if (session !== undefined && session.state.at !== "ended")
      return this.#inSession(request, sender, connection, session, cookie, read.body);
    if (read.body.length === 0) {
      if (cookie !== undefined) return INVALID_SESSION;
      return config.enrolment === "open"
        ? { status: 204 }
        : this.#answering.challenge({ stale: false, secure: sender.secure });
    }
    this.#overload.enter();
    try {
      return await this.#firstMessage(request, sender, connection, read.body);
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
    sender: Sender,
    connection: Connection,
    session: Session,
    cookie: string | undefined,
    body: Buffer,
  ): Promise<Answer> {
    const { conversation } = this.#parts;
    if (session.busy) return INVALID_SESSION;
    if (!this.#admission.isOwn(request, sender, connection, session)) {
      const foreign = await this.#admission.foreign(request, sender, session);
      if (foreign !== undefined) return foreign;
    }
    if (cookie !== undefined) session.returnsCookie = true;
    session.detached = false;
    session.address = sender.address;
    connection.session = session;
    const said = { request, connection, body };
    if (body.length === 0) return this.#told(await conversation.take(session, undefined), session, said);
    const message =
      body.length < LONG ? this.#decoded(request, body) : await this.#sliced(request, session, body);
    if ("reason" in message) {
      const reply = await conversation.take(session, undefined, true);
      return { ...this.#told(reply, session, said), refused: message };
    }
    if (isInform(message)) {
      conversation.close(session, "replaced");
      return this.#firstMessage(request, sender, connection, body);
    }
    const unknown = mustUnderstand(message);
    if (unknown !== undefined) return unknown;
    return this.#told(await conversation.take(session, message), session, said, message);
  }

  async #firstMessage(
    request: IncomingMessage,
    sender: Sender,
    connection: Connection,
    body: Buffer,
  ): Promise<Answer> {
    const { conversation } = this.#parts;
    const showing = this.#admission.prove(request, sender, body);
    const shows = showing instanceof Promise ? await showing : showing;
    if ("status" in shows) return shows;
    const message = this.#decoded(request, body);
    if ("reason" in message) return { status: 400, ...CLOSE, refused: message };
    if (!isInform(message)) return { ...INVALID_SESSION, refused: { reason: "notInform" } };
    const admitted = this.#admission.admits(shows, message, sender, body);
    const proven = admitted instanceof Promise ? await admitted : admitted;
    if ("status" in proven) return proven;
    const session = conversation.open(sender, proven);
    connection.session = session;
    const reply = await conversation.take(session, message);
    if (session.device !== undefined && session.state.at !== "ended")
      this.#connections.proven(request.socket, connection);
    return this.#told(reply, session, { request, connection, body }, message);
  }

  #decoded(request: IncomingMessage, body: Buffer): Decoded | Refusal {
    try {
      const bytes = this.#parts.config.limits.sessionBytes;
      return decodeEnvelope(body, request.headers["content-type"], { bytes });
    } catch (error) {
      return this.#undecoded(error, body);
    }
  }

  /** The same while others go on; to further messages of the session it is busy meanwhile. */
  async #sliced(request: IncomingMessage, session: Session, body: Buffer): Promise<Decoded | Refusal> {
    const { slicer = UNSLICED, config } = this.#parts;
    session.busy = true;
    try {
      const bytes = config.limits.sessionBytes;
      return await slicer.run(decoding(body, request.headers["content-type"], { bytes }));
    } catch (error) {
      return this.#undecoded(error, body);
    } finally {
      session.busy = false;
    }
  }

  #undecoded(error: unknown, body: Buffer): Refusal {
    const { code, facts } = asFault(error);
    const { reason, offset } = facts;
    if (code === "internal") this.#parts.log.error({ error }, "decoder failed");
    return {
      reason: typeof reason === "string" ? reason : code,
      about: { code, offset, bytes: body.length },
    };
  }

  #told(reply: Reply, session: Session, { request, connection, body }: Said, message?: Decoded): Answer {
    if (session.state.at === "ended" && connection.session === session) delete connection.session;
    const answer = this.#answering.reply(reply, session, body);
    const { recorder } = this.#parts;
    if (recorder !== undefined) {
      const fault = message?.body.kind === "fault" || reply.refused !== undefined;
      recorder.exchange(session, request.headers["content-type"], body, answer, fault);
    }
    return answer;
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

/** The session of a CPE that gives no cookie back. A proxy's connection carries several CPEs: each goes on with its own. */
function sessionOf({ session, proxied }: Connection, { address }: Sender): Session | undefined {
  return proxied && session?.address !== address ? undefined : session;
}
