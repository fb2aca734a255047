import type { DeviceId, Protocol } from "#core";
import type { OperateContext } from "../operate/context.ts";
import type { State } from "../state/registry.ts";
import { createSubscriptionRows } from "./rows.ts";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { createWalks, type Walks } from "./walks.ts";

export interface SubscriptionParts {
  readonly subscriptions: Subscriptions;
  readonly walks: Walks;
  /** The registry, whose changes of tags, label and attributes are carried to the subscriptions of the device. */
  readonly state: State;
}

/** `queued`: work was queued for a device, it is woken. `instance`: unique for this process. */
export function subscriptionParts(
  context: OperateContext,
  registry: State,
  instance: string,
  queued: (device: DeviceId, protocol: Protocol) => void,
): SubscriptionParts {
  const subscriptions = createSubscriptions(context, registry, createSubscriptionRows(context));
  const state: State = {
    ...registry,
    // Noted first: a crash in between costs a look at the device that finds nothing to do.
    async patch(id, patch, revision) {
      await subscriptions.changing(id);
      await registry.patch(id, patch, revision);
    },
  };
  const walks = createWalks({
    context,
    state,
    subscriptions,
    queued: ({ id }, protocol) => queued(id, protocol),
    instance,
  });
  return { subscriptions, walks, state };
}
