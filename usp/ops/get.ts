import {
  ParameterTree,
  select,
  type NativeValue,
  type Operation,
  type OperationResult,
  type Outcome,
  type PathFault,
} from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { nativeValue, parameterOf } from "../values.ts";
import { part, pathFault, type OpContext } from "./context.ts";
import { judged } from "./outcome.ts";
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
      items,
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
  readonly fault?: NonNullable<PathResult["fault"]>;
  /** The agent refused the path for an operator it may lack. */
  readonly refused?: boolean;
}

/** Code 7008 or 7026 on a path that uses `~=` or `#`. */
const REFUSALS = new Set([7008, 7026]);

async function readPaths(
  request: Draft<"Request">,
  asked: readonly string[],
  context: OpContext,
): Promise<readonly Read[]> {
  const { reqPathResults } = part(await context.ask(request), "getResp");
  const at = context.now();
  const answers = paired(request.get?.paramPaths ?? [], reqPathResults);
  return asked.map((requestedPath, i): Read => {
    const result = answers[i];
    if (result === undefined) {
      const detail = "the agent left the path out of its answer";
      return { requestedPath, values: [], fault: { path: requestedPath, code: "device.protocol", detail } };
    }
    const values = result.resolvedPathResults.flatMap((resolved) =>
      Object.entries(resolved.resultParams).map(([name, value]) =>
        nativeValue(`${resolved.resolvedPath}${name}`, value, at, context.model),
      ),
    );
    if (result.errCode === 0) return { requestedPath, values };
    const fault = absent(pathFault(requestedPath, result.errCode, result.errMsg), context);
    const refused = REFUSALS.has(result.errCode) && isRefusable(requestedPath);
    return refused ? { requestedPath, values, fault, refused } : { requestedPath, values, fault };
  });
}

/**
 * The answer to each question: the one that names it, else, where an agent spells paths in its own way, the one that stands
 * at its place.
 */
export function paired<T extends { readonly requestedPath: string }>(
  questions: readonly string[],
  answers: readonly T[],
): readonly (T | undefined)[] {
  const named = new Map<string, T[]>();
  for (const answer of answers)
    named.set(answer.requestedPath, [...(named.get(answer.requestedPath) ?? []), answer]);
  const spelt = questions.map((question) => named.get(question)?.shift());
  if (answers.length !== questions.length) return spelt;
  const taken = new Set(spelt);
  return spelt.map((answer, i) => answer ?? (taken.has(answers[i]) ? undefined : answers[i]));
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
  return { requestedPath: path, values: chosen.values.filter((value) => wanted.has(value.path)) };
}

/** The objects and parameters a path means, decided in the gateway on freshly read values. */
export async function chooseHere(
  text: string,
  context: OpContext,
): Promise<
  { objects: readonly string[]; paths: readonly string[]; values: readonly NativeValue[] } | undefined
> {
  const path = parsed(text);
  if (path === undefined) return undefined;
  const root = searchRoot(path);
  const [read] = await readPaths({ get: { paramPaths: [root], maxDepth: 0 } }, [root], context);
  if (read === undefined || read.fault !== undefined) return undefined;
  const tree = ParameterTree.from(read.values.map(parameterOf));
  const { objects, parameters } = select(path, tree);
  const below = path.leaf === undefined ? objects.flatMap((object) => tree.under(object)) : [];
  return { objects, paths: [...parameters, ...below].map((p) => p.path), values: read.values };
}
