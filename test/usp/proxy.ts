import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to the broker that can be cut and mended. */
export class BrokerProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #down = new Set<Socket>();
  #cut = false;

  constructor(brokerUrl: string) {
    const { hostname, port } = new URL(brokerUrl);
    this.#server = createServer((inner) => {
      if (this.#cut) {
        inner.destroy();
        return;
      }
      const outer = connect(Number(port), hostname);
      for (const socket of [inner, outer]) {
        this.#sockets.add(socket);
        socket.setNoDelay(true);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          this.#sockets.delete(socket);
          inner.destroy();
          outer.destroy();
        });
      }
      this.#down.add(outer);
      inner.pipe(outer);
      outer.pipe(inner);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    return `mqtt://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }

  /** From now on nothing the broker says arrives. */
  mute(): void {
    for (const socket of this.#down) socket.unpipe().resume();
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
