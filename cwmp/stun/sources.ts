import type { Clock, DeviceId } from "#core";
import type { Endpoint } from "./attribute.table.ts";

interface Place extends Endpoint {
  /** When it was told to the other replicas, ms. */
  readonly toldAt: number;
  /** Transactions that proved it, newest last: a request that was overheard and is sent again proves nothing. */
  readonly transactions: readonly string[];
}

/** Devices and addresses that are kept; those not heard for longest go first. */
const KEPT = 100_000;
/** A mapping that was silent for so long is another one's by now. */
export const SOURCE_MS = 3_600_000;
/** While nothing changes the other replicas are told so often that the device is still there. */
const TOLD_MS = 300_000;
const TRANSACTIONS = 8;

/** Where CPEs speak from, as far as this replica's socket has heard them. */
export class Sources {
  readonly #clock: Clock;
  readonly #devices = new Map<DeviceId, Place>();
  /** By `address port`: when it was last heard, ms, and which device has proved itself there. */
  readonly #heard = new Map<string, { readonly at: number; readonly device?: DeviceId }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The device that has proved itself behind a source; undefined: nobody lately. */
  deviceAt(source: Endpoint): DeviceId | undefined {
    return this.#heardAt(source)?.device;
  }

  /** Whether a CPE speaks from there to this replica. */
  has(source: Endpoint): boolean {
    return this.#heardAt(source) !== undefined;
  }

  /** Somebody spoke from there. The device that has proved itself there is given when the others are to be told again. */
  heard(source: Endpoint): DeviceId | undefined {
    const now = this.#clock.now();
    const device = this.deviceAt(source);
    keep(this.#heard, keyOf(source), { at: now, ...(device === undefined ? {} : { device }) });
    const place = device === undefined ? undefined : this.#devices.get(device);
    if (device === undefined || place === undefined || keyOf(place) !== keyOf(source)) return undefined;
    if (now - place.toldAt <= TOLD_MS) return undefined;
    keep(this.#devices, device, { ...place, toldAt: now });
    return device;
  }

  /**
   * A device has proved with a transaction that it is behind a source. `replay`: that transaction has been used from another
   * source before; `new`: the other replicas are to be told.
   */
  proven(device: DeviceId, source: Endpoint, transaction: string): "replay" | "known" | "new" {
    const now = this.#clock.now();
    const before = this.#devices.get(device);
    const same = before !== undefined && keyOf(before) === keyOf(source);
    if (!same && before?.transactions.includes(transaction) === true) return "replay";
    const isNew = !same || now - before.toldAt > TOLD_MS;
    const transactions = [...(before?.transactions ?? []), transaction].slice(-TRANSACTIONS);
    const { address, port } = source;
    keep(this.#devices, device, {
      address,
      port,
      toldAt: isNew ? now : before.toldAt,
      transactions,
    });
    keep(this.#heard, keyOf(source), { at: now, device });
    return isNew ? "new" : "known";
  }

  /** The others could not be told: they are the next time. */
  untold(device: DeviceId): void {
    const place = this.#devices.get(device);
    if (place !== undefined) this.#devices.set(device, { ...place, toldAt: 0 });
  }

  #heardAt(source: Endpoint): { readonly at: number; readonly device?: DeviceId } | undefined {
    const known = this.#heard.get(keyOf(source));
    return known !== undefined && this.#clock.now() - known.at < SOURCE_MS ? known : undefined;
  }
}

function keyOf({ address, port }: Endpoint): string {
  return `${address} ${String(port)}`;
}

/** Puts a row at the young end and drops the oldest one of too many. */
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next().value;
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest);
}
