import type { RowDef } from "./row.table.ts";

/** A row definition with its place among the others. */
export interface Row extends RowDef {
  readonly index: number;
  /** Index of the row the table stands in. */
  readonly parent?: number;
  readonly origins: readonly RowOrigin[];
  /** `SSIDNumberOfEntries`; stands in the object above the table. */
  readonly count?: string;
}

export interface RowOrigin {
  /** `LANDevice.{}.WLANConfiguration.{}.` */
  readonly template: string;
  readonly depth: number;
  /** Segments of the source path that name the parent row; 0: the parent's only row. */
  readonly parentDepth: number;
}

/** One row of a TR-181 table and the native row it stands for. */
export interface Placed {
  readonly row: Row;
  /** Relative native path, ends in a dot. */
  readonly source: string;
  /** `Device.WiFi.SSID.1.` */
  readonly target: string;
  /** Index in the list the row is an item of. */
  readonly item: number;
}

/** A native object that holds values. */
export interface NativeObject {
  readonly path: string;
  readonly template: string;
  /** The beginnings of its path and of its template, one segment to all. */
  readonly prefixes: readonly string[];
  readonly templates: readonly string[];
}

/** Which rows a device has, by both names. */
export interface Layout {
  readonly objects: ReadonlyMap<string, NativeObject>;
  readonly placed: readonly Placed[];
  /** By row definition, then source row. */
  at(row: number, source: string): readonly Placed[];
  /** The row of a variable that a source row makes (the first, when it makes several). */
  named(variable: string, source: string): Placed | undefined;
  /** All rows of a definition, in source order. */
  of(row: number): readonly Placed[];
  /** The rows that carry a target path; more than one for a radio. */
  behind(target: string): readonly Placed[];
}
