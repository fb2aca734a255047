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
  /** Absent before `bind` and after `close`. */
  #socket: Socket | undefined;

  constructor(options: UdpSocketOptions) {
    this.#options = options;
  }

  /** A port in use is a `config.invalid` that names it. */
  async bind(): Promise<void> {
    const { bind, port, name, key, received, failed } = this.#options;
    const socket = createSocket({ type: isIPv6(bind) ? "udp6" : "udp4" });
    await new Promise<void>((resolve, reject) => {
      socket.once("error", (cause) => {
        socket.close();
        const detail = `${name} cannot use ${bind}:${String(port)}/udp; free the port or set ${key}`;
        reject(new Fault("config.invalid", { detail }, { cause }));
      });
      socket.bind({ address: bind, port }, resolve);
    });
    socket.removeAllListeners("error");
    socket.on("error", failed);
    socket.on("message", (bytes: Buffer, from: RemoteInfo) => {
      // Port 0 cannot be answered.
      if (from.port !== 0) received(bytes, { address: plainAddress(from.address), port: from.port });
    });
    this.#socket = socket;
  }

  /** Fault `gateway.stopping` before `bind` and after `close`. */
  address(): { readonly host: string; readonly port: number } {
    if (this.#socket === undefined) throw new Fault("gateway.stopping");
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** Sends one datagram, or tells why it could not be. */
  async send(bytes: Buffer, { address, port }: Endpoint): Promise<Error | undefined> {
    const socket = this.#socket;
    if (socket === undefined) return new TypeError("the socket is closed");
    const six = isIPv6(this.#options.bind);
    if (!six && !isIPv4(address)) return new TypeError("the socket has no IPv6");
    const target = six && isIPv4(address) ? `::ffff:${address}` : address;
    return new Promise((resolve) => {
      socket.send(bytes, port, target, (error) => resolve(error ?? undefined));
    });
  }

  /** Safe to repeat. */
  close(): void {
    this.#socket?.removeAllListeners("message");
    this.#socket?.close();
    this.#socket = undefined;
  }
}
