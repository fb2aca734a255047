import type { DeviceId, OperationId, Protocol } from "#core";
import type { OperateContext } from "../operate/context.ts";
import { submit } from "../operate/submit.ts";
import { stored } from "../state/redis.ts";

/** Longer than an operation of the background waits for its device. */
const REMEMBER_MS = 8 * 24 * 3600_000;

/**
 * Queues the operation that brings a device's subscriptions up to date, unless one waits already: it looks at what is
 * wanted when it runs. Gives true when it was queued now. Faults: as `submit`.
 */
export async function askToSubscribe(
  context: OperateContext,
  device: DeviceId,
  protocol: Protocol,
  actor: string,
): Promise<boolean> {
  const { client } = context.scripts;
  const key = `${context.keys.tagOf(device)}:sub:${device}:${protocol}`;
  const before = await stored(client.get(key));
  if (before !== null) {
    const state = await stored(client.hget(context.keys.operation(before as OperationId), "state"));
    if (state === "queued") return false;
  }
  const operation = { type: "subscribe", protocol } as const;
  const { id } = await submit(context, { device, operation, actor, priority: "background" });
  // Lost here, one more is queued the next time: it finds nothing to do.
  await stored(client.set(key, id, "PX", REMEMBER_MS));
  return true;
}
