import { Fault, type DeviceId, type Lease, type Protocol } from "#core";
import { openScript, releaseScript, renewScript } from "./lease.script.ts";
import type { StateContext } from "./state.context.ts";

/** Takes a device's session outside a contact; undefined while another live session holds it. */
export async function openSession(
  context: StateContext,
  device: DeviceId,
  protocol: Protocol,
): Promise<Lease | undefined> {
  const { keys, scripts, clock, config } = context;
  const now = clock.now();
  const until = now + config.leaseMs;
  const fence = (await scripts.run(
    openScript,
    [keys.device(device)],
    [now, until, config.replica, protocol],
  )) as string;
  return fence === "" ? undefined : { device, protocol, fence: Number(fence), until };
}

/** Prolongs a session. Fault `lease.lost`: it was released, or another one took the device over. */
export async function renewSession(
  { keys, scripts, clock, config }: StateContext,
  lease: Lease,
): Promise<Lease> {
  const until = clock.now() + config.leaseMs;
  const held = await scripts.run(renewScript, [keys.device(lease.device)], [lease.fence, until]);
  if (held !== 1) throw new Fault("lease.lost", { device: lease.device, fence: lease.fence });
  return { ...lease, until };
}

/** Ends a session. Safe to repeat; a fenced lease is ignored. */
export async function releaseSession({ keys, scripts }: StateContext, lease: Lease): Promise<void> {
  await scripts.run(releaseScript, [keys.device(lease.device)], [lease.fence]);
}
