import {
  asFault,
  background,
  sleep,
  type Clock,
  type DeviceId,
  type Json,
  type JsonObject,
  type Log,
  type Metrics,
  type Post,
  type Rings,
} from "#core";
import type { Endpoint } from "./attribute.table.ts";
import { answered, type StunVerdict } from "./answer.machine.ts";
import { Buckets } from "./bucket.ts";
import type { StunConfig } from "./config.ts";
import { StunCredentials, type StunCredential, type StunGateway } from "./credentials.ts";
import { encodePrinted, encodeSigned, isProvenBy } from "./integrity.ts";
import { decodeStun, encodeStun, type StunMessage } from "./message.ts";
import { SOURCE_MS, Sources } from "./sources.ts";
import { UdpSocket } from "./socket.ts";

export interface StunParts {
  readonly gateway: StunGateway;
  readonly rings: Pick<Rings, "bind">;
  readonly post: Post;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: StunConfig;
}

/** Tells CPEs from where they are seen, and rings them from the socket they talk to. */
export interface StunServer {
  /** Fault `config.invalid` when its port is in use. */
  start(): Promise<void>;
  stop(): void;
  /** Where it listens, once started. */
  address(): { readonly host: string; readonly port: number };
}

/** What the replicas ask one another to send through a STUN socket. */
export const STUN_TOPIC = "stun.send";

/** A datagram may be lost; copies are one request to a CPE. [TR-069a6 G.2.2.3] */
const COPIES_AT_MS = [0, 150, 350] as const;
/** What one question may have sent. */
const MAX_TEXTS = 4;

/** The STUN server; does nothing before `start`. */
export function createStunServer(parts: StunParts): StunServer {
  return new Server(parts);
}

interface Known {
  readonly proof: "proven" | "wrong" | "none";
  readonly named: boolean;
  /** The credential that proved it. */
  readonly credential?: StunCredential;
}

class Server implements StunServer {
  readonly #parts: StunParts;
  readonly #credentials: StunCredentials;
  readonly #sources: Sources;
  readonly #buckets: Buckets;
  readonly #socket: UdpSocket;
  readonly #stopping = new AbortController();
  #checks = 0;
  #silence: (() => void) | undefined;

  constructor(parts: StunParts) {
    const { config, clock, log } = parts;
    this.#parts = parts;
    this.#credentials = new StunCredentials(parts.gateway, clock);
    this.#sources = new Sources(clock);
    this.#buckets = new Buckets(clock, config.perSecond, config.burst);
    this.#socket = new UdpSocket({
      name: "the STUN server",
      key: "CAUSEWAY_STUN_PORT",
      bind: config.bind,
      port: config.port,
      received: (bytes, from) => this.#received(bytes, from),
      failed: (error) => log.warn({ error: error.message }, "the STUN socket failed"),
    });
  }

  async start(): Promise<void> {
    await this.#socket.bind();
    this.#silence = this.#parts.post.serve(STUN_TOPIC, (body) => this.#asked(body));
  }

  stop(): void {
    this.#silence?.();
    this.#stopping.abort();
    this.#socket.close();
  }

  address(): { readonly host: string; readonly port: number } {
    return this.#socket.address();
  }

  #received(bytes: Buffer, from: Endpoint): void {
    const message = decodeStun(bytes);
    if (message?.kind !== "request") return this.#count("noRequest");
    const familiar = this.#sources.deviceAt(from) !== undefined;
    // Keep-alives of devices that have proved themselves are not held back by what others send from the same NAT.
    const plain = message.attributes.messageIntegrity === undefined;
    if (!(familiar && plain) && !this.#buckets.take(from.address)) return this.#count("limited");
    if (this.#checks >= this.#parts.config.checks) return this.#count("busy");
    this.#checks++;
    const work = this.#answer(bytes, message, from, familiar).finally(() => this.#checks--);
    background(this.#parts.log, "stun", work);
  }

  async #answer(bytes: Buffer, message: StunMessage, from: Endpoint, familiar: boolean): Promise<void> {
    const { config } = this.#parts;
    const known = await this.#known(bytes, message, familiar);
    // While the store is gone nobody can be told apart: the CPE asks again.
    if (known === undefined) return this.#count("unavailable");
    const { credential } = known;
    const required = config.auth === "required";
    const verdict = answered(message, {
      source: from,
      familiar,
      required,
      proof: known.proof,
      named: known.named,
    });
    if (verdict.source === "proven" && !(await this.#proven(message, from, verdict, credential?.device)))
      return this.#count("replay");
    if (verdict.source === "heard" && verdict.rings) await this.#heard(from);
    this.#count(verdict.source);
    const modern = message.attributes.fingerprint !== undefined;
    const reply =
      verdict.signed && credential !== undefined
        ? encodeSigned(verdict.answer, credential.password, modern)
        : modern
          ? encodePrinted(verdict.answer)
          : encodeStun(verdict.answer);
    await this.#socket.send(reply, from);
  }

  async #known(bytes: Buffer, message: StunMessage, familiar: boolean): Promise<Known | undefined> {
    const { username, messageIntegrity } = message.attributes;
    const shown = messageIntegrity !== undefined;
    if (username === undefined || username === "") return { proof: shown ? "wrong" : "none", named: false };
    if (!shown && familiar) return { proof: "none", named: true };
    try {
      const fits = (password: string): boolean => shown && isProvenBy(bytes, message, password);
      const { named, credential } = await this.#credentials.fitting(username, fits);
      if (credential === undefined) return { proof: shown ? "wrong" : "none", named };
      return { proof: "proven", named, credential };
    } catch (error) {
      this.#parts.log.warn({ error: asFault(error) }, "a STUN request cannot be checked");
      return undefined;
    }
  }

  /** False: a request that was overheard is sent again from elsewhere. */
  async #proven(
    { transaction }: StunMessage,
    from: Endpoint,
    { rings }: StunVerdict,
    device: DeviceId | undefined,
  ): Promise<boolean> {
    if (!rings) return true;
    // A password that many devices share tells of none of them where it is.
    if (device === undefined) {
      this.#sources.heard(from);
      return true;
    }
    const place = this.#sources.proven(device, from, transaction.toString("hex"));
    if (place === "new") await this.#tell(device, from);
    return place !== "replay";
  }

  async #heard(from: Endpoint): Promise<void> {
    const device = this.#sources.heard(from);
    if (device !== undefined) await this.#tell(device, from);
  }

  async #tell(device: DeviceId, { address, port }: Endpoint): Promise<void> {
    const { rings, post, log } = this.#parts;
    try {
      await rings.bind(device, { address, port, replica: post.replica }, SOURCE_MS);
    } catch (error) {
      this.#sources.untold(device);
      log.warn({ device, error: asFault(error) }, "a binding could not be stored");
    }
  }

  /** A replica wants datagrams to leave from here. `heard`: only if a CPE speaks to this socket from there. */
  async #asked({ address, port, heard, texts }: JsonObject): Promise<Json> {
    if (typeof address !== "string" || typeof port !== "number" || !Array.isArray(texts)) return null;
    const to = { address, port };
    if (heard === true && !this.#sources.has(to)) return null;
    const datagrams = texts.slice(0, MAX_TEXTS).map((text) => Buffer.from(String(text), "latin1"));
    const error = await this.#send(datagrams, to);
    if (error !== undefined) return { error: error.message };
    for (const ms of COPIES_AT_MS.slice(1))
      background(this.#parts.log, "copy", this.#copy(datagrams, to, ms));
    this.#parts.metrics.count("stun_rings_total");
    return { sent: true };
  }

  async #copy(datagrams: readonly Buffer[], to: Endpoint, ms: number): Promise<void> {
    const { signal } = this.#stopping;
    const waited = await sleep(this.#parts.clock, ms, signal).then(
      () => true,
      () => false,
    );
    if (waited) await this.#send(datagrams, to);
  }

  async #send(datagrams: readonly Buffer[], to: Endpoint): Promise<Error | undefined> {
    for (const datagram of datagrams) {
      if (this.#stopping.signal.aborted) return undefined;
      const error = await this.#socket.send(datagram, to);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #count(result: string): void {
    this.#parts.metrics.count("stun_requests_total", { result });
  }
}
