import { connect, type Socket } from "node:net";
import { until } from "../contract/api.ts";

/** A STOMP frame as it came, taken apart by hand, so that the tests share no code with the gateway. */
export interface PeerFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const plain = (text: string): string =>
  text.replaceAll(/\\[rnc\\]/g, (one) => ({ "\\r": "\r", "\\n": "\n", "\\c": ":" })[one] ?? "\\");
const safe = (text: string): string =>
  text.replaceAll(/[\r\n:\\]/g, (one) => ({ "\r": "\\r", "\n": "\\n", ":": "\\c" })[one] ?? "\\\\");

/** One frame as bytes; `content-length` only when it is among the headers. */
export function frameOf(
  command: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = "",
): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${safe(name)}:${safe(value)}\n`);
  return Buffer.concat([
    Buffer.from(`${command}\n${lines.join("")}\n`),
    typeof body === "string" ? Buffer.from(body) : body,
    Buffer.alloc(1),
  ]);
}

/** One end of a STOMP connection by hand: what came, and a way to send. */
export class StompPeer {
  readonly frames: PeerFrame[] = [];
  readonly socket: Socket;
  isClosed = false;
  onFrame: (frame: PeerFrame) => void = () => {};
  beats = 0;
  /** What came, as it was written. */
  heard = "";
  #waiting = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => {
      this.heard = (this.heard + bytes.toString("latin1")).slice(-100_000);
      this.#waiting = Buffer.concat([this.#waiting, bytes]);
      while (this.#cut());
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => (this.isClosed = true));
  }

  /** Connects to a server and says STOMP. */
  static async dial(
    port: number,
    login: { readonly name: string; readonly password: string },
    headers: Readonly<Record<string, string>> = {},
  ): Promise<StompPeer> {
    const peer = new StompPeer(connect(port, "127.0.0.1"));
    const own = { "accept-version": "1.2", host: "/", login: login.name, passcode: login.password };
    peer.send("STOMP", { ...own, ...headers });
    await peer.next("CONNECTED");
    return peer;
  }

  send(command: string, headers?: Readonly<Record<string, string>>, body?: string | Uint8Array): void {
    this.socket.write(frameOf(command, headers, body));
  }

  /** The n-th frame of that command, once it is there. */
  next(command: string, n = 1): Promise<PeerFrame> {
    return until(`${command} ${n}`, () => this.of(command)[n - 1]);
  }

  of(command: string): PeerFrame[] {
    return this.frames.filter((frame) => frame.command === command);
  }

  close(): void {
    this.socket.destroy();
  }

  #cut(): boolean {
    while (this.#waiting[0] === 10) {
      this.beats++;
      this.#waiting = this.#waiting.subarray(1);
    }
    const end = this.#waiting.indexOf("\n\n");
    if (end < 0) return false;
    const [command = "", ...lines] = this.#waiting.subarray(0, end).toString().split("\n");
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const at = line.indexOf(":");
      headers[plain(line.slice(0, at))] ??= plain(line.slice(at + 1));
    }
    const from = end + 2;
    const length = headers["content-length"];
    const to = length === undefined ? this.#waiting.indexOf(0, from) : from + Number(length);
    if (to < 0 || to >= this.#waiting.length) return false;
    const frame = { command, headers, body: this.#waiting.subarray(from, to) };
    this.#waiting = this.#waiting.subarray(to + 1);
    this.frames.push(frame);
    this.onFrame(frame);
    return true;
  }
}
