import { connect, type Socket } from "node:net";
import type { Channel, ChannelOptions } from "./channel.ts";
import { type StompFrame, StompReader, writeFrame } from "./stomp.wire.ts";
import type { Wire } from "./wire.ts";

/** The STOMP side of an agent. */
export class StompChannel implements Channel {
  readonly #options: ChannelOptions;
  #socket: Socket | undefined;
  #isReady = false;
  #isOpen = false;
  #cancelRetry = () => {};
  replyPlace: string;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.replyPlace = options.agentPlace;
  }

  get connected(): boolean {
    return this.#isReady;
  }

  open(): void {
    this.#isOpen = true;
    this.#connect();
  }

  close(): void {
    this.#isOpen = false;
    this.#cancelRetry();
    this.#socket?.destroy();
  }

  drop(): void {
    this.#socket?.destroy();
  }

  /** [TR-369 R-STOMP.18] [TR-369 R-STOMP.19] [TR-369 R-STOMP.20] [TR-369 R-STOMP.21] */
  publish(place: string, record: Buffer): Promise<void> {
    const socket = this.#socket;
    if (!this.#isReady || socket === undefined) return Promise.resolve();
    const headers = {
      destination: place,
      "content-length": String(record.length),
      ...(this.#options.unmarked() ? {} : { "content-type": "application/vnd.bbf.usp.msg" }),
      "reply-to-dest": this.replyPlace,
    };
    return new Promise((resolve) => socket.write(writeFrame("SEND", headers, record), () => resolve()));
  }

  connectRecord(): Wire {
    return { stompConnect: { version: 0, subscribedDestination: this.replyPlace } };
  }

  #connect(): void {
    const { url, clock, reconnectMs, onLost } = this.#options;
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port || "61613"), hostname, () => this.#greet(socket));
    const reader = new StompReader();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => {
      for (const frame of reader.read(bytes)) this.#take(frame, socket);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#isReady = false;
      if (!this.#isOpen) return;
      onLost();
      this.#cancelRetry = clock.after(reconnectMs, () => this.#connect());
    });
  }

  #greet(socket: Socket): void {
    const { endpointId, username, password } = this.#options;
    // [TR-369 R-STOMP.2] [TR-369 R-STOMP.3] [TR-369 R-STOMP.4]
    const login = username === undefined ? {} : { login: username, passcode: password ?? "" };
    socket.write(writeFrame("STOMP", { "accept-version": "1.2", "endpoint-id": endpointId, ...login }));
  }

  #take({ command, headers, body }: StompFrame, socket: Socket): void {
    if (command === "CONNECTED") {
      // [TR-369 R-STOMP.6]
      this.replyPlace = headers["subscribe-dest"] ?? this.#options.agentPlace;
      const subscription = { id: "0", destination: this.replyPlace, ack: "auto", receipt: "ready" };
      socket.write(writeFrame("SUBSCRIBE", subscription));
    } else if (command === "RECEIPT") {
      this.#isReady = true;
      this.#options.onReady();
    } else if (command === "MESSAGE") this.#options.onRecord(body, headers["reply-to-dest"]);
    // [TR-369 R-STOMP.25]
    else if (command === "ERROR") socket.destroy();
  }
}
