import type {
  Claimed,
  DeviceId,
  DeviceStack,
  Gateway,
  Lease,
  Operation,
  Outcome,
  Protocol,
  WakeResult,
} from "#core";

/** A stack whose devices are objects: it opens sessions, claims, does and settles like a real one. */
export interface HonestStack extends DeviceStack {
  /** What every device really did, in order. */
  readonly did: { readonly device: DeviceId; readonly operation: Operation }[];
  readonly wakes: DeviceId[];
  /** Devices that do not come when they are rung. */
  readonly asleep: Set<DeviceId>;
  /** A whole device session, as after an Inform with a lease. */
  session(lease: Lease): Promise<void>;
}

export type Answer = (claimed: Claimed) => Outcome | Promise<Outcome>;

const CHANGES = new Set<Operation["type"]>(["set", "add", "delete", "operate", "native"]);

export function honestStack(protocol: Protocol, gateway: Gateway, answer: Answer): HonestStack {
  const did: HonestStack["did"] = [];
  const wakes: DeviceId[] = [];
  const asleep = new Set<DeviceId>();

  async function session(lease: Lease): Promise<void> {
    let next = await gateway.claim(lease);
    while (next !== undefined) {
      const { record } = next;
      if (CHANGES.has(record.operation.type)) await gateway.sending(lease, record.id);
      did.push({ device: record.device, operation: record.operation });
      next = await gateway.settle(lease, record.id, await answer(next));
    }
    await gateway.release(lease);
  }

  return {
    protocol,
    did,
    wakes,
    asleep,
    session,
    start: async () => undefined,
    stop: async () => undefined,
    async wake(device): Promise<WakeResult> {
      wakes.push(device);
      if (asleep.has(device)) return { state: "unreachable", method: protocol };
      const lease = await gateway.open(device, protocol);
      if (lease !== undefined) await session(lease);
      return { state: "open", method: protocol };
    },
    view: () => [],
    supported: () => [],
    dryRun: () => [],
  };
}
