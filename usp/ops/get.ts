import {
  asFault,
  ParameterTree,
  select,
  type NativeValue,
  type Operation,
  type OperationResult,
  type Outcome,
  type Path,
  type PathFault,
  type Selection,
} from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { nativeValue, parameterOf } from "../values.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
import { withinDepth } from "./depth.ts";
import { leftOut, paired, namedPath } from "./paired.ts";
import { isRefusable, parsed, searchRoot, wirePath } from "./wirepath.ts";

type Get = Extract<Operation, { type: "get" }>;
type PathResult = Extract<OperationResult, { type: "get" }>["results"][number];

export function getRequest(operation: Get): Draft<"Request"> {
  return { get: { paramPaths: operation.paths.map((path) => wirePath(path)), maxDepth: operation.maxDepth } };
}

/** Reads parameters; what was read refreshes the snapshot. */
export async function get(operation: Get, context: OpContext): Promise<Outcome> {
  const read = await readPaths(getRequest(operation), operation.paths, context);
  const results: PathResult[] = [];
  const values: NativeValue[] = [];
  for (const one of read) {
    const settled = one.refused !== true ? one : ((await selfSelect(one.requestedPath, context)) ?? one);
    values.push(...settled.values);
    const items = settled.values.map(parameterOf);
    results.push({
      requestedPath: one.requestedPath,
      items: withinDepth(one.requestedPath, items, operation.maxDepth, settled.objects),
      ...(settled.fault === undefined ? {} : { fault: settled.fault }),
    });
  }
  return judged(
    { type: "get", results },
    results.map((r) => r.fault),
    { values },
  );
}

interface Read {
  readonly requestedPath: string;
  readonly values: readonly NativeValue[];
  /** The objects the agent found. */
  readonly objects: readonly string[];
  readonly fault?: NonNullable<PathResult["fault"]>;
  /** The agent refused the path for an operator it may lack. */
  readonly refused?: boolean;
}

/** Code 7008 or 7026 on a path that uses `~=` or `#`. */
const REFUSALS = new Set([7008, 7026]);

/** Whether a code means that the agent may lack an operator of the path. */
export function isRefusal(path: string, code: number): boolean {
  return REFUSALS.has(code) && isRefusable(path);
}

async function readPaths(
  request: Draft<"Request">,
  asked: readonly string[],
  context: OpContext,
): Promise<readonly Read[]> {
  const { reqPathResults } = part(await context.ask(request), "getResp");
  const at = context.now();
  const answers = paired(request.get?.paramPaths ?? [], reqPathResults, namedPath);
  return asked.map((path, i): Read => {
    const result = answers[i];
    if (result === undefined) return { requestedPath: path, values: [], objects: [], fault: leftOut(path) };
    const objects = result.resolvedPathResults.map((resolved) => resolved.resolvedPath);
    // Before 1.2 names are relative to the one object that was asked for: `Controller.1.Enable`.
    const values = result.resolvedPathResults.flatMap((resolved) =>
      Object.entries(resolved.resultParams).map(([name, value]) =>
        nativeValue(`${resolved.resolvedPath}${name}`, value, at, context.model),
      ),
    );
    const read = { requestedPath: path, values, objects };
    if (result.errCode === 0) return read;
    const fault = absent(pathFault(path, result.errCode, result.errMsg), context);
    const refused = isRefusal(path, result.errCode);
    return refused ? { ...read, fault, refused } : { ...read, fault };
  });
}

/** Agents say 7026 of a row that is not there, too; what they support tells the two apart. */
function absent(fault: PathFault, { model }: OpContext): PathFault {
  const isRow = /\.\d+\./.test(fault.path);
  if (fault.code !== "path.unknown" || !isRow || !model.supports(fault.path)) return fault;
  return { ...fault, code: "path.noInstance" };
}

/** Plan B for an agent without an operator: read more and choose here. Undefined when the broader read fails too. */
async function selfSelect(path: string, context: OpContext): Promise<Read | undefined> {
  const chosen = await chooseHere(path, context);
  if (chosen === undefined) return undefined;
  const wanted = new Set(chosen.paths);
  const values = chosen.values.filter((value) => wanted.has(value.path));
  return { requestedPath: path, values, objects: chosen.objects };
}

/** The objects and parameters a path means, decided in the gateway on freshly read values. */
export async function chooseHere(
  text: string,
  context: OpContext,
): Promise<
  | {
      readonly objects: readonly string[];
      readonly paths: readonly string[];
      readonly values: readonly NativeValue[];
      readonly tree: ParameterTree;
    }
  | undefined
> {
  const path = parsed(text);
  if (path === undefined) return undefined;
  const root = searchRoot(path);
  const [read] = await readable(root, context);
  if (read === undefined || read.fault !== undefined) return undefined;
  const tree = ParameterTree.from(read.values.map(parameterOf));
  const selection = selected(path, tree);
  if (selection === undefined) return undefined;
  const { objects, parameters } = selection;
  const below = path.leaf === undefined ? objects.flatMap((object) => tree.under(object)) : [];
  return { objects, paths: [...parameters, ...below].map((p) => p.path), values: read.values, tree };
}

/** Undefined when an operator does not fit its parameter: the agent was right to refuse it. */
function selected(path: Path, tree: ParameterTree): Selection | undefined {
  try {
    return select(path, tree);
  } catch (error) {
    if (asFault(error).code !== "path.syntax") throw error;
    return undefined;
  }
}

/** None when the agent answers the broader question with an error: its first refusal stands then. */
async function readable(root: string, context: OpContext): Promise<readonly Read[]> {
  try {
    return await readPaths({ get: { paramPaths: [root], maxDepth: 0 } }, [root], context);
  } catch (error) {
    if (asFault(error).facts.protocolCode === undefined) throw error;
    return [];
  }
}
