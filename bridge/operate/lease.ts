import { Fault, type Lease } from "#core";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";

/** Arguments of a script that only the holder of a device's session may run. */
export function leaseArgs(context: OperateContext, lease: Lease): (string | number)[] {
  return [
    ...headArgs(context.keys.tagOf(lease.device), context.clock.now(), context.limits),
    lease.device,
    lease.fence,
  ];
}

export function lost(lease: Lease): Fault {
  return new Fault("lease.lost", { device: lease.device, fence: lease.fence });
}
