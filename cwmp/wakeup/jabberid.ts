import type { Json, JsonObject } from "#core";

/**
 * Where a device can be asked for a session over XMPP, as notes of the stack. Secrets are sent there, so it counts when the
 * device told it in a session in which it proved who it is. What was told in an onboarding without a proof counts from the
 * first proof on: whoever was there was given the credentials that the proof is made with.
 */
export function jabberIdNotes(jid: string, proven: boolean): JsonObject {
  return proven ? { jabberId: jid } : { jabberIdClaimed: jid };
}

/** To be noted of a device that proves who it is. */
export const PROVEN: JsonObject = { proven: true };

/** Undefined: the device has told none, or nothing that counts. */
export function jabberIdIn(memory: JsonObject): string | undefined {
  return (
    text(memory["jabberId"]) ?? (memory["proven"] === true ? text(memory["jabberIdClaimed"]) : undefined)
  );
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
