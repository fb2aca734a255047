import { type Clock, Fault } from "#core";

/** How often one peer may be wrong about its token within a minute: far above a mistyped one, far below guessing. */
export const ATTEMPTS = 300;

const WINDOW_MS = 60_000;
const PEERS = 10_000;

/** Counts requests without a valid token by where they come from. */
export interface Attempts {
  /** Fault `request.rate` when the peer was wrong too often in this minute. */
  admit(peer: string): void;
  failed(peer: string): void;
}

interface Window {
  readonly since: number;
  failures: number;
}

/** The count of one replica, in memory: nothing is looked up for a peer that is over it. */
export function createAttempts(clock: Clock, perMinute = ATTEMPTS): Attempts {
  const windows = new Map<string, Window>();

  function current(peer: string): Window | undefined {
    const window = windows.get(peer);
    return window === undefined || clock.now() - window.since >= WINDOW_MS ? undefined : window;
  }

  function makeRoom(): void {
    if (windows.size < PEERS) return;
    for (const peer of Array.from(windows.keys())) if (current(peer) === undefined) windows.delete(peer);
    if (windows.size >= PEERS) windows.clear();
  }

  return {
    admit(peer) {
      const window = current(networkOf(peer));
      if (window === undefined || window.failures < perMinute) return;
      throw new Fault("request.rate", {
        detail: "too many requests without a valid token came from this address",
        retryAfter: Math.ceil((window.since + WINDOW_MS - clock.now()) / 1000),
      });
    },
    failed(peer) {
      const key = networkOf(peer);
      const window = current(key);
      if (window !== undefined) {
        window.failures++;
        return;
      }
      makeRoom();
      windows.set(key, { since: clock.now(), failures: 1 });
    },
  };
}

/** An IPv4 address, or the /64 of an IPv6 one: whoever has one of its addresses has them all. */
export function networkOf(peer: string): string {
  if (!peer.includes(":") || peer.startsWith("::ffff:")) return peer;
  const [head = ""] = peer.split("::", 1);
  return [...head.split(":"), "0", "0", "0", "0"].slice(0, 4).join(":");
}
