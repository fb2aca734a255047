import { backoff, type Clock, Fault, type Log, type Metrics } from "#core";
import type { StompConfig } from "../../config.ts";
import type { MtpHandlers } from "../mtp.ts";
import { StompConnection } from "./connection.ts";
import { ownDestinations } from "./destination.ts";

export interface StompLinkParts {
  readonly config: StompConfig;
  readonly endpointId: string;
  readonly recordBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly index: number;
  changed(): void;
}

/** At least so long between two connections: a server that answers ERROR to each would else be asked without end. */
const RETRY_MS = 1000;
/** A connection that held so long was a good one: the next wait is a short one. */
const GOOD_MS = 60_000;

/** One link to the STOMP server: a connection, made again whenever it is lost. */
export class StompLink {
  readonly #parts: StompLinkParts;
  #receive: MtpHandlers["receive"] = () => Promise.resolve("refused");
  #connection: StompConnection | undefined;
  #ready = () => {};
  #isUp = false;
  #since = 0;
  #attempt = 0;
  #closing = false;
  #cancelRetry = () => {};

  constructor(parts: StompLinkParts) {
    this.#parts = parts;
  }

  /** Resolves at the first subscription; from then on the link looks after itself. */
  start(receive: MtpHandlers["receive"]): Promise<void> {
    this.#receive = receive;
    return new Promise((resolve) => {
      this.#ready = resolve;
      this.#connect();
    });
  }

  async stop(): Promise<void> {
    this.#closing = true;
    this.#cancelRetry();
    await this.#connection?.close();
  }

  isUp(): boolean {
    return this.#isUp;
  }

  /** Throws `broker.unavailable` when nothing has left. */
  send(destination: string, peer: string, record: Uint8Array, usefulMs: number): void {
    if (this.#connection === undefined) throw new Fault("broker.unavailable", { sent: false });
    this.#connection.send(destination, peer, record, usefulMs);
  }

  #connect(): void {
    const { config, index, clock } = this.#parts;
    this.#since = clock.now();
    this.#connection = new StompConnection({
      ...this.#parts,
      own: ownDestinations(config, index),
      receive: this.#receive,
      up: () => {
        this.#isUp = true;
        this.#parts.changed();
        this.#ready();
      },
      ended: (why) => this.#lost(why),
    });
    this.#connection.open();
  }

  #lost(why: string | undefined): void {
    const { clock, log, index } = this.#parts;
    const wasUp = this.#isUp;
    this.#isUp = false;
    if (wasUp) this.#parts.changed();
    if (this.#closing) return;
    log.warn({ link: index, error: why ?? "closed by the server" }, "stomp connection lost");
    if (wasUp && clock.now() - this.#since >= GOOD_MS) this.#attempt = 0;
    // [TR-369 R-STOMP.7] [TR-369 R-STOMP.25]
    const wait = Math.max(RETRY_MS, backoff(++this.#attempt, Math.random()));
    this.#cancelRetry = clock.after(wait, () => this.#connect());
  }
}
