import { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { Client, type Element, type Transport, xml } from "@xmpp/client-core";
import iqCaller from "@xmpp/iq/caller.js";
import middlewareOf from "@xmpp/middleware";
import resourceBinding from "@xmpp/resource-binding";
import sasl from "@xmpp/sasl";
import plain from "@xmpp/sasl-plain";
import scramSha1 from "@xmpp/sasl-scram-sha-1";
import streamFeaturesOf, { type StreamFeatures } from "@xmpp/stream-features";
import tcp from "@xmpp/tcp";
import tls from "@xmpp/tls";
import TlsSocket from "@xmpp/tls/lib/Socket.js";
import SaslFactory from "saslmechanisms";
import { deadline, Fault, type Clock } from "#core";

/** Who the gateway is at which XMPP server. */
export interface XmppLogin {
  /** `xmpp://host:port` (STARTTLS) or `xmpps://host:port` */
  readonly url: string;
  /** `acs@example.net` */
  readonly jid: string;
  readonly password: string;
  /** PEM of the CA that signed the server's certificate; absent: those of the system. */
  readonly ca?: string;
  /** Speak to a server that offers no TLS. */
  readonly unencrypted: boolean;
}

/** One connection to the server, ready for stanzas. */
export interface XmppStream {
  /** The address the server gave: `local@domain/resource`. */
  readonly jid: string;
  send(stanza: Element): Promise<void>;
  /** Resolves with the reason when the connection is gone. */
  readonly ended: Promise<string>;
  /** Says goodbye. */
  close(): void;
  /** Ends it without a word. */
  cut(): void;
}

const TLS_NS = "urn:ietf:params:xml:ns:xmpp-tls";
/** From the first byte to the bound resource. */
const OPEN_MS = 10_000;
const STEP_MS = 5000;
/** Bytes of a stanza; devices answer with less than one. */
const LONGEST = 256 * 1024;

/** A stream that no byte of the server can break more than itself. */
class Guarded extends Client {
  #bytes = 0;

  // The library's parser throws at some bytes that are no stream.
  override _onData(data: Buffer): void {
    this.#bytes += data.length;
    try {
      if (this.#bytes > LONGEST) throw new Fault("request.tooLarge");
      super._onData(data);
    } catch (error) {
      this.emit("error", error);
    }
  }

  /** A whole element came. */
  heard(): void {
    this.#bytes = 0;
  }

  /** The URL is the operator's to change: a server sends the gateway nowhere. */
  override _onSeeOtherHost(error: Error): void {
    this.emit("error", error);
  }

  /** Cuts the connection; an encrypted one is wrapped by the library. */
  fail(): void {
    const { socket } = this;
    if (socket instanceof TlsSocket) socket.socket?.destroy();
    else socket?.destroy();
  }
}

/**
 * Connects, encrypts, proves who the gateway is and binds its resource. Faults: `xmpp.unavailable` with what went wrong.
 * [RFC 6120]
 */
export async function openStream(
  { url, jid, password, ca, unencrypted }: XmppLogin,
  resource: string,
  clock: Clock,
  receive: (stanza: Element) => void,
): Promise<XmppStream> {
  const at = jid.lastIndexOf("@");
  const [username, domain] = [jid.slice(0, at), jid.slice(at + 1)];
  const entity = new Guarded({ service: url, domain, timeout: STEP_MS });
  // A certificate is the domain's, wherever its server stands. [RFC 6120 13.7.2.1]
  const trust = { servername: domain, ...(ca === undefined ? {} : { ca }) };
  const middleware = middlewareOf({ entity });
  const streamFeatures = streamFeaturesOf({ middleware });
  const saslFactory = new SaslFactory();
  scramSha1(saslFactory);
  plain(saslFactory);
  tcp({ entity });
  tls({ entity });
  entity.transports = entity.transports.map((Transport) => trusting(Transport, trust));
  startTls(streamFeatures, trust);
  sasl({ streamFeatures, saslFactory }, async (authenticate, [best]) => {
    if (!entity.isSecure() && !unencrypted) throw unavailable("the server offers no encryption");
    if (best === undefined) throw unavailable("the server offers no way to sign in that is known");
    await authenticate({ username, password }, best);
  });
  resourceBinding({ streamFeatures, iqCaller: iqCaller({ entity, middleware }) }, resource);

  let why = "the server closed the connection";
  const { signal, cancel } = deadline(clock, OPEN_MS);
  const broken = new Promise<never>((_, reject) => {
    entity.on("error", (error) => {
      why = reasonOf(error);
      reject(error);
      entity.fail();
    });
    entity.on("disconnect", () => reject(unavailable(why)));
    signal.addEventListener("abort", () => reject(unavailable("no answer in time")), { once: true });
  });
  broken.catch(() => undefined);
  const ended = new Promise<string>((resolve) => entity.on("disconnect", () => resolve(why)));
  const online = new Promise<string>((resolve) => entity.on("online", (own) => resolve(own.toString())));
  // Not the library's own start: what fails there while the stream opens is rejected past everybody.
  const opened = async (): Promise<string> => {
    await entity.connect(url);
    await entity.open({ domain });
    return online;
  };
  // What comes before the resource is bound belongs to the negotiation.
  let ready = false;
  entity.on("element", (element) => {
    entity.heard();
    if (ready) receive(element);
  });
  try {
    const bound = await Promise.race([opened(), broken]);
    ready = true;
    const cut = (): void => entity.fail();
    return {
      jid: bound,
      send: (stanza) => entity.send(stanza),
      ended,
      close: () => void entity.write("</stream:stream>").then(cut, cut),
      cut,
    };
  } catch (error) {
    entity.fail();
    throw unavailable(reasonOf(error));
  } finally {
    cancel();
  }
}

/** The library's way to the server, with what is trusted of it. */
function trusting(Way: Transport, trust: ConnectionOptions): Transport {
  return class extends Way {
    override socketParameters(service: string): object | undefined {
      const to = super.socketParameters(service);
      return to === undefined ? undefined : { ...to, ...trust };
    }
  };
}

/** Encrypts as soon as the server offers it. The library's own way knows no CA but the system's. [RFC 6120 5.4] */
function startTls(features: StreamFeatures, trust: ConnectionOptions): void {
  features.use("starttls", TLS_NS, async ({ entity }, next) => {
    const { socket } = entity;
    if (entity.isSecure() || !(socket instanceof Socket)) return next();
    const answer = await entity.sendReceive(xml("starttls", { xmlns: TLS_NS }));
    if (!answer.is("proceed", TLS_NS)) throw unavailable("the server offers encryption and refuses it");
    const encrypted = new TlsSocket();
    await new Promise<void>((resolve, reject) => {
      encrypted.once("connect", resolve);
      encrypted.once("error", reject);
      encrypted.once("close", () => reject(unavailable("the connection broke")));
      encrypted.connect({ socket, ...trust });
    });
    entity._attachSocket(encrypted);
    await entity.restart();
  });
}

function unavailable(detail: string): Fault {
  return new Fault("xmpp.unavailable", { detail });
}

/** Errors of the library tell a condition of RFC 6120; none holds a password. */
function reasonOf(error: unknown): string {
  if (error instanceof Fault) return error.facts["detail"]?.toString() ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
