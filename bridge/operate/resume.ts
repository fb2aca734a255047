import type { Contact, DeviceId, Resume } from "#core";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";
import { resumeScript } from "./resume.script.ts";

/** What a contact tells about operations that go on without a session. */
export function resumedBy(contact: Contact): readonly Resume[] {
  return [
    ...(contact.ready === true ? (["ready"] as const) : []),
    ...(contact.events.some(({ type }) => type === "boot") ? (["boot"] as const) : []),
    ...(contact.reset ? (["reset"] as const) : []),
  ];
}

/** Queues the pending operations that wait for one of these; how many. Before the contact is acknowledged. */
export function resume(context: OperateContext, device: DeviceId, on: readonly Resume[]): Promise<number> {
  return context.scripts.run(
    resumeScript,
    [context.keys.open(device)],
    [...headArgs(context.keys.tagOf(device), context.clock.now(), context.limits), device, ...on],
  ) as Promise<number>;
}
