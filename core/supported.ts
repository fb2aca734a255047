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
}

export interface SupportedCommand {
  /** With its parentheses: `Reboot()` */
  readonly name: string;
  readonly async: boolean;
  readonly input: readonly string[];
  readonly output: readonly string[];
}
