import type { NativeValue, ObjectUpdate, Parameter, PathFault, Sliced } from "#core";

/** A device's native values by native path (`Knowledge.values`). */
export type Values = ReadonlyMap<string, NativeValue>;

/**
 * Which TR-181 instance number each row of the device was given. JSON, kept with the device. Numbers are never given
 * twice: `last` is the greatest one ever given in that table, also to rows that are gone.
 */
export interface Binding {
  readonly version: 1;
  /** By concrete TR-181 table path (`Device.WiFi.SSID.`): row key (native row path, or a key leaf's value) to number. */
  readonly tables: Readonly<Record<string, BoundTable>>;
}

export interface BoundTable {
  readonly last: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** One entry of a SetParameterValues list. `type` has its prefix: `xsd:unsignedInt`. */
export interface NativeSetting {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** The TR-181 parameters that caused it; a device's SetParameterValuesFault on `name` is reported on these. */
  readonly targets: readonly string[];
}

/** `faults` not empty: nothing of the faulty parameters is in `settings`; without allowPartial nothing must be sent. */
export interface SetPlan {
  /** In the order to be sent; all in ONE SetParameterValues. Empty without faults: the device holds the values already. */
  readonly settings: readonly NativeSetting[];
  /** `path` is the full TR-181 parameter path. */
  readonly faults: readonly PathFault[];
}

export type AddPlan =
  | {
      readonly possible: true;
      /** For AddObject; ends in a dot. */
      readonly objectName: string;
      /** The one SetParameterValues that follows, given the new InstanceNumber; empty when the request names no values. */
      settings(instance: number): readonly NativeSetting[];
      /** For DeleteObject when the settings are refused: the half-made row. */
      compensation(instance: number): string;
      /** The binding with the new row, and the row's TR-181 path. */
      bound(instance: number, binding: Binding): { readonly binding: Binding; readonly path: string };
      /** Parameters that were left out because they are faulty and not required. */
      readonly faults: readonly PathFault[];
    }
  | { readonly possible: false; readonly faults: readonly PathFault[] };

export type DeletePlan =
  | {
      readonly possible: true;
      readonly objectName: string;
      /** The binding without the row; its number is not given again. */
      unbound(binding: Binding): Binding;
    }
  | { readonly possible: false; readonly fault: PathFault };

/** A native value without a TR-181 parameter, and why. The value of a secret is blank. */
export interface Unmapped {
  readonly native: NativeValue;
  readonly reason: string;
}

/** A TR-181 parameter with every native leaf it was computed from. */
export interface Derived extends Parameter {
  readonly sources: readonly string[];
}

/** One device's values seen through the mapping; every method is pure. */
export interface MappedDevice {
  readonly binding: Binding;
  /** The TR-181 view, sorted by path. */
  view(): readonly Derived[];
  /** Makes what all methods but the view need, in slices. */
  preparing(): Sliced<void>;
  /** The view in slices; once it is there, `view` has it too. */
  viewing(): Sliced<readonly Derived[]>;
  /** What the view does not show, sorted by path. */
  unmapped(): readonly Unmapped[];
  /**
   * The native leaves and partial paths to read so that the view can answer concrete TR-181 paths (objects end in a dot,
   * tables take in rows not known yet). Nothing redundant; empty when the answer needs no reading. `Device.` is everything.
   */
  nativePaths(paths: readonly string[]): readonly string[];
  /** The TR-181 parameters a native leaf feeds (for value changes); the leaf must be among the values. */
  targetsOf(nativePath: string): readonly string[];
  /** Plans concrete updates of existing objects. */
  planSet(updates: readonly ObjectUpdate[]): SetPlan;
  /** Plans one row; `object.path` is the concrete table path. */
  planAdd(object: ObjectUpdate): AddPlan;
  /** Plans the deletion of one concrete row. */
  planDelete(path: string): DeletePlan;
}

/** The two-way mapping of one rule set (the standard rules and at most one overlay). Every method is pure. */
export interface Mapping {
  /**
   * Gives numbers to the rows the values show, and the device seen with them. Call it with the whole snapshot; when nothing
   * is new the binding is the previous one itself. Cheaper than `bind` and then one of the methods below.
   */
  opening(values: Values, previous?: Binding): Sliced<MappedDevice>;
  /** The binding of `opening` alone. */
  bind(values: Values, previous?: Binding): Binding;
  /**
   * Whether a native leaf is a secret (hidden in TR-098 or TR-181). A device may answer it in the clear all the same: blank
   * the value before it is kept, and show it to nobody.
   */
  hides(nativePath: string): boolean;
  // As the methods of MappedDevice, with a binding that is not to grow: rows that are not bound do not show.
  view(values: Values, binding: Binding): readonly Derived[];
  unmapped(values: Values, binding: Binding): readonly Unmapped[];
  nativePaths(paths: readonly string[], values: Values, binding: Binding): readonly string[];
  targetsOf(nativePath: string, values: Values, binding: Binding): readonly string[];
  planSet(updates: readonly ObjectUpdate[], values: Values, binding: Binding): SetPlan;
  planAdd(object: ObjectUpdate, values: Values, binding: Binding): AddPlan;
  planDelete(path: string, values: Values, binding: Binding): DeletePlan;
}
