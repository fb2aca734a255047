import type { Knowledge, Parameter, ValueType } from "#core";

/** One TR-181 parameter to write, already checked: `value` is canonical. */
export interface Assignment {
  readonly path: string;
  readonly value: string;
  readonly type: ValueType;
}

/** One parameter as it goes into SetParameterValues; `type` without prefix (`unsignedInt`). */
export interface NativeWrite {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/**
 * One row to add. `object` is what AddObject names (ends in a dot); with the instance number the device gave, `row` tells the
 * parameters to set and the TR-181 path of the new row, `memory` what must be remembered of it.
 */
export interface AddPlan {
  readonly object: string;
  row(instance: number): {
    readonly path: string;
    readonly parameters: readonly NativeWrite[];
    readonly memory?: Knowledge["memory"];
  };
}

/**
 * How one data model is seen as TR-181 and written back. Pure. `plan…` throw the Fault the write is refused with
 * (`parameter.unrepresentable`, `parameter.conflict`, `path.notCreatable`, …).
 */
export interface Translation {
  view(knowledge: Knowledge): readonly Parameter[];
  /** Memory that must be kept so that the view stays stable (instance bindings); undefined when nothing is new. */
  remember(knowledge: Knowledge): Knowledge["memory"] | undefined;
  /**
   * Native names to ask for so that all below the TR-181 paths is fresh: parameters, or partial paths ending in a dot.
   * Paths are concrete (no wildcards).
   */
  sources(paths: readonly string[], knowledge: Knowledge): readonly string[];
  /** One SetParameterValues, no name twice. */
  planSet(assignments: readonly Assignment[], knowledge: Knowledge): readonly NativeWrite[];
  planAdd(table: string, assignments: readonly Assignment[], knowledge: Knowledge): AddPlan;
  /** Native objects to delete for one TR-181 row, in order. */
  planDelete(row: string, knowledge: Knowledge): readonly string[];
  /** The TR-181 parameter a native one shows as; undefined: it has none. */
  pathOf(native: string, value: string, knowledge: Knowledge): { readonly path: string; readonly value: string } | undefined;
}
