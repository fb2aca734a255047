import type { Clock } from "#core";

/** `first`: the limit is passed with this one. */
export type Taken = "within" | "first" | "over";

interface Bucket {
  left: number;
  at: number;
  over: boolean;
}

/** How many a peer may send: a burst, refilled with time, for each of the peers that were heard last. */
export class Rates<Peer> {
  readonly #buckets = new Map<Peer, Bucket>();
  readonly #clock: Clock;
  readonly #limits: { readonly perSecond: number; readonly burst: number; readonly peers: number };

  constructor(
    clock: Clock,
    limits: { readonly perSecond: number; readonly burst: number; readonly peers: number },
  ) {
    this.#clock = clock;
    this.#limits = limits;
  }

  take(peer: Peer): Taken {
    const now = this.#clock.now();
    const bucket = this.#bucket(peer, now);
    const refill = (Math.max(0, now - bucket.at) / 1000) * this.#limits.perSecond;
    bucket.left = Math.min(this.#limits.burst, bucket.left + refill);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left--;
      // Only a peer that has calmed down is told of anew.
      if (bucket.left > this.#limits.burst / 2) bucket.over = false;
      return "within";
    }
    const first = !bucket.over;
    bucket.over = true;
    return first ? "first" : "over";
  }

  #bucket(peer: Peer, now: number): Bucket {
    const known = this.#buckets.get(peer);
    if (known !== undefined) return known;
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size < this.#limits.peers) break;
      this.#buckets.delete(oldest);
    }
    const bucket = { left: this.#limits.burst, at: now, over: false };
    this.#buckets.set(peer, bucket);
    return bucket;
  }
}
