import type { ValueType } from "./parameter.ts";

/** What a device supports of the data model, the same form for both protocols (USP GetSupportedDM). */
export interface SupportedObject {
  /** Supported-data-model path with `{i}`: `Device.WiFi.SSID.{i}.` */
  readonly path: string;
  readonly access: "readOnly" | "addDelete" | "addOnly" | "deleteOnly";
  readonly multiInstance: boolean;
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly parameters: readonly SupportedParameter[];
  readonly commands: readonly SupportedCommand[];
  readonly events: readonly { readonly name: string; readonly args: readonly string[] }[];
  /** Rows whose parameters, commands or events are other than those of the table: `Device.WiFi.Radio.2.` */
  readonly divergentPaths?: readonly string[];
}

/** Parts of an object that a question can leave out; absent: wanted. */
export interface ModelParts {
  readonly returnCommands?: boolean;
  readonly returnEvents?: boolean;
  readonly returnParams?: boolean;
  readonly returnUniqueKeySets?: boolean;
}

/** The objects with the parts that were asked for. */
export function onlyParts(
  objects: readonly SupportedObject[],
  parts: ModelParts,
): readonly SupportedObject[] {
  const { returnCommands, returnEvents, returnParams, returnUniqueKeySets } = parts;
  const given = [returnCommands, returnEvents, returnParams, returnUniqueKeySets];
  if (!given.includes(false)) return objects;
  return objects.map((object) => ({
    ...object,
    ...(returnCommands === false ? { commands: [] } : {}),
    ...(returnEvents === false ? { events: [] } : {}),
    ...(returnParams === false ? { parameters: [] } : {}),
    ...(returnUniqueKeySets === false ? { uniqueKeys: [] } : {}),
  }));
}

export interface SupportedParameter {
  readonly name: string;
  readonly access: "readOnly" | "readWrite" | "writeOnly";
  readonly type: ValueType;
  readonly enum?: readonly string[];
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly maxLength?: number;
  readonly unit?: string;
  readonly secret?: true;
  /** It changes without a ValueChange: subscribing to it tells nothing. */
  readonly silent?: true;
}

export interface SupportedCommand {
  /** With its parentheses: `Reboot()` */
  readonly name: string;
  readonly async: boolean;
  readonly input: readonly string[];
  readonly output: readonly string[];
}
