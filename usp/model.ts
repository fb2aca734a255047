import { deflateRawSync, inflateRawSync } from "node:zlib";
import {
  genericPath,
  objectSchemaOf,
  schemaOf,
  type SupportedObject,
  type SupportedParameter,
  type ValueType,
} from "#core";
import type { Response } from "./message/codec.ts";

type Result = NonNullable<Response["getSupportedDmResp"]>["reqObjResults"][number];
type Supported = Result["supportedObjs"][number];

const TYPE: Readonly<Record<Supported["supportedParams"][number]["valueType"], ValueType | undefined>> = {
  PARAM_UNKNOWN: undefined,
  PARAM_BASE_64: "base64",
  PARAM_BOOLEAN: "boolean",
  PARAM_DATE_TIME: "dateTime",
  PARAM_DECIMAL: "decimal",
  PARAM_HEX_BINARY: "hexBinary",
  PARAM_INT: "int",
  PARAM_LONG: "long",
  PARAM_STRING: "string",
  PARAM_UNSIGNED_INT: "unsignedInt",
  PARAM_UNSIGNED_LONG: "unsignedLong",
};

const PARAM_ACCESS = {
  PARAM_READ_ONLY: "readOnly",
  PARAM_READ_WRITE: "readWrite",
  PARAM_WRITE_ONLY: "writeOnly",
} as const;
const OBJECT_ACCESS = {
  OBJ_READ_ONLY: "readOnly",
  OBJ_ADD_DELETE: "addDelete",
  OBJ_ADD_ONLY: "addOnly",
  OBJ_DELETE_ONLY: "deleteOnly",
} as const;

/** The objects of a GetSupportedDM answer, types and limits from the data model where it knows the parameter. */
export function objectsOf(supported: readonly Supported[]): readonly SupportedObject[] {
  return supported.map((object) => ({
    path: object.supportedObjPath,
    access: OBJECT_ACCESS[object.access],
    multiInstance: object.isMultiInstance,
    uniqueKeys: object.uniqueKeySets.map((set) => set.keyNames),
    parameters: object.supportedParams.map((param) => ({
      ...described(
        object.supportedObjPath,
        param.paramName,
        PARAM_ACCESS[param.access],
        TYPE[param.valueType],
      ),
      ...(param.valueChange === "VALUE_CHANGE_WILL_IGNORE" ? { silent: true as const } : {}),
    })),
    commands: object.supportedCommands.map((command) => ({
      name: command.commandName,
      async: isAsync(object.supportedObjPath, command),
      input: command.inputArgNames,
      output: command.outputArgNames,
    })),
    events: object.supportedEvents.map((event) => ({ name: event.eventName, args: event.argNames })),
    ...(object.divergentPaths.length === 0 ? {} : { divergentPaths: object.divergentPaths }),
  }));
}

/** Agents before 1.2 do not tell: then the data model does, and of what it does not know an end is waited for. */
function isAsync(
  object: string,
  { commandName, commandType }: Supported["supportedCommands"][number],
): boolean {
  if (commandType !== "CMD_UNKNOWN") return commandType === "CMD_ASYNC";
  const known = objectSchemaOf(object)?.commands.find((command) => command.name === commandName);
  return known?.async ?? true;
}

function described(
  object: string,
  name: string,
  access: SupportedParameter["access"],
  type: ValueType | undefined,
): SupportedParameter {
  const schema = schemaOf(`${object}${name}`);
  return {
    name,
    access,
    type: schema?.type ?? type ?? "string",
    ...(schema?.enum === undefined ? {} : { enum: schema.enum }),
    ...(schema?.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
    ...(schema?.unit === undefined ? {} : { unit: schema.unit }),
    ...(schema?.secret === undefined ? {} : { secret: schema.secret }),
  };
}

/** The model in a form fit for a device's memory: a few kilobytes of text. */
export function packModel(objects: readonly SupportedObject[]): string {
  return deflateRawSync(JSON.stringify(objects.map(lean))).toString("base64");
}

/** Limits come from the data model again when the text is read. */
function lean(object: SupportedObject): SupportedObject {
  return {
    ...object,
    parameters: object.parameters.map(({ name, access, type, silent }) => ({
      name,
      access,
      type,
      ...(silent === undefined ? {} : { silent }),
    })),
  };
}

export function unpackModel(packed: string): readonly SupportedObject[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by packModel
  const objects = JSON.parse(
    inflateRawSync(Buffer.from(packed, "base64")).toString("utf8"),
  ) as SupportedObject[];
  return objects.map((object) => ({
    path: object.path,
    access: object.access,
    multiInstance: object.multiInstance,
    uniqueKeys: object.uniqueKeys,
    commands: object.commands,
    events: object.events,
    parameters: object.parameters.map((p) => ({
      ...described(object.path, p.name, p.access, p.type),
      ...(p.silent === undefined ? {} : { silent: p.silent }),
    })),
    ...(object.divergentPaths === undefined ? {} : { divergentPaths: object.divergentPaths }),
  }));
}

/** What a device says of one parameter. */
export interface ParameterNote {
  readonly type: ValueType;
  readonly writable: boolean;
}

/** A device's supported model, asked by instantiated path. */
export class Model {
  readonly objects: readonly SupportedObject[];
  readonly #notes = new Map<string, ParameterNote>();

  constructor(objects: readonly SupportedObject[]) {
    this.objects = objects;
    for (const object of objects)
      for (const param of object.parameters)
        this.#notes.set(`${object.path}${param.name}`, {
          type: param.type,
          writable: param.access !== "readOnly",
        });
  }

  note(path: string): ParameterNote | undefined {
    return this.#notes.get(genericPath(path));
  }

  /** Whether an instantiated path, an object or one of its parameters, is in the supported model. */
  supports(path: string): boolean {
    const generic = genericPath(path);
    return this.#notes.has(generic) || this.objects.some((object) => object.path === generic);
  }

  /** Whether the device has this parameter, command or event: `Device.LocalAgent.Periodic!`. */
  has(path: string): boolean {
    if (this.#notes.has(path)) return true;
    const at = path.lastIndexOf(".") + 1;
    const object = this.objects.find((o) => o.path === path.slice(0, at));
    const name = path.slice(at);
    return (
      object?.commands.some((c) => c.name === name) === true ||
      object?.events.some((e) => e.name === name) === true
    );
  }
}

/** Of an agent that was not onboarded yet, or does not tell. */
export const NO_MODEL = new Model([]);

/** Devices of one firmware share one model in memory. */
export class Models {
  readonly #byText = new Map<string, Model>();
  readonly #max: number;

  constructor(max = 64) {
    this.#max = max;
  }

  of(packed: string | undefined): Model {
    if (packed === undefined) return NO_MODEL;
    const known = this.#byText.get(packed);
    if (known !== undefined) return known;
    const model = new Model(unpackModel(packed));
    this.#byText.set(packed, model);
    const oldest = this.#byText.keys().next().value;
    if (this.#byText.size > this.#max && oldest !== undefined) this.#byText.delete(oldest);
    return model;
  }
}
