import { createHmac } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import type { Clock } from "#core";
import type { Journal } from "../journal.ts";
import { Timers } from "../timers.ts";
import type { Change, Tree } from "../tree/tree.ts";
import { bindingRequest, newTransaction, readReply } from "./stun.wire.ts";

/** The NAT a box is behind: it believes to have `address`, and hears only whom it has spoken to. */
export interface Nat {
  readonly address: string;
  readonly port: number;
}

interface Host {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly journal: Journal;
  readonly nat: Nat | undefined;
  /** Somebody with the right password asks for a session. */
  knock(): number;
}

const AGAIN_MS = 300;
const KEEP_ALIVE_S = 30;

/**
 * The UDP side of a simulated CPE: keeps a binding at the STUN server its ACS told it, finds out whether it is behind a NAT,
 * and takes connection requests on the same socket. [TR-069a6 G.2.2]
 */
export class StunSide {
  readonly #host: Host;
  readonly #timers: Timers;
  readonly #root: string;
  #socket: Socket | undefined;
  #powered = false;
  #transaction = newTransaction();
  #signed = false;
  #mapped = "";
  /** Of the last connection request that was taken. */
  #last = { ts: 0, id: "" };

  constructor(host: Host) {
    this.#host = host;
    this.#timers = new Timers(host.clock);
    this.#root = host.tree.plan.root;
    host.tree.listen((change) => this.#changed(change));
  }

  on(): void {
    this.#powered = true;
    this.#last = { ts: 0, id: "" };
    this.#open();
  }

  off(): void {
    this.#powered = false;
    this.#close();
  }

  #management(name: string): string {
    return this.#host.tree.value(`${this.#root}ManagementServer.${name}`);
  }

  #set(name: string, value: string): void {
    const path = `${this.#root}ManagementServer.${name}`;
    if (this.#management(name) !== value) this.#host.tree.set(path, value, "device");
  }

  #changed({ path, by }: Change): void {
    if (by !== "controller" || !path.startsWith(`${this.#root}ManagementServer.STUN`)) return;
    // Several parameters of one request are one change.
    this.#timers.set("open", 0, () => {
      this.#close();
      if (this.#powered) this.#open();
    });
  }

  #close(): void {
    this.#timers.clear();
    this.#socket?.removeAllListeners();
    // A name that is looked up still may not be found.
    this.#socket?.on("error", () => {});
    this.#socket?.close();
    this.#socket = undefined;
  }

  #open(): void {
    const server = this.#management("STUNServerAddress");
    if (!["1", "true"].includes(this.#management("STUNEnable")) || server === "") return;
    const socket = createSocket(server.includes(":") ? "udp6" : "udp4");
    this.#socket = socket;
    this.#signed = false;
    this.#mapped = "";
    socket.on("error", (error) => this.#host.journal.record("stunFailed", { why: error.message }));
    socket.on("message", (bytes, { address, port }) => {
      if (this.#host.nat !== undefined && (address !== server || port !== this.#serverPort())) {
        this.#host.journal.record("natDropped", { address, port });
        return;
      }
      this.#received(bytes);
    });
    socket.bind(0, () => this.#ask(true));
  }

  #serverPort(): number {
    return Number(this.#management("STUNServerPort") || "3478");
  }

  /** `again`: until it is answered, else at the keep-alive period. */
  #ask(changed: boolean): void {
    this.#transaction = newTransaction();
    const login = {
      username: this.#management("STUNUsername"),
      password: this.#management("STUNPassword"),
    };
    const request = bindingRequest(this.#transaction, login, { signed: this.#signed, changed });
    this.#socket?.send(request, this.#serverPort(), this.#management("STUNServerAddress"));
    this.#timers.set("ask", AGAIN_MS, () => this.#ask(changed));
  }

  #received(bytes: Buffer): void {
    const reply = readReply(bytes);
    if (reply === undefined) return this.#requested(bytes.toString("latin1"));
    if (!reply.transaction.equals(this.#transaction)) return;
    const { code, mapped } = reply;
    this.#host.journal.record("stunAnswered", { ...(code === undefined ? {} : { code }), ...mapped });
    if (code === 401 && !this.#signed) {
      this.#signed = true;
      return this.#ask(true);
    }
    const seconds = Number(this.#management("STUNMinimumKeepAlivePeriod")) || KEEP_ALIVE_S;
    this.#timers.set("ask", seconds * 1000, () => this.#ask(false));
    if (mapped === undefined) return;
    const seen = `${mapped.address}:${String(mapped.port)}`;
    const isNew = seen !== this.#mapped;
    this.#mapped = seen;
    if (!isNew) return;
    this.#set("UDPConnectionRequestAddress", seen);
    this.#set("NATDetected", String(this.#host.nat !== undefined));
  }

  #requested(text: string): void {
    const query = /^GET http:\/\/[^?\s]*\?(\S+) HTTP\/1\.[01]\r?\n/.exec(text)?.[1];
    const { ts = "", id = "", un = "", cn = "", sig = "" } = Object.fromEntries(new URLSearchParams(query));
    const why = this.#refusal(ts, id, un, cn, sig);
    // Copies of one request come as a matter of course.
    if (why === "copy") return;
    this.#host.journal.record(why === undefined ? "udpRequest" : "udpRefused", { ts, id, why });
    if (why !== undefined) return;
    this.#last = { ts: Number(ts), id };
    this.#host.knock();
  }

  #refusal(ts: string, id: string, un: string, cn: string, sig: string): string | undefined {
    if (un !== this.#management("ConnectionRequestUsername")) return "user name";
    const password = this.#management("ConnectionRequestPassword");
    const expected = createHmac("sha1", password).update(`${ts}${id}${un}${cn}`).digest("hex");
    if (sig.toLowerCase() !== expected) return "signature";
    if (id === this.#last.id) return "copy";
    return Number(ts) > this.#last.ts ? undefined : "time";
  }
}
