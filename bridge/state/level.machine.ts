/** How full something is that must not overflow. `high`: an alarm; `critical`: work that can wait gives way. */
export type Level = "ok" | "high" | "critical";

/** Shares (1 = full) from which a level holds. */
const HIGH = 0.8;
const CRITICAL = 0.95;
/** A level is left only this far below where it was entered, so that it does not flutter. */
const EASE = 0.05;

/** The level after a look that found `share` in use. */
export function levelOf(before: Level, share: number): Level {
  if (share >= CRITICAL || (before === "critical" && share >= CRITICAL - EASE)) return "critical";
  if (share >= HIGH || (before !== "ok" && share >= HIGH - EASE)) return "high";
  return "ok";
}
