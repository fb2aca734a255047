import { setImmediate as turn } from "node:timers/promises";
import { WebSocket, type RawData } from "ws";
import {
  asFault,
  background,
  backoff,
  badInput,
  Fault,
  sleep,
  type Clock,
  type Log,
  type Metrics,
} from "#core";
import type { EndpointId } from "../../endpointid.ts";
import type { Received, Sent } from "../mtp.ts";
import { BROKEN, CLOSE, type CloseReason } from "./close.table.ts";
import type { WebSocketLimits } from "./config.ts";
import type { Opener } from "./identity.ts";
import { FIRST_BEAT, nextBeat, type Beat, type BeatInput } from "./keepalive.machine.ts";

export interface ConnectionParts {
  readonly socket: WebSocket;
  readonly opener: Opener;
  readonly peer: string | undefined;
  readonly limits: WebSocketLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** One record of the agent; one at a time. */
  receive(from: Connection, record: Uint8Array): Promise<Received>;
}

/** Faults that pass by themselves: the record waits for it, however long. */
const HELD: ReadonlySet<string> = new Set(["store.unavailable", "gateway.overloaded", "gateway.stopping"]);
/** A record that fails otherwise is given up after so many attempts, or it would hold up all behind it for ever. */
const ATTEMPTS = 4;
/** Records that may be dealt with before everything else in the process gets its turn: a flood never ends by itself. */
const IN_A_ROW = 16;

/**
 * One open WebSocket with one agent. Records are taken one after the other, and while one is worked on nothing more is read,
 * so that what a peer can make the gateway hold is one message and what one read of the socket brought with it.
 */
export class Connection {
  readonly opener: Opener;
  /** Resolves when it is over. */
  readonly ended: Promise<void>;
  readonly #parts: ConnectionParts;
  readonly #socket: WebSocket;
  readonly #waiting: Buffer[] = [];
  readonly #over = new AbortController();
  /** Whether its first record was taken; false once it is over. */
  readonly #welcome: Promise<boolean>;
  #tellWelcome: (welcome: boolean) => void = () => undefined;
  #heard = false;
  #busy = false;
  #beat: Beat = FIRST_BEAT;
  #stopBeat = (): void => {};
  #stopSilence = (): void => {};

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#socket = parts.socket;
    this.opener = parts.opener;
    const { socket, limits, clock } = parts;
    socket.on("message", (data, isBinary) => this.#message(data, isBinary));
    socket.on("ping", () => this.#step({ on: "heard" }));
    socket.on("pong", () => this.#step({ on: "heard" }));
    socket.on("error", (error: NodeJS.ErrnoException) => this.#broken(error));
    this.#welcome = new Promise((resolve) => (this.#tellWelcome = resolve));
    this.ended = new Promise((resolve) =>
      socket.on("close", () => {
        this.#end();
        resolve();
      }),
    );
    this.#tick();
    // One that has proved who it is may have nothing to say.
    if (parts.opener.proof === undefined)
      this.#stopSilence = clock.after(limits.firstRecordMs, () => this.close("silent"));
  }

  get endpoint(): EndpointId {
    return this.opener.endpoint;
  }

  /** Its first record was taken. */
  get isHeard(): boolean {
    return this.#heard;
  }

  /** Aborted when it ends. */
  get lifetime(): AbortSignal {
    return this.#over.signal;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** A record of it was taken: from now on it is spoken to. */
  welcome(): void {
    this.#heard = true;
    this.#stopSilence();
    this.#tellWelcome(true);
  }

  /**
   * One record in one binary message, in one frame; not before the agent's first one was taken. [TR-369 R-MTP.8]
   * [TR-369 R-WS.14] [TR-369 R-WS.14a]
   */
  async send(record: Uint8Array): Promise<Sent> {
    return (await this.#welcome) && this.isOpen ? await this.#send(record) : "noReceiver";
  }

  #send(record: Uint8Array): Promise<Sent> {
    const { limits, peer } = this.#parts;
    if (this.#socket.bufferedAmount + record.length > limits.bufferedBytes) {
      badInput(this.#parts, "usp", "slowReader", { peer: this.endpoint, address: peer });
      this.cut();
      return Promise.resolve("noReceiver");
    }
    return new Promise((resolve, reject) => {
      this.#socket.send(record, { binary: true, compress: false, fin: true }, (error) => {
        if (error === undefined || error === null) resolve("sent");
        else reject(new Fault("broker.unavailable", { detail: error.message, sent: true }, { cause: error }));
      });
    });
  }

  close(reason: CloseReason): void {
    const { code, text } = CLOSE[reason];
    this.#end();
    // A paused socket would never see the answer.
    this.#socket.resume();
    this.#socket.close(code, text);
  }

  /** Ends it without a word. */
  cut(): void {
    this.#end();
    this.#socket.terminate();
  }

  #end(): void {
    this.#tellWelcome(false);
    this.#waiting.length = 0;
    this.#stopBeat();
    this.#stopSilence();
    this.#over.abort(new Fault("gateway.stopping"));
  }

  #broken(error: NodeJS.ErrnoException): void {
    const { code = "" } = error;
    // A connection that was cut is nobody's mistake.
    if (!code.startsWith("WS_ERR_")) return;
    badInput(this.#parts, "usp", BROKEN[code] ?? "frame", {
      peer: this.endpoint,
      address: this.#parts.peer,
      code,
    });
  }

  #message(data: RawData, isBinary: boolean): void {
    this.#step({ on: "heard" });
    if (this.#over.signal.aborted) return;
    // [TR-369 R-WS.16]
    if (!isBinary) return this.#refuse("text");
    this.#waiting.push(bytesOf(data));
    if (this.#busy) return;
    this.#busy = true;
    this.#socket.pause();
    background(this.#parts.log, "websocket records", this.#work());
  }

  /** What is sent while a record is worked on stays where it is. */
  async #work(): Promise<void> {
    for (let row = 1; ; row++) {
      const record = this.#waiting.shift();
      if (record === undefined) break;
      if ((await this.#take(record)) === "refused") this.#refuse("record");
      if (row % IN_A_ROW === 0) await turn();
    }
    this.#busy = false;
    this.#socket.resume();
  }

  async #take(record: Uint8Array): Promise<Received> {
    const { clock, log } = this.#parts;
    for (let attempt = 1; !this.#over.signal.aborted; attempt++) {
      try {
        return await this.#parts.receive(this, record);
      } catch (error) {
        const fault = asFault(error);
        log.warn({ endpoint: this.endpoint, fault: fault.code, attempt }, "record not taken yet");
        if (!HELD.has(fault.code) && attempt >= ATTEMPTS) {
          log.error({ endpoint: this.endpoint, error: fault }, "record given up");
          return "taken";
        }
      }
      await sleep(clock, backoff(attempt, Math.random()), this.#over.signal).catch(() => undefined);
    }
    return "taken";
  }

  #refuse(reason: "text" | "record"): void {
    // What is wrong with a record its reader has told already.
    if (reason === "text")
      badInput(this.#parts, "usp", "text", { peer: this.endpoint, address: this.#parts.peer });
    this.close(reason);
  }

  #tick(): void {
    this.#stopBeat = this.#parts.clock.after(this.#parts.limits.pingMs, () => {
      this.#step({ on: "tick", deaf: this.#socket.isPaused });
      if (!this.#over.signal.aborted) this.#tick();
    });
  }

  #step(input: BeatInput): void {
    const { state, effect } = nextBeat(this.#beat, input, this.#parts.limits.pingsMissed);
    this.#beat = state;
    if (effect === "ping" && this.isOpen) this.#socket.ping();
    if (effect !== "cut") return;
    this.#parts.log.info({ endpoint: this.endpoint }, "agent answers no ping");
    this.cut();
  }
}

/** With `nodebuffer` as its binary type the library gives one Buffer a message, however many frames it had. [TR-369 R-WS.14b] */
function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
