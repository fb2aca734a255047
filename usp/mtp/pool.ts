import { background, Fault, type Clock, type Log } from "#core";
import type { MtpHandlers } from "./mtp.ts";

/** One connection to a broker, which looks after itself once started. */
export interface Link {
  /** Resolves at the first subscription. */
  start(receive: MtpHandlers["receive"]): Promise<void>;
  stop(): Promise<void>;
  isUp(): boolean;
}

export interface PoolParts {
  readonly clock: Clock;
  readonly log: Log;
  /** What logs call it: `broker`, `stomp server`. */
  readonly what: string;
  /** Its host and port. */
  readonly host: string;
}

/** How long a start waits for the broker before it goes on without it; the links keep trying. */
const START_WAIT_MS = 5000;

/** The links of a transport to its broker: up while one of them is, and taken in turn. */
export class Pool<L extends Link> {
  readonly #parts: PoolParts;
  readonly #links: readonly L[];
  #handlers: MtpHandlers | undefined;
  #up = false;
  #stopping = false;
  #next = 0;

  /** @param link makes each of them; it calls `changed` when its state does */
  constructor(parts: PoolParts, count: number, link: (index: number, changed: () => void) => L) {
    this.#parts = parts;
    this.#links = Array.from({ length: Math.max(1, count) }, (_, i) => link(i, () => this.#changed()));
  }

  /** Resolves when every link is subscribed, or after some seconds without the broker. */
  async start(handlers: MtpHandlers): Promise<void> {
    this.#handlers = handlers;
    const { clock, log, what, host } = this.#parts;
    const ready = Promise.all(this.#links.map((link) => link.start((message) => handlers.receive(message))));
    await new Promise<void>((done) => {
      const cancel = clock.after(START_WAIT_MS, done);
      background(
        log,
        `${what} start`,
        ready.then(() => (cancel(), done())),
      );
    });
    if (!this.isUp()) log.warn({ broker: host }, `${what} not reached yet`);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#links.map((link) => link.stop()));
  }

  isUp(): boolean {
    return this.#links.some((link) => link.isUp());
  }

  /** The next link that is up. Throws Fault `broker.unavailable`. */
  pick(): L {
    for (let i = 0; i < this.#links.length; i++) {
      const link = this.#links[this.#next++ % this.#links.length];
      if (link?.isUp() === true) return link;
    }
    throw new Fault("broker.unavailable", { sent: false });
  }

  #changed(): void {
    const up = this.isUp();
    if (up === this.#up) return;
    this.#up = up;
    const { log, what, host } = this.#parts;
    const facts = { broker: host, connections: this.#links.length };
    if (up) log.info(facts, `${what} connected`);
    else if (!this.#stopping) log.warn(facts, `${what} lost`);
    this.#handlers?.state(up);
  }
}
