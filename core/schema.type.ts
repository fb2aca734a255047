import type { SupportedCommand, SupportedObject, SupportedParameter } from "./supported.ts";
import type { ValueRule } from "./value.ts";

/** A parameter of TR-181 as the standard defines it. */
export interface ParameterSchema extends ValueRule {
  readonly access: SupportedParameter["access"];
  /** Written only when its row is added (Alias in USP). */
  readonly writeOnce?: true;
  /** The lowest and the highest value that any of `ranges` allows. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  /** Hidden or secured: reads as empty, and never leaves the gateway. */
  readonly secret?: true;
  /** The value is the path of an object, or a list of such paths, without final dot. */
  readonly reference?: "strong" | "weak";
  /** The tables a reference may name a row of, absent when any: `Device.IP.Interface.` */
  readonly targets?: readonly string[];
  /** The version of the data model that removed it; older devices have it. */
  readonly until?: string;
}

/** A command with the definitions of its input arguments. */
export interface CommandSchema extends SupportedCommand {
  readonly arguments: ReadonlyMap<string, ParameterSchema & { readonly mandatory?: true }>;
}

/** An object or table of TR-181 as the standard defines it. */
export interface ObjectSchema {
  /** With `{i}`; the path of a table ends in `{i}.` */
  readonly path: string;
  readonly multiInstance: boolean;
  readonly access: SupportedObject["access"];
  readonly uniqueKeys: readonly (readonly string[])[];
  /** The parameter of the parent object that counts the rows. */
  readonly numberOfEntries?: string;
  readonly until?: string;
  /** Names of its own parameters; see `schemaOf` for their definitions. */
  readonly parameters: readonly string[];
  readonly commands: readonly CommandSchema[];
  readonly events: SupportedObject["events"];
}
