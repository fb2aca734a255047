import {
  asFault,
  checkValue,
  Fault,
  objectSchemaOf,
  type ObjectSchema,
  type ObjectUpdate,
  type Operation,
  type Parameter,
  ParameterTree,
  parsePath,
  type PathFault,
  requiredOf,
  schemaOf,
  select,
} from "#core";

/**
 * Refuses what the known model already shows to be impossible, so that a client hears it at once and in the same words as
 * for any other device. What is not known is left to the agent. Throws the fault of the first error, with all of them.
 */
export function check(operation: Operation, view: () => readonly Parameter[]): void {
  const errors = errorsOf(operation, view);
  const [first] = errors;
  if (first === undefined) return;
  const detail = first.detail === undefined ? {} : { detail: first.detail };
  throw new Fault(first.code, { ...detail, errors });
}

/** What would end the operation; what may fail beside the rest is left to the agent. */
function errorsOf(operation: Operation, view: () => readonly Parameter[]): readonly PathFault[] {
  if ("allowPartial" in operation && operation.allowPartial) return [];
  switch (operation.type) {
    case "set": {
      const tree = ParameterTree.from(view());
      return operation.updates.flatMap((update) => updateErrors(update, tree));
    }
    case "add":
      return operation.objects.flatMap(rowErrors);
    case "delete":
      return operation.paths.flatMap((path) => tableError(path, "deleteOnly") ?? []);
    case "get":
    case "operate":
    case "getInstances":
    case "getSupportedDM":
    case "native":
    case "onboard":
    case "subscribe":
      return [];
  }
}

function updateErrors(update: ObjectUpdate, tree: ParameterTree): readonly PathFault[] {
  const { objects } = select(parsePath(update.path), tree);
  return objects.flatMap((object) =>
    requiredParams(update).flatMap(([name, value]): readonly PathFault[] => {
      const known = tree.get(object + name);
      if (known === undefined) return [];
      if (!known.writable) return [{ path: known.path, code: "parameter.readOnly" }];
      const wrong = valueError(known.path, known.path, value);
      return wrong === undefined ? [] : [wrong];
    }),
  );
}

function rowErrors(object: ObjectUpdate): readonly PathFault[] {
  const refused = tableError(object.path, "addOnly");
  if (refused !== undefined) return [refused];
  return requiredParams(object).flatMap(
    ([name, value]) => valueError(`${object.path}0.${name}`, object.path + name, value) ?? [],
  );
}

/** Those that may not fail. */
function requiredParams(update: ObjectUpdate): readonly [string, string][] {
  const required = new Set(requiredOf(update, false));
  return Object.entries(update.params).filter(([name]) => required.has(name));
}

/** `shown` is the path a client reads. */
function valueError(path: string, shown: string, value: string): PathFault | undefined {
  const schema = schemaOf(path);
  if (schema === undefined) return undefined;
  try {
    checkValue(schema, value);
    return undefined;
  } catch (error) {
    const { code, facts } = asFault(error);
    return { path: shown, code, ...(facts.detail === undefined ? {} : { detail: facts.detail }) };
  }
}

function tableError(path: string, enough: ObjectSchema["access"]): PathFault | undefined {
  const schema = objectSchemaOf(path);
  if (schema === undefined) return undefined;
  if (!schema.multiInstance) return { path, code: "path.notTable" };
  if (schema.access === "addDelete" || schema.access === enough) return undefined;
  return { path, code: "path.notCreatable" };
}
