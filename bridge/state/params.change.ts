import type { Contact, DeviceId, Protocol } from "#core";
import type { Fields } from "./record.ts";
import type { Packed } from "./change.ts";
import type { LearnedValues } from "./params.after.ts";
import type { StateContext } from "./state.context.ts";

/** A packed change with what it makes of the device's indexed parameters, when it says anything of values. */
export async function withParameters<P extends Packed>(
  { parameters }: StateContext,
  device: DeviceId,
  protocol: Protocol,
  learned: LearnedValues,
  packed: P,
): Promise<P> {
  if (parameters === undefined || !speaksOfValues(learned)) return packed;
  const px = await parameters.of(device, protocol, learned);
  return { ...packed, change: { ...packed.change, px } };
}

/**
 * The same for a contact, unless nothing of it is kept (`said` absent). What it said before and says no more is kept as `fields` tell it, so the snapshot must not have
 * moved on since they were read.
 */
export async function withContact<P extends Packed>(
  { parameters }: StateContext,
  device: DeviceId,
  said: Contact | undefined,
  fields: Fields | undefined,
  packed: P,
): Promise<P> {
  if (parameters === undefined || said === undefined) return packed;
  const px = await parameters.of(device, said.protocol, { ...said, contact: true });
  return { ...packed, change: { ...packed.change, px: { ...px, sv: fields?.["sv"] ?? "0" } } };
}

function speaksOfValues({ values = [], removed = [], complete, memory }: LearnedValues): boolean {
  return values.length > 0 || removed.length > 0 || complete === true || memory !== undefined;
}
