import {
  asFault,
  checkValue,
  exactParameter,
  genericPath,
  objectSchemaOf,
  scalarNamed,
  schemaOf,
  SLICE,
  whole,
  type Knowledge,
  type NativeValue,
  type ObjectUpdate,
  type Parameter,
  type ParameterSchema,
  type PathFault,
  type Sliced,
  type ValueType,
} from "#core";
import type { NativeSetting, SetPlan } from "./model/map.ts";
import type { RemovalPlan, RowPlan, Translation } from "./translation.ts";

/** TR-181 over CWMP: the native names are the names; types come from the schema where it knows them. */
export const identity: Translation = {
  exact: true,
  hides: (native) => schemaOf(native)?.secret === true,
  view: (knowledge) => whole(viewing(knowledge)),
  opening: noneOf,
  viewing,
  remember: () => undefined,
  remembering: noneOf,
  sources: (paths) => paths,
  planSet,
  planAdd,
  planDelete,
  targetsOf: (native) => [native],
};

function* viewing({ values }: Knowledge): Sliced<readonly Parameter[]> {
  const view: Parameter[] = [];
  for (const native of values.values()) {
    if (!native.path.endsWith(".")) view.push(parameterOf(native));
    if (view.length % SLICE === 0) yield;
  }
  return view;
}

// oxlint-disable-next-line require-yield -- names that are the names need no work, and nothing is remembered of them
function* noneOf(): Sliced<undefined> {
  return undefined;
}

/** A native value under its own name. */
export function parameterOf(native: NativeValue): Parameter {
  return exactParameter(native, "cwmp");
}

/** The `xsi:type` of a value: what the device itself named, else the schema's. */
function wireType(native: NativeValue | undefined, type: ValueType): string {
  if (native !== undefined && scalarNamed(native.type) !== undefined) return `xsd:${native.type}`;
  if (type.startsWith("list of ")) return "xsd:string";
  return type === "base64" ? "xsd:base64Binary" : `xsd:${type}`;
}

function planSet(updates: readonly ObjectUpdate[], knowledge: Knowledge): SetPlan {
  const settings = new Map<string, NativeSetting>();
  const faults: PathFault[] = [];
  for (const update of updates) {
    for (const [name, value] of Object.entries(update.params)) {
      const path = update.path + name;
      const native = knowledge.values.get(path);
      const planned = native === undefined ? unknown(path) : settingOf(path, value, native);
      if ("code" in planned) faults.push(planned);
      else if ((settings.get(path)?.value ?? planned.value) === planned.value) settings.set(path, planned);
      else faults.push({ path, code: "parameter.conflict", detail: "set twice, to different values" });
    }
  }
  return { settings: [...settings.values()], faults };
}

function unknown(path: string): PathFault {
  return { path, code: "path.unknown" };
}

/** Checks one value against the schema and what the device told, before anything is sent. */
function settingOf(path: string, value: string, native: NativeValue | undefined): NativeSetting | PathFault {
  const schema = schemaOf(path);
  if (!isWritable(native, schema)) return { path, code: "parameter.readOnly" };
  const type = schema?.type ?? scalarNamed(native?.type ?? "") ?? "string";
  try {
    return {
      name: path,
      type: wireType(native, type),
      value: checkValue(schema ?? { type }, value),
      targets: [path],
    };
  } catch (error) {
    const { code, facts } = asFault(error);
    return { path, code, ...(facts.detail === undefined ? {} : { detail: facts.detail }) };
  }
}

/** What the device told counts before the schema. */
function isWritable(native: NativeValue | undefined, schema: ParameterSchema | undefined): boolean {
  return native?.writable ?? (schema === undefined || schema.access !== "readOnly");
}

function planAdd(object: ObjectUpdate, knowledge: Knowledge): RowPlan {
  const schema = objectSchemaOf(object.path);
  const refused = refusal(object.path, schema?.multiInstance, schema?.access, "addOnly");
  if (refused !== undefined) return { possible: false, faults: [refused] };
  const row = `${object.path}0.`;
  const faults: PathFault[] = [];
  const settings: { name: string; type: string; value: string }[] = [];
  for (const [name, value] of Object.entries(object.params)) {
    const path = row + name;
    const like = siblingOf(path, knowledge);
    const known = like !== undefined || schemaOf(path) !== undefined;
    const planned = known ? settingOf(path, value, like) : unknown(path);
    if ("code" in planned) faults.push({ ...planned, path: object.path + name });
    else settings.push({ name, type: planned.type, value: planned.value });
  }
  const required = new Set((object.required ?? []).map((name) => object.path + name));
  if (faults.some(({ path }) => required.has(path))) return { possible: false, faults };
  return {
    possible: true,
    objectName: object.path,
    faults,
    row: (instance) => {
      const path = `${object.path}${String(instance)}.`;
      return {
        path,
        compensation: path,
        settings: settings.map(({ name, type, value }) => ({
          name: path + name,
          type,
          value,
          targets: [path + name],
        })),
      };
    },
  };
}

/** The same parameter in another row of the table: what is known of vendor tables. */
function siblingOf(path: string, knowledge: Knowledge): NativeValue | undefined {
  const generic = genericPath(path);
  for (const known of knowledge.values.values()) if (genericPath(known.path) === generic) return known;
  return undefined;
}

function planDelete(path: string): RemovalPlan {
  const schema = objectSchemaOf(path);
  const refused = refusal(path, schema?.multiInstance, schema?.access, "deleteOnly");
  return refused === undefined ? { possible: true, objectName: path } : { possible: false, fault: refused };
}

function refusal(
  path: string,
  multiInstance: boolean | undefined,
  access: string | undefined,
  enough: "addOnly" | "deleteOnly",
): PathFault | undefined {
  if (multiInstance === false) return { path, code: "path.notTable" };
  if (access !== undefined && access !== "addDelete" && access !== enough)
    return { path, code: "path.notCreatable" };
  return undefined;
}
