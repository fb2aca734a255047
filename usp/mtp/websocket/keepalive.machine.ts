/** Pings without an answer so far. */
export interface Beat {
  readonly missed: number;
}

export type BeatInput =
  /** The time for the next ping; `deaf`: the gateway itself does not read from the connection just now. */
  | { readonly on: "tick"; readonly deaf: boolean }
  /** Anything came from the peer. */
  | { readonly on: "heard" };

export interface BeatStep {
  readonly state: Beat;
  readonly effect: "none" | "ping" | "cut";
}

export const FIRST_BEAT: Beat = { missed: 0 };

/**
 * Finds dead peers: a ping each time, and the end of the connection after so many without an answer. A peer that is not
 * listened to cannot be blamed for its silence. [TR-369 R-WS.13]
 */
export function nextBeat({ missed }: Beat, input: BeatInput, limit: number): BeatStep {
  switch (input.on) {
    case "heard":
      return { state: FIRST_BEAT, effect: "none" };
    case "tick":
      if (input.deaf) return { state: { missed }, effect: "none" };
      if (missed >= limit) return { state: { missed }, effect: "cut" };
      return { state: { missed: missed + 1 }, effect: "ping" };
  }
}
