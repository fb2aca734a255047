import type { Clock, Gateway, Log, Metrics } from "#core";
import type { CwmpConfig } from "./config.ts";

/** What the CWMP stack is made of. */
export interface CwmpParts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: CwmpConfig;
}
