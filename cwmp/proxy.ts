import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { plainAddress, Networks } from "./address.ts";
import type { ClientCertificate } from "./certificate.ts";
import type { CwmpConfig } from "./config.ts";
import { vouchedFor } from "./proxy.header.ts";

/** Who sent a request: the peer of the connection, or whom a trusted proxy speaks for. */
export interface Sender {
  /** Source address, without port. */
  readonly address: string;
  /** Its connection is encrypted. */
  readonly secure: boolean;
  readonly certificate?: ClientCertificate;
  /** It showed a header that only a trusted proxy may send: the header was passed over. */
  readonly pretends?: true;
  /** A trusted proxy vouched for it in words that cannot be read. */
  readonly garbled?: true;
}

/** The other end of a connection. */
interface Peer {
  readonly address: string;
  /** It is a trusted proxy. */
  readonly proxied: boolean;
  /** Itself as a sender. */
  readonly sender: Sender;
}

/** What proxies say of a request, believed from listed addresses only. */
export class Proxies {
  readonly #trusted: Networks;
  readonly #header: string | undefined;
  readonly #any: boolean;

  constructor({ trustedProxies, proxyAuthHeader }: Pick<CwmpConfig, "trustedProxies" | "proxyAuthHeader">) {
    this.#trusted = new Networks(trustedProxies);
    this.#any = trustedProxies.length > 0;
    this.#header = proxyAuthHeader?.toLowerCase();
  }

  trusts(address: string): boolean {
    return this.#any && this.#trusted.has(address);
  }

  senderOf({ headers }: IncomingMessage, peer: Peer): Sender {
    if (!peer.proxied) {
      const shown = this.#header !== undefined && headers[this.#header] !== undefined;
      return shown ? { ...peer.sender, pretends: true } : peer.sender;
    }
    const { address, secure } = this.#forwarded(headers, peer.address);
    const said = this.#header === undefined ? undefined : headers[this.#header];
    if (typeof said !== "string" || said === "") return { address, secure };
    const certificate = vouchedFor(said);
    return certificate === undefined ? { address, secure, garbled: true } : { address, secure, certificate };
  }

  /** The last address that no trusted proxy has: those before it are only what a client claims. [RFC 7239 5.2] */
  #forwarded(headers: IncomingMessage["headers"], peer: string): Pick<Sender, "address" | "secure"> {
    const hops = hopsOf(headers);
    let address = peer;
    let secure = false;
    for (const hop of hops.toReversed()) {
      address = hop.address ?? address;
      secure = hop.proto === "https";
      if (hop.address === undefined || !this.trusts(hop.address)) break;
    }
    return { address, secure };
  }
}

interface Hop {
  /** Absent: hidden (`unknown`, `_name`) or no address. */
  readonly address?: string;
  readonly proto?: string;
}

/** `Forwarded`, else `X-Forwarded-For` with `X-Forwarded-Proto`; the nearest hop last. */
function hopsOf(headers: IncomingMessage["headers"]): readonly Hop[] {
  const { forwarded } = headers;
  if (forwarded !== undefined) return parts(forwarded, ",").map(hopOf);
  const proto = last(parts(textOf(headers["x-forwarded-proto"]), ","))?.toLowerCase();
  return parts(textOf(headers["x-forwarded-for"]), ",").map((node) => ({
    ...addressed(node),
    ...(proto === undefined ? {} : { proto }),
  }));
}

function hopOf(element: string): Hop {
  const pairs = new Map(
    parts(element, ";").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name.trim().toLowerCase(), unquoted(value.join("=").trim())] as const;
    }),
  );
  const proto = pairs.get("proto")?.toLowerCase();
  return { ...addressed(pairs.get("for") ?? ""), ...(proto === undefined ? {} : { proto }) };
}

/** `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1`. */
function addressed(node: string): Hop {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(node)?.[1];
  const bare = bracketed ?? (isIP(node) === 0 ? node.replace(/:\d+$/, "") : node);
  const address = plainAddress(bare);
  return isIP(address) === 0 ? {} : { address };
}

/** Split where no quote is open. */
function parts(text: string, by: "," | ";"): string[] {
  const found: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '"' && text[at - 1] !== "\\") quoted = !quoted;
    if (char !== undefined && (char !== by || quoted)) continue;
    const part = text.slice(start, at).trim();
    if (part !== "") found.push(part);
    start = at + 1;
  }
  return found;
}

function unquoted(text: string): string {
  return text.startsWith('"')
    ? text.slice(1, text.endsWith('"') ? -1 : undefined).replaceAll(/\\(.)/g, "$1")
    : text;
}

function textOf(header: string | readonly string[] | undefined): string {
  return typeof header === "string" ? header : (header ?? []).join(",");
}

function last<T>(items: readonly T[]): T | undefined {
  return items.at(-1);
}
