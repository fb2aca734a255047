const MINUTE = 60_000;
export const HOUR_MS = 60 * MINUTE;

/** ms after which an agent is looked at that told no end of a command. */
export const LOOK_MS = 60 * MINUTE;
/** ms after which it is looked at whether a command came through whose answer was lost. */
export const LOST_MS = 30_000;
/** ms a command is waited for that the agent goes on with. */
export const LONGEST_MS = 30 * 24 * HOUR_MS;

/**
 * ms that the result of a command is waited for which the agent has no more: a Notify that was not answered comes again,
 * after up to an hour and a half when the gateway was away for long, soon when the agent has just started. [TR-369 R-NOT.1]
 */
export function graceMs({
  booted,
  answered,
}: {
  readonly booted: boolean;
  readonly answered: boolean;
}): number {
  if (!answered) return 2 * MINUTE;
  return booted ? MINUTE : 2 * HOUR_MS;
}
