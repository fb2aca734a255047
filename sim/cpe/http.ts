import net from "node:net";
import tls from "node:tls";
import type { Clock } from "#core";

/** An HTTP answer as a CPE sees it. Header names are in lower case; repeated ones are kept apart. */
export interface Reply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

export interface Target {
  readonly url: URL;
  readonly tls?: tls.ConnectionOptions;
}

const END = Buffer.from("\r\n\r\n");
const NOTHING = Buffer.alloc(0);

/**
 * One TCP or TLS connection that carries one request at a time, as CPEs do. Nothing is thrown: a connection that cannot
 * be made, breaks, or stays silent for `timeoutMs` gives undefined.
 */
export class Wire {
  readonly #socket: net.Socket;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #tls: { session?: Buffer };
  #buffer: Buffer = NOTHING;
  #waiting: ((reply: Reply | undefined) => void) | undefined;
  /** False when the peer said that it closes. */
  keep = true;
  closed = false;

  private constructor(socket: net.Socket, given: { session?: Buffer }, clock: Clock, timeoutMs: number) {
    this.#socket = socket;
    this.#tls = given;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
      this.#pump(false);
    });
    socket.on("close", () => {
      this.closed = true;
      this.#pump(true);
      this.#answer(undefined);
    });
  }

  static open(target: Target, clock: Clock, timeoutMs: number): Promise<Wire | undefined> {
    const host = target.url.hostname.replaceAll(/[[\]]/g, "");
    const secure = target.url.protocol === "https:";
    const port = Number(target.url.port === "" ? (secure ? 443 : 80) : target.url.port);
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        resolve(new Wire(socket, given, clock, timeoutMs));
      };
      const socket = secure
        ? tls.connect({ servername: net.isIP(host) === 0 ? host : "", ...target.tls, host, port }, done)
        : net.connect({ host, port }, done);
      const given: { session?: Buffer } = {};
      if (socket instanceof tls.TLSSocket) socket.on("session", (session) => (given.session = session));
      const cancel = clock.after(timeoutMs, () => socket.destroy());
      socket.on("error", () => socket.destroy());
      socket.once("close", () => {
        cancel();
        resolve(undefined);
      });
    });
  }

  /** Sends the head lines (without the closing empty line) and a body, and waits for the answer. */
  exchange(head: string, body: string | Buffer): Promise<Reply | undefined> {
    if (this.closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const cancel = this.#clock.after(this.#timeoutMs, () => {
        this.#answer(undefined);
        this.close();
      });
      this.#waiting = (reply) => {
        cancel();
        resolve(reply);
      };
      if (typeof body === "string") this.#socket.write(`${head}\r\n\r\n${body}`);
      else {
        this.#socket.cork();
        this.#socket.write(`${head}\r\n\r\n`);
        this.#socket.write(body);
        this.#socket.uncork();
      }
    });
  }

  /** Sends, and closes as soon as it has left. */
  sendAndClose(head: string, body: string): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once("close", () => resolve());
      this.#socket.write(`${head}\r\n\r\n${body}`);
      this.#socket.destroySoon();
    });
  }

  close(): void {
    this.closed = true;
    this.#socket.destroy();
  }

  /** The newest TLS session the peer gave, for resumption. */
  get session(): Buffer | undefined {
    return this.#tls.session;
  }

  #answer(reply: Reply | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(reply);
  }

  #pump(ended: boolean): void {
    if (this.#waiting === undefined) return;
    const at = this.#buffer.indexOf(END);
    if (at < 0) return;
    const head = readHead(this.#buffer.toString("latin1", 0, at));
    const body = readBody(head, this.#buffer.subarray(at + END.length), ended);
    if (body === undefined) return;
    if (head.headers.get("connection")?.some((value) => value.toLowerCase() === "close") === true)
      this.keep = false;
    const rest = this.#buffer.subarray(at + END.length + body.used);
    this.#buffer = rest.length === 0 ? NOTHING : rest;
    this.#answer({ ...head, body: body.bytes });
  }
}

interface Head {
  readonly status: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

function readHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers.get(name);
    if (known === undefined) headers.set(name, [value]);
    else known.push(value);
  }
  return { status: Number(first.slice(9, 12)), headers };
}

function readBody(
  head: Head,
  bytes: Buffer,
  ended: boolean,
): { readonly bytes: Buffer; readonly used: number } | undefined {
  if (head.status === 204 || head.status === 304) return { bytes: NOTHING, used: 0 };
  const length = head.headers.get("content-length")?.[0];
  if (length !== undefined) {
    const size = Number(length);
    return bytes.length < size ? undefined : { bytes: bytes.subarray(0, size), used: size };
  }
  if (head.headers.get("transfer-encoding")?.includes("chunked") === true) return readChunks(bytes);
  return ended ? { bytes, used: bytes.length } : undefined;
}

function readChunks(bytes: Buffer): { readonly bytes: Buffer; readonly used: number } | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, end), 16);
    const next = end + 2 + size + 2;
    if (bytes.length < next || Number.isNaN(size)) return undefined;
    if (size === 0) return { bytes: Buffer.concat(parts), used: next };
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
}
