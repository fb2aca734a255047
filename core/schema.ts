import { Fault } from "./fault.ts";
import type { SupportedCommand, SupportedObject, SupportedParameter } from "./supported.ts";
import type { ValueRule } from "./value.ts";

export interface ParameterSchema extends ValueRule {
  readonly access: SupportedParameter["access"];
  /** Writable only when the row is added (Alias). */
  readonly writeOnce?: true;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly secret?: true;
  readonly reference?: "strong" | "weak";
  readonly targets?: readonly string[];
  readonly until?: string;
}
export interface CommandSchema extends SupportedCommand {
  readonly arguments: ReadonlyMap<string, ParameterSchema & { readonly mandatory?: true }>;
}
export interface ObjectSchema {
  readonly path: string;
  readonly multiInstance: boolean;
  readonly access: SupportedObject["access"];
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly numberOfEntries?: string;
  readonly parameters: readonly string[];
  readonly commands: readonly CommandSchema[];
  readonly events: SupportedObject["events"];
}
export function schemaOf(_parameterPath: string): ParameterSchema | undefined {
  throw new Fault("internal");
}
export function objectSchemaOf(_objectPath: string): ObjectSchema | undefined {
  throw new Fault("internal");
}
export function schemaObjects(_prefix: string): readonly string[] {
  throw new Fault("internal");
}
export function genericPath(_path: string): string {
  throw new Fault("internal");
}
