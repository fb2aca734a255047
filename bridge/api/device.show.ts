import type { Clock, DeviceId, DeviceRecord, Json, JsonObject, Logins, WakeResult } from "#core";
import type { State } from "../state/registry.ts";
import { ok, type Reply } from "./route.ts";

export interface DeviceParts {
  readonly state: State;
  readonly clock: Clock;
  /** Queued and running operations, in the order of the devices. */
  counters(
    devices: readonly DeviceId[],
  ): Promise<readonly { readonly queued: number; readonly running: number }[]>;
  /** Rings the device now, whatever waits for it. */
  wake(device: DeviceRecord): Promise<WakeResult | undefined>;
  /** The logins of agents, where the gateway gives them. */
  readonly logins: () => Logins | undefined;
  /** The name of the vendor profile a device has. */
  vendorProfile(device: DeviceRecord): string | undefined;
  /** Work was queued for each protocol the device speaks: it is asked at once. */
  queued(device: DeviceRecord): void;
}

/** Records with what waits for their devices. */
export async function withCounters(
  parts: DeviceParts,
  records: readonly DeviceRecord[],
): Promise<readonly JsonObject[]> {
  const counters = await parts.counters(records.map((record) => record.id));
  return records.map(
    (record, i) =>
      ({
        ...record,
        vendorProfile: parts.vendorProfile(record) ?? null,
        operations: counters[i] ?? record.operations,
      }) as unknown as JsonObject,
  );
}

/** One device as the API shows it. */
export async function shown(parts: DeviceParts, found: DeviceId): Promise<Json> {
  const [row] = await withCounters(parts, [await parts.state.device(found)]);
  return row ?? null;
}

/** The same as an answer, with the ETag that `If-Match` takes. */
export async function withTag(parts: DeviceParts, found: DeviceId): Promise<Reply> {
  const [body, revision] = await Promise.all([shown(parts, found), parts.state.revision(found)]);
  return ok(body, { ETag: `"${revision}"` });
}
