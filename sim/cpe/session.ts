import { strained } from "./strain.ts";
import { sleep, type Clock } from "#core";
import type { Journal } from "../journal.ts";
import { authorize, readChallenge, type Challenge, type Login } from "./auth.ts";
import type { Behaviours, Moment } from "./behaviour.ts";
import type { Dialect } from "./dialect.table.ts";
import { Wire, type Reply, type Target } from "./http.ts";
import type { Answer, Duty } from "./subject.ts";
import { faultBody, faultCodeOf, readEnvelope, writeEnvelope, type Incoming } from "./soap.ts";

/** How a session ended. `retryAfterMs`: the ACS said when to come again. */
export interface SessionEnd {
  readonly outcome: "done" | "failed" | "refused" | "lost power";
  readonly detail: string;
  readonly rpcs: number;
  readonly retryAfterMs?: number;
}

/** What a session needs of its CPE. */
export interface SessionHost {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly behaviours: Behaviours;
  readonly dialect: Dialect;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Where the ACS is, read once a session. */
  target(): Target;
  /** Read once a session: credentials changed in it count from the next one. */
  login(): Login;
  /** Sends Basic credentials before it is asked. */
  readonly eager: boolean;
  /** The body of the Inform. */
  inform(): string;
  /** The Inform was answered. */
  informed(): void;
  /** The CPE's own requests, one after the other; `done` is called with the answer. */
  ownRequest(): { readonly body: string; readonly done: (incoming: Incoming) => void } | undefined;
  execute(incoming: Incoming): Answer;
  duty(duty: Duty): void;
}

type Reach = { readonly reply: Reply } | { readonly end: SessionEnd };

/** One CWMP session from the connection to the last empty answer. Never rejects. [TR-069a6 3.7] */
export class Session {
  readonly #host: SessionHost;
  readonly #jar = new Map<string, string>();
  readonly #target: Target;
  readonly #login: Login;
  #url: URL;
  #wire: Wire | undefined;
  #challenge: Challenge | undefined;
  #uses = 0;
  #rpcs = 0;
  #nextId = 1;

  constructor(host: SessionHost) {
    this.#host = host;
    this.#target = host.target();
    this.#login = host.login();
    this.#url = this.#target.url;
    if (host.eager) this.#challenge = { scheme: "basic", params: {} };
  }

  async run(): Promise<SessionEnd> {
    try {
      return await this.#run();
    } finally {
      this.#wire?.close();
    }
  }

  /** Breaks the session off, as pulling the plug does. */
  abort(): void {
    this.#wire?.close();
  }

  async #run(): Promise<SessionEnd> {
    const { behaviours } = this.#host;
    if (behaviours.take("drop", "connect") !== undefined) return this.#failed("no connection made");
    if (behaviours.take("wrongOrder", "inform") !== undefined) await this.#post("", "empty");
    const informed = await this.#inform();
    if ("end" in informed) return informed.end;
    if (behaviours.take("drop", "informed", "Inform") !== undefined)
      return this.#failed("dropped after the InformResponse");
    if (behaviours.take("duplicateInform", "informed") !== undefined) {
      const again = await this.#inform();
      if ("end" in again) return again.end;
    }
    const spoken = await this.#speak();
    if (spoken !== undefined) return spoken;
    return this.#listen();
  }

  /** Informs until it is answered: challenges, redirects and `8005 Retry request` on the way. */
  async #inform(): Promise<Reach> {
    const id = String(this.#nextId++);
    for (let attempt = 0; attempt < 6; attempt++) {
      if (this.#host.behaviours.take("drop", "inform", "Inform") !== undefined) {
        await this.#sendAndDrop(writeEnvelope(this.#host.dialect, id, this.#host.inform()));
        return { end: this.#failed("dropped with the Inform") };
      }
      const reach = await this.#post(writeEnvelope(this.#host.dialect, id, this.#host.inform()), "inform");
      if ("end" in reach) return reach;
      const moved = this.#redirected(reach.reply);
      if (moved) continue;
      const incoming = reach.reply.status === 200 ? readEnvelope(reach.reply.body.toString()) : undefined;
      if (incoming !== undefined && faultCodeOf(incoming) === 8005) continue;
      if (incoming?.method !== "InformResponse") return { end: this.#refused(reach.reply) };
      this.#host.informed();
      return reach;
    }
    return { end: this.#failed("the ACS never took the Inform") };
  }

  /** The CPE's own requests, each answered before the next. Gives the end when the session is over. */
  async #speak(): Promise<SessionEnd | undefined> {
    for (let own = this.#host.ownRequest(); own !== undefined; own = this.#host.ownRequest()) {
      const answer = await this.#ask(own.body);
      if ("end" in answer) return answer.end;
      own.done(answer.incoming);
    }
    return undefined;
  }

  /** One request of the CPE's own, sent again with its ID as long as the ACS faults with 8005. */
  async #ask(body: string): Promise<{ readonly incoming: Incoming } | { readonly end: SessionEnd }> {
    const document = writeEnvelope(this.#host.dialect, String(this.#nextId++), body);
    for (let attempt = 0; attempt < 5; attempt++) {
      const reach = await this.#post(document, "request");
      if ("end" in reach) return reach;
      const incoming = readEnvelope(reach.reply.body.toString());
      if (incoming === undefined) return { end: this.#failed("no answer to a request of the CPE") };
      if (faultCodeOf(incoming) !== 8005) return { incoming };
    }
    return { end: this.#failed("the ACS never took a request of the CPE") };
  }

  /** The ACS has the word until it has nothing more to say. */
  async #listen(): Promise<SessionEnd> {
    if (this.#host.behaviours.take("drop", "empty") !== undefined)
      return this.#failed("dropped instead of the empty POST");
    let reach = await this.#post("", "empty");
    for (;;) {
      if ("end" in reach) return reach.end;
      const { status, body } = reach.reply;
      if (status === 204 || (status === 200 && body.length === 0)) return this.#end("done", "");
      const incoming = status === 200 ? readEnvelope(body.toString()) : undefined;
      if (incoming === undefined) return this.#refused(reach.reply);
      if (incoming.method === "Fault") return this.#failed(`the ACS faulted with ${faultCodeOf(incoming)}`);
      this.#rpcs++;
      const answered = await this.#serve(incoming);
      if (answered === undefined) return this.#failed(`broken off at ${incoming.method}`);
      if (answered === "reboot") return this.#end("lost power", incoming.method);
      reach = answered;
    }
  }

  /** Executes one request of the ACS and sends its answer, with whatever the behaviours make of it. */
  async #serve(incoming: Incoming): Promise<Reach | "reboot" | undefined> {
    const { behaviours, journal } = this.#host;
    const { method } = incoming;
    journal.record("asked", { rpc: method, id: incoming.id });
    const slow = behaviours.take("slow", "request", method);
    if (slow !== undefined) await sleep(this.#host.clock, slow.ms, this.#host.signal).catch(() => undefined);
    if (behaviours.take("drop", "request", method) !== undefined) return undefined;
    if (behaviours.take("silence", "request", method) !== undefined) return this.#stare();
    if (behaviours.take("duplicateInform", "request", method) !== undefined) return this.#informAgain();
    if (behaviours.take("emptyPostInstead", "request", method) !== undefined) return this.#post("", "empty");
    const ordered = behaviours.take("fault", "request", method);
    const executed = ordered === undefined ? this.#host.execute(incoming) : orderedFault(ordered);
    const strain = "fault" in executed ? undefined : strained(behaviours, incoming, executed.body);
    if (strain === "drop") return undefined;
    const answer: Answer = strain === undefined ? executed : { fault: strain };
    if (!("fault" in answer)) for (const duty of answer.duties ?? []) this.#host.duty(duty);
    journal.record("fault" in answer ? "faulted" : "executed", {
      rpc: method,
      ...("fault" in answer ? answer : {}),
    });
    return this.#answer(incoming, answer);
  }

  async #answer(incoming: Incoming, answer: Answer): Promise<Reach | "reboot" | undefined> {
    const { behaviours, dialect } = this.#host;
    const { method } = incoming;
    if (behaviours.take("reboot", "answer", method) !== undefined) return "reboot";
    if (behaviours.take("loseAnswer", "answer", method) !== undefined) return undefined;
    if (behaviours.take("emptyPostInstead", "answer", method) !== undefined) return this.#post("", "empty");
    const body = "fault" in answer ? faultBody(dialect, answer.fault, answer.parameters) : answer.body;
    const id =
      behaviours.take("wrongId", "answer", method) === undefined ? incoming.id : `${incoming.id}-other`;
    const document = writeEnvelope(dialect, id, body);
    const bad = behaviours.take("badXml", "answer", method) !== undefined;
    return this.#post(bad ? document.slice(0, document.length / 2) : document, "answer");
  }

  /** A second Inform in the place of an answer, and the turn given back once it was answered. */
  async #informAgain(): Promise<Reach> {
    const reach = await this.#inform();
    return "end" in reach ? reach : this.#post("", "empty");
  }

  /** Holds the connection open and says nothing. */
  async #stare(): Promise<undefined> {
    await sleep(this.#host.clock, this.#host.timeoutMs, this.#host.signal).catch(() => undefined);
    return undefined;
  }

  async #sendAndDrop(body: string): Promise<void> {
    const wire = await this.#connect();
    await wire?.sendAndClose(this.#head(body, "inform"), body);
  }

  /** Posts once, or twice when the ACS asks for credentials. */
  async #post(body: string, moment: Moment): Promise<Reach> {
    for (let attempt = 0; ; attempt++) {
      const wire = await this.#connect();
      if (this.#host.signal.aborted) wire?.close();
      if (wire === undefined || wire.closed) return { end: this.#failed("no connection") };
      const reply = await wire.exchange(this.#head(body, moment), body);
      if (reply === undefined) return { end: this.#failed("the connection broke or stayed silent") };
      this.#keepCookies(reply);
      if (reply.status !== 401 || attempt > 0) return { reply };
      this.#challenge = readChallenge(reply.headers.get("www-authenticate") ?? []);
      this.#uses = 0;
      if (this.#challenge === undefined || this.#login.username === "") return { reply };
    }
  }

  async #connect(): Promise<Wire | undefined> {
    const stale = this.#wire !== undefined && (this.#wire.closed || !this.#wire.keep);
    if (stale || this.#host.behaviours.take("newConnections", "connect") !== undefined) {
      this.#wire?.close();
      this.#wire = undefined;
    }
    this.#wire ??= await Wire.open(
      { ...this.#target, url: this.#url },
      this.#host.clock,
      this.#host.timeoutMs,
    );
    return this.#wire;
  }

  #head(body: string, moment: Moment): string {
    const { http } = this.#host.dialect;
    const uri = this.#url.pathname + this.#url.search;
    const lines = [
      `POST ${uri} HTTP/1.1`,
      `Host: ${this.#url.host}`,
      ...(body === "" ? http.filter((line) => !line.startsWith("SOAPAction")) : http),
    ];
    if (this.#challenge !== undefined) {
      this.#uses++;
      lines.push(`Authorization: ${authorize(this.#challenge, this.#login, "POST", uri, this.#uses)}`);
    }
    if (this.#jar.size > 0 && this.#host.behaviours.take("noCookie", moment) === undefined) {
      lines.push(`Cookie: ${[...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ")}`);
    }
    lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
    return lines.join("\r\n");
  }

  #keepCookies(reply: Reply): void {
    for (const cookie of reply.headers.get("set-cookie") ?? []) {
      const [, name, value = ""] = /^\s*([^=;\s]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined) this.#jar.set(name, value.trim());
    }
  }

  #redirected(reply: Reply): boolean {
    const location = reply.headers.get("location")?.[0];
    if (![301, 302, 307, 308].includes(reply.status) || location === undefined) return false;
    const url = new URL(location, this.#url);
    if (url.origin !== this.#url.origin) this.#forgetAcs();
    this.#url = url;
    this.#wire?.close();
    return true;
  }

  /** What one ACS gave is not shown to another one. */
  #forgetAcs(): void {
    this.#jar.clear();
    this.#challenge = this.#host.eager ? { scheme: "basic", params: {} } : undefined;
  }

  #refused(reply: Reply): SessionEnd {
    const seconds = Number(reply.headers.get("retry-after")?.[0] ?? Number.NaN);
    const retry = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
    return { ...this.#end(reply.status === 200 ? "failed" : "refused", `HTTP ${reply.status}`), ...retry };
  }

  #failed(detail: string): SessionEnd {
    return this.#end("failed", detail);
  }

  #end(outcome: SessionEnd["outcome"], detail: string): SessionEnd {
    return { outcome, detail, rpcs: this.#rpcs };
  }
}

function orderedFault(behaviour: { readonly code: number; readonly parameter?: string }): Answer {
  if (behaviour.parameter === undefined) return { fault: behaviour.code };
  return { fault: 9003, parameters: [{ name: behaviour.parameter, code: behaviour.code }] };
}
