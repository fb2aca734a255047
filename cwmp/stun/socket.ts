import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv4, isIPv6 } from "node:net";
import { Fault } from "#core";
import { plainAddress } from "../address.ts";
import type { Endpoint } from "./attribute.table.ts";

export interface UdpSocketOptions {
  /** For messages. */
  readonly name: string;
  /** The key that sets its port. */
  readonly key: string;
  readonly bind: string;
  readonly port: number;
  /** Must not throw. */
  readonly received: (bytes: Buffer, from: Endpoint) => void;
  readonly failed: (error: Error) => void;
}

/** One bound UDP socket: what comes in and what goes out have the same address and port. IPv4 in IPv6 notation is IPv4 here. */
export class UdpSocket {
  readonly #options: UdpSocketOptions;
  readonly #socket: Socket;
  #closed = false;

  constructor(options: UdpSocketOptions) {
    this.#options = options;
    this.#socket = createSocket({ type: isIPv6(options.bind) ? "udp6" : "udp4" });
    this.#socket.on("message", (bytes: Buffer, { address, port }: RemoteInfo) => {
      // Port 0 cannot be answered.
      if (port !== 0) options.received(bytes, { address: plainAddress(address), port });
    });
  }

  /** A port in use is a `config.invalid` that names it. */
  async bind(): Promise<void> {
    const { bind, port, name, key, failed } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#socket.once("error", (cause) => {
        const detail = `${name} cannot use ${bind}:${String(port)}/udp; free the port or set ${key}`;
        reject(new Fault("config.invalid", { detail }, { cause }));
      });
      this.#socket.bind({ address: bind, port }, resolve);
    });
    this.#socket.removeAllListeners("error");
    this.#socket.on("error", failed);
  }

  address(): { readonly host: string; readonly port: number } {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** Sends one datagram, or tells why it could not be. */
  async send(bytes: Buffer, { address, port }: Endpoint): Promise<Error | undefined> {
    const six = isIPv6(this.#options.bind);
    if (!six && !isIPv4(address)) return new TypeError("the socket has no IPv6");
    const target = six && isIPv4(address) ? `::ffff:${address}` : address;
    if (this.#closed) return new TypeError("the socket is closed");
    return new Promise((resolve) => {
      this.#socket.send(bytes, port, target, (error) => resolve(error ?? undefined));
    });
  }

  /** Safe to repeat. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.removeAllListeners("message");
    this.#socket.close();
  }
}
