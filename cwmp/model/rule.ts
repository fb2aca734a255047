import type { NativeValue, ParameterSchema, ProvenanceKind } from "#core";
import type { Values } from "./mapping.ts";
import type { NativeModel } from "./native.ts";
import type { Layout, Placed } from "./placed.ts";

/** One rule: a native leaf and a TR-181 leaf. */
export interface Rule {
  /** Relative template of the source (`LANDevice.{}.WLANConfiguration.{}.SSID`). */
  readonly source: string;
  /** `Device.WiFi.SSID.{i}.SSID` */
  readonly target: string;
  /** Index of the last row in the target; absent: the target has no instance numbers. */
  readonly row?: number;
  /** What follows the row's path; the whole target without a row. */
  readonly rest: string;
  /** Segments of the source that name its row; when `scan`, only a prefix that all candidate rows share. */
  readonly depth: number;
  readonly scan: boolean;
  /** Only one row of the source's table counts: see ONE_ROW. */
  readonly chosenBy?: string;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly action: boolean;
  readonly transform: Transform;
  /** The transform's name in the rule table. */
  readonly via: string;
  readonly schema: ParameterSchema;
  /** The greater wins when several present sources feed one target. */
  readonly rank: number;
  /** Place in the table; of equal ranks the first wins. */
  readonly order: number;
  readonly secret: boolean;
}

/** A TR-181 leaf of one device with the native leaves that feed it. */
export interface Draft {
  readonly target: string;
  readonly rule: Rule;
  readonly placed?: Placed;
  /** In order of their rows; never empty. */
  readonly sources: readonly NativeValue[];
}

/** One device as transforms see it. */
export interface DeviceView {
  readonly values: Values;
  readonly layout: Layout;
  readonly model: NativeModel;
  /** Value at a path relative to the root. */
  text(path: string): string | undefined;
}

export interface WriteRequest extends DeviceView {
  /** The canonical value the same request wants for another TR-181 leaf. */
  wanted(target: string): string | undefined;
}

/** What a transform makes of its sources. `kind` absent: `exact`, or `lossy` when the sources of a fan-out differ. */
export interface Reading {
  readonly value: string;
  readonly kind?: ProvenanceKind;
  /** The leaves it depends on, when these are not the draft's sources. */
  readonly sources?: readonly NativeValue[];
}

/** Native full path and canonical value, in the order to be written. */
export type Write = readonly [path: string, value: string];

export interface Transform {
  /** Several native leaves make one target; otherwise the source of the highest rank alone is used. */
  readonly gathers: boolean;
  /** Undefined: the target is absent. */
  read(draft: Draft, device: DeviceView): Reading | undefined;
  /** Absent: read-only. Throws `parameter.value` or `parameter.unrepresentable`. */
  write?(value: string, draft: Draft, request: WriteRequest): readonly Write[];
  /** Absent: always, when rule and device allow it. */
  writable?(draft: Draft, device: DeviceView): boolean;
  /** Leaves beside the sources that the reading depends on. */
  readonly depends?: readonly string[];
}
