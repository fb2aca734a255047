import type { Clock, DeviceId, RingEnd, RingMemory, Rings, RingTurn } from "#core";

interface Kept {
  until: number;
  again: number;
  stamp: number;
  asked: string;
  came: boolean;
  worked?: string;
  readonly inVain: Record<string, number>;
}

/** The port in memory. */
export class MemoryRings implements Rings {
  readonly ends: RingEnd[] = [];
  readonly #kept = new Map<DeviceId, Kept>();
  clock: Pick<Clock, "now"> = { now: () => 0 };
  /** What devices are said to have told of where they listen. */
  readonly bindings = new Map<DeviceId, NonNullable<RingMemory["binding"]>>();

  async turn(device: DeviceId, holdMs: number): Promise<RingTurn> {
    const now = this.clock.now();
    const kept = this.#of(device);
    if (Math.max(kept.until, kept.again) > now)
      return kept.asked !== ""
        ? { may: false, method: kept.asked }
        : { may: false, ...(kept.until > now ? {} : { vain: true as const }) };
    kept.until = now + holdMs;
    kept.came = false;
    kept.stamp = Math.max(kept.stamp + 1, Math.floor(now / 1000));
    const { stamp, inVain, worked } = kept;
    const binding = this.bindings.get(device);
    const memory = {
      inVain: { ...inVain },
      ...(worked === undefined ? {} : { worked }),
      ...(binding === undefined ? {} : { binding }),
    };
    return { may: true, stamp, memory };
  }

  async done(device: DeviceId, end: RingEnd): Promise<boolean> {
    const kept = this.#of(device);
    if (kept.stamp !== end.stamp) return false;
    this.ends.push(end);
    for (const method of end.tried) kept.inVain[method] = (kept.inVain[method] ?? 0) + 1;
    kept.until = 0;
    kept.again = this.clock.now() + end.restMs;
    kept.asked = end.result.state === "rung" ? end.result.method : "";
    const { came } = kept;
    if (came) await this.came(device);
    return came;
  }

  async bind(device: DeviceId, binding: NonNullable<RingMemory["binding"]>): Promise<void> {
    const before = this.bindings.get(device);
    this.bindings.set(device, binding);
    if (JSON.stringify(before) !== JSON.stringify(binding)) this.#of(device).again = 0;
  }

  readonly #news = new Map<DeviceId, { readonly ts: number; readonly nonces: readonly string[] }>();

  async isNews(device: DeviceId, ts: number, nonce: string): Promise<boolean> {
    const last = this.#news.get(device) ?? { ts: 0, nonces: [] };
    return ts > last.ts || (ts === last.ts && !last.nonces.includes(nonce));
  }

  async tookNews(device: DeviceId, ts: number, nonce: string): Promise<void> {
    const last = this.#news.get(device);
    this.#news.set(device, { ts, nonces: last?.ts === ts ? [...last.nonces, nonce] : [nonce] });
  }

  async came(device: DeviceId): Promise<void> {
    const kept = this.#of(device);
    kept.came = kept.until > this.clock.now();
    if (kept.came || kept.asked === "") return;
    kept.worked = kept.asked;
    kept.inVain[kept.asked] = 0;
    kept.asked = "";
    kept.again = 0;
  }

  #of(device: DeviceId): Kept {
    const kept = this.#kept.get(device) ?? {
      until: 0,
      again: 0,
      stamp: 0,
      asked: "",
      came: false,
      inVain: {},
    };
    this.#kept.set(device, kept);
    return kept;
  }
}
