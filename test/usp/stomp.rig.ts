import { afterEach } from "vitest";
import { type Clock, Fault, type Log, silent, unmetered } from "#core";
import { systemClock } from "../../src/platform/clock.ts";
import { STOMP_DEFAULTS, type StompConfig } from "#usp";
import type { Inbound } from "../../usp/mtp/mtp.ts";
import { StompMtp } from "../../usp/mtp/stomp/stomp.ts";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";

export const OWN = "self::causeway";
export const AGENT = endpoint("os::012345-A");
export const RECORD = Buffer.from("a record\0with a NUL");
export const TYPE = "application/vnd.bbf.usp.msg";

export function endpoint(text: string): EndpointId {
  const found = asEndpointId(text);
  if (found === undefined) throw new Fault("usp.record", { detail: text });
  return found;
}

const undo: (() => Promise<void>)[] = [];
/** Undone after the test, the last first. */
export function later(step: () => Promise<void>): void {
  undo.push(step);
}
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

export interface Line {
  readonly message: string;
  readonly [fact: string]: unknown;
}

/** The STOMP side of a controller that notes what it takes. `down`: nothing can be made durable. */
export class Taker {
  readonly mtp: StompMtp;
  readonly received: Inbound[] = [];
  readonly states: boolean[] = [];
  readonly lines: Line[] = [];
  down = false;
  refused = 0;

  constructor(url: string, given: Partial<StompConfig> = {}, clock: Clock = systemClock) {
    const config = { ...STOMP_DEFAULTS, replica: "r1", ...given, url };
    const note = (facts: object, message: string) => this.lines.push({ ...facts, message });
    const log: Log = { ...silent, warn: note, error: note, info: note };
    this.mtp = new StompMtp({
      config,
      endpointId: OWN,
      recordBytes: 100_000,
      requestTimeoutMs: 15_000,
      clock,
      log,
      metrics: unmetered,
    });
    later(() => this.mtp.stop());
  }

  start(): Promise<void> {
    return this.mtp.start({
      receive: (message) => {
        if (this.down) {
          this.refused++;
          return Promise.reject(new Fault("store.unavailable"));
        }
        this.received.push(message);
        return Promise.resolve("taken");
      },
      state: (up) => this.states.push(up),
      gone: () => {},
    });
  }

  get bodies(): string[] {
    return this.received.map(({ bytes }) => Buffer.from(bytes).toString());
  }

  refusals(): unknown[] {
    return this.lines.filter(({ message }) => message === "bad_input").map(({ reason }) => reason);
  }
}
