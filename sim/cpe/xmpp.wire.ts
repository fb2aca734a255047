import { connect, type Socket } from "node:net";
import { escapeXml, readXml, type Element } from "./xml.ts";

/** Where a simulated box has an account. */
export interface XmppAccount {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  readonly resource: string;
}

export interface XmppHandlers {
  /** Its address, once the server has given it. */
  up(jid: string): void;
  stanza(element: Element): void;
  down(): void;
}

/** One plain connection to an XMPP server, written down by hand as a small box does it. [RFC 6120] */
export class XmppWire {
  readonly #account: XmppAccount;
  readonly #handlers: XmppHandlers;
  readonly #socket: Socket;
  #buffer = "";
  #opened = false;
  #signedIn = false;

  constructor(account: XmppAccount, handlers: XmppHandlers) {
    this.#account = account;
    this.#handlers = handlers;
    this.#socket = connect(account.port, account.host);
    this.#socket.setEncoding("utf8");
    this.#socket.on("connect", () => this.#open());
    this.#socket.on("data", (text) => this.#take(String(text)));
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => handlers.down());
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  close(): void {
    this.#socket.destroy();
  }

  #open(): void {
    this.#opened = false;
    this.send(
      `<?xml version="1.0"?><stream:stream to="${this.#account.domain}" version="1.0" xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">`,
    );
  }

  #take(text: string): void {
    this.#buffer += text;
    if (!this.#opened) {
      const head = /^[^]*?<stream:stream[^>]*>/.exec(this.#buffer);
      if (head === null) return;
      this.#opened = true;
      this.#buffer = this.#buffer.slice(head[0].length);
    }
    for (let end = wholeElement(this.#buffer); end > 0; end = wholeElement(this.#buffer)) {
      const element = readXml(this.#buffer.slice(0, end));
      this.#buffer = this.#buffer.slice(end);
      if (element !== undefined) this.#heard(element);
    }
  }

  #heard(element: Element): void {
    const { username, password, resource } = this.#account;
    switch (element.name) {
      case "features":
        if (this.#signedIn) {
          this.send(
            `<iq type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>${escapeXml(resource)}</resource></bind></iq>`,
          );
        } else {
          const proof = Buffer.from(`\0${username}\0${password}`).toString("base64");
          this.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${proof}</auth>`);
        }
        return;
      case "success":
        this.#signedIn = true;
        return this.#open();
      case "iq":
        if (element.attributes["id"] === "bind" && element.attributes["type"] === "result") {
          const jid = element.children[0]?.children[0]?.text ?? "";
          return this.#handlers.up(jid);
        }
        return this.#handlers.stanza(element);
      case "failure":
      case "error":
        return this.close();
    }
  }
}

const TAG = /<(\/?)[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/g;

/** Where the first element of the text ends; 0: it is not all there yet. */
function wholeElement(text: string): number {
  let depth = 0;
  for (const { 0: tag, 1: closes, 2: empty, index } of text.matchAll(TAG)) {
    if (closes === "/") depth--;
    else if (empty !== "/") depth++;
    if (depth <= 0) return index + tag.length;
  }
  return 0;
}
