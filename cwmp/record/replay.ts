import {
  Fault,
  FAULT,
  type Clock,
  type FaultCode,
  type Gateway,
  type JsonObject,
  type Knowledge,
  type Make,
  type NativeValue,
  type Proof,
  silent,
  unmetered,
} from "#core";
import { CWMP_DEFAULTS } from "../config.ts";
import { Conversation, type Reply } from "../conversation.ts";
import type { Session } from "../session.ts";
import type { CloseReason } from "../session.machine.ts";
import { Sessions } from "../sessions.ts";
import { decodeEnvelope } from "../soap/codec.ts";
import type { Decoded } from "../soap/message.ts";
import { SHIPPED } from "../profile/shipped.ts";
import { Profiles } from "../profiles.ts";
import { Work } from "../work.ts";
import {
  readRecording,
  type GatewayLine,
  type Head,
  type HttpMessage,
  type RecordedLine,
} from "./recording.ts";
import { redactedBody, type Secrets } from "./redact.ts";

/** How a recorded session went this time. */
export type Replayed =
  | { readonly same: true; readonly messages: number }
  | {
      readonly same: false;
      /** The line of the recording at which it went another way. */
      readonly line: number;
      readonly what: string;
      readonly expected: string;
      readonly actual: string;
    };

/**
 * Runs a recorded session through the engine as it is now, without network and store: what the device said and what the
 * gateway answered comes from the recording, what the ACS says is held against it. Fault `request.invalid` for a file
 * that is no recording of a session of this ACS.
 */
export async function replayRecording(text: string): Promise<Replayed> {
  const { head, lines } = readRecording(text);
  if (head === undefined)
    throw new Fault("request.invalid", { detail: "recorded elsewhere: what the gateway did is not in it" });
  return new Replay(head, lines).run();
}

type Difference = Omit<Extract<Replayed, { readonly same: false }>, "same">;

/** Time goes by as it did; what is waited for has come. */
class RecordedClock implements Clock {
  t: number;

  constructor(t: number) {
    this.t = t;
  }

  now(): number {
    return this.t;
  }

  after(ms: number, run: () => void): () => void {
    const pending = setImmediate(() => {
      this.t += ms;
      run();
    });
    return () => clearImmediate(pending);
  }
}

class Replay {
  readonly #head: Head;
  readonly #lines: readonly RecordedLine[];
  readonly #clock: RecordedClock;
  readonly #conversation: Conversation;
  readonly #work: Work;
  readonly #session: Session;
  readonly #ids = new Map<string, string>();
  readonly #secrets: Secrets = new Set();
  #at = 0;
  #first: Difference | undefined;

  constructor(head: Head, lines: readonly RecordedLine[]) {
    this.#head = head;
    this.#lines = lines;
    this.#clock = new RecordedClock(head.startedAt);
    const { informInterval, provisionCredentials, parametersPerRpc } = head.config;
    const parts = {
      gateway: this.#gateway(),
      clock: this.#clock,
      log: silent,
      metrics: unmetered,
      config: {
        ...CWMP_DEFAULTS,
        enrolment: "open" as const,
        informInterval,
        provisionCredentials,
        limits: { ...CWMP_DEFAULTS.limits, parametersPerRpc },
      },
    };
    this.#work = new Work({ ...parts, profiles: new Profiles(SHIPPED) });
    this.#conversation = new Conversation({
      ...parts,
      sessions: new Sessions(),
      work: this.#work,
      came: () => undefined,
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the recorder wrote a proof
    const proof = head.proof as unknown as Proof;
    // What it used up was judged when it was recorded, and its challenges are no part of the session.
    this.#session = this.#conversation.open({ address: head.address, secure: false }, { proof });
  }

  async run(): Promise<Replayed> {
    let messages = 0;
    for (; this.#at < this.#lines.length && this.#first === undefined;) {
      const line = this.#lines[this.#at++] as RecordedLine;
      this.#clock.t = Math.max(this.#clock.t, line.t);
      if (line.from === "work") this.#conversation.work(this.#session);
      else if (line.from === "cpe") {
        await this.#exchange(line);
        messages++;
      } else this.#differs(line, "order", nameOf(line), "nothing: the engine did not ask for it");
    }
    if (this.#first === undefined && this.#head.cut !== true) await this.#end();
    return this.#first === undefined ? { same: true, messages } : { same: false, ...this.#first };
  }

  async #exchange(message: HttpMessage): Promise<void> {
    const reply = await this.#take(message);
    if (this.#first !== undefined) return;
    const line = this.#lines[this.#at];
    if (line === undefined) {
      if (this.#head.cut !== true) this.#differs(message, "answer", "none", shown(reply));
      return;
    }
    if (line.from !== "acs") {
      this.#differs(line, "order", nameOf(line), `the answer: ${shown(reply)}`);
      return;
    }
    this.#at++;
    this.#compare(line, reply);
  }

  /** What the CPE said, with our own RPC ids where it repeats recorded ones. */
  async #take({ body, headers }: HttpMessage): Promise<Reply> {
    if (body.length === 0) return this.#conversation.take(this.#session, undefined);
    let text = body.toString("latin1");
    for (const [recorded, ours] of this.#ids) text = text.replaceAll(`>${recorded}<`, `>${ours}<`);
    let message: Decoded;
    try {
      message = decodeEnvelope(Buffer.from(text, "latin1"), headers.get("content-type"));
    } catch {
      return this.#conversation.take(this.#session, undefined, true);
    }
    return this.#conversation.take(this.#session, message);
  }

  #compare(line: HttpMessage, reply: Reply): void {
    if (line.status !== undefined && line.status !== reply.status) {
      this.#differs(line, "status", `${line.status} ${line.body.toString()}`.trim(), shown(reply));
      return;
    }
    if (reply.status !== 200) return;
    const ours = redactedBody(
      Buffer.from(reply.body ?? ""),
      undefined,
      this.#work.hides,
      this.#secrets,
    ).toString();
    const theirs = line.body.toString();
    const [theirId, ourId] = [idOf(line.body), idOf(Buffer.from(ours))];
    const same =
      theirId === undefined || ourId === undefined ? ours : ours.replaceAll(`>${ourId}<`, `>${theirId}<`);
    if (same !== theirs) this.#differs(line, "message", theirs, same);
    else if (theirId !== undefined && ourId !== undefined) this.#ids.set(theirId, ourId);
  }

  /** The session must have ended as it did; an end from outside is brought about. */
  async #end(): Promise<void> {
    const { ended } = this.#head;
    const { state } = this.#session;
    if (state.at !== "ended" && OUTSIDE.has(ended)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- looked up in the set of them
      this.#conversation.close(this.#session, ended as CloseReason);
      await new Promise((resolve) => setImmediate(resolve));
      return;
    }
    const is = state.at === "ended" ? state.why : `not ended: ${state.at}`;
    if (is !== ended)
      this.#first ??= { line: this.#lines.at(-1)?.line ?? 1, what: "end", expected: ended, actual: is };
  }

  #differs({ line }: RecordedLine, what: string, expected: string, actual: string): void {
    this.#first ??= { line, what, expected, actual };
  }

  /** Gives what the recorded gateway gave, call by call. */
  #gateway(): Gateway {
    const answer = (call: string): Promise<unknown> => {
      const line = this.#lines[this.#at];
      const mine = line?.from === "gateway" && line.call === call ? line : undefined;
      if (SILENT.has(call)) {
        if (mine?.threw === undefined) return Promise.resolve(undefined);
      } else if (mine === undefined) {
        const expected = line === undefined ? "the end" : nameOf(line);
        this.#first ??= { line: line?.line ?? 1, what: "order", expected, actual: `gateway ${call}` };
        return Promise.reject(new Fault("store.unavailable"));
      }
      this.#at++;
      return given(mine);
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every method of the port is answered from the recording
    return new Proxy({} as Gateway, {
      get: (_target, name: string) => (lease: object) =>
        name === "renew"
          ? answer(name).then(() => ({ ...lease, until: this.#clock.t + LONG_MS }))
          : answer(name),
    });
  }
}

const LONG_MS = 3_600_000;
const SILENT: ReadonlySet<string> = new Set([
  "renew",
  "release",
  "sending",
  "rotateCredential",
  "report",
  "credentials",
  "route",
]);
const OUTSIDE: ReadonlySet<string> = new Set(["timeout", "connection", "replaced", "stopping", "fenced"]);

async function given({ call, gave, threw }: GatewayLine): Promise<unknown> {
  if (threw !== undefined) throw new Fault(threw in FAULT ? (threw as FaultCode) : "internal");
  if (gave === undefined) return undefined;
  if (call === "knowledge") return knowledgeOf(gave as JsonObject);
  // Who was asked for credentials and came back without has none: it is not asked again.
  if (call === "contact") return { ...(gave as JsonObject), unproven: undefined };
  return gave;
}

function knowledgeOf({ protocol, values, memory, facts }: JsonObject): Knowledge {
  const rows = (values as readonly (readonly [string, string, string, number, boolean | null])[]).map(
    ([path, value, type, at, writable]): [string, NativeValue] => [
      path,
      { path, value, type, at, ...(writable === null ? {} : { writable }) },
    ],
  );
  return {
    protocol: protocol as Knowledge["protocol"],
    values: new Map(rows),
    memory: memory as JsonObject,
    secrets: {},
    ...(facts === undefined ? {} : { facts: facts as Make }),
  };
}

function idOf(body: Buffer): string | undefined {
  try {
    return decodeEnvelope(body).id;
  } catch {
    return undefined;
  }
}

function nameOf(line: RecordedLine): string {
  switch (line.from) {
    case "gateway":
      return `gateway ${line.call}`;
    case "work":
      return "work";
    case "cpe":
      return "a message of the CPE";
    case "acs":
      return `the answer: ${line.status ?? 200} ${line.body.toString()}`.trim();
  }
}

function shown({ status, body = "" }: Reply): string {
  return `${status} ${body}`.trim();
}
