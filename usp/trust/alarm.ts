import {
  asFault,
  background,
  type Clock,
  type DeviceId,
  type Gateway,
  type Log,
  type StackWarning,
} from "#core";
import type { MtpName } from "../mtp/mtp.ts";

export interface AlarmParts {
  readonly gateway: Pick<Gateway, "find" | "report">;
  readonly clock: Clock;
  readonly log: Log;
}

/** A record whose sender the transport knows as somebody else. */
export interface Impersonation {
  /** `from_id` of the record. */
  readonly claimed: string;
  /** Whom the transport vouches for. */
  readonly proven: string;
  readonly mtp: MtpName;
}

/** One event for the same two in this time, ms. */
const WINDOW_MS = 600_000;
/** What was refused is looked back at so long, and as often makes it a condition. */
const LOOK_BACK_MS = 3_600_000;
const OFTEN = 3;
/** Pairs remembered; those heard longest ago are forgotten first. */
const PAIRS = 10_000;

interface Pair {
  /** Of the window it began. */
  readonly since: number;
  last: number;
  count: number;
  told: number;
}

/**
 * Tells of records sent in the name of another: an event of the device whose name was taken (else of the one that took it), and,
 * where it goes on, a condition. What was sent is refused whatever becomes of that. [TR-369 R-SEC.0a]
 */
export class Alarm {
  readonly #parts: AlarmParts;
  readonly #pairs = new Map<string, Pair>();

  constructor(parts: AlarmParts) {
    this.#parts = parts;
  }

  raise(what: Impersonation): void {
    const { clock, log } = this.#parts;
    const now = clock.now();
    const key = `${what.claimed}\n${what.proven}`;
    const before = this.#pairs.get(key);
    const known = before !== undefined && now - before.last < LOOK_BACK_MS ? before : undefined;
    const pair = known ?? { since: now, last: now, count: 0, told: Number.NEGATIVE_INFINITY };
    pair.last = now;
    pair.count++;
    this.#pairs.delete(key);
    this.#pairs.set(key, pair);
    const oldest = this.#pairs.keys().next().value;
    if (this.#pairs.size > PAIRS && oldest !== undefined) this.#pairs.delete(oldest);
    if (now - pair.told < WINDOW_MS) return;
    pair.told = now;
    background(log, "impersonation", this.#tell(what, now));
  }

  /** The pairs that were refused again and again within the last hour. */
  warnings(): readonly StackWarning[] {
    const now = this.#parts.clock.now();
    const often = [...this.#pairs.values()].filter(
      ({ last, count }) => count >= OFTEN && now - last < LOOK_BACK_MS,
    );
    if (often.length === 0) return [];
    return [
      {
        kind: "security.endpoint-mismatch",
        since: Math.min(...often.map(({ since }) => since)),
        count: often.length,
        title: `${often.length} senders use the endpoint id of another agent again and again; their records are refused.`,
        advice:
          "See the events causeway.security.endpoint-mismatch: mend the agent that has another one's name, or find out who pretends.",
      },
    ];
  }

  /** The same two within one window are one event, whichever replica met them. */
  async #tell({ claimed, proven, mtp }: Impersonation, at: number): Promise<void> {
    const { gateway, log } = this.#parts;
    const id = `impersonated ${claimed} ${proven} ${Math.floor(at / WINDOW_MS)}`;
    const event = { id, at, type: "impersonated", claimed, proven, mtp } as const;
    for (const name of [claimed, proven]) {
      const device = await gateway.find({ scheme: "usp", value: name });
      if (device === undefined) continue;
      if (await this.#reported(device, event)) return;
    }
    log.info({ claimed, proven }, "neither of them is a device: no event");
  }

  /** False for a device that is not accepted, of which nothing is told. */
  async #reported(
    device: DeviceId,
    event: Parameters<Gateway["report"]>[0]["events"][number],
  ): Promise<boolean> {
    try {
      await this.#parts.gateway.report({ device, protocol: "usp", at: event.at, events: [event] });
      return true;
    } catch (error) {
      const { code } = asFault(error);
      if (code === "device.notFound" || code === "device.quarantined") return false;
      throw error;
    }
  }
}
