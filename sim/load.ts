import { performance } from "node:perf_hooks";
import { sleep, type Clock } from "#core";
import { authorize, basic, readChallenge, type Challenge, type Login } from "./cpe/auth.ts";
import { DIALECT } from "./cpe/dialect.table.ts";
import { Wire, type Reply, type Target } from "./cpe/http.ts";
import { informBody } from "./cpe/inform.ts";
import { RPC } from "./cpe/rpc.ts";
import { faultBody, readEnvelope, writeEnvelope } from "./cpe/soap.ts";
import { TransferQueue } from "./cpe/transfers.ts";
import { dateTime } from "./time.ts";
import { homeOf, type Home, type Host } from "./tree/home.ts";
import { igdPlan } from "./tree/igd.ts";
import { PlanPool } from "./tree/plan.ts";
import { Tree } from "./tree/tree.ts";

export interface LoadOptions {
  readonly clock: Clock;
  readonly acsUrl: string;
  /** Devices that take turns. */
  readonly devices: number;
  /** Sessions in flight. */
  readonly inFlight: number;
  /** Ends after so many sessions, or after so long, whichever comes first. */
  readonly sessions?: number;
  readonly durationMs?: number;
  /** ms at the start that are not counted */
  readonly warmUpMs?: number;
  /** Event codes of each Inform; default `2 PERIODIC` */
  readonly events?: readonly string[];
  /** Number of the first home. */
  readonly firstIndex?: number;
  readonly serialSuffix?: string;
  /** LAN hosts are added until a device has so many parameters; default: none are */
  readonly parameters?: number;
  /** Open loop: sessions begin at this pace, whatever the answers do, while fewer than `inFlight` are open. */
  readonly perSecond?: number;
  /** Credentials: sent unasked as Basic, or in answer to a challenge. */
  readonly login?: Login & { readonly eager?: boolean };
  readonly tls?: Target["tls"];
  /** Offer the TLS session of the connection before. */
  readonly resume?: boolean;
  /** Keep the connection for the next session of the same lane; by default each session has its own, as CPEs do. */
  readonly keepConnections?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface LoadResult {
  readonly sessions: number;
  readonly failed: number;
  /** Why sessions failed, with counts. */
  readonly failures: Readonly<Record<string, number>>;
  /** HTTP exchanges */
  readonly requests: number;
  /** RPCs of the ACS that were answered */
  readonly rpcs: number;
  readonly seconds: number;
  readonly sessionsPerSecond: number;
  /** ms from connecting to the last answer */
  readonly session: Latency;
  /** ms from the Inform to its answer, challenges included */
  readonly inform: Latency;
  readonly informBytes: number;
}

export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Periodic Informs of known devices over raw sockets, as fast as the other side takes them with `inFlight` sessions open.
 * Runs against any server that answers HTTP: an answer that is no InformResponse ends the session as well.
 */
export function load(options: LoadOptions): Promise<LoadResult> {
  return new Load(options).run();
}

const DIALECT_USED = DIALECT.compact;

class Load {
  readonly #options: LoadOptions;
  readonly #target: Target;
  readonly #trees: Tree[] = [];
  readonly #informs: string[][] = [];
  readonly #pool = new PlanPool();
  readonly #sessionMs: number[] = [];
  readonly #informMs: number[] = [];
  readonly #failures: Record<string, number> = {};
  #perHost: number | undefined;
  #begin = 0;
  #tlsSession: Buffer | undefined;
  #started = 0;
  #requests = 0;
  #rpcs = 0;
  #informBytes = 0;
  #from = 0;
  #counting = true;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#target = {
      url: new URL(options.acsUrl),
      ...(options.tls === undefined ? {} : { tls: options.tls }),
    };
  }

  async run(): Promise<LoadResult> {
    const { inFlight, warmUpMs = 0, durationMs } = this.#options;
    // What a device says is made before the clock runs: an even pace must begin evenly.
    const { devices, sessions = Infinity } = this.#options;
    for (let index = 0; index < Math.min(devices, sessions); index++) this.#inform(index);
    const begin = performance.now();
    this.#begin = begin;
    const end = durationMs === undefined ? Infinity : begin + warmUpMs + durationMs;
    this.#counting = warmUpMs === 0;
    this.#from = begin + warmUpMs;
    await Promise.all(Array.from({ length: inFlight }, () => this.#lane(end)));
    const seconds = (performance.now() - this.#from) / 1000;
    const failed = Object.values(this.#failures).reduce((sum, count) => sum + count, 0);
    return {
      sessions: this.#sessionMs.length,
      failed,
      failures: this.#failures,
      requests: this.#requests,
      rpcs: this.#rpcs,
      seconds,
      sessionsPerSecond: this.#sessionMs.length / seconds,
      session: latency(this.#sessionMs),
      inform: latency(this.#informMs),
      informBytes: this.#informBytes,
    };
  }

  async #lane(end: number): Promise<void> {
    let kept: Wire | undefined;
    while (this.#goesOn(end)) {
      const number = this.#started++;
      const index = number % this.#options.devices;
      const began = await this.#due(number);
      if (!this.#counting && began >= this.#from) this.#beginCounting();
      const wire: Wire | undefined = kept ?? (await this.#connect());
      const problem = wire === undefined ? "no connection" : await this.#session(wire, index);
      if (this.#counting) this.#count(problem, performance.now() - began);
      kept = problem === undefined ? this.#keep(wire) : undefined;
      this.#tlsSession = wire?.session ?? this.#tlsSession;
      if (kept === undefined) wire?.close();
    }
    kept?.close();
  }

  /** When a session begins. In an open loop one that is late for want of a lane counts from when it was due. */
  async #due(number: number): Promise<number> {
    const { perSecond, clock } = this.#options;
    const now = performance.now();
    if (perSecond === undefined) return now;
    const due = this.#begin + (number * 1000) / perSecond;
    if (due > now) await sleep(clock, due - now);
    return due > now ? performance.now() : due;
  }

  /** The connection, when the next session may have it as well. */
  #keep(wire: Wire | undefined): Wire | undefined {
    return this.#options.keepConnections === true && wire?.keep === true && !wire.closed ? wire : undefined;
  }

  #goesOn(end: number): boolean {
    const { sessions = Infinity, signal } = this.#options;
    return this.#started < sessions && performance.now() < end && signal?.aborted !== true;
  }

  #count(problem: string | undefined, ms: number): void {
    if (problem === undefined) this.#sessionMs.push(ms);
    else this.#failures[problem] = (this.#failures[problem] ?? 0) + 1;
  }

  #beginCounting(): void {
    this.#counting = true;
    this.#requests = 0;
    this.#rpcs = 0;
    this.#from = performance.now();
    this.#informMs.length = 0;
  }

  #connect(): Promise<Wire | undefined> {
    const resumed =
      this.#options.resume === true && this.#tlsSession !== undefined ? { session: this.#tlsSession } : {};
    const target = { ...this.#target, tls: { ...this.#target.tls, ...resumed } };
    return Wire.open(target, this.#options.clock, this.#options.timeoutMs ?? 30_000);
  }

  /** One session; gives what was wrong with it. */
  async #session(wire: Wire, index: number): Promise<string | undefined> {
    const peer = new Peer(this.#target.url, wire, this.#options.login);
    const began = performance.now();
    const inform = this.#inform(index);
    this.#informBytes = inform.length;
    let reply = await this.#send(peer, inform);
    this.#informMs.push(performance.now() - began);
    if (reply?.status !== 200) return reply === undefined ? "no answer" : `HTTP ${reply.status}`;
    reply = await this.#send(peer, "");
    for (let turns = 0; turns < 1000; turns++) {
      const next = await this.#turn(peer, reply, index);
      if (typeof next !== "object") return next;
      reply = next.reply;
    }
    return "no end";
  }

  /** Answers one RPC of the ACS. Undefined: the session is over; a text: it failed. */
  async #turn(
    peer: Peer,
    reply: Reply | undefined,
    index: number,
  ): Promise<{ readonly reply: Reply | undefined } | string | undefined> {
    if (reply === undefined) return "no answer";
    if (reply.status === 204 || (reply.status === 200 && reply.body.length === 0)) return undefined;
    const incoming = reply.status === 200 ? readEnvelope(reply.body.toString()) : undefined;
    if (incoming === undefined) return reply.status === 200 ? undefined : `HTTP ${reply.status}`;
    if (incoming.method === "InformResponse") return undefined;
    this.#rpcs++;
    const subject = {
      tree: this.#tree(index),
      dialect: DIALECT_USED,
      attributes: new Map<string, number>(),
      transfers: new TransferQueue(),
    };
    const answer = RPC[incoming.method]?.(subject, incoming.body) ?? { fault: 9000 };
    const body = "fault" in answer ? faultBody(DIALECT_USED, answer.fault, answer.parameters) : answer.body;
    return { reply: await this.#send(peer, writeEnvelope(DIALECT_USED, incoming.id, body)) };
  }

  async #send(peer: Peer, body: string): Promise<Reply | undefined> {
    const before = peer.requests;
    const reply = await peer.post(body);
    this.#requests += peer.requests - before;
    return reply;
  }

  #tree(index: number): Tree {
    const known = this.#trees[index];
    if (known !== undefined) return known;
    const home = homeOf((this.#options.firstIndex ?? 0) + index);
    const serialNumber = home.serialNumber + (this.#options.serialSuffix ?? "");
    const tree = new Tree(igdPlan({ ...home, serialNumber, hosts: this.#hosts(home) }, this.#pool));
    this.#trees[index] = tree;
    return tree;
  }

  /** The hosts of a home, and as many more as give its tree the size that is asked for. */
  #hosts(home: Home): readonly Host[] {
    const { parameters } = this.#options;
    if (parameters === undefined) return home.hosts;
    const sizeWith = (hosts: readonly Host[]) => igdPlan({ ...home, hosts }, new PlanPool()).leaves.size;
    const size = sizeWith(home.hosts);
    this.#perHost ??= sizeWith([...home.hosts, guest(0)]) - size;
    const more = Math.max(0, Math.ceil((parameters - size) / this.#perHost));
    return [...home.hosts, ...Array.from({ length: more }, (_, at) => guest(at))];
  }

  /** Written once for each device; only the time changes. */
  #inform(index: number): string {
    const time = dateTime(this.#options.clock.now());
    const known = this.#informs[index];
    if (known !== undefined) return known.join(time);
    const subject = { tree: this.#tree(index), dialect: DIALECT_USED };
    const events = (this.#options.events ?? ["2 PERIODIC"]).map((code) => ({ code, commandKey: "" }));
    const facts = { events, changed: [], retryCount: 0, now: this.#options.clock.now() };
    const inform = writeEnvelope(DIALECT_USED, "1", informBody(subject, facts));
    this.#informs[index] = inform.split(time);
    return inform;
  }
}

/** One more host of a home that has many. */
function guest(at: number): Host {
  const [high, low] = [Math.floor(at / 250) % 250, at % 250];
  const byte = (value: number) => value.toString(16).padStart(2, "0");
  return {
    name: `guest-${at}`,
    address: `10.0.${high}.${low + 1}`,
    mac: `02:00:00:01:${byte(high)}:${byte(low)}`,
    active: at % 2 === 0,
    via: { ssid: 0 },
  };
}

/** The HTTP side of one session: cookies and credentials. */
class Peer {
  readonly #url: URL;
  readonly #wire: Wire;
  readonly #login: LoadOptions["login"];
  #cookie = "";
  #challenge: Challenge | undefined;
  #uses = 0;
  requests = 0;

  constructor(url: URL, wire: Wire, login: LoadOptions["login"]) {
    this.#url = url;
    this.#wire = wire;
    this.#login = login;
  }

  async post(body: string): Promise<Reply | undefined> {
    const reply = await this.#once(body);
    if (reply?.status !== 401 || this.#login === undefined || this.#challenge !== undefined) return reply;
    this.#challenge = readChallenge(reply.headers.get("www-authenticate") ?? []);
    return this.#challenge === undefined ? reply : this.#once(body);
  }

  async #once(body: string): Promise<Reply | undefined> {
    this.requests++;
    const reply = await this.#wire.exchange(this.#head(body), body);
    const cookie = reply?.headers.get("set-cookie")?.[0];
    if (cookie !== undefined) this.#cookie = cookie.split(";", 1)[0] ?? "";
    return reply;
  }

  #head(body: string): string {
    const uri = this.#url.pathname + this.#url.search;
    let head = `POST ${uri} HTTP/1.1\r\nHost: ${this.#url.host}\r\nContent-Length: ${Buffer.byteLength(body)}`;
    if (body !== "") head += '\r\nContent-Type: text/xml; charset="utf-8"\r\nSOAPAction: ""';
    if (this.#cookie !== "") head += `\r\nCookie: ${this.#cookie}`;
    if (this.#login === undefined) return head;
    if (this.#challenge !== undefined)
      return `${head}\r\nAuthorization: ${authorize(this.#challenge, this.#login, "POST", uri, ++this.#uses)}`;
    return this.#login.eager === true ? `${head}\r\nAuthorization: ${basic(this.#login)}` : head;
  }
}

function latency(values: readonly number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
