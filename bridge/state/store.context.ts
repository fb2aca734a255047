import type { Clock, Log, Metrics, Slicer } from "#core";
import type { Limits } from "../limits.ts";
import type { Keys } from "./keys.ts";
import type { Scripts } from "./redis.ts";

/** What everything that changes the store works with. */
export interface StoreContext {
  readonly scripts: Scripts;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits: Limits;
  /** Lets others run while a large tree is packed or read; absent: nothing is sliced. */
  readonly slicer?: Slicer | undefined;
}
