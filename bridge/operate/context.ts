import type { Clock, DeviceId, Log, Metrics, OperationId, OperationRecord } from "#core";
import type { Limits } from "../limits.ts";
import type { Keys } from "../state/keys.ts";
import type { Scripts } from "../state/redis.ts";
import type { Vault } from "../state/secret.ts";

/** What the parts of the ledger work with. */
export interface OperateContext {
  readonly scripts: Scripts;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly vault: Vault;
  /** Called after every commit that may have written events: the forwarder looks at the device's partition. */
  committed(id: DeviceId | OperationId): void;
  /** Called with every operation that is known here to have ended: local waiters need not wait for the feed. */
  ended(record: OperationRecord): void;
  /** True when somebody here waits for the operation. */
  awaited(id: OperationId): boolean;
}
