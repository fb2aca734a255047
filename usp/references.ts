import { parsePath, supportedPath, type NotifyType, type SupportedObject } from "#core";
import type { Model } from "./model.ts";

/**
 * Why an agent cannot tell of a path; undefined: it can, as far as its model is known. Agents take names that they do not
 * know, so an accepted subscription proves nothing.
 */
export function unsupportedBy(model: Model, notifType: NotifyType, path: string): string | undefined {
  const generic = supportedPath(parsePath(path));
  if (generic === undefined || model.objects.length === 0) return undefined;
  if (notifType === "ObjectCreation" || notifType === "ObjectDeletion")
    return isTable(model, generic) ? undefined : "the agent has no such table";
  if (generic.endsWith("."))
    return below(model, generic).some((object) => tells(object, notifType))
      ? undefined
      : `the agent has no ${NAMES[notifType]} below this object`;
  if (!model.has(generic)) return `the agent has no such ${NAMES[notifType]}`;
  if (notifType === "OperationComplete" && !isAsync(model, generic))
    return "the command is synchronous: its result comes with its answer";
  return undefined;
}

const NAMES = {
  ValueChange: "parameter",
  ObjectCreation: "table",
  ObjectDeletion: "table",
  OperationComplete: "command",
  Event: "event",
} as const satisfies Record<NotifyType, string>;

/**
 * What an object path stands for, one by one, for agents that refuse it: commands, events, the objects of the root, the
 * parameters below any other object. Of a path that is none, or of an unknown model, the path itself.
 */
export function expanded(model: Model, notifType: NotifyType, path: string): readonly string[] {
  const generic = path.endsWith(".") ? supportedPath(parsePath(path)) : undefined;
  if (generic === undefined) return [path];
  const at = (object: SupportedObject): string =>
    path + object.path.slice(generic.length).replaceAll("{i}", "*");
  const objects = below(model, generic);
  switch (notifType) {
    case "OperationComplete":
      return objects.flatMap((o) => o.commands.filter((c) => c.async).map((c) => at(o) + c.name));
    case "Event":
      return objects.flatMap((o) => o.events.map((e) => at(o) + e.name));
    case "ValueChange":
      if (generic === "Device.")
        return [...new Set(objects.flatMap((o) => /^Device\.\w[\w-]*\./.exec(o.path)?.[0] ?? []))];
      return objects.flatMap((o) => o.parameters.map((p) => at(o) + p.name));
    case "ObjectCreation":
    case "ObjectDeletion":
      return [path];
  }
}

function below(model: Model, generic: string): readonly SupportedObject[] {
  return model.objects.filter((object) => object.path.startsWith(generic));
}

/** A table by itself or by a row of it. */
function isTable(model: Model, generic: string): boolean {
  return model.objects.some(
    ({ path, multiInstance }) => multiInstance && (path === generic || path === `${generic}{i}.`),
  );
}

function tells(object: SupportedObject, notifType: NotifyType): boolean {
  if (notifType === "Event") return object.events.length > 0;
  if (notifType === "OperationComplete") return object.commands.some((command) => command.async);
  return object.parameters.length > 0;
}

function isAsync(model: Model, generic: string): boolean {
  const at = generic.lastIndexOf(".") + 1;
  const object = model.objects.find(({ path }) => path === generic.slice(0, at));
  return object?.commands.some(({ name, async }) => async && name === generic.slice(at)) === true;
}
