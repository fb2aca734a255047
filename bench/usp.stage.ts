import type { Fleet } from "#sim";
import type { Subject } from "./process.ts";
import type { Northbound } from "./usp.api.ts";

/** The gateway with a broker and a fleet of its own. */
export interface UspStage {
  readonly gateway: Subject & { readonly redisCpu: () => Promise<number> };
  readonly api: Northbound;
  readonly fleet: Fleet;
  readonly broker: Broker;
}

export interface Broker {
  readonly url: string;
  /** Kills it with -9. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}
