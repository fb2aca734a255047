import type { Clock } from "#core";
import { networkOf } from "./attempts.ts";
import type { AuditRow } from "./audit.row.ts";

/** Refusals of one peer that have a row of their own at once; one more is allowed every minute. */
const OWN_ROWS = 10;
const MINUTE_MS = 60_000;
/** Peers told apart; further ones are folded together. */
const PEERS = 100;
const OTHERS = "others";

interface Peer {
  /** Rows of their own this peer may still have. */
  left: number;
  at: number;
  /** What waits to be written as one row. */
  folded: { row: AuditRow; count: number } | undefined;
}

/**
 * Keeps refusals without a valid token from filling the audit: the first ones of a peer are written one by one, what comes
 * after them as one row a minute that says how many it stands for. At most 2 rows a minute for each of `PEERS` peers.
 */
export function createFold(
  clock: Clock,
  write: (row: AuditRow) => Promise<void>,
): (row: AuditRow) => Promise<void> {
  const peers = new Map<string, Peer>();

  function peerOf(address: string): Peer {
    const network = networkOf(address);
    if (!peers.has(network) && peers.size >= PEERS) forgetQuiet();
    const key = peers.has(network) || peers.size < PEERS ? network : OTHERS;
    const known = peers.get(key) ?? { left: OWN_ROWS, at: clock.now(), folded: undefined };
    peers.set(key, known);
    known.left = Math.min(OWN_ROWS, known.left + (clock.now() - known.at) / MINUTE_MS);
    known.at = clock.now();
    return known;
  }

  function forgetQuiet(): void {
    for (const [key, { left, at, folded }] of peers) {
      const full = left + (clock.now() - at) / MINUTE_MS >= OWN_ROWS;
      if (full && folded === undefined) peers.delete(key);
    }
  }

  function close(peer: Peer): void {
    const { folded } = peer;
    peer.folded = undefined;
    if (folded !== undefined) void write({ ...folded.row, count: folded.count });
  }

  return async (row) => {
    const peer = peerOf(row.address);
    if (peer.folded !== undefined) {
      peer.folded = { row, count: peer.folded.count + 1 };
    } else if (peer.left >= 1) {
      peer.left--;
      await write(row);
    } else {
      peer.folded = { row, count: 1 };
      clock.after(MINUTE_MS, () => close(peer));
    }
  };
}
