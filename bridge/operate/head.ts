import type { Limits } from "../limits.ts";
import type { StoreContext } from "../state/store.context.ts";

/** The Lua that reads the arguments every script of the ledger begins with (see `headArgs`). */
export const headSource = `
local L = { P = ARGV[1], now = tonumber(ARGV[2]), cap = ARGV[3], keep = tonumber(ARGV[4]), keepFailed = tonumber(ARGV[5]) }
`;

/** ARGV[1..5]: partition prefix, now (ms), length of the event stream, ms an ended record is kept, a failed one. */
export function headArgs(prefix: string, now: number, limits: Limits): (string | number)[] {
  return [prefix, now, limits.partitionEvents, limits.keepSettledMs, limits.keepFailedMs];
}

/** Ended operations that each partition keeps at most. */
export function mostEnded({ keys, limits }: Pick<StoreContext, "keys" | "limits">): number {
  return Math.max(1, Math.floor(limits.settledOperations / keys.partitions));
}
