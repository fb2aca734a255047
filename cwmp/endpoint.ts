import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as TlsServer } from "node:https";
import { Server as NetServer, type Socket } from "node:net";
import { Fault, asFault, background, badInput, UNSLICED, type LogFields } from "#core";
import { LOOPBACK, Networks } from "./address.ts";
import { Admission, isInform, type Shows } from "./admission.ts";
import { CLOSE, INVALID_SESSION, write, type Answer, type Refusal } from "./answer.ts";
import { Answering, mustUnderstand } from "./answering.ts";
import type { Authenticator } from "./auth.ts";
import { readBody } from "./body.ts";
import type { CwmpConfig } from "./config.ts";
import { Connections, type Connection } from "./connection.ts";
import type { Conversation, Reply } from "./conversation.ts";
import { sessionIdIn } from "./cookie.ts";
import { createListener, secureOptions } from "./listener.ts";
import { Overload } from "./overload.ts";
import type { CwmpParts } from "./parts.ts";
import { Proxies, type Sender } from "./proxy.ts";
import type { Recorder } from "./record/recorder.ts";
import { Resumption } from "./resumption.ts";
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

/** One message, as it came. */
interface Said {
  readonly request: IncomingMessage;
  readonly sender: Sender;
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
  readonly #resumption: Resumption;
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
    this.#resumption = new Resumption(parts.sessions);
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
    if ("setSecureContext" in this.#server)
      this.#server.setSecureContext(secureOptions(this.#parts.config, tls));
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

  #write(response: ServerResponse, reply: Answer, connection: Connection): void {
    const { address, session } = connection;
    if (reply.refused !== undefined) this.#refused(reply.refused, address, { device: session?.device });
    write(response, reply);
    // The next message may come before the end of this connection is seen.
    if (!response.shouldKeepAlive) this.#gone(connection);
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
    if (connection.broken) return { status: 400, body: "Invalid session", ...CLOSE };
    if (!connection.busy) return undefined;
    // [TR-069a6 3.7.1.3] one message at a time: what is pipelined behind it is refused.
    connection.broken = true;
    return { ...INVALID_SESSION, refused: { reason: "pipelined" } };
  }

  async #answer(request: IncomingMessage, connection: Connection): Promise<Answer | undefined> {
    const cookie = sessionIdIn(request.headers.cookie);
    const sender = this.#proxies.senderOf(request, connection);
    const session = this.#sessionOf(cookie, connection, sender);
    const goesOn = session !== undefined || (cookie === undefined && this.#resumption.awaits(sender.address));
    const { informBytes, sessionBytes } = this.#parts.config.limits;
    if (!goesOn && this.#mustWait()) return this.#putOff(request);
    const reading = readBody(request, goesOn ? sessionBytes : informBytes);
    const read = reading instanceof Promise ? await reading : reading;
    if ("aborted" in read) return undefined;
    if ("refused" in read) return { status: read.refused, ...CLOSE, refused: { reason: BODY[read.refused] } };
    if (session !== undefined && session.state.at !== "ended")
      return this.#inSession({ request, sender, connection, body: read.body }, session, cookie);
    const said = { request, sender, connection, body: read.body };
    if (read.body.length === 0) return cookie === undefined ? this.#nothingSaid(said) : INVALID_SESSION;
    this.#overload.enter();
    try {
      return await this.#firstMessage(said);
    } finally {
      this.#overload.leave();
    }
  }

  /**
   * That of the cookie; for a CPE that gives none back, or an old one, that of the connection. A proxy's connection carries
   * several CPEs: each goes on with its own.
   */
  #sessionOf(cookie: string | undefined, connection: Connection, { address }: Sender): Session | undefined {
    const named = cookie === undefined ? undefined : this.#parts.sessions.withId(cookie);
    if (named !== undefined || !connection.proxied) return named ?? connection.session;
    return cookie === undefined && connection.session?.address === address ? connection.session : undefined;
  }

  /** What is too long to be read and dropped ends with its connection. */
  #putOff({ headers }: IncomingMessage): Answer {
    const short = Number(headers["content-length"]) <= this.#parts.config.limits.informBytes;
    return short ? this.#answering.busy() : { ...this.#answering.busy(), ...CLOSE };
  }

  #mustWait(): boolean {
    return this.#overload.full || this.#hasNoRoom();
  }

  #hasNoRoom(): boolean {
    const { sessions, config } = this.#parts;
    return this.#stopping || sessions.size >= config.limits.sessions;
  }

  async #inSession(said: Said, session: Session, cookie?: string): Promise<Answer> {
    const { request, sender, connection, body } = said;
    const { conversation, sessions } = this.#parts;
    if (session.busy) return INVALID_SESSION;
    if (!this.#admission.isOwn(request, sender, connection, session)) {
      const foreign = await this.#admission.foreign(request, sender, session);
      if (foreign !== undefined) return foreign;
    }
    if (cookie === session.id) session.returnsCookie = true;
    sessions.attach(session, connection.number, sender.address);
    connection.session = session;
    if (body.length === 0) return this.#told(await conversation.take(session, undefined), session, said);
    const message =
      body.length < LONG ? this.#decoded(request, body) : await this.#sliced(request, session, body);
    if ("reason" in message) {
      const reply = await conversation.take(session, undefined, true);
      return { ...this.#told(reply, session, said), refused: message };
    }
    if (isInform(message)) {
      conversation.close(session, "replaced");
      return this.#firstMessage(said);
    }
    const unknown = mustUnderstand(message);
    if (unknown !== undefined) return unknown;
    return this.#told(await conversation.take(session, message), session, said, message);
  }

  /** An empty POST that no cookie and no connection ties to a session. */
  async #nothingSaid(said: Said): Promise<Answer> {
    const { request, sender, body } = said;
    const { address, secure } = sender;
    if (this.#resumption.awaits(address) || request.headers.authorization !== undefined) {
      const shows = await this.#admission.prove(request, sender, body);
      if ("status" in shows) return shows;
      const session = this.#resumption.find(address, shows, undefined);
      if (session !== undefined) return this.#inSession(said, session);
    }
    return this.#parts.config.enrolment === "open" && !this.#resumption.asks(address)
      ? { status: 204 }
      : this.#answering.challenge({ stale: false, secure });
  }

  async #firstMessage(said: Said): Promise<Answer> {
    const { request, sender, connection, body } = said;
    const { conversation } = this.#parts;
    const showing = this.#admission.prove(request, sender, body);
    const shows = showing instanceof Promise ? await showing : showing;
    if ("status" in shows) return shows;
    const message = this.#decoded(request, body);
    if ("reason" in message) return { ...unreadable(message), ...CLOSE };
    if (!isInform(message)) return this.#unexpected(said, shows, message);
    // It was read only because somebody at its address may come back.
    if (connection.session === undefined && this.#hasNoRoom()) return this.#answering.busy();
    const admitted = this.#admission.admits(shows, message, sender, body);
    const proven = admitted instanceof Promise ? await admitted : admitted;
    if ("status" in proven) return proven;
    const session = conversation.open(sender, proven);
    session.connection = connection.number;
    connection.session = session;
    const reply = await conversation.take(session, message);
    if (session.device !== undefined && session.state.at !== "ended")
      this.#connections.proven(request.socket, connection);
    return this.#told(reply, session, said, message);
  }

  /** A message of a session that no cookie and no connection ties to it. */
  async #unexpected(said: Said, shows: Shows, message: Decoded): Promise<Answer> {
    const { address, secure } = said.sender;
    const session = this.#resumption.find(address, shows, message);
    if (session !== undefined) return this.#inSession(said, session);
    return shows.proof.kind === "none" && this.#resumption.asks(address)
      ? this.#answering.challenge({ stale: false, secure })
      : { ...INVALID_SESSION, refused: { reason: "notInform" } };
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

  #told(reply: Reply, session: Session, said: Said, message?: Decoded): Answer {
    const { request, connection, body } = said;
    if (session.state.at === "ended" && connection.session === session) connection.session = undefined;
    const answer = this.#answering.reply(reply, session, body);
    const { recorder } = this.#parts;
    if (recorder !== undefined) {
      const fault = message?.body.kind === "fault" || reply.refused !== undefined;
      recorder.exchange(session, request.headers["content-type"], body, answer, fault);
    }
    return answer;
  }

  /** A CPE that gave no cookie back and proved nothing is lost with its connection; others may come again. */
  #gone({ session, number }: Connection): void {
    // It may go on in another connection already.
    if (session === undefined || session.state.at === "ended" || session.connection !== number) return;
    this.#parts.sessions.lose(session);
    if (!session.returnsCookie && session.proof.kind === "none" && session.state.at !== "cpeSpeaks")
      this.#parts.conversation.close(session, "connection");
  }
}

/** A message that cannot be read; where only its charset is in the way, that is said. */
function unreadable(refused: Refusal): Answer {
  const body = refused.reason === "charset" ? "Charset not supported" : undefined;
  return { status: 400, refused, ...(body === undefined ? {} : { body }) };
}
