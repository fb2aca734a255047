import {
  genericPath,
  objectSchemaOf,
  schemaOf,
  type Parameter,
  type SupportedObject,
  type SupportedParameter,
} from "#core";
import { supportedCommands } from "./ops/commands.ts";

const ROOT_EVENTS: SupportedObject["events"] = [
  { name: "Boot!", args: ["CommandKey", "Cause", "FirmwareUpdated"] },
];

/**
 * What a device supports, told from its TR-181 parameters, the schema and the RPCs it named (`methods`, empty: not known);
 * sorted by path.
 */
export function supportedObjects(
  view: readonly Parameter[],
  methods: readonly string[],
): readonly SupportedObject[] {
  const objects = new Map<string, Map<string, Parameter>>();
  for (const parameter of view) {
    const generic = genericPath(parameter.path);
    const dot = generic.lastIndexOf(".") + 1;
    const known = parametersOf(objects, generic.slice(0, dot));
    const name = generic.slice(dot);
    if (known.get(name)?.writable !== true) known.set(name, parameter);
  }
  const commands = supportedCommands(objects, methods);
  // A command may be all that a device has of an object.
  for (const path of commands.keys()) parametersOf(objects, path);
  return [...objects.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, parameters]) => ({ ...objectOf(path, parameters), commands: commands.get(path) ?? [] }));
}

/** The parameters of an object; makes it and all above it. */
function parametersOf(objects: Map<string, Map<string, Parameter>>, path: string): Map<string, Parameter> {
  const known = objects.get(path);
  if (known !== undefined) return known;
  const made = new Map<string, Parameter>();
  objects.set(path, made);
  const parent = path.replace(/\.[^.{}]+(?:\.\{i\})?\.$/, ".");
  if (parent !== path && parent.includes(".")) parametersOf(objects, parent);
  return made;
}

function objectOf(
  path: string,
  parameters: ReadonlyMap<string, Parameter>,
): Omit<SupportedObject, "commands"> {
  const schema = objectSchemaOf(path);
  const multiInstance = path.endsWith(".{i}.");
  return {
    path,
    access: schema?.access ?? "readOnly",
    multiInstance: schema?.multiInstance ?? multiInstance,
    uniqueKeys: (schema?.uniqueKeys ?? []).filter((key) => key.every((name) => parameters.has(name))),
    parameters: [...parameters.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, parameter]) => parameterOf(name, parameter)),
    events: path === "Device." ? ROOT_EVENTS : [],
  };
}

function parameterOf(name: string, parameter: Parameter): SupportedParameter {
  const schema = schemaOf(parameter.path);
  const range = {
    ...(schema?.min === undefined ? {} : { min: schema.min }),
    ...(schema?.max === undefined ? {} : { max: schema.max }),
  };
  return {
    name,
    access: parameter.writable ? "readWrite" : "readOnly",
    type: parameter.type,
    ...(schema?.enum === undefined ? {} : { enum: schema.enum }),
    ...(Object.keys(range).length === 0 ? {} : { range }),
    ...(schema?.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
    ...(schema?.unit === undefined ? {} : { unit: schema.unit }),
    ...(schema?.secret === true ? { secret: true } : {}),
  };
}

/** The objects a GetSupportedDM path asks for; `path` ends in a dot, `{i}` for rows. */
export function supportedBelow(
  objects: readonly SupportedObject[],
  path: string,
  firstLevelOnly: boolean,
): readonly SupportedObject[] {
  return objects.filter((object) => {
    if (!object.path.startsWith(path)) return false;
    const rest = object.path.slice(path.length).replace(".{i}.", ".");
    return !firstLevelOnly || rest.split(".").length <= 2;
  });
}
