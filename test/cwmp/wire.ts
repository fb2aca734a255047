import { connect, type Socket } from "node:net";

/** One HTTP answer as it came. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Every value of a header that came more than once. */
  readonly all: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A raw connection of a CPE: bytes out, HTTP answers in. */
export class Wire {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #closed = false;
  #waiting: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on("close", () => {
      this.#closed = true;
      this.#wake();
    });
    socket.on("error", () => {});
  }

  static open(address: { host: string; port: number }): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(address.port, address.host, () => {
        socket.off("error", reject);
        resolve(new Wire(socket));
      });
      socket.once("error", reject);
    });
  }

  /** One that is open already. */
  static over(socket: Socket): Wire {
    return new Wire(socket);
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Posts one message and reads its answer. */
  async post(
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
    path = "/",
  ): Promise<WireAnswer> {
    const bytes = Buffer.from(body);
    const lines = Object.entries({
      Host: "acs",
      ...(bytes.length === 0 ? {} : { "Content-Type": 'text/xml; charset="utf-8"' }),
      "Content-Length": String(bytes.length),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.write(
      Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1"), bytes]),
    );
    return this.answer();
  }

  /** The next answer; rejects when the connection closes before it is whole. */
  async answer(): Promise<WireAnswer> {
    for (;;) {
      const answer = this.#parse();
      if (answer !== undefined) return answer;
      if (this.#closed) throw new TypeError(`closed after ${String(this.#received.length)} bytes`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Resolves when the other side has closed. */
  async closed(): Promise<void> {
    while (!this.#closed) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.socket.destroy();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #parse(): WireAnswer | undefined {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const [first = "", ...lines] = this.#received.subarray(0, end).toString("latin1").split("\r\n");
    const all = lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    });
    const headers = Object.fromEntries(all);
    const length = Number(headers["content-length"] ?? 0);
    if (this.#received.length < end + 4 + length) return undefined;
    const body = this.#received.subarray(end + 4, end + 4 + length).toString("utf8");
    this.#received = this.#received.subarray(end + 4 + length);
    return { status: Number(first.split(" ")[1]), headers, all, body };
  }
}
