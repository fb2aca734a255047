import { connect, type Socket } from "node:net";

/** The head of an HTTP response; bodies of connection requests mean nothing. */
export interface Head {
  readonly status: number;
  /** Values of WWW-Authenticate, one a header line. */
  readonly challenges: readonly string[];
}

export interface HttpTarget {
  readonly address: string;
  readonly port: number;
  /** For the Host header. */
  readonly host: string;
  /** Path and query as in the URL, at least `/`. */
  readonly path: string;
}

/** A head that is longer is no head. */
const MAX_HEAD = 16 * 1024;

/**
 * Sends GET over sockets of its own and reads what can be read: CPEs answer with bare line feeds, without a version, with
 * bodies that break off, and some count a nonce as good on its own connection only, so that one is used again while it
 * lives. One request at a time; `close` ends it.
 */
export class HttpClient {
  readonly #target: HttpTarget;
  readonly #signal: AbortSignal;
  #socket: Socket | undefined;

  constructor(target: HttpTarget, signal: AbortSignal) {
    this.#target = target;
    this.#signal = signal;
  }

  /** Rejects when nothing that looks like an answer comes. */
  async get(authorization: string | undefined): Promise<Head> {
    const kept = this.#socket;
    if (kept === undefined) return this.#exchange(authorization);
    try {
      return await this.#exchange(authorization, kept);
    } catch (error) {
      // Closed between the two requests: it may be answered on a new connection.
      if (this.#signal.aborted) throw error;
      return this.#exchange(authorization);
    }
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #exchange(authorization: string | undefined, kept?: Socket): Promise<Head> {
    const { address, port, host, path } = this.#target;
    const signal = this.#signal;
    this.#socket = undefined;
    return new Promise((resolve, reject) => {
      const socket = kept ?? connect({ host: address, port });
      let received = "";
      const done = (): void => {
        signal.removeEventListener("abort", onAbort);
        socket.removeAllListeners();
        // Whatever else comes on it is nobody's business.
        socket.on("error", () => undefined);
      };
      const fail = (error: unknown): void => {
        done();
        socket.destroy();
        reject(error instanceof Error ? error : new DOMException("aborted", "AbortError"));
      };
      const onAbort = (): void => fail(signal.reason);
      const onData = (chunk: Buffer): void => {
        received += chunk.toString("latin1");
        const read = readHead(received);
        if (read === "none" || received.length > MAX_HEAD) return fail(new TypeError("no HTTP answer"));
        if (read === undefined) return;
        done();
        if (read.keep) this.#socket = socket;
        else socket.destroy();
        resolve(read.head);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      socket.on("error", fail);
      socket.on("close", () => {
        // A head without its empty line is one when nothing follows.
        const read = readHead(`${received}\r\n\r\n`);
        if (read === undefined || read === "none") return fail(new TypeError("closed without an answer"));
        done();
        resolve(read.head);
      });
      socket.on("data", onData);
      if (signal.aborted) return onAbort();
      const lines = [
        `GET ${path} HTTP/1.1`,
        `Host: ${host}`,
        "User-Agent: causeway",
        "Accept: */*",
        ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
      ];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    });
  }
}

interface Read {
  readonly head: Head;
  /** Nothing of this answer is left on the connection, which stays open. */
  readonly keep: boolean;
}

const STATUS = /^\s*(?:HTTP\/?[\d.]*|ICY)\s+(\d{3})\b/i;

/** undefined: more is to come; `none`: this is no HTTP. */
export function readHead(text: string): Read | "none" | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  const first = text.slice(0, 64);
  if (end === null) return first.length >= 16 && !STATUS.test(first) ? "none" : undefined;
  const [, code] = STATUS.exec(first) ?? [];
  if (code === undefined) return "none";
  // A folded line belongs to the one before it. [RFC 7230 3.2.4]
  const lines = text
    .slice(0, end.index)
    .replaceAll(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .slice(1);
  const values = (name: string): string[] =>
    lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return line.slice(0, colon).trim().toLowerCase() === name ? [line.slice(colon + 1).trim()] : [];
    });
  const length = Number(values("content-length")[0] ?? "NaN");
  const complete = text.length - end.index - end[0].length === length;
  const keep = complete && !values("connection").some((value) => /close/i.test(value));
  return { head: { status: Number(code), challenges: values("www-authenticate") }, keep };
}
