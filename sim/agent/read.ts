import type { Tree } from "../tree/tree.ts";
import { pattern } from "../tree/plan.ts";
import { supportedResult, type SupportedRow } from "./model.ts";
import { resolve } from "./resolve.ts";
import { uspFault, type UspFault } from "./fault.ts";
import type { Wire } from "./wire.ts";

/** The code a path is refused with before it is looked at. */
export type Refusal = (path: string) => number | undefined;

/** Get: per path a fault or the values found, grouped by object. [TR-369 R-GET.0] */
export function get(tree: Tree, request: Wire, refusal: Refusal = () => undefined): Wire {
  const depth = (request["maxDepth"] as number | undefined) ?? 0;
  const results = strings(request["paramPaths"]).map((requestedPath) => {
    const refused = refusal(requestedPath);
    const found =
      refused === undefined ? resolve(tree, requestedPath, 7026) : uspFault(refused, requestedPath);
    if ("code" in found) return failedPath(requestedPath, found);
    if (found.leaf !== undefined && found.leaf.kind !== "parameter")
      return failedPath(requestedPath, uspFault(7026, requestedPath));
    const name = found.leaf?.name;
    if (name === undefined)
      return {
        requestedPath,
        resolvedPathResults: found.objects.flatMap((object) => valuesBelow(tree, object, depth)),
      };
    // The parent object, and of it the parameter alone. [TR-369 R-GET.2] [TR-369 R-GET.3]
    const holders = found.objects.filter((object) => tree.leaf(object + name) !== undefined);
    if (holders.length === 0 && !found.search)
      return failedPath(requestedPath, uspFault(7026, requestedPath));
    return {
      requestedPath,
      resolvedPathResults: holders.map((object) => resolvedPath(tree, object, [object + name])),
    };
  });
  return { reqPathResults: results };
}

/** GetInstances: rows below each path, with their unique keys. */
export function getInstances(tree: Tree, request: Wire, refusal: Refusal = () => undefined): Wire {
  const first = request["firstLevelOnly"] === true;
  const results = strings(request["objPaths"]).map((requestedPath) => {
    const refused = refusal(requestedPath);
    const found =
      refused === undefined ? resolve(tree, requestedPath, 7026) : uspFault(refused, requestedPath);
    if ("code" in found) return failedPath(requestedPath, found);
    if (found.leaf !== undefined) return failedPath(requestedPath, uspFault(7008, requestedPath));
    const rows = found.objects.flatMap((object) => rowsBelow(tree, object, first));
    return {
      requestedPath,
      currInsts: rows.map((row) => ({ instantiatedObjPath: row, uniqueKeys: tree.keysOf(row) })),
    };
  });
  return { reqPathResults: results };
}

/** GetSupportedDM. Paths may hold `{i}` or instance numbers. */
export function getSupportedDm(model: ReadonlyMap<string, SupportedRow>, request: Wire): Wire {
  const wanted = {
    commands: request["returnCommands"] === true,
    events: request["returnEvents"] === true,
    params: request["returnParams"] === true,
    keys: request["returnUniqueKeySets"] === true,
  };
  const results = strings(request["objPaths"]).map((reqObjPath) => {
    const object = supportedPath(model, reqObjPath);
    if (object === undefined) return { reqObjPath, errCode: 7026, errMsg: `Path is invalid: ${reqObjPath}` };
    const below = [...model.values()].filter((row) => row.path.startsWith(object));
    const rows =
      request["firstLevelOnly"] === true ? below.filter((row) => levels(row.path, object) <= 1) : below;
    const nothing = { commands: false, events: false, params: false, keys: false };
    const supportedObjs = rows.map((row) =>
      supportedResult(row, request["firstLevelOnly"] === true && row.path !== object ? nothing : wanted),
    );
    return { reqObjPath, dataModelInstUri: "urn:broadband-forum-org:tr-181-2-19-1", supportedObjs };
  });
  return { reqObjResults: results };
}

/** The path of the model that a request names, its last `{i}.` put in when it was left out. */
function supportedPath(model: ReadonlyMap<string, SupportedRow>, text: string): string | undefined {
  const path = pattern(text.slice(0, text.lastIndexOf(".") + 1));
  if (model.has(`${path}{i}.`)) return `${path}{i}.`;
  if (model.has(path)) return path;
  return [...model.keys()].some((known) => known.startsWith(path)) && path.startsWith("Device.")
    ? path
    : undefined;
}

function levels(path: string, object: string): number {
  return path.slice(object.length).replaceAll("{i}.", "").split(".").length - 1;
}

function valuesBelow(tree: Tree, object: string, depth: number): Wire[] {
  const groups = new Map<string, string[]>();
  for (const path of tree.under(object)) {
    const owner = path.slice(0, path.lastIndexOf(".") + 1);
    const level = owner.slice(object.length).split(".").length;
    if (depth > 0 && level > depth) continue; // [TR-369 R-GET.5]
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [path]);
    else group.push(path);
  }
  return [...groups].map(([owner, paths]) => resolvedPath(tree, owner, paths));
}

function resolvedPath(tree: Tree, object: string, paths: readonly string[]): Wire {
  return {
    resolvedPath: object,
    resultParams: Object.fromEntries(paths.map((path) => [path.slice(object.length), tree.shown(path)])),
  };
}

function rowsBelow(tree: Tree, object: string, first: boolean): string[] {
  const rows = tree
    .objectsUnder(object)
    .filter((path) => path !== object && tree.tableOfRow(path) !== undefined);
  const nearest = rows.filter((row) => !rows.some((other) => other !== row && row.startsWith(other)));
  return (first ? nearest : rows).toSorted(byNumbers);
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function failedPath(requestedPath: string, fault: UspFault): Wire {
  return { requestedPath, errCode: fault.code, errMsg: fault.text };
}

export function strings(list: unknown): readonly string[] {
  return (list as readonly string[] | undefined) ?? [];
}
