import { step } from "../../../usp/e2e/context.machine.ts";
import {
  NO_CONTEXT,
  type ContextEffect,
  type ContextEvent,
  type ContextRules,
  type ContextState,
  type SessionRecord,
} from "../../../usp/e2e/context.ts";

export const RULES: ContextRules = {
  room: 16,
  messageBytes: 4096,
  ahead: 64,
  aheadBytes: 65_536,
  kept: 1000,
  tries: 3,
  draw: () => 77n,
};

/** One end of a session: the machine, and what it did. */
export class Peer {
  state: ContextState = NO_CONTEXT;
  readonly delivered: string[] = [];
  readonly lost: string[] = [];
  readonly notes: string[] = [];
  readonly rules: ContextRules;

  constructor(rules: Partial<ContextRules> = {}) {
    this.rules = { ...RULES, ...rules };
  }

  /** Gives the records that left. */
  do(event: ContextEvent): SessionRecord[] {
    const { state, effects } = step(this.state, event, this.rules);
    this.state = state;
    return effects.flatMap((effect) => this.#keep(effect));
  }

  take(record: SessionRecord): SessionRecord[] {
    return this.do({ on: "record", record });
  }

  send(text: string, message?: string): SessionRecord[] {
    return this.do({
      on: "send",
      payload: Buffer.from(text),
      ...(message === undefined ? {} : { message }),
    });
  }

  #keep(effect: ContextEffect): SessionRecord[] {
    if (effect.do === "deliver") this.delivered.push(Buffer.from(effect.payload).toString());
    else if (effect.do === "lost") this.lost.push(...effect.messages);
    else if (effect.do === "note") this.notes.push(effect.what);
    return effect.do === "transmit" ? [effect.record] : [];
  }
}

/** `77 1 1 0 BEGIN`: session, sequence, expected, retransmit, segment. */
export function row({ session, sequence, expected, retransmit, sar, payload }: SessionRecord): string {
  const what = payload.length === 0 ? "empty" : sar;
  return `${session} ${sequence} ${expected} ${retransmit} ${what}`;
}
