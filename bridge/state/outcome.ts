import { UNSLICED, type DeviceId, type Outcome, type Protocol } from "#core";
import type { Packed } from "./change.ts";
import type { KnowledgeReader } from "./known.ts";
import { becoming } from "./params.after.ts";
import { withParameters } from "./params.change.ts";
import { evidenceFields, projecting } from "./project.ts";
import { packing } from "./snapshot.ts";
import type { StateContext } from "./state.context.ts";

/** Values learned or lost from which a new snapshot is less work, for the store too, than as many single ones. */
const MUCH = 200;

/**
 * What an outcome changes of its device, packed. Much at once becomes a whole new snapshot, which is refused when what it
 * was made from has moved on; `apart`: each value by itself however many they are, which nothing can refuse.
 */
export async function packOutcome(
  context: StateContext,
  reader: KnowledgeReader,
  device: DeviceId,
  protocol: Protocol,
  outcome: Outcome,
  apart: boolean,
): Promise<Packed> {
  const { values = [], removed = [], complete } = outcome;
  const much = complete !== true && values.length + removed.length >= MUCH;
  const packed =
    much && !apart
      ? await anew(context, reader, device, protocol, outcome)
      : await projected(context, device, protocol, outcome);
  return withParameters(context, device, protocol, outcome, packed);
}

function projected(
  { clock, vault, slicer = UNSLICED }: StateContext,
  device: DeviceId,
  protocol: Protocol,
  outcome: Outcome,
): Promise<Packed> {
  return slicer.run(projecting(device, protocol, outcome, clock.now(), vault));
}

async function anew(
  context: StateContext,
  reader: KnowledgeReader,
  device: DeviceId,
  protocol: Protocol,
  outcome: Outcome,
): Promise<Packed> {
  const { vault, slicer = UNSLICED } = context;
  const { values = [] } = outcome;
  const { knowledge, layers, sv } = await reader.readAt(device, protocol);
  const next = await slicer.run(becoming(knowledge, layers, outcome));
  if (next.values.size === 0) return projected(context, device, protocol, outcome);
  const { shape, dictionary, blob } = await slicer.run(packing(device, [...next.values.values()], vault));
  const { change } = await projected(context, device, protocol, { ...outcome, values: [], removed: [] });
  const set = { ...change.set, ...evidenceFields(values, false) };
  return { change: { ...change, set, base: shape.hash, sv }, blob, shape: dictionary };
}
