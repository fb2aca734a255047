import {
  asFault,
  boundProtocol,
  type DeviceId,
  type DeviceRecord,
  Fault,
  type Json,
  type JsonObject,
  type Operation,
} from "#core";
import { stackOf } from "./live.ts";
import type { OperationParts } from "./operation.reply.ts";
import { withoutSecrets } from "./view.ts";

export interface PreviewParts extends Pick<OperationParts, "stacks" | "knowledge" | "preview"> {
  devices(ids: readonly DeviceId[]): Promise<readonly (DeviceRecord | undefined)[]>;
}

/** Devices that are looked at, and of how many the messages are shown. */
export const LOOKED = 100;
const SHOWN = 5;

interface Refused {
  readonly code: string;
  readonly detail?: string;
  readonly devices: string[];
}

/** What an operation would send to the first devices, and which of them would refuse it. Sends nothing. */
export async function previewBatch(
  parts: PreviewParts,
  operation: Operation,
  devices: readonly DeviceId[],
): Promise<JsonObject> {
  const sent = await parts.preview(operation);
  const messages: JsonObject[] = [];
  const refused = new Map<string, Refused>();
  const some = devices.slice(0, LOOKED);
  for (const [i, record] of (await parts.devices(some)).entries()) {
    const device = some[i] as DeviceId;
    try {
      admit(operation, record);
      const knowledge = await parts.knowledge(device, boundProtocol(operation));
      const told = stackOf(parts.stacks(), knowledge).dryRun(sent, knowledge);
      if (messages.length < SHOWN) messages.push({ device, messages: told.map(withoutSecrets) });
    } catch (error) {
      const { code, facts } = asFault(error);
      if (code === "store.unavailable") throw error;
      const known = refused.get(code) ?? { code, ...detailOf(facts.detail), devices: [] };
      known.devices.push(device);
      refused.set(code, known);
    }
  }
  return {
    looked: some.length,
    refused: [...refused.values()].map(({ devices: which, ...why }) => ({
      ...why,
      count: which.length,
      devices: which.slice(0, SHOWN),
    })) as unknown as Json,
    messages,
  };
}

/** What the ledger would refuse. */
function admit(operation: Operation, record: DeviceRecord | undefined): void {
  if (record === undefined) throw new Fault("device.notFound");
  if (record.enrolment === "quarantined") throw new Fault("device.quarantined");
  const bound = boundProtocol(operation);
  if (bound !== undefined && !record.protocols.includes(bound)) throw new Fault("operation.unsupported");
}

function detailOf(detail: string | undefined): { readonly detail?: string } {
  return detail === undefined ? {} : { detail };
}
