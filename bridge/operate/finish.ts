import { asFault, type DeviceEvent } from "#core";
import type { FeedEvent } from "../events/feed.ts";
import { complete } from "./completion.ts";
import type { OperateContext } from "./context.ts";

const COMPLETIONS: Readonly<Record<string, "commandComplete" | "transferComplete">> = {
  "causeway.device.command-complete": "commandComplete",
  "causeway.device.transfer-complete": "transferComplete",
};

/**
 * Ends the operations that stored events complete: what a crash after the report left undone. An event that cannot be
 * worked off is told and passed on: it must not hold back those behind it, and its operation ends at its time.
 */
export async function finishCompleted(context: OperateContext, events: readonly FeedEvent[]): Promise<void> {
  for (const event of events) {
    const type = COMPLETIONS[event.type];
    if (type === undefined) continue;
    try {
      await finishOne(context, event, type);
    } catch (error) {
      const fault = asFault(error);
      if (fault.code === "store.unavailable") throw fault;
      context.log.error(
        { event: event.id, device: event.device, error: fault },
        "a completion was passed over",
      );
    }
  }
}

async function finishOne(
  context: OperateContext,
  { id, at, device, data }: FeedEvent,
  type: "commandComplete" | "transferComplete",
): Promise<void> {
  // Our own projection wrote it: the event but for its id, time and type.
  await complete(context, device, [{ ...(JSON.parse(data) as object), id, at, type } as DeviceEvent]);
}
