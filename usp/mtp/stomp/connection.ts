import { Client, type IFrame, Versions } from "@stomp/stompjs";
import { asFault, badInput, type Clock, Fault, type Log, type Metrics, untilLate } from "#core";
import type { StompConfig } from "../../config.ts";
import type { MtpHandlers } from "../mtp.ts";
import { taken } from "../taken.ts";
import { namedBy, type OwnDestinations, type Subscription } from "./destination.ts";
import type { Frame } from "./frame.ts";
import { connectHeaders, CONTENT_TYPE, inboundOf } from "./message.ts";
import { StompSocket } from "./socket.ts";

export interface ConnectionParts {
  readonly config: StompConfig;
  readonly endpointId: string;
  readonly recordBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Unless the server names another destination. */
  readonly own: OwnDestinations;
  receive: MtpHandlers["receive"];
  /** Every subscription is confirmed. */
  up(): void;
  /** It is over, once. `why` is undefined when the server just closed it. */
  ended(why: string | undefined): void;
}

/** From the first byte to the receipt of the last subscription. */
const CONNECT_MS = 10_000;
/** How long each step of a goodbye may take. */
const END_MS = 1000;
/** Bytes that may wait to leave; above that the server is too slow to be given more. */
const WAITING_BYTES = 16 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;
const HEADERS = 128;

/** One connection to a STOMP server. What it takes is durable before more is read, because STOMP endpoints acknowledge nothing. */
export class StompConnection {
  readonly #parts: ConnectionParts;
  readonly #client: Client;
  readonly #over = new AbortController();
  #socket: StompSocket | undefined;
  #own: OwnDestinations;
  #up = false;
  #heardAt = 0;
  #why: string | undefined;
  /** It has left the destinations that keep what comes, because the store is away. */
  #isAway = false;
  #isEnded = false;
  #receipts = 0;
  #stopTimer = () => {};
  #stopWatch = () => {};

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#own = parts.own;
    const { config } = parts;
    this.#client = new Client({
      stompVersions: new Versions([Versions.V1_2]),
      connectHeaders: connectHeaders(config, parts.endpointId),
      heartbeatOutgoing: config.heartBeatMs,
      heartbeatIncoming: config.heartBeatMs,
      // Looked after here, because a link that is held hears nothing.
      heartbeatToleranceMultiplier: Infinity,
      reconnectDelay: 0,
      onConnect: (frame) => this.#subscribe(frame),
      // [TR-369 R-STOMP.25]
      onStompError: (frame) => this.#fail(`ERROR ${(frame.headers["message"] ?? "").slice(0, 200)}`),
      onWebSocketClose: () => this.#end(),
    });
  }

  open(): void {
    const { config, recordBytes, clock } = this.#parts;
    const limits = { headBytes: HEAD_BYTES, headers: HEADERS, bodyBytes: recordBytes };
    const { ca, cert, key } = config;
    try {
      const socket = new StompSocket({
        url: config.url,
        tls: {
          ...(ca === undefined ? {} : { ca }),
          ...(cert === undefined ? {} : { cert }),
          ...(key === undefined ? {} : { key }),
        },
        limits,
        message: (frame) => this.#message(frame),
        heard: () => (this.#heardAt = clock.now()),
        failed: (why) => (this.#why ??= why),
      });
      this.#socket = socket;
      this.#client.webSocketFactory = () => socket;
      this.#stopTimer = clock.after(CONNECT_MS, () => this.#fail("it does not answer"));
      this.#client.activate();
    } catch (error) {
      this.#why = asFault(error).message;
      this.#end();
    }
  }

  /** Unsubscribes, takes what came before that took effect, says goodbye. What is not durable by then is lost to this gateway. */
  async close(): Promise<void> {
    const late = AbortSignal.abort();
    const { clock } = this.#parts;
    if (this.#up) {
      // [TR-369 R-STOMP.28] [TR-369 R-STOMP.30]
      await untilLate(clock, END_MS, late, this.#drained());
      await untilLate(clock, END_MS, late, this.#client.deactivate());
    }
    this.#over.abort(new Fault("gateway.stopping"));
    this.#socket?.terminate();
  }

  /** Where a peer answers. */
  replyTo(peer: string): string {
    return this.#own.reply(peer);
  }

  /** Throws `broker.unavailable` when nothing has left. */
  send(destination: string, peer: string, record: Uint8Array, usefulMs: number): void {
    if (!this.#up || (this.#socket?.waiting ?? 0) > WAITING_BYTES)
      throw new Fault("broker.unavailable", { sent: false });
    // [TR-369 R-STOMP.18] [TR-369 R-STOMP.19] [TR-369 R-STOMP.20] [TR-369 R-STOMP.21]
    const headers = {
      "content-type": CONTENT_TYPE,
      "reply-to-dest": this.replyTo(peer),
      // RabbitMQ drops it then: an agent that was away must not find a request that nobody waits for any more.
      expiration: String(usefulMs),
    };
    this.#client.publish({ destination, headers, binaryBody: record });
  }

  #subscribe(connected: IFrame): void {
    const named = connected.headers["subscribe-dest"] ?? "";
    if (named !== "") this.#own = namedBy(named); // [TR-369 R-STOMP.6]
    this.#watch(incomingOf(connected.headers["heart-beat"], this.#parts.config.heartBeatMs));
    // A new connection begins without a subscription: one to a destination of before is not left over. [TR-369 R-STOMP.29]
    const receipts = this.#own.subscriptions.map((one) => this.#take(one));
    void Promise.all(receipts).then(() => {
      if (this.#over.signal.aborted) return;
      this.#stopTimer();
      this.#up = true;
      this.#parts.up();
    });
  }

  /** Nothing is acknowledged and nothing a transaction. [TR-369 R-STOMP.12] [TR-369 R-STOMP.13] [TR-369 R-STOMP.17] [TR-369 R-STOMP.26] [TR-369 R-STOMP.27] */
  #take({ id, destination, headers }: Subscription): Promise<void> {
    return this.#confirmed((receipt) =>
      this.#client.subscribe(destination, () => {}, { ...headers, id, ack: "auto", receipt }),
    );
  }

  /** Resolves when the server says that it has done what `ask` sent. */
  #confirmed(ask: (receipt: string) => void): Promise<void> {
    const receipt = `r-${++this.#receipts}`;
    return new Promise((resolve) => {
      this.#client.watchForReceipt(receipt, () => resolve());
      ask(receipt);
    });
  }

  async #drained(): Promise<void> {
    const left = this.#isAway
      ? this.#own.subscriptions.filter(({ keeps }) => !keeps)
      : this.#own.subscriptions;
    await Promise.all(
      left.map(({ id }) => this.#confirmed((receipt) => this.#client.unsubscribe(id, { receipt }))),
    );
    await this.#socket?.idle();
  }

  async #message(frame: Frame): Promise<void> {
    const { config, receive } = this.#parts;
    const inbound = frame.oversize ? undefined : inboundOf(frame, config);
    if (inbound === undefined) {
      const { headers } = frame;
      const peer = (headers.get("reply-to-dest") ?? headers.get("destination") ?? "unknown").slice(0, 200);
      badInput(this.#parts, "usp", frame.oversize ? "size" : "contentType", {
        peer,
        bytes: frame.body.length,
      });
      return;
    }
    await taken(
      this.#parts,
      () => receive(inbound),
      this.#over.signal,
      () => this.#leave(),
    );
    this.#comeBack();
  }

  /**
   * While the store is away, what comes is better kept by the server than by this connection, which loses it when it ends.
   * [TR-369 R-STOMP.28]
   */
  #leave(): void {
    if (this.#isAway || !this.#up) return;
    this.#isAway = true;
    for (const { id } of this.#own.subscriptions.filter(({ keeps }) => keeps)) this.#client.unsubscribe(id);
  }

  #comeBack(): void {
    if (!this.#isAway || this.#over.signal.aborted || !this.#up) return;
    this.#isAway = false;
    for (const one of this.#own.subscriptions.filter(({ keeps }) => keeps)) void this.#take(one);
  }

  /** A server that is silent for one and a half intervals is gone; looked at twice in each, so known after two. */
  #watch(interval: number): void {
    if (interval === 0 || this.#over.signal.aborted) return;
    const { clock } = this.#parts;
    this.#stopWatch = clock.after(interval / 2, () => {
      const silent = clock.now() - this.#heardAt;
      if (this.#socket?.isHeld !== true && silent >= 1.5 * interval) this.#fail("its heart-beat stopped");
      else this.#watch(interval);
    });
  }

  #fail(why: string): void {
    this.#why ??= why;
    this.#socket?.terminate();
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#up = false;
    this.#stopTimer();
    this.#stopWatch();
    this.#over.abort(new Fault("broker.unavailable"));
    this.#parts.ended(this.#why);
  }
}

/** ms between the heart-beats of the server: what both agree on, 0 for none. */
function incomingOf(header: string | undefined, wanted: number): number {
  const [offered = 0] = (header ?? "").split(",").map(Number);
  return offered > 0 && wanted > 0 ? Math.max(offered, wanted) : 0;
}
