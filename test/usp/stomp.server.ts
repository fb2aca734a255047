import { createServer, type AddressInfo, type Server } from "node:net";
import { frameOf, type PeerFrame, StompPeer } from "./stomp.peer.ts";

export interface StompServerOptions {
  /** Headers of the CONNECTED frame beside its version. */
  readonly connected?: Readonly<Record<string, string>>;
  /** Answers instead of the server; undefined: as a server does. */
  readonly answer?: (frame: PeerFrame, peer: StompPeer) => Buffer | undefined;
}

/** A STOMP server by hand: it notes what is said to it, confirms it, and passes nothing on by itself. */
export class NotingStompServer {
  readonly peers: StompPeer[] = [];
  readonly #options: StompServerOptions;
  readonly #server: Server;

  constructor(options: StompServerOptions = {}) {
    this.#options = options;
    this.#server = createServer((socket) => {
      const peer = new StompPeer(socket);
      this.peers.push(peer);
      peer.onFrame = (frame) => this.#answer(frame, peer);
    });
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return `stomp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const peer of this.peers) peer.close();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** The connection that is open now. */
  get peer(): StompPeer {
    const open = this.peers.findLast(({ isClosed }) => !isClosed);
    if (open === undefined) throw new Error("nobody is connected");
    return open;
  }

  #answer(frame: PeerFrame, peer: StompPeer): void {
    const given = this.#options.answer?.(frame, peer);
    if (given !== undefined) {
      peer.socket.write(given);
      return;
    }
    const { receipt } = frame.headers;
    if (frame.command === "STOMP")
      // Of CONNECTED nothing is escaped.
      peer.socket.write(
        `CONNECTED\nversion:1.2\n${Object.entries(this.#options.connected ?? {})
          .map(([name, value]) => `${name}:${value}\n`)
          .join("")}\n\0`,
      );
    else if (receipt !== undefined) peer.socket.write(frameOf("RECEIPT", { "receipt-id": receipt }));
  }
}
