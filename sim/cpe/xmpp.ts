import type { Clock } from "#core";
import type { Journal } from "../journal.ts";
import { Timers } from "../timers.ts";
import type { Change, Tree } from "../tree/tree.ts";
import { escapeXml, find, textOf, type Element } from "./xml.ts";
import { XmppWire } from "./xmpp.wire.ts";

interface Host {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly journal: Journal;
  /** Somebody with the right credentials asks for a session: HTTP status of a connection request. */
  knock(): number;
}

const REQUEST = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";
const AGAIN_MS = 200;

/**
 * The XMPP side of a simulated CPE: connects as its XMPP.Connection.1 says, once the ACS chose that for connection
 * requests, and answers them. (TR-069, Annex K)
 */
export class XmppSide {
  readonly #host: Host;
  readonly #timers: Timers;
  readonly #root: string;
  #wire: XmppWire | undefined;
  #powered = false;

  constructor(host: Host) {
    this.#host = host;
    this.#timers = new Timers(host.clock);
    this.#root = host.tree.plan.root;
    host.tree.listen((change) => this.#changed(change));
  }

  on(): void {
    this.#powered = true;
    this.#connect();
  }

  off(): void {
    this.#powered = false;
    this.#timers.clear();
    this.#hangUp();
  }

  #value(name: string): string {
    return this.#host.tree.value(this.#root + name);
  }

  #set(name: string, value: string): void {
    if (this.#value(name) !== value) this.#host.tree.set(this.#root + name, value, "device");
  }

  #changed({ path, by }: Change): void {
    const name = path.slice(this.#root.length);
    if (by !== "controller" || !/^XMPP\.|^ManagementServer\.ConnReqXMPPConnection$/.test(name)) return;
    // Several parameters of one request are one change.
    this.#timers.set("connect", 0, () => {
      this.#hangUp();
      this.#connect();
    });
  }

  #connect(): void {
    const chosen = this.#value("ManagementServer.ConnReqXMPPConnection").replace(/\.$/, "");
    const own = `${this.#root}XMPP.Connection.1`;
    if (!this.#powered || chosen !== own || this.#value("XMPP.Connection.1.Enable") !== "true") return;
    const of = (leaf: string): string => this.#value(`XMPP.Connection.1.${leaf}`);
    const account = {
      host: of("Server.1.ServerAddress"),
      port: Number(of("Server.1.Port")),
      domain: of("Domain"),
      username: of("Username"),
      password: of("Password"),
      resource: of("Resource"),
    };
    const wire = new XmppWire(account, {
      up: (jid) => this.#up(jid),
      stanza: (element) => this.#heard(wire, element),
      down: () => this.#down(wire),
    });
    this.#wire = wire;
  }

  #hangUp(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  #up(jid: string): void {
    this.#host.journal.record("xmppUp", { jid });
    this.#set("XMPP.Connection.1.Status", "Up");
    this.#set("XMPP.Connection.1.JabberID", jid);
    // Stays while the connection is lost. [TR-181 ManagementServer.ConnReqJabberID]
    this.#set("ManagementServer.ConnReqJabberID", jid);
  }

  #down(wire: XmppWire): void {
    if (this.#wire !== wire) return;
    this.#wire = undefined;
    this.#set("XMPP.Connection.1.Status", "Error_Connection");
    if (this.#powered) this.#timers.set("connect", AGAIN_MS, () => this.#connect());
  }

  #heard(wire: XmppWire, iq: Element): void {
    const { from = "", id = "", type } = iq.attributes;
    const request = find(iq, "connectionRequest");
    const reply = (kind: "result" | "error", body: string): void =>
      wire.send(`<iq type="${kind}" to="${escapeXml(from)}" id="${escapeXml(id)}">${body}</iq>`);
    if (type !== "get" || request?.attributes["xmlns"] !== REQUEST) return;
    const username = textOf(request, "username");
    this.#host.journal.record("asked over XMPP", { from, username });
    const echo = `<connectionRequest xmlns="${REQUEST}"/>`;
    const error = (condition: string): void =>
      reply(
        "error",
        `${echo}<error type="cancel"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`,
      );
    const isRight =
      username === this.#value("ManagementServer.ConnectionRequestUsername") &&
      textOf(request, "password") === this.#value("ManagementServer.ConnectionRequestPassword");
    if (!this.#allows(from) || !isRight) return error("not-authorized");
    if (this.#host.knock() !== 200) return error("service-unavailable");
    reply("result", "");
  }

  /** A full address allows one resource, one without allows all; an empty list allows everybody. */
  #allows(from: string): boolean {
    const listed = this.#value("ManagementServer.ConnReqAllowedJabberIDs").split(",").filter(Boolean);
    return listed.length === 0 || listed.some((jid) => from === jid || from.startsWith(`${jid}/`));
  }
}
