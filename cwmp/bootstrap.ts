import { pairsKept } from "./onboard/pair.ts";
import type { Contact, DeviceEvent, JsonObject } from "#core";

type Reason = Extract<DeviceEvent, { readonly type: "bootstrap" }>["reason"];

/** Notes of the stack's memory of a device. */
const RESETTING = "factoryReset";
const REASON = "bootstrap";
/** Every onboarding notes the methods of the device. */
const ONBOARDED = "methods";

/** What to note of a device that was told to reset itself. */
export const TOLD_TO_RESET: JsonObject = { [RESETTING]: true };

/**
 * Why a device sends `0 BOOTSTRAP`, and what started it then: a device that was onboarded before was reset, or was given the
 * URL of its ACS when it did not start. `memory`: what was noted of it before; undefined: it is new. [TR-069a6 3.7.1.5]
 */
export function explained(contact: Contact, memory: JsonObject = {}): Contact {
  const reason = reasonOf(contact, memory);
  const cause = memory[RESETTING] === true ? "RemoteFactoryReset" : "LocalFactoryReset";
  const events = contact.events.map((event): DeviceEvent => {
    if (event.type === "bootstrap") return { ...event, reason };
    // `M Reboot` tells its own cause.
    const isReset = reason === "factoryReset" && event.type === "boot" && event.cause === "LocalReboot";
    return isReset ? { ...event, cause } : event;
  });
  const kept = pairsKept(memory);
  return {
    ...contact,
    events,
    memory: { ...contact.memory, ...kept, [REASON]: reason, ...told(reason, memory) },
  };
}

/** A contact that is repeated, as its answer was lost, has the reason of the first. */
function reasonOf({ events }: Contact, memory: JsonObject): Reason {
  const before = memory[REASON];
  if (memory[ONBOARDED] !== undefined)
    return events.some(({ type }) => type === "boot") ? "factoryReset" : "urlChanged";
  return before === "factoryReset" || before === "urlChanged" ? before : "firstContact";
}

/** Kept until the device is onboarded again, for repetitions. */
function told(reason: Reason, memory: JsonObject): JsonObject {
  return reason === "factoryReset" && memory[RESETTING] === true ? TOLD_TO_RESET : {};
}
