import {
  asFault,
  background,
  Fault,
  type Clock,
  type Gateway,
  type JsonObject,
  type Log,
  type Metrics,
  type Post,
} from "#core";
import type { Agent, Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { Controller } from "./controller.ts";
import { Contexts } from "./e2e/contexts.ts";
import type { SessionRecord } from "./e2e/context.ts";
import { base64, Elsewhere } from "./e2e/elsewhere.ts";
import { endNotes, LEAST_RECORD, openNotes, type SessionNotes } from "./e2e/notes.ts";
import { around, roomFor } from "./e2e/room.ts";
import type { EndpointId } from "./endpointid.ts";
import { decodeMsg, encodeMsg, encodeRecord, type Msg } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import { errorText } from "./message/error.table.ts";
import type { Inbound, Route, Sent } from "./mtp/mtp.ts";
import type { Mtps } from "./mtp/mtps.ts";
import {
  disconnectRecord,
  noSessionRecord,
  sessionRecord,
  SESSION_NOT_ALLOWED,
  SESSION_REQUIRED,
  type Ends,
} from "./record.ts";

export interface RecordsParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly controller: Controller;
  readonly mtps: Pick<Mtps, "send">;
  readonly post: Post;
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Messages in records: in a session context with agents that have one, else each in a record of its own. */
export class Records {
  readonly #parts: RecordsParts;
  readonly #contexts: Contexts;
  readonly #elsewhere: Elsewhere;
  /** Who asked what is sent in a session of this replica for another one, by message id. */
  readonly #askers = new Map<string, string>();
  /** Which replica sent what was asked from here. */
  readonly #senders = new Map<string, string>();
  /** Agents that said goodbye, until when their Connect record is waited for. */
  readonly #away = new Map<EndpointId, number>();

  constructor(parts: RecordsParts) {
    this.#parts = parts;
    const { config, mtps } = parts;
    this.#elsewhere = new Elsewhere(parts.post);
    const at = this.#elsewhere.here;
    this.#contexts = new Contexts({
      ...parts,
      peers: config.limits.agents,
      messageBytes: config.limits.recordBytes,
      transmit: (to, route, record) =>
        mtps.send(to, route, encodeRecord(sessionRecord(this.#ends(to), record))),
      room: (to, route) => this.#room(to, route),
      opened: (peer) => this.#noted(peer, openNotes(at), { at }),
      lost: (peer, messages) => this.#lost(peer, messages),
    });
  }

  /** What other replicas bring and ask. The result ends it. */
  serve(receive: (inbound: Inbound) => Promise<unknown>): () => void {
    const { controller, config } = this.#parts;
    const { recordBytes: bytes, elements } = config.limits;
    return this.#elsewhere.serve({
      record: async (inbound) => void (await receive(inbound)),
      send: (to, route, payload, message, asker) => {
        keep(this.#askers, message, asker);
        return this.#contexts.send(to, route, payload, message);
      },
      answer: (from, payload) => void controller.answer(from, decodeMsg(payload, { bytes, elements })),
      lost: (from, messages) => controller.lose(from, messages),
      abandon: (to, message) => this.#contexts.abandon(to, message),
      connected: (from) => this.#contexts.connected(from),
      disconnected: (from, code) => this.#ended(from, code),
    });
  }

  /** The replica that holds the agent's session, when that is another one. */
  async #holder(from: EndpointId): Promise<string | undefined> {
    const { agents } = this.#parts;
    const known = await agents.byEndpoint(from);
    const agent = known === undefined ? undefined : await agents.anew(known.device);
    const at = agent?.sessions?.at;
    return at === this.#elsewhere.here ? undefined : at;
  }

  /** Gives a record to the replica that holds its session; false when it is to be looked at here. Fault `store.unavailable`. */
  async passOn(from: EndpointId, record: SessionRecord, inbound: Inbound): Promise<boolean> {
    if (inbound.passedOn === true || !this.#contexts.isStrange(from, record)) return false;
    const holder = await this.#holder(from);
    return holder !== undefined && (await this.#elsewhere.record(holder, inbound));
  }

  /** An answer that nobody here waits for; false when no other replica does. */
  passAnswer(from: EndpointId, msg: Msg): boolean {
    const { msgId } = msg.header;
    const asker = this.#askers.get(msgId);
    if (asker === undefined) return false;
    this.#askers.delete(msgId);
    this.#tell(asker, from, { do: "answer", payload: base64(encodeMsg(msg)) });
    return true;
  }

  #tell(to: string, endpoint: EndpointId, what: Parameters<Elsewhere["tell"]>[2]): void {
    background(this.#parts.log, "tell the other replica", this.#elsewhere.tell(to, endpoint, what));
  }

  #lost(peer: EndpointId, messages: readonly string[], sent = true): void {
    this.#parts.controller.lose(peer, messages, sent);
    for (const message of messages) {
      const asker = this.#askers.get(message);
      if (asker === undefined) continue;
      this.#askers.delete(message);
      this.#tell(asker, peer, { do: "lost", messages: [message] });
    }
  }

  /** Sends a request. Rejects with `broker.unavailable`, or `device.unreachable` while the agent's Connect record is awaited. */
  async ask(agent: Agent, route: Route, msg: Draft<"Msg">): Promise<Sent> {
    const { endpoint } = agent;
    // [TR-369 R-MTP.8]
    if (this.#isAway(endpoint))
      throw new Fault("device.unreachable", { detail: "the agent's Connect record is awaited", sent: false });
    if (!this.#isInSession(agent))
      return await this.#parts.mtps.send(endpoint, route, this.#alone(endpoint, msg));
    const [payload, msgId = ""] = [encodeMsg(msg), msg.header?.msgId];
    const holder = agent.sessions?.at;
    if (holder === undefined || holder === this.#elsewhere.here || this.#contexts.has(endpoint))
      return await this.#contexts.send(endpoint, route, payload, msgId);
    keep(this.#senders, msgId, holder);
    const sent = await this.#elsewhere.send(holder, endpoint, route, payload, msgId);
    // Its holder is gone: the session begins anew here.
    return sent ?? (await this.#contexts.send(endpoint, route, payload, msgId));
  }

  /** Sends an answer, as its request came. [TR-369 R-MSG.0a] */
  async answer(to: EndpointId, route: Route, msg: Draft<"Msg">, inSession: boolean): Promise<Sent> {
    if (inSession) return await this.#contexts.send(to, route, encodeMsg(msg));
    return await this.#parts.mtps.send(to, route, this.#alone(to, msg), true);
  }

  #alone(to: EndpointId, msg: Draft<"Msg">): Uint8Array {
    return noSessionRecord(this.#ends(to), msg);
  }

  /** Nobody waits for the answer any more: in a session its request must not be sent again later. */
  abandon(to: EndpointId, msgId: string): void {
    this.#contexts.abandon(to, msgId);
    const sender = this.#senders.get(msgId);
    this.#senders.delete(msgId);
    if (sender !== undefined) this.#tell(sender, to, { do: "abandon", message: msgId });
  }

  /** A record of a session; what it brings is delivered once. */
  async take(
    from: EndpointId,
    route: Route,
    record: SessionRecord,
    deliver: (payload: Uint8Array) => Promise<void>,
  ): Promise<"taken" | "refused"> {
    return await this.#contexts.receive(from, route, record, deliver);
  }

  /** Ends what there is with the agent and says why. [TR-369 R-MTP.9] */
  async disconnect(to: EndpointId, route: Route, code: number): Promise<void> {
    this.#lost(to, this.#contexts.end(to));
    await this.#parts.mtps.send(to, route, disconnectRecord(this.#ends(to), code, errorText(code, "")));
  }

  /** Its Connect record came. */
  connected(from: EndpointId): void {
    this.heard(from);
    this.#contexts.connected(from);
    const holder = this.#parts.agents.cached(from)?.sessions?.at;
    if (holder !== undefined && holder !== this.#elsewhere.here)
      this.#tell(holder, from, { do: "connected" });
  }

  /** Anything but a Disconnect came: whoever talks may be talked to. */
  heard(from: EndpointId): void {
    this.#away.delete(from);
  }

  /** Its Disconnect record came. [TR-369 R-MTP.7] [TR-369 R-E2E.6b] */
  disconnected(from: EndpointId, code: number): void {
    const holder = this.#parts.agents.cached(from)?.sessions?.at;
    if (holder !== undefined && holder !== this.#elsewhere.here)
      this.#tell(holder, from, { do: "disconnected", code });
    this.#ended(from, code);
    const barred = code === SESSION_NOT_ALLOWED;
    const required = code === SESSION_REQUIRED;
    const now = { ...(barred ? { barred } : {}), ...(required ? { mode: "Require" } : {}) };
    this.#noted(from, endNotes(barred, required), now);
  }

  #ended(from: EndpointId, code: number): void {
    const { controller, clock, config } = this.#parts;
    // What it was asked in a session that it does not allow was not executed.
    const asked = this.#contexts.end(from);
    if (code === SESSION_NOT_ALLOWED) this.#lost(from, asked, false);
    controller.forget(from);
    this.#away.delete(from);
    this.#away.set(from, clock.now() + config.requestTimeoutMs);
    const [oldest] = this.#away.keys();
    if (this.#away.size > config.limits.agents && oldest !== undefined) this.#away.delete(oldest);
  }

  stop(): void {
    this.#contexts.stop();
  }

  #isAway(endpoint: EndpointId): boolean {
    const until = this.#away.get(endpoint);
    if (until === undefined) return false;
    if (until > this.#parts.clock.now()) return true;
    this.#away.delete(endpoint);
    return false;
  }

  /** A session is opened from here only where the operator or the agent requires one, or where there was one. */
  #isInSession({ endpoint, sessions = {} }: Agent): boolean {
    const { sessions: policy } = this.#parts.config;
    if (policy === "refuse") return false;
    if (this.#contexts.has(endpoint)) return true;
    if (sessions.barred === true || sessions.mode === "Forbid") return false;
    return policy === "require" || sessions.mode === "Require" || sessions.at !== undefined;
  }

  /** Keeps for later what a session's begin or end says of the agent; false while the agent is not known. */
  #noted(from: EndpointId, memory: JsonObject, now: Omit<SessionNotes, "recordBytes">): boolean {
    const { agents, gateway, clock, log } = this.#parts;
    const agent = agents.cached(from);
    if (agent === undefined) return false;
    const { at: was, barred: wasBarred = false, ...rest } = agent.sessions ?? {};
    const barred = now.barred ?? (now.at === undefined ? wasBarred : false);
    if (was === now.at && wasBarred === barred && (now.mode ?? rest.mode) === rest.mode) return true;
    agents.remember({ ...agent, sessions: { ...rest, ...now, ...(barred ? { barred } : {}) } });
    const { device } = agent;
    const noted = gateway.report({ device, protocol: "usp", at: clock.now(), events: [], memory });
    background(
      log,
      "note session context",
      noted.catch((error: unknown) => {
        // It is told again when it matters: by the agent that goes on in its session, or refuses another one.
        log.warn({ endpoint: from, fault: asFault(error).code }, "session context not noted");
      }),
    );
    return true;
  }

  #room(to: EndpointId, route: Route): number {
    const { agents, config } = this.#parts;
    const told = agents.cached(to)?.sessions?.recordBytes;
    // Until its row was read, any record may be too large.
    const limit = told === 0 ? config.recordLimit : (told ?? config.recordLimit ?? LEAST_RECORD);
    const reply = `${config.topic}/replica/${config.replica}-00/${to}`;
    return roomFor(limit, this.#ends(to), around(route, Buffer.byteLength(reply)));
  }

  #ends(peer: EndpointId): Ends {
    const { agents } = this.#parts;
    const version = agents.cached(peer)?.version ?? agents.firstVersion(peer);
    return { own: this.#parts.config.endpointId, peer, version };
  }
}

/** Messages on their way for another replica or by one: those whose answer never came are forgotten first. */
const ON_THEIR_WAY = 10_000;

function keep(map: Map<string, string>, message: string, replica: string): void {
  map.set(message, replica);
  const [oldest] = map.keys();
  if (map.size > ON_THEIR_WAY && oldest !== undefined) map.delete(oldest);
}
