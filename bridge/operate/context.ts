import type { DeviceId, OperationId, OperationRecord } from "#core";
import type { Vault } from "../state/secret.ts";
import type { References } from "../files/references.ts";
import type { StoreContext } from "../state/store.context.ts";

/** What the parts of the ledger work with. */
export interface OperateContext extends StoreContext {
  readonly vault: Vault;
  /** Files of the gateway's own in operations. */
  readonly references: References;
  /** Called after every commit that may have written events: the forwarder looks at the device's partition. */
  committed(id: DeviceId | OperationId): void;
  /** Called with every operation that is known here to have ended: local waiters need not wait for the feed. */
  ended(record: OperationRecord): void;
  /** True while the store is nearly full: background work waits. */
  pressed(): boolean;
  /** True when somebody here waits for the operation. */
  awaited(id: OperationId): boolean;
}
