import { createServer, type Server } from "node:http";
import { WebSocket, WebSocketServer, type RawData } from "ws";
import type { Channel, ChannelOptions } from "./channel.ts";
import type { Wire } from "./wire.ts";

const PING_MS = 30_000;
const PINGS_MISSED = 3;
/** As the reference agent closes what it cannot read. */
const NO_DATA = 1007;

/** One WebSocket with the controller: the agent connects (`ws:`), or waits to be connected to (`listen:`). */
export class SocketChannel implements Channel {
  readonly replyPlace = "";
  readonly #options: ChannelOptions;
  #socket: WebSocket | undefined;
  #server: Server | undefined;
  #open = false;
  #cancelRetry = (): void => {};
  #cancelPing = (): void => {};

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  open(): void {
    this.#open = true;
    if (this.#waits) this.#listen(Number(new URL(this.#options.url).port));
    else this.#dial();
  }

  /** Leaves without a word, as a device that loses power does. */
  close(): void {
    this.#open = false;
    this.#cancelRetry();
    this.#cancelPing();
    this.#socket?.removeAllListeners();
    this.#socket?.on("error", () => undefined);
    this.#socket?.terminate();
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  /** Cuts the connection; it comes back by itself. */
  drop(): void {
    this.#socket?.terminate();
  }

  get connected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connectRecord(): Wire {
    return { websocketConnect: {} };
  }

  get #waits(): boolean {
    return new URL(this.#options.url).protocol === "listen:";
  }

  /** Resolves when it has left, or never will. [TR-369 R-WS.14] */
  publish(_place: string, record: Buffer): Promise<void> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve();
    return new Promise((resolve) => socket.send(record, { binary: true }, () => resolve()));
  }

  /** [TR-369 R-WS.10] [TR-369 R-WS.10b] [TR-369 R-WS.10c] */
  #dial(): void {
    const { url, endpointId, username, password } = this.#options;
    const login = username === undefined ? {} : { auth: `${username}:${password ?? ""}` };
    const socket = new WebSocket(`${url}?eid=${encodeURIComponent(endpointId)}`, ["v1.usp"], {
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
      ...login,
    });
    socket.on("open", () => this.#ready(socket));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#closed(socket));
    this.#socket = socket;
  }

  /** As the reference agent it adds the extension to its answer, asked or not, and refuses a second controller. */
  #listen(port: number): void {
    const { endpointId } = this.#options;
    const upgrader = new WebSocketServer({ noServer: true, handleProtocols: () => "v1.usp" });
    upgrader.on("headers", (headers) =>
      headers.push(`Sec-WebSocket-Extensions: bbf-usp-protocol; eid="${endpointId}"`),
    );
    const server = createServer();
    server.on("upgrade", (request, wire, head) => {
      if (this.connected) {
        wire.destroy();
        return;
      }
      upgrader.handleUpgrade(request, wire, head, (socket) => {
        this.#socket = socket;
        socket.on("error", () => undefined);
        socket.on("close", () => this.#closed(socket));
        this.#ready(socket);
      });
    });
    server.listen(port, "127.0.0.1");
    this.#server = server;
  }

  #ready(socket: WebSocket): void {
    let missed = 0;
    const beat = () => {
      if (missed++ >= PINGS_MISSED) return socket.terminate();
      socket.ping();
      this.#cancelPing = this.#options.clock.after(PING_MS, beat);
    };
    socket.on("pong", () => (missed = 0));
    socket.on("message", (data, isBinary) => this.#take(socket, data, isBinary));
    this.#cancelPing = this.#options.clock.after(PING_MS, beat);
    this.#options.onReady();
  }

  #take(socket: WebSocket, data: RawData, isBinary: boolean): void {
    if (!isBinary) return socket.close(NO_DATA);
    if (Buffer.isBuffer(data)) this.#options.onRecord(data, undefined);
  }

  #closed(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#cancelPing();
    this.#options.onLost();
    const { clock, reconnectMs } = this.#options;
    if (this.#open && !this.#waits) this.#cancelRetry = clock.after(reconnectMs, () => this.#dial());
  }
}
