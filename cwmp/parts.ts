import type { Clock, Gateway, Log, Metrics, SessionKeeper } from "#core";
import type { CwmpConfig } from "./config.ts";

/** What the CWMP stack is made of. */
export interface CwmpParts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: CwmpConfig;
  /** Keeps recordings of sessions; absent: nothing is recorded, and recording costs nothing. */
  readonly recorder?: SessionKeeper;
}
