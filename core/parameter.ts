import type { Protocol } from "./device.ts";

/** TR-106 base types, and comma-separated lists of them. */
export type ScalarType =
  | "string"
  | "boolean"
  | "int"
  | "unsignedInt"
  | "long"
  | "unsignedLong"
  | "dateTime"
  | "base64"
  | "hexBinary"
  | "decimal";
export type ValueType = ScalarType | `list of ${ScalarType}`;

/** How a TR-181 value came to be: read as it is, through a transform that loses something, or made by the gateway. */
export type ProvenanceKind = "exact" | "lossy" | "synthesised";

export interface Provenance {
  /** The native path on the device; for a synthesised value the TR-181 path itself. */
  readonly path: string;
  readonly protocol: Protocol;
  readonly kind: ProvenanceKind;
}

/** One TR-181 parameter of one device. `value` is the canonical TR-106 lexical form. */
export interface Parameter {
  readonly path: string;
  readonly value: string;
  readonly type: ValueType;
  readonly writable: boolean;
  /** When the value was read from the device, ms since the epoch. */
  readonly at: number;
  readonly source: Provenance;
  /** Hidden or secured in the data model: the value never leaves the gateway and reads as null. */
  readonly secret?: true;
}

/**
 * The value kept of a secret that is set, where a device told it in the clear: devices are to answer secrets empty. It is
 * shown as null and written to no device.
 */
export const WITHHELD = "********";

/** One parameter as the device names, spells and types it, before any mapping. */
export interface NativeValue {
  readonly path: string;
  readonly value: string;
  /** Type named on the wire, without prefix (`unsignedInt`); empty when the wire named none. */
  readonly type: string;
  /** Absent when the device has not been asked (GetParameterNames, GetSupportedDM). */
  readonly writable?: boolean;
  /** ms since the epoch */
  readonly at: number;
}
