import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { plainAddress, type Networks } from "./address.ts";
import { certificateOfSocket } from "./certificate.ts";
import type { Proxies, Sender } from "./proxy.ts";
import type { Session } from "./session.ts";

/** What is known of one TCP connection of a CPE. */
export interface Connection {
  /** From 1 on, in the order they came. */
  readonly number: number;
  readonly address: string;
  /** The peer is a trusted proxy, which speaks for many CPEs. */
  readonly proxied: boolean;
  /** The peer itself as a sender. */
  readonly sender: Sender;
  /** A message on it is being worked on: a CPE sends one at a time. */
  busy: boolean;
  /** It pipelined: nothing that follows is served. */
  broken: boolean;
  /** The session for a CPE that gives no cookie back. */
  session: Session | undefined;
}

/** On the socket itself: a weak map of short-lived sockets costs the collector more than all else here. */
const CONNECTION = Symbol("connection");
type Bearer = Socket & { [CONNECTION]?: Connection };

/** The connections of the listener, and how many of each address have not authenticated yet. */
export class Connections {
  readonly #unproven = new Map<string, number>();
  /** `address port` of connections that still count. */
  readonly #counted = new Set<string>();
  readonly #free: Networks;
  readonly #limit: number;
  readonly #proxies: Proxies;
  #count = 0;

  /** @param free networks whose connections are not counted */
  constructor(limit: number, free: Networks, proxies: Proxies) {
    this.#limit = limit;
    this.#free = free;
    this.#proxies = proxies;
  }

  /** A new TCP connection; false when its address has too many already. */
  admit(socket: Socket): boolean {
    const address = plainAddress(socket.remoteAddress ?? "");
    if (address === "" || address.startsWith("127.") || this.#free.has(address)) return true;
    const count = this.#unproven.get(address) ?? 0;
    if (count >= this.#limit) return false;
    const key = `${address} ${String(socket.remotePort)}`;
    this.#unproven.set(address, count + 1);
    this.#counted.add(key);
    socket.once("close", () => this.#uncount(address, key));
    return true;
  }

  /** The device on it is known: it does not count any more. */
  proven(socket: Socket, connection: Connection): void {
    if (this.#counted.size === 0) return;
    this.#uncount(connection.address, `${connection.address} ${String(socket.remotePort)}`);
  }

  /** The connection of a request's socket; `closed` runs once, when it goes. */
  of(socket: Bearer, closed: (connection: Connection) => void): Connection {
    const known = socket[CONNECTION];
    if (known !== undefined) return known;
    const address = plainAddress(socket.remoteAddress ?? "");
    const connection: Connection = {
      number: ++this.#count,
      address,
      proxied: this.#proxies.trusts(address),
      sender: senderOf(socket, address),
      busy: false,
      broken: false,
      session: undefined,
    };
    socket[CONNECTION] = connection;
    socket.once("close", () => closed(connection));
    return connection;
  }

  #uncount(address: string, key: string): void {
    if (!this.#counted.delete(key)) return;
    const left = (this.#unproven.get(address) ?? 1) - 1;
    if (left <= 0) this.#unproven.delete(address);
    else this.#unproven.set(address, left);
  }
}

function senderOf(socket: Socket, address: string): Sender {
  if (!(socket instanceof TLSSocket)) return { address, secure: false };
  const certificate = certificateOfSocket(socket);
  return { address, secure: true, ...(certificate === undefined ? {} : { certificate }) };
}
