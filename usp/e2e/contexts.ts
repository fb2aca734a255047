import { randomBytes } from "node:crypto";
import { asFault, background, badInput, Fault, type Clock, type Log, type Metrics } from "#core";
import type { EndpointId } from "../endpointid.ts";
import type { Route, Sent } from "../mtp/mtp.ts";
import { Rates } from "../rate.ts";
import {
  NO_CONTEXT,
  type Context,
  type ContextEffect,
  type ContextEvent,
  type ContextRules,
  type ContextState,
  type Remark,
  type SessionRecord,
} from "./context.ts";
import { bytesOf, isWaiting, step } from "./context.machine.ts";

export interface ContextsParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Peers whose sessions are kept; that of the one heard longest ago is forgotten first. */
  readonly peers: number;
  readonly messageBytes: number;
  /** Sends one record; rejects with Fault `broker.unavailable`. */
  transmit(to: EndpointId, route: Route, record: SessionRecord): Promise<Sent>;
  /** Bytes of payload that fit into one record. */
  room(to: EndpointId, route: Route): number;
  /** A session with the peer has begun; told until it gives true. */
  opened(peer: EndpointId): boolean;
  /** Requests that a peer may not have got, or not wholly: their session is over. */
  lost(peer: EndpointId, messages: readonly string[]): void;
}

/** How long an acknowledgement waits for a record it can go along with; longer than a gap, so that asking acknowledges too. */
const ACKNOWLEDGE_MS = 400;
/** How long a missing record is waited for: it may come by another connection. */
const GAP_MS = 200;
/** How long a message may take between two of its segments. */
const STUCK_MS = 60_000;
const TRIES = 5;
/** Over many connections to a broker, one that is held up may keep a record back while the others bring those after it. */
const AHEAD = 1024;
const AHEAD_BYTES = 4 * 2 ** 20;
const KEPT = 65_536;
/** Of all sessions together. */
const HELD_BYTES = 256 * 2 ** 20;
/** Sessions that one peer may open: so many at once, and one in so many seconds. */
const OPENINGS = 20;
const OPENINGS_PER_SECOND = 0.5;

/** What the peer did wrong; the rest is everyday. */
const BAD: ReadonlySet<Remark> = new Set<Remark>([
  "sessionId",
  "segments",
  "tooLarge",
  "aheadFull",
  "keptFull",
  "missing",
  "notHeld",
  "stuck",
]);

type Timer = "acknowledge" | "gap" | "stuck";

interface Entry {
  state: ContextState;
  /** Counted up when all is forgotten: what began before is not kept. */
  era: number;
  /** Steps that wait or run. */
  steps: number;
  /** The session that `opened` has taken note of. */
  noted: bigint | undefined;
  /** Where the peer was heard or spoken to last. */
  route: Route;
  held: number;
  /** One step at a time, each with what it delivers. */
  turn: Promise<unknown>;
  /** Records leave in their order. */
  out: Promise<unknown>;
  readonly timers: Map<Timer, () => void>;
}

/**
 * The session contexts of this replica with its peers. A step is kept only when what it delivers is durable: until then its
 * records are not acknowledged and come again.
 */
export class Contexts {
  readonly #parts: ContextsParts;
  readonly #entries = new Map<EndpointId, Entry>();
  readonly #openings: Rates<EndpointId>;
  #held = 0;

  constructor(parts: ContextsParts) {
    this.#parts = parts;
    const { clock, peers } = parts;
    this.#openings = new Rates(clock, { perSecond: OPENINGS_PER_SECOND, burst: OPENINGS, peers });
  }

  /** The peer is spoken to in sessions, from here. */
  has(peer: EndpointId): boolean {
    return this.#entries.get(peer)?.state.used === true;
  }

  /** Nothing is known here of the session that the record is of. */
  isStrange(peer: EndpointId, record: SessionRecord): boolean {
    const entry = this.#entries.get(peer);
    return (
      entry === undefined ||
      (isStrange(record, entry.state) && !entry.state.replaced.includes(record.session))
    );
  }

  /**
   * Resolves when what the record brings is durable, `refused` when it was not looked at. Rejects as `deliver` does; then the
   * record is to come again.
   */
  receive(
    peer: EndpointId,
    route: Route,
    record: SessionRecord,
    deliver: (payload: Uint8Array) => Promise<void>,
  ): Promise<"taken" | "refused"> {
    return this.#inTurn(peer, route, async (entry) => {
      if (isStrange(record, entry.state) && !this.#mayOpen(peer)) return "refused";
      const { era } = entry;
      const { state, effects } = this.#stepOf(peer, entry, { on: "record", record });
      for (const effect of effects) if (effect.do === "deliver") await deliver(effect.payload);
      if (entry.era === era) void this.#keep(peer, entry, state, effects);
      return "taken";
    });
  }

  /**
   * Sends a message in the session, and opens one when there is none. What did not leave, or found nobody, is never sent again.
   * Rejects with Fault `broker.unavailable`.
   */
  async send(peer: EndpointId, route: Route, payload: Uint8Array, message?: string): Promise<Sent> {
    const era = this.#entries.get(peer)?.era ?? 0;
    const sending = await this.#inTurn(peer, route, async (entry) => {
      if (entry.era !== era)
        throw new Fault("device.unreachable", { detail: "the session ended", sent: false });
      const named = message === undefined ? {} : { message };
      const { state, effects } = this.#stepOf(peer, entry, { on: "send", payload, ...named });
      return await Promise.resolve(this.#keep(peer, entry, state, effects));
    });
    try {
      const sent = await Promise.all(sending);
      if (!sent.includes("noReceiver")) return "sent";
      this.abandon(peer, message);
      return "noReceiver";
    } catch (error) {
      this.abandon(peer, message);
      throw error;
    }
  }

  /** Nobody waits for the answer any more. */
  abandon(peer: EndpointId, message: string | undefined): void {
    if (message !== undefined) this.#quietly(peer, { on: "abandon", message });
  }

  /** The peer presented itself by a Connect record. */
  connected(peer: EndpointId): void {
    this.#quietly(peer, { on: "connect" });
  }

  /** A Disconnect record came or was sent. Gives the requests that the peer has not acknowledged. [TR-369 R-MTP.7] */
  end(peer: EndpointId): readonly string[] {
    const entry = this.#entries.get(peer);
    if (entry === undefined) return [];
    // At once, not in its turn: what comes behind it is of no session.
    const { state, effects } = this.#stepOf(peer, entry, { on: "end" });
    this.#drop(entry);
    entry.state = state;
    this.#quietly(peer, { on: "end" });
    return effects.flatMap((effect) => (effect.do === "lost" ? effect.messages : []));
  }

  stop(): void {
    for (const entry of this.#entries.values()) this.#drop(entry);
    this.#entries.clear();
  }

  #mayOpen(peer: EndpointId): boolean {
    const taken = this.#openings.take(peer);
    if (taken === "first") badInput(this.#parts, "usp", "rate", { peer });
    else if (taken === "over")
      this.#parts.metrics.count("causeway_rejected_total", { surface: "usp", reason: "rate" });
    return taken === "within";
  }

  /** An event of a peer that has sessions; nothing of it can fail. */
  #quietly(peer: EndpointId, event: ContextEvent): void {
    const known = this.#entries.get(peer);
    if (known === undefined) return;
    const done = this.#inTurn(peer, known.route, (entry) => {
      const { state, effects } = this.#stepOf(peer, entry, event);
      void this.#keep(peer, entry, state, effects);
      return Promise.resolve();
    });
    background(this.#parts.log, "session context", done);
  }

  #inTurn<T>(peer: EndpointId, route: Route, run: (entry: Entry) => Promise<T>): Promise<T> {
    const entry = this.#entries.get(peer) ?? this.#newEntry(route);
    // Those heard last are at the end.
    this.#entries.delete(peer);
    this.#entries.set(peer, entry);
    this.#forgetOldest();
    entry.steps++;
    const done = entry.turn.then(() => {
      entry.route = route;
      return run(entry);
    });
    entry.turn = done.catch(() => undefined).then(() => this.#settle(peer, entry));
    return done;
  }

  #newEntry(route: Route): Entry {
    const idle = Promise.resolve();
    return {
      state: NO_CONTEXT,
      era: 0,
      steps: 0,
      noted: undefined,
      route,
      held: 0,
      turn: idle,
      out: idle,
      timers: new Map(),
    };
  }

  #forgetOldest(): void {
    for (const [peer, entry] of this.#entries) {
      if (this.#entries.size <= this.#parts.peers) return;
      this.#entries.delete(peer);
      this.#drop(entry);
    }
  }

  #drop(entry: Entry): void {
    entry.era++;
    for (const cancel of entry.timers.values()) cancel();
    entry.timers.clear();
    this.#held -= entry.held;
    entry.held = 0;
  }

  #stepOf(peer: EndpointId, entry: Entry, event: ContextEvent) {
    const rules: ContextRules = {
      room: this.#parts.room(peer, entry.route),
      messageBytes: this.#parts.messageBytes,
      ahead: AHEAD,
      aheadBytes: AHEAD_BYTES,
      kept: KEPT,
      tries: TRIES,
      draw: newSessionId,
    };
    return step(entry.state, event, rules);
  }

  /** The state holds from here on; gives what leaves. */
  #keep(
    peer: EndpointId,
    entry: Entry,
    state: ContextState,
    effects: readonly ContextEffect[],
  ): readonly Promise<Sent>[] {
    const before = entry.state.context;
    entry.state = state;
    this.#tell(peer, effects);
    const id = state.context?.id;
    if (id !== entry.noted && (id === undefined || this.#parts.opened(peer))) entry.noted = id;
    this.#setTimers(peer, entry, before);
    return effects.flatMap((effect) =>
      effect.do === "transmit" ? [this.#transmit(peer, entry, effect.record)] : [],
    );
  }

  #tell(peer: EndpointId, effects: readonly ContextEffect[]): void {
    for (const effect of effects) {
      if (effect.do === "lost") this.#parts.lost(peer, effect.messages);
      if (effect.do !== "note") continue;
      const { what, session, sequence } = effect;
      this.#parts.metrics.count("usp_session_contexts_total", { what });
      const about = {
        session: String(session),
        ...(sequence === undefined ? {} : { sequence: String(sequence) }),
      };
      if (BAD.has(what)) badInput(this.#parts, "usp", what, { peer, ...about });
      else this.#parts.log.debug({ endpoint: peer, what, ...about }, "session context");
    }
  }

  #transmit(peer: EndpointId, entry: Entry, record: SessionRecord): Promise<Sent> {
    const { route } = entry;
    const sent = entry.out.then(() => this.#parts.transmit(peer, route, record));
    entry.out = sent.catch((error: unknown) => {
      this.#parts.log.info({ endpoint: peer, fault: asFault(error).code }, "record of a session not sent");
    });
    return sent;
  }

  #setTimers(peer: EndpointId, entry: Entry, before: Context | undefined): void {
    const { context } = entry.state;
    const held = heldBy(entry.state);
    this.#held += held - entry.held;
    entry.held = held;
    const moved = context?.id !== before?.id || context?.expected !== before?.expected;
    this.#timer(peer, entry, "acknowledge", context?.owes === true, false, ACKNOWLEDGE_MS);
    const isMissing = (context?.ahead.size ?? 0) > 0 || entry.state.early.length > 0;
    this.#timer(peer, entry, "gap", isMissing, moved, GAP_MS);
    // Above what all may hold together, whoever comes with more begins anew.
    const isFull = this.#held > HELD_BYTES;
    this.#timer(peer, entry, "stuck", isWaiting(context), moved || isFull, isFull ? 0 : STUCK_MS);
  }

  #timer(peer: EndpointId, entry: Entry, name: Timer, wanted: boolean, anew: boolean, ms: number): void {
    const running = entry.timers.get(name);
    if (running !== undefined && wanted && !anew) return;
    running?.();
    entry.timers.delete(name);
    if (!wanted || this.#entries.get(peer) !== entry) return;
    const fire = () => {
      entry.timers.delete(name);
      this.#quietly(peer, { on: name });
    };
    entry.timers.set(name, this.#parts.clock.after(ms, fire));
  }

  /** Nothing is kept of a peer without sessions. */
  #settle(peer: EndpointId, entry: Entry): void {
    const { context, used, early } = entry.state;
    const isEmpty = --entry.steps === 0 && context === undefined && !used && early.length === 0;
    if (isEmpty && this.#entries.get(peer) === entry) this.#entries.delete(peer);
  }
}

/** Of a session of which nothing is open or kept. */
function isStrange({ session }: SessionRecord, { context, early }: ContextState): boolean {
  return session !== context?.id && !early.some((one) => one.session === session);
}

function heldBy({ context, early }: ContextState): number {
  if (context === undefined) return bytesOf(early);
  const kept = bytesOf(context.kept.map(({ record }) => record));
  return context.aheadBytes + (context.parts?.bytes ?? 0) + kept + bytesOf(early);
}

/**
 * Random, above 1: never used with a peer before but by a chance of no account. [TR-369 R-E2E.3] Below 2^53, for agents that
 * count in floating point.
 */
function newSessionId(): bigint {
  return (randomBytes(8).readBigUInt64BE() >> 11n) | 2n;
}
