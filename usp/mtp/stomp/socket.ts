import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { IStompSocket } from "@stomp/stompjs";
import { asFault } from "#core";
import { FrameCutter, type FrameLimits } from "./cutter.ts";
import { bytesOf, type Frame } from "./frame.ts";

export interface SocketParts {
  /** `stomp://host:port` or `stomps://host:port` */
  readonly url: string;
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly limits: FrameLimits;
  /** A message, in order. Nothing more is read until it resolves: what comes meanwhile waits with the server. */
  message(frame: Frame): Promise<void>;
  /** Bytes came. */
  heard(): void;
  /** Why the connection is given up. */
  failed(detail: string): void;
}

const PORT = { "stomp:": 61_613, "stomps:": 61_614 };
const [CONNECTING, OPEN, CLOSED] = [0, 1, 3];

/**
 * A TCP or TLS connection that looks like a WebSocket to the STOMP library. The library has no limits of its own and reads byte by byte, so
 * what arrives is cut into frames here; it gets all but the messages.
 */
export class StompSocket implements IStompSocket {
  readonly url: string;
  readyState = CONNECTING;
  onopen: IStompSocket["onopen"];
  onclose: IStompSocket["onclose"];
  onerror: IStompSocket["onerror"];
  onmessage: IStompSocket["onmessage"];
  readonly #parts: SocketParts;
  readonly #socket: Socket;
  readonly #cutter: FrameCutter;
  #isFirst = true;
  /** Settled when every message that came is dealt with. */
  #reading: Promise<void> = Promise.resolve();

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.url = parts.url;
    this.#cutter = new FrameCutter(parts.limits);
    this.#socket = opened(parts, () => {
      this.readyState = OPEN;
      this.onopen?.();
    });
    // Small frames both ways: without this each waits for a delayed acknowledgement.
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (chunk: Buffer) => {
      this.#reading = this.#read(chunk);
    });
    this.#socket.on("error", (error) => parts.failed(error.message));
    this.#socket.on("close", () => {
      this.readyState = CLOSED;
      this.onclose?.({ code: 1006, reason: "", wasClean: false });
    });
  }

  /** Bytes that wait to leave. */
  get waiting(): number {
    return this.#socket.writableLength;
  }

  /** Whether nothing is read at the moment. */
  get isHeld(): boolean {
    return this.#socket.isPaused();
  }

  /** Resolves when the messages that came are dealt with. */
  async idle(): Promise<void> {
    await this.#reading;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data === "string") this.#socket.write(this.#asStomp(data));
    else if (data instanceof ArrayBuffer) this.#socket.write(new Uint8Array(data));
  }

  close(): void {
    this.#socket.end();
  }

  terminate(): void {
    this.#socket.destroy();
  }

  /** The library opens with CONNECT, which servers take for any protocol version. [TR-369 R-STOMP.2] */
  #asStomp(text: string): string {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    return isFirst ? text.replace(/^CONNECT\n/, "STOMP\n") : text;
  }

  async #read(chunk: Buffer): Promise<void> {
    this.#parts.heard();
    try {
      const messages: Frame[] = [];
      for (const frame of this.#cutter.cut(chunk)) {
        if (frame.command === "MESSAGE") messages.push(frame);
        else if (!frame.oversize) this.onmessage?.({ data: textOf(frame) });
      }
      if (messages.length === 0) return;
      this.#socket.pause();
      for (const message of messages) await this.#parts.message(message);
      this.#parts.heard();
      this.#socket.resume();
    } catch (error) {
      const { facts, message } = asFault(error);
      this.#parts.failed(typeof facts.detail === "string" ? facts.detail : message);
      this.#socket.destroy();
    }
  }
}

function textOf(frame: Frame): string {
  return bytesOf(frame).toString();
}

/** [TR-369 R-STOMP.36] */
function opened({ url, tls }: SocketParts, ready: () => void): Socket {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === "stomps:";
  const at = {
    host: hostname.replaceAll(/^\[|\]$/g, ""),
    port: port === "" ? PORT[secure ? "stomps:" : "stomp:"] : Number(port),
  };
  return secure ? connectTls({ ...at, ...tls, minVersion: "TLSv1.2" }, ready) : connectPlain(at, ready);
}
