import { randomBytes } from "node:crypto";
import { asFault, background, backoff, Fault, sleep, type Clock, type Log, type Metrics } from "#core";
import { type Element, xml } from "@xmpp/client-core";
import { openStream, type XmppLogin, type XmppStream } from "./xmpp.stream.ts";

interface Parts {
  readonly login: XmppLogin;
  /** Last part of the gateway's address, one for each replica. */
  readonly resource: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What an entity answered to a request. */
export type XmppReply =
  | { readonly kind: "result" }
  /** `condition` as in RFC 6120 8.3.3; `echoed`: the request came back with it, so it is the entity's own answer. */
  | { readonly kind: "error"; readonly condition: string; readonly echoed: boolean };

interface Waiter {
  readonly to: string;
  readonly answer: (reply: XmppReply) => void;
  readonly lost: (fault: Fault) => void;
}

const STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
/** Requests that wait for answers at a time. */
const WAITERS = 4096;
/** A server that says nothing for so long is asked for a sign of life, and given up when none comes by the next time. */
const QUIET_MS = 30_000;

/** The gateway's one connection to the XMPP server: looks after itself between `start` and `stop`. */
export class XmppClient {
  readonly #parts: Parts;
  readonly #waiters = new Map<string, Waiter>();
  readonly #stopping = new AbortController();
  #stream: XmppStream | undefined;
  #ran: Promise<void> = Promise.resolve();
  #heardAt = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Returns at once: the gateway serves devices while the server is away. */
  start(): void {
    this.#ran = this.#run();
    background(this.#parts.log, "xmpp", this.#ran);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stream?.close();
    await this.#ran;
  }

  isUp(): boolean {
    return this.#stream !== undefined;
  }

  /**
   * Asks an entity by an IQ of type `get`. Its reply counts, and nobody else's. Faults: `xmpp.unavailable` while the
   * connection is down, `gateway.overloaded` with too many requests in the air; rejects with the signal's reason.
   */
  async ask(to: string, payload: Element, signal: AbortSignal): Promise<XmppReply> {
    const stream = this.#stream;
    if (stream === undefined)
      throw new Fault("xmpp.unavailable", { detail: "no connection to the XMPP server" });
    if (this.#waiters.size >= WAITERS) throw new Fault("gateway.overloaded");
    const id = randomBytes(9).toString("base64url");
    const reply = new Promise<XmppReply>((answer, lost) => {
      this.#waiters.set(id, { to: comparable(to), answer, lost });
      signal.addEventListener("abort", () => lost(signal.reason as Error), { once: true });
      if (signal.aborted) lost(signal.reason as Error);
    });
    // The promise may be lost before anybody waits for it.
    reply.catch(() => undefined);
    try {
      await stream.send(xml("iq", { type: "get", from: stream.jid, to, id }, payload));
      return await reply;
    } finally {
      this.#waiters.delete(id);
    }
  }

  async #run(): Promise<void> {
    const { clock, log, login, metrics } = this.#parts;
    const { signal } = this.#stopping;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const take = (stanza: Element): void => this.#take(stanza);
        const stream = await openStream(login, this.#parts.resource, clock, take);
        attempt = 0;
        await this.#live(stream);
      } catch (error) {
        const { code, facts } = asFault(error);
        log.warn({ code, detail: facts["detail"], attempt }, "xmpp server not reached");
      }
      metrics.gauge("cwmp_xmpp_up", 0);
      const wait = backoff(attempt + 1, randomBytes(1).readUInt8() / 255);
      await sleep(clock, wait, signal).catch(() => undefined);
    }
  }

  /** Until the connection is gone. */
  async #live(stream: XmppStream): Promise<void> {
    const { clock, log, metrics } = this.#parts;
    this.#stream = stream;
    if (this.#stopping.signal.aborted) stream.close();
    this.#heardAt = clock.now();
    metrics.gauge("cwmp_xmpp_up", 1);
    log.info({ jid: stream.jid }, "xmpp server reached");
    const watching = new AbortController();
    background(log, "xmpp watch", this.#watch(stream, watching.signal));
    const why = await stream.ended;
    watching.abort();
    this.#stream = undefined;
    for (const { lost } of this.#waiters.values())
      lost(new Fault("xmpp.unavailable", { detail: "the connection to the XMPP server broke" }));
    if (!this.#stopping.signal.aborted) log.warn({ detail: why }, "xmpp connection lost");
  }

  /** A connection that died without a word is found dead: any answer to a ping is a sign of life. [XEP-0199] */
  async #watch(stream: XmppStream, signal: AbortSignal): Promise<void> {
    const { clock, login } = this.#parts;
    const server = login.jid.slice(login.jid.lastIndexOf("@") + 1);
    let asked = false;
    while (await passed(clock, QUIET_MS, signal)) {
      const quiet = clock.now() - this.#heardAt >= QUIET_MS;
      if (quiet && asked) return stream.cut();
      asked = quiet;
      const ping = xml("iq", { type: "get", to: server, id: `ping-${randomBytes(6).toString("hex")}` }, PING);
      if (quiet) await stream.send(ping).catch(() => stream.cut());
    }
  }

  /** Whatever comes is a sign of life; of it only replies of those who were asked count. */
  #take(stanza: Element): void {
    const { clock, metrics } = this.#parts;
    this.#heardAt = clock.now();
    const { id = "", from = "", type } = stanza.attrs;
    if (!stanza.is("iq") || (type !== "result" && type !== "error")) return;
    const waiter = this.#waiters.get(id);
    if (waiter === undefined) return;
    if (comparable(from) !== waiter.to) {
      metrics.count("cwmp_xmpp_foreign_replies_total");
      return;
    }
    waiter.answer(type === "result" ? { kind: "result" } : errorIn(stanza));
  }
}

const PING = xml("ping", { xmlns: "urn:xmpp:ping" });

function errorIn(stanza: Element): XmppReply {
  const error = stanza.getChild("error");
  const condition = error
    ?.getChildElements()
    .find((child) => child.getNS() === STANZAS && child.name !== "text");
  const echoed = stanza.getChildElements().some(({ name }) => name !== "error");
  return { kind: "error", condition: condition?.name ?? "undefined-condition", echoed };
}

/** Of an address only the resource knows upper and lower case. */
function comparable(jid: string): string {
  const slash = jid.indexOf("/");
  return slash < 0 ? jid.toLowerCase() : jid.slice(0, slash).toLowerCase() + jid.slice(slash);
}

/** False when the signal came first. */
function passed(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(clock, ms, signal).then(
    () => true,
    () => false,
  );
}
