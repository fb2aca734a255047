import type { Contact, DeviceId, Protocol } from "#core";
import type { Fields } from "./record.ts";
import type { Change, HistoryRows, Packed, PxRow } from "./change.ts";
import type { LearnedValues } from "./params.after.ts";
import type { StateContext } from "./state.context.ts";

/** A packed change with what it makes of the device's indexed parameters and their history, when it says anything of values. */
export async function withParameters<P extends Packed>(
  { parameters, history }: StateContext,
  device: DeviceId,
  protocol: Protocol,
  learned: LearnedValues,
  packed: P,
): Promise<P> {
  if ((parameters === undefined && history === undefined) || !speaksOfValues(learned)) return packed;
  const px = await parameters?.of(device, protocol, learned);
  const rows = await history?.of(device, protocol, learned);
  return { ...packed, change: { ...packed.change, ...added(px, rows) } };
}

/**
 * The same for a contact, unless nothing of it is kept (`said` absent). What it said before and says no more is kept as `fields` tell it, so the snapshot must not have
 * moved on since they were read.
 */
export async function withContact<P extends Packed>(
  { parameters, history }: StateContext,
  device: DeviceId,
  said: Contact | undefined,
  fields: Fields | undefined,
  packed: P,
): Promise<P> {
  if ((parameters === undefined && history === undefined) || said === undefined) return packed;
  const learned = { ...said, contact: true } as const;
  const px = await parameters?.of(device, said.protocol, learned);
  const rows = await history?.of(device, said.protocol, learned);
  const indexed = px === undefined ? undefined : { ...px, sv: fields?.["sv"] ?? "0" };
  return { ...packed, change: { ...packed.change, ...added(indexed, rows) } };
}

function added(px: PxRow | undefined, history: HistoryRows | undefined): Pick<Change, "px" | "history"> {
  return { ...(px === undefined ? {} : { px }), ...(history === undefined ? {} : { history }) };
}

function speaksOfValues({ values = [], removed = [], complete, memory }: LearnedValues): boolean {
  return values.length > 0 || removed.length > 0 || complete === true || memory !== undefined;
}
