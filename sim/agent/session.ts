import type { Journal } from "../journal.ts";
import type { Tree } from "../tree/tree.ts";
import type { AgentBehaviours } from "./behaviour.ts";
import { SAR } from "./wire.table.ts";
import type { Wire } from "./wire.ts";

export interface SessionOptions {
  readonly tree: Tree;
  readonly journal: Journal;
  readonly behaviours: AgentBehaviours;
  readonly random: () => number;
  /** Sends a record with this content. */
  readonly publish: (topic: string, content: Wire) => Promise<void>;
  /** One whole message. */
  readonly message: (payload: Buffer, topic: string) => void;
  /** Sends a Connect record. */
  readonly present: () => void;
}

export const CONTROLLER_ID = "Device.LocalAgent.Controller.1.EndpointID";
const SETTINGS = "Device.LocalAgent.Controller.1.E2ESession.";

interface Context {
  readonly id: number;
  sequence: number;
  expected: number;
  readonly sent: Map<number, { readonly content: Wire; readonly topic: string; times: number }>;
  readonly ahead: Map<number, Wire>;
  parts: Buffer[];
}

const TRIES = 3;
/** What a record has beside its payload, at most, and MQTT around it. */
const OVERHEAD = 280;

/** A session context as an agent keeps it, by the letter of TR-369; behaviours make it the reference agent's. */
export class AgentSession {
  readonly #options: SessionOptions;
  #context: Context | undefined;
  readonly #old = new Set<number>();
  #held: (() => void) | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** What it tells by itself goes in a session. */
  get isUsed(): boolean {
    return this.#context !== undefined || this.#mode === "Require";
  }

  /** The reference agent, as it is built, allows none. */
  get #mode(): string {
    const { tree } = this.#options;
    return tree.leaf(`${SETTINGS}SessionMode`) === undefined
      ? "Forbid"
      : tree.value(`${SETTINGS}SessionMode`);
  }

  /** Its Connect record left. */
  presented(topic: string): void {
    if (this.#mode === "Require" && this.#context === undefined) this.open(topic);
  }

  /** True when the record is no matter of others. */
  takes(record: Wire, topic: string, bytes: number): boolean {
    const content = record["sessionContext"] as Wire | undefined;
    if (record["disconnect"] !== undefined) this.#forget();
    else if (content !== undefined && this.#mode === "Forbid") this.#disconnect(7106, topic); // [TR-369 R-E2E.6a]
    else if (content !== undefined) this.#receive(content, topic, bytes);
    else if (this.#context !== undefined && this.#behaves("strictSession")) this.#disconnect(7105, topic);
    else if (this.#mode === "Require") this.#disconnect(7101, topic);
    else return false;
    return record["disconnect"] === undefined;
  }

  #behaves(kind: Parameters<AgentBehaviours["take"]>[0]): boolean {
    return this.#options.behaviours.take(kind) !== undefined;
  }

  /** Opens a session with a record without payload. */
  open(topic: string): void {
    this.#begin(1000 + Math.floor(this.#options.random() * 2 ** 40));
    this.#put(topic, {});
  }

  /** A Disconnect came or leaves: there was no session. */
  #forget(): void {
    this.#context = undefined;
    this.#old.clear();
  }

  /** Ends what there is, and presents itself again. [TR-369 R-MTP.9] */
  #disconnect(code: number, topic: string): void {
    const { journal, publish, present } = this.#options;
    this.#forget();
    journal.record("refused", { code });
    void publish(topic, { disconnect: { reasonCode: code, reason: "session" } }).then(present);
  }

  send(payload: Buffer, topic: string): void {
    if (this.#context === undefined) this.#begin(1000 + Math.floor(this.#options.random() * 2 ** 40));
    const limit = Number(this.#options.tree.value(`${SETTINGS}MaxUSPRecordSize`));
    const room = limit === 0 ? payload.length : limit - OVERHEAD;
    const count = Math.max(1, Math.ceil(payload.length / room));
    for (let i = 0; i < count; i++) {
      const state =
        count === 1 ? SAR.NONE : i === 0 ? SAR.BEGIN : i === count - 1 ? SAR.COMPLETE : SAR.INPROCESS;
      const part = payload.subarray(i * room, (i + 1) * room);
      this.#put(topic, { payloadSarState: state, payloadrecSarState: state, payload: [part] });
    }
  }

  #receive(record: Wire, topic: string, bytes: number): void {
    if (this.#behaves("missRecord")) return;
    const [id, sequence] = [numberIn(record, "sessionId"), numberIn(record, "sequenceId")];
    const expected = numberIn(record, "expectedId");
    this.#options.journal.record("heard", { id, sequence, expected, bytes });
    if (id === this.#context?.id) return this.#inSession(this.#context, record, topic);
    if (this.#old.has(id)) return;
    if (sequence !== 1 && this.#behaves("strictSession")) return this.#disconnect(7105, topic);
    if (id <= 1 || sequence !== 1) return this.open(topic); // [TR-369 R-E2E.24]
    this.#inSession(this.#begin(id), record, topic); // [TR-369 R-E2E.6]
  }

  #inSession(context: Context, record: Wire, topic: string): void {
    const sequence = numberIn(record, "sequenceId");
    // [TR-369 R-E2E.25]
    if (sequence < context.expected) {
      if (this.#behaves("takeAgain")) this.#assemble(context, record, topic);
      return;
    }
    if (sequence > context.expected && !this.#behaves("takeGaps")) {
      context.ahead.set(sequence, record);
      this.#put(topic, { retransmitId: context.expected });
      return;
    }
    let next: Wire | undefined = record;
    while (next !== undefined && this.#context === context) {
      this.#take(context, next, topic);
      next = context.ahead.get(context.expected);
    }
  }

  #begin(id: number): Context {
    if (this.#context !== undefined) this.#old.add(this.#context.id);
    this.#options.journal.record("session", { id });
    this.#context = { id, sequence: 0, expected: 1, sent: new Map(), ahead: new Map(), parts: [] };
    return this.#context;
  }

  #take(context: Context, record: Wire, topic: string): void {
    const sequence = numberIn(record, "sequenceId");
    context.ahead.delete(sequence);
    context.expected = sequence + 1;
    // [TR-369 R-E2E.16]
    for (const number of context.sent.keys())
      if (number < numberIn(record, "expectedId")) context.sent.delete(number);
    const isEmpty = payloadIn(record).length === 0;
    if (!isEmpty) this.#assemble(context, record, topic);
    const wanted = numberIn(record, "retransmitId");
    if (wanted === 0) return;
    if (this.#behaves("refuseRepeat")) {
      if (isEmpty) this.#disconnect(7105, topic);
      return;
    }
    const sent = context.sent.get(wanted);
    if (sent === undefined || sent.times >= TRIES) return this.open(topic); // [TR-369 R-E2E.21]
    sent.times++;
    this.#leave(sent.topic, sent.content);
  }

  #assemble(context: Context, record: Wire, topic: string): void {
    const state = numberIn(record, "payloadSarState");
    if (state === SAR.NONE || state === SAR.BEGIN) context.parts = [];
    context.parts.push(payloadIn(record));
    if (state !== SAR.NONE && state !== SAR.COMPLETE) return;
    const whole = Buffer.concat(context.parts);
    context.parts = [];
    this.#options.message(whole, topic);
  }

  #put(topic: string, content: Wire): void {
    const context = this.#context;
    if (context === undefined) return;
    const sequenceId = ++context.sequence;
    const record = { sessionId: context.id, sequenceId, expectedId: context.expected, ...content };
    context.sent.set(sequenceId, { content: record, topic, times: 0 });
    this.#leave(topic, record);
  }

  #leave(topic: string, content: Wire): void {
    if (this.#behaves("loseRecord")) return;
    const send = () => void this.#options.publish(topic, { sessionContext: content });
    if (this.#behaves("holdRecord")) {
      this.#held = send;
      return;
    }
    send();
    if (this.#behaves("repeatRecord")) send();
    this.#held?.();
    this.#held = undefined;
  }
}

function numberIn(record: Wire, field: string): number {
  return (record[field] as number | undefined) ?? 0;
}

function payloadIn(record: Wire): Buffer {
  return Buffer.concat((record["payload"] as readonly Buffer[] | undefined) ?? []);
}
