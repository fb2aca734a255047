import {
  asFault,
  background,
  Fault,
  type Clock,
  type Gateway,
  type JsonObject,
  type Log,
  type Metrics,
} from "#core";
import type { Agent, Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { Controller } from "./controller.ts";
import { Contexts } from "./e2e/contexts.ts";
import type { SessionRecord } from "./e2e/context.ts";
import { endNotes, LEAST_RECORD, openNotes, type SessionNotes } from "./e2e/notes.ts";
import { around, roomFor } from "./e2e/room.ts";
import type { EndpointId } from "./endpointid.ts";
import { encodeMsg, encodeRecord } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import { errorText } from "./message/error.table.ts";
import type { Route, Sent } from "./mtp/mtp.ts";
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
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Messages in records: in a session context with agents that have one, else each in a record of its own. */
export class Records {
  readonly #parts: RecordsParts;
  readonly #contexts: Contexts;
  /** Agents that said goodbye, until when their Connect record is waited for. */
  readonly #away = new Map<EndpointId, number>();

  constructor(parts: RecordsParts) {
    this.#parts = parts;
    const { config, controller, mtps } = parts;
    this.#contexts = new Contexts({
      ...parts,
      peers: config.limits.agents,
      messageBytes: config.limits.recordBytes,
      transmit: (to, route, record) =>
        mtps.send(to, route, encodeRecord(sessionRecord(this.#ends(to), record))),
      room: (to, route) => this.#room(to, route),
      opened: (peer) => this.#noted(peer, openNotes(config.replica), { at: config.replica }),
      lost: (peer, messages) => controller.lose(peer, messages),
    });
  }

  /** Sends a request. Rejects with `broker.unavailable`, or `device.unreachable` while the agent's Connect record is awaited. */
  async ask(agent: Agent, route: Route, msg: Draft<"Msg">): Promise<Sent> {
    const { endpoint } = agent;
    // [TR-369 R-MTP.8]
    if (this.#isAway(endpoint))
      throw new Fault("device.unreachable", { detail: "the agent's Connect record is awaited", sent: false });
    if (!this.#isInSession(agent))
      return await this.#parts.mtps.send(endpoint, route, this.#alone(endpoint, msg));
    return await this.#contexts.send(endpoint, route, encodeMsg(msg), msg.header?.msgId);
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
    this.#parts.controller.lose(to, this.#contexts.end(to));
    await this.#parts.mtps.send(to, route, disconnectRecord(this.#ends(to), code, errorText(code, "")));
  }

  /** Its Connect record came. */
  connected(from: EndpointId): void {
    this.heard(from);
    this.#contexts.connected(from);
  }

  /** Anything but a Disconnect came: whoever talks may be talked to. */
  heard(from: EndpointId): void {
    this.#away.delete(from);
  }

  /** Its Disconnect record came. [TR-369 R-MTP.7] */
  disconnected(from: EndpointId, code: number): void {
    const { controller, clock, config } = this.#parts;
    const barred = code === SESSION_NOT_ALLOWED;
    // What it was asked in the session that it does not allow was not executed.
    const session = this.#contexts.end(from);
    if (barred) controller.lose(from, session, false);
    controller.forget(from);
    this.#away.delete(from);
    this.#away.set(from, clock.now() + config.requestTimeoutMs);
    const [oldest] = this.#away.keys();
    if (this.#away.size > config.limits.agents && oldest !== undefined) this.#away.delete(oldest);
    const required = code === SESSION_REQUIRED;
    const now = { ...(barred ? { barred } : {}), ...(required ? { mode: "Require" } : {}) };
    this.#noted(from, endNotes(barred, required), now);
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
