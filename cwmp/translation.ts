import type { JsonObject, Knowledge, ObjectUpdate, Parameter, PathFault, Sliced } from "#core";
import type { NativeSetting, SetPlan } from "./model/map.ts";

/** One row to add: AddObject on `objectName` (ends in a dot), then what `row` tells once the instance number is known. */
export type RowPlan =
  | {
      readonly possible: true;
      readonly objectName: string;
      row(instance: number): {
        /** TR-181 path of the new row. */
        readonly path: string;
        readonly settings: readonly NativeSetting[];
        /** For DeleteObject when the settings are refused. */
        readonly compensation: string;
        readonly memory?: JsonObject;
      };
      /** Parameters left out because they are faulty and not required. */
      readonly faults: readonly PathFault[];
    }
  | { readonly possible: false; readonly faults: readonly PathFault[] };

export type RemovalPlan =
  | { readonly possible: true; readonly objectName: string; readonly memory?: JsonObject }
  | { readonly possible: false; readonly fault: PathFault };

/** How one data model is seen as TR-181 and written back. Every method is pure; paths given are concrete TR-181 paths. */
export interface Translation {
  /** The native names are the TR-181 names. */
  readonly exact: boolean;
  /** Whether a native leaf is a secret: its value is blanked before it is kept, whatever the device tells. */
  readonly hides: (native: string) => boolean;
  view(knowledge: Knowledge): readonly Parameter[];
  /** Places what is known, in slices: all but the view is at hand then. */
  opening(knowledge: Knowledge): Sliced<void>;
  /** The view in slices; it is at hand then as well. */
  viewing(knowledge: Knowledge): Sliced<readonly Parameter[]>;
  /**
   * Memory that keeps the view stable (instance bindings), to be stored whenever values were learned; undefined: nothing
   * new, or, unless it is the `whole` tree, nothing to hold on to yet.
   */
  remember(knowledge: Knowledge, whole: boolean): JsonObject | undefined;
  /** The same in slices. */
  remembering(knowledge: Knowledge, whole: boolean): Sliced<JsonObject | undefined>;
  /** Native parameters and partial paths to read so that all at or below the paths is fresh. */
  sources(paths: readonly string[], knowledge: Knowledge): readonly string[];
  planSet(updates: readonly ObjectUpdate[], knowledge: Knowledge): SetPlan;
  planAdd(object: ObjectUpdate, knowledge: Knowledge): RowPlan;
  planDelete(path: string, knowledge: Knowledge): RemovalPlan;
  /** The TR-181 parameters a native one feeds; of rows only those whose numbers are settled. */
  targetsOf(native: string, knowledge: Knowledge): readonly string[];
}

/** The root object of a device's data model, `Device.` unless its values say otherwise. */
export function rootOf(knowledge: Knowledge): keyof Translations {
  const [first] = knowledge.values.keys();
  return rootIn(first ?? "");
}

/** The root object of a native path. */
export function rootIn(native: string): keyof Translations {
  return native.startsWith("InternetGatewayDevice.") ? "InternetGatewayDevice." : "Device.";
}

/** The translations by root object. */
export interface Translations {
  readonly "Device.": Translation;
  readonly "InternetGatewayDevice.": Translation;
}
